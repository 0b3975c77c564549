"""What goes wrong with a database file, in sentences for the learner.

Owns the wording. Every sentence says what was found, that nothing was changed where that is so,
and a way on. Standard library only.
"""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mbc_prep.errors import StorageError

_NEARLY_FULL = 1 << 20
"""Below this many free bytes an I/O error is most likely a full disk."""

_DISK_FULL = "The disk that holds {path} is full. Nothing was lost; make some room and try again."
_IO_ERROR = (
    "The disk refused to read or write {path} ({words}). What was saved before is untouched; "
    "check the disk and start again."
)
_CANNOT_OPEN = "{path} cannot be opened. Check that its folder exists and that you may write there."
_DAMAGED = "{path} is damaged ({words}). It has been left as it is. {way_on}"
_SENTENCES = {
    sqlite3.SQLITE_FULL: _DISK_FULL,
    sqlite3.SQLITE_BUSY: (
        "{path} is in use by another window or program and stayed locked for more than "
        "5 seconds. Close the other one, or try again in a moment."
    ),
    sqlite3.SQLITE_READONLY: (
        "{path} cannot be written, so nothing you do could be saved. Check the "
        "permissions of the file and its folder, and whether the disk is mounted read-only."
    ),
    sqlite3.SQLITE_IOERR: _IO_ERROR,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: "{path} is not a progress database. It has been left as it is. {way_on}",
}
_SENTENCES[sqlite3.SQLITE_LOCKED] = _SENTENCES[sqlite3.SQLITE_BUSY]
_SENTENCES[sqlite3.SQLITE_PERM] = _SENTENCES[sqlite3.SQLITE_READONLY]
_SENTENCES[sqlite3.SQLITE_AUTH] = _SENTENCES[sqlite3.SQLITE_READONLY]

DEFAULT_WAY_ON = "A backup can be brought back with: mbc-prep restore FILE"


def explain(
    error: BaseException | None, path: Path, way_on: str = DEFAULT_WAY_ON
) -> StorageError | None:
    """Put a failure into words; None for one that is a fault of the program, not of the world."""
    if isinstance(error, OSError):
        return _explain_os(error, path)
    if not isinstance(error, sqlite3.DatabaseError) or isinstance(error, sqlite3.IntegrityError):
        return None
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    template = _SENTENCES.get(code)
    if template is None:
        return None
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        if _nearly_full(path):
            template = _DISK_FULL
        elif path.exists() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            template = _SENTENCES[sqlite3.SQLITE_READONLY]
    return StorageError(template.format(path=path, words=error, way_on=way_on).strip())


@contextmanager
def explained(path: Path, way_on: str = DEFAULT_WAY_ON) -> Iterator[None]:
    """Turn failures of the disk and of SQLite inside the block into StorageError."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        told = explain(error, path, way_on)
        if told is None:
            raise
        raise told from error


def _explain_os(error: OSError, path: Path) -> StorageError:
    words = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError(_DISK_FULL.format(path=path))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return StorageError(
            f"{path} cannot be written ({words}). Choose another place with MBC_PREP_HOME, or "
            "change the permissions of the folder."
        )
    return StorageError(f"{path} cannot be used ({words}).")


def _nearly_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NEARLY_FULL
    except OSError:
        return False
