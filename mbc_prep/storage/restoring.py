"""Bringing a backup back in place of the present database.

Owns the order of steps that makes this safe: the backup is checked and copied first, the present
database gets a second, dated name, and one rename puts the copy in its place. Killed at any point,
either the old or the new progress is there, and the old one is never deleted.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from mbc_prep.errors import StorageError
from mbc_prep.storage.backups import (
    fill_copy,
    free_name,
    require_usable,
    sync_folder,
    temporary_beside,
)
from mbc_prep.storage.connecting import connect
from mbc_prep.storage.faults import explained

_LOG_SUFFIXES = ("-wal", "-journal")


def restore_from(file: Path, database: Path, *, now: datetime) -> Path | None:
    """Put a backup in the place of the progress database.

    No window may have the database open. Returns where the present one was kept, None where there
    was none. An older backup is brought to the newest shape by the next ``open_progress``. Raises
    StorageError where the backup is missing, not ours, damaged or newer than this program, where
    a window is open, and where the disk does not play along: the present database is then as it
    was.
    """
    if not file.is_file():
        raise StorageError(f"There is no backup {file}.")
    if database.exists() and file.samefile(database):
        raise StorageError("That is the progress database itself; there is nothing to restore.")
    if database.is_dir():
        raise StorageError(f"{database} is a folder. Move it away first.")
    with explained(database):
        database.parent.mkdir(parents=True, exist_ok=True)
        with temporary_beside(database) as temporary:
            with explained(file, "Try another backup."), closing(connect(file, "ro")) as source:
                require_usable(source, file)
                fill_copy(source, temporary)
            kept = _keep_aside(database, now)
            temporary.replace(database)
            sync_folder(database.parent)
    return kept


def _keep_aside(database: Path, now: datetime) -> Path | None:
    """Give the present database a second name and take its log out of the way."""
    companions = [database.with_name(database.name + suffix) for suffix in _LOG_SUFFIXES]
    if not database.exists() and not any(log.exists() for log in companions):
        return None
    if database.exists():
        _fold_log_in(database)
    stamp = f"{now.astimezone(UTC):%Y-%m-%d-%H%M%S}"
    aside = free_name(database.with_name(f"{database.stem}-before-restore-{stamp}.db"))
    for suffix in ("", *_LOG_SUFFIXES):
        file = database.with_name(database.name + suffix)
        if file.exists():
            _second_name(file, aside.with_name(aside.name + suffix))
    sync_folder(database.parent)
    # A log left beside the new file would be applied to it.
    for suffix in (*_LOG_SUFFIXES, "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    return aside


def _fold_log_in(database: Path) -> None:
    """Write the log into the file, which only the sole user of a database can do.

    A database too damaged for that is kept as it is, with its log.
    """
    try:
        with closing(connect(database, "rw")) as connection:
            connection.execute("PRAGMA busy_timeout = 500")
            answer = str(connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0])
            alone = answer.lower() == "delete"
    except sqlite3.DatabaseError as error:
        alone = getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY
    if not alone:
        raise StorageError(
            "The progress database is open in another window. Close mbc-prep there, then restore."
        )


def _second_name(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError:  # a file system without hard links
        shutil.copy2(file, name)
