"""Copies of the progress database: one a day, seven kept, and wherever the learner wants one.

Owns how a copy is made so that it is whole or absent: SQLite's backup into a temporary name in the
same folder, an integrity check, fsync, rename. A copy is one file without companions. Nothing but
the oldest of the rotating copies is ever deleted. Knows no table.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from mbc_prep.errors import StorageError
from mbc_prep.storage import schema
from mbc_prep.storage.connecting import connect
from mbc_prep.storage.faults import explained

KEPT = 7
"""How many rotating copies stay."""

_TEMPORARY = ".mbc-prep-"
_DAY_SECONDS = 86_400


def list_backups(folder: Path) -> tuple[Path, ...]:
    """All copies in the backup folder, oldest first; empty where there is no such folder."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(folder.glob("*.db"), key=lambda file: (file.stat().st_mtime, file.name)))


def way_back(folder: Path) -> str:
    """Sentence on how to bring back the newest copy, for the end of an error message."""
    found = list_backups(folder)
    if not found:
        return f"No backup was found in {folder}."
    return f'Bring back the newest backup with: mbc-prep restore "{found[-1]}"'


def rotate(database: Path, folder: Path, now: datetime) -> Path | None:
    """Make today's copy if there is none yet, and drop the oldest beyond seven.

    Days are UTC. Takes about half a second per 100 MB: call it in a thread. Returns the new
    copy, or None where today's exists. Raises StorageError; the older copies are then untouched.
    """
    target = folder / f"progress-{now.astimezone(UTC):%Y-%m-%d}.db"
    if target.exists():
        return None
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    _copy(database, target, overwrite=True)
    with explained(folder):
        for old in sorted(folder.glob("progress-????-??-??.db"))[:-KEPT]:
            old.unlink(missing_ok=True)
        _drop_leftovers(folder, now)
    return target


def backup_to(database: Path, file: Path, *, force: bool = False) -> None:
    """Copy the progress database to a file of the learner's choice.

    Raises StorageError where there is nothing to copy, where the target exists (unless
    ``force``), is a folder or is the database itself, and where the disk does not play along.
    """
    if not database.exists():
        raise StorageError(f"There is no progress to back up yet ({database} does not exist).")
    if file.is_dir():
        raise StorageError(f"{file} is a folder. Name a file in it, for example {file / 'mbc.db'}.")
    if file.exists():
        if file.samefile(database):
            raise StorageError("That is the progress database itself. Choose another file name.")
        if not force:
            raise StorageError(
                f"{file} exists already. Choose another name, or add --force to replace it."
            )
        if any(file.with_name(file.name + suffix).exists() for suffix in ("-wal", "-journal")):
            # The log of the old file would be applied to the new one.
            raise StorageError(f"{file} is in use: its log lies beside it. Choose another name.")
    if not file.absolute().parent.is_dir():
        raise StorageError(f"The folder {file.absolute().parent} does not exist. Create it first.")
    _copy(database, file.absolute(), overwrite=force)


def copy_before_upgrade(database: Path, folder: Path, version: int, now: datetime) -> Path:
    """Copy a database of an older shape before it is changed; returns the copy."""
    with explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    stamp = f"{now.astimezone(UTC):%Y-%m-%d-%H%M%S}"
    target = free_name(folder / f"before-upgrade-from-{version}-{stamp}.db")
    _copy(database, target, overwrite=False)
    return target


def free_name(wanted: Path) -> Path:
    """The name itself, or the first of ``name-2``, ``name-3`` ... that is not taken."""
    candidate, number = wanted, 1
    while candidate.exists():
        number += 1
        candidate = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return candidate


def require_usable(connection: sqlite3.Connection, file: Path) -> None:
    """Raise StorageError unless a database is ours, whole and of a shape we know."""
    if not schema.is_ours(connection):
        raise StorageError(f"{file} is not a progress database of mbc-prep.")
    version = schema.version_of(connection)
    if version > schema.NEWEST:
        raise StorageError(
            f"{file} was written by a newer version of mbc-prep (data version {version}; this "
            f"program knows up to {schema.NEWEST}). Update mbc-prep and try again."
        )
    problems = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)")]
    if problems != ["ok"]:
        raise StorageError(f"{file} is damaged ({'; '.join(problems)}).")


@contextmanager
def temporary_beside(target: Path) -> Iterator[Path]:
    """A new empty file in the same folder, gone at the end unless it was renamed."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=_TEMPORARY, suffix=".tmp")
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)


def fill_copy(source: sqlite3.Connection, temporary: Path) -> None:
    """Copy a whole database into an empty file, check it and bring it to the disk."""
    # A read transaction first: it waits for a lock as long as we said, backup() would for ever.
    source.execute("BEGIN")
    try:
        source.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        with closing(sqlite3.connect(temporary, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            require_usable(copy, temporary)
    finally:
        source.execute("ROLLBACK")
    _sync(temporary, os.O_RDWR)


def sync_folder(folder: Path) -> None:
    """Bring renames in a folder to the disk, where the system can."""
    with suppress(OSError):
        _sync(folder, os.O_RDONLY)


def _copy(database: Path, target: Path, *, overwrite: bool) -> None:
    with explained(target), temporary_beside(target) as temporary:
        with explained(database), closing(connect(database, "rw")) as source:
            _require_ours(source, database)
            fill_copy(source, temporary)
        if target.exists() and not overwrite:
            raise StorageError(f"{target} exists already.")
        temporary.replace(target)
        sync_folder(target.parent)


def _require_ours(source: sqlite3.Connection, database: Path) -> None:
    if not schema.is_ours(source):
        raise StorageError(f"{database} is not a progress database of mbc-prep.")


def _sync(path: Path, how: int) -> None:
    handle = os.open(path, how)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _drop_leftovers(folder: Path, now: datetime) -> None:
    """Remove temporary files that a killed program left behind more than a day ago."""
    for file in folder.glob(f"{_TEMPORARY}*.tmp*"):
        if now.timestamp() - file.stat().st_mtime > _DAY_SECONDS:
            file.unlink(missing_ok=True)
