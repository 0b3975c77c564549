"""The shelf: which books there are, where their files lie, adding and removing.

Owns the folders. An added file is kept, compressed, with a note of where it came from; the index
beside the other caches is made from it again whenever it is missing or of another format.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from functools import cache
from pathlib import Path

from mbc_prep.codebook.book import BookInfo, OpenBook
from mbc_prep.codebook.entries import BookError
from mbc_prep.codebook.icd10cm import tabular_file
from mbc_prep.codebook.index import FORMAT, Progress, write_index
from mbc_prep.codebook.kinds import KINDS, Recognised, read_contents, recognise
from mbc_prep.codebook.sources import Piece, read_pieces
from mbc_prep.paths import Paths

Note = Callable[[str], None]


def _silent(_: float) -> None:
    """Hear no progress."""


class Shelf:
    """All books of one learner. Looking costs a few milliseconds and opens nothing."""

    def __init__(self, paths: Paths) -> None:
        self._kept = paths.books
        self._indexes = paths.book_indexes

    def books(self) -> tuple[BookInfo, ...]:
        """Every book, built-in and added, in the order in which they answer."""
        found = {info.id: info for info in (*self._built_in(), *self._added())}
        places = {kind: place for place, kind in enumerate(KINDS)}
        return tuple(sorted(found.values(), key=lambda info: (places[info.kind], -info.year)))

    def index_file(self, info: BookInfo) -> Path:
        """Where the index of a book is, or will be: its name tells its inputs and its format."""
        return self._indexes / f"{info.id}-{info.digest[:16]}-{FORMAT}.db"

    def missing(self) -> tuple[BookInfo, ...]:
        """Books whose index is still to be made."""
        return tuple(info for info in self.books() if not self.index_file(info).exists())

    def build(self, progress: Progress = _silent) -> None:
        """Make every missing index. Raises BookError where a book cannot be read or written."""
        missing = self.missing()
        for number, info in enumerate(missing):

            def share(part: float, number: int = number) -> None:
                progress((number + part) / len(missing))

            self._write(self._recognised(info), info, share)

    def open(self) -> tuple[OpenBook, ...]:
        """Open every book whose index is there. Raises BookError where one cannot be read."""
        ready = [info for info in self.books() if self.index_file(info).exists()]
        return tuple(OpenBook(info, self.index_file(info)) for info in ready)

    def add(
        self, files: Sequence[Path], now: datetime, year: int = 0, progress: Progress = _silent
    ) -> tuple[BookInfo, ...]:
        """Take files onto the shelf: all of them, or none if one cannot be used.

        Raises BookError with one sentence.
        """
        found = [book for file in files for book in _recognised_in(file, year)]
        twice = [book.id for book in found]
        if len(set(twice)) < len(twice):
            name = next(one for one in twice if twice.count(one) > 1)
            raise BookError(f"Two of the files are the same book ({name}); add one of them.")
        infos = [_info(book) for book in found]
        already = {info.digest for info in self.books()}
        written: list[Path] = []
        try:
            for number, (book, info) in enumerate(zip(found, infos, strict=True)):

                def share(part: float, number: int = number) -> None:
                    progress((number + part) / len(found))

                if info.digest not in already:
                    written.append(self.index_file(info))
                self._write(book, info, share)
            for book, info in zip(found, infos, strict=True):
                self._keep(book, info, now)
        except (OSError, BookError) as error:
            for file in written:
                file.unlink(missing_ok=True)
            if isinstance(error, BookError):
                raise
            raise BookError(f"The book could not be stored: {error.strerror or error}.") from error
        return tuple(infos)

    def remove(self, book_id: str) -> BookInfo:
        """Take an added book off the shelf; raises BookError where there is none."""
        added = {info.id: info for info in self._added()}
        if book_id not in added:
            if any(info.id == book_id for info in self._built_in()):
                raise BookError(f"{book_id} is built in and stays.")
            known = ", ".join(sorted(added)) or "none"
            raise BookError(f"There is no added book {book_id}; added: {known}.")
        info = added[book_id]
        try:
            for file in (self._note_file(book_id), self._data_file(info), self.index_file(info)):
                file.unlink(missing_ok=True)
        except OSError as error:
            raise BookError(f"{book_id} could not be removed: {error.strerror}.") from error
        return info

    def _built_in(self) -> Iterator[BookInfo]:
        file = tabular_file()
        book = recognise(Piece(file.name, b"<ICD10CM.tabular/>"))
        if book is not None:
            yield BookInfo(
                book.id,
                book.kind.id,
                book.kind.system,
                book.year,
                book.label,
                file.name,
                _digest(file),
                True,
            )

    def _added(self) -> Iterator[BookInfo]:
        for file in sorted(self._kept.glob("*.json")):
            # A note that cannot be read is of a book that cannot be used: leave it aside.
            with suppress(OSError, ValueError, KeyError, TypeError):
                data = json.loads(file.read_text("utf-8"))
                names = ("id", "kind", "system", "year", "label", "source", "digest")
                info = BookInfo(**{name: data[name] for name in names}, built_in=False)
                if info.kind in KINDS and self._data_file(info).exists():
                    yield info

    def _recognised(self, info: BookInfo) -> Recognised:
        try:
            if info.built_in:
                data = tabular_file().read_bytes()
            else:
                data = lzma.decompress(self._data_file(info).read_bytes())
        except (OSError, lzma.LZMAError) as error:
            raise BookError(
                f"{info.label} cannot be read any more; remove it and add it again."
            ) from error
        return Recognised(KINDS[info.kind], info.year, info.source, data)

    def _write(self, book: Recognised, info: BookInfo, progress: Progress) -> None:
        target = self.index_file(info)
        if target.exists():
            progress(1.0)
            return
        contents = read_contents(book, trusted=info.built_in)
        meta = {name: str(value) for name, value in asdict(info).items()}
        try:
            write_index(target, contents.entries, meta, contents.tables, progress)
        except OSError as error:
            raise BookError(
                f"The index of {info.label} cannot be written: {error.strerror or error}."
            ) from error
        for old in self._indexes.glob(f"{info.id}-*"):
            if old != target and _is_of(old.name, info.id):
                with suppress(OSError):
                    old.unlink()

    def _keep(self, book: Recognised, info: BookInfo, now: datetime) -> None:
        """Store the file, then the note that makes it a book, then let an older file go."""
        self._kept.mkdir(parents=True, exist_ok=True)
        provenance = {**asdict(info), "added": now.isoformat(timespec="seconds")}
        data = self._data_file(info)
        _replace(data, lzma.compress(book.data, preset=1))
        _replace(self._note_file(info.id), json.dumps(provenance, indent=1).encode())
        for old in self._kept.glob(f"{info.id}-*.xz"):
            if old != data and _is_of(old.name, info.id):
                old.unlink(missing_ok=True)

    def _data_file(self, info: BookInfo) -> Path:
        return self._kept / f"{info.id}-{info.digest[:16]}.xz"

    def _note_file(self, book_id: str) -> Path:
        return self._kept / f"{book_id}.json"


def _digest(file: Path) -> str:
    """SHA-256 of a file that came with the program; read once in a run."""
    stat = file.stat()
    return _digest_of(file, stat.st_size, stat.st_mtime_ns)


@cache
def _digest_of(file: Path, _size: int, _mtime: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _is_of(name: str, book_id: str) -> bool:
    """Whether an index file, finished or not, is of this very book."""
    rest = name.removeprefix(f"{book_id}-")
    return len(rest) > 16 and all(c in "0123456789abcdef" for c in rest[:16])


def _recognised_in(file: Path, year: int) -> list[Recognised]:
    pieces = read_pieces(file)
    found = [book for piece in pieces if (book := recognise(piece, year))]
    if not found:
        raise BookError(
            f"{file.name} is none of the files that make a code book (see mbc-prep codebook add "
            "--help)."
        )
    return found


def _info(book: Recognised) -> BookInfo:
    return BookInfo(
        book.id,
        book.kind.id,
        book.kind.system,
        book.year,
        book.label,
        book.source,
        book.digest,
        built_in=False,
    )


def _replace(file: Path, data: bytes) -> None:
    half = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with half.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
