"""Getting at the bytes of a file somebody brings: plain, zip or xz, within limits.

Owns the limits. Nothing is ever unpacked to disk, so names inside an archive lead nowhere.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mbc_prep.codebook.entries import BookError, squeezed

MAX_PIECE = 64 * 2**20
"""Bytes of one unpacked file; the largest official one has a quarter of that."""
MAX_ALL = 4 * MAX_PIECE
MAX_MEMBERS = 500
_CHUNK = 2**20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Other methods unpack without a limit; no official file uses them."""
_READABLE = (".xml", ".txt", ".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Piece:
    """One file with its name, without folders."""

    name: str
    data: bytes


def read_pieces(path: Path) -> list[Piece]:
    """Every readable file of an archive, or the file itself.

    Raises BookError with one sentence where it cannot be read or is out of all proportion.
    """
    try:
        if not path.is_file():
            raise BookError(f"{path} is not a file.")
        with path.open("rb") as file:
            start = file.read(6)
        if start.startswith(b"PK"):
            return _unzip(path)
        if start == b"\xfd7zXZ\x00":
            return [Piece(_inner_name(path.name), _unxz(path))]
        return [Piece(squeezed(path.name), _plain(path))]
    except OSError as error:
        raise BookError(f"{path} cannot be read: {error.strerror or error}.") from error


def _plain(path: Path) -> bytes:
    if path.stat().st_size > MAX_PIECE:
        raise _too_big(path.name)
    return path.read_bytes()


def _inner_name(name: str) -> str:
    return squeezed(name[:-3] if name.lower().endswith(".xz") else name)


def _unxz(path: Path) -> bytes:
    unpacker = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=256 * 2**20)
    try:
        with path.open("rb") as file:
            data = unpacker.decompress(file.read(MAX_PIECE), MAX_PIECE + 1)
    except (lzma.LZMAError, MemoryError):
        raise BookError(f"{path.name} is damaged.") from None
    if len(data) > MAX_PIECE:
        raise _too_big(path.name)
    if not unpacker.eof:
        raise BookError(f"{path.name} is incomplete.")
    return data


def _unzip(path: Path) -> list[Piece]:
    pieces: list[Piece] = []
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MAX_MEMBERS:
                raise BookError(f"{path.name} holds {len(members)} files; no official one does.")
            left = MAX_ALL
            for member in members:
                name = PurePosixPath(member.filename.replace("\\", "/")).name
                if member.is_dir() or not name.lower().endswith(_READABLE):
                    continue
                if member.compress_type not in _METHODS:
                    raise NotImplementedError
                data = _member(archive, member, min(MAX_PIECE, left), path.name)
                left -= len(data)
                pieces.append(Piece(squeezed(name), data))
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, lzma.LZMAError):
        raise BookError(f"{path.name} is damaged or incomplete.") from None
    except (RuntimeError, NotImplementedError):
        raise BookError(f"{path.name} is locked by a password or packed in a rare way.") from None
    if not pieces:
        raise BookError(f"{path.name} holds no XML or text file.")
    return pieces


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    """Unpack a member; the size its head claims is not believed."""
    parts: list[bytes] = []
    size = 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise _too_big(name)
            parts.append(chunk)
    return b"".join(parts)


def _too_big(name: str) -> BookError:
    return BookError(f"{name} unpacks to more than any official file has; it is not used.")
