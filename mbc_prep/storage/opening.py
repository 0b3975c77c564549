"""Opening the learner's progress: find the file, judge it, bring it to the newest shape.

Owns what happens between a path and a usable connection. Nothing is overwritten: a file that
cannot be used is left as it is and a sentence says how to go on. Standard library only, because
the first screen is drawn from here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mbc_prep.errors import StorageError
from mbc_prep.storage import schema
from mbc_prep.storage.backups import copy_before_upgrade, list_backups, way_back
from mbc_prep.storage.connecting import apply_pragmas, connect
from mbc_prep.storage.faults import explained

_SWITCH_ATTEMPTS = 50


@dataclass(frozen=True, slots=True)
class Opened:
    """A usable database.

    ``connection`` is for the first screen (see ``glance``), in autocommit mode. ``new`` says that
    the file was created now; ``unclean`` that the last program to use it did not close it, or
    that another window has it open: run ``quick_check``. ``upgraded_from`` is the older shape it
    had, of which ``copy`` was kept.
    """

    connection: sqlite3.Connection
    new: bool = False
    unclean: bool = False
    upgraded_from: int | None = None
    copy: Path | None = None


def open_progress(
    path: Path,
    *,
    now: datetime,
    backups: Path | None = None,
    migrations: Sequence[schema.Migration] = schema.MIGRATIONS,
) -> Opened:
    """Open the progress database, creating or upgrading it where that is safe.

    ``backups`` is the folder of the rotating copies (beside the file by default). Raises
    StorageError with a sentence for the learner; the file is then as it was.
    """
    folder = backups or path.parent / "backups"
    existed = _check_place(path, folder)
    unclean = existed and _companion(path, "-wal").exists()
    with explained(path, way_back(folder)):
        connection = connect(path, "rwc")
        try:
            version = _judge(connection, path, len(migrations))
            _make_durable(connection, path)
            copy = None
            if 0 < version < len(migrations):
                copy = copy_before_upgrade(path, folder, version, now)
            before, _ = schema.migrate(connection, migrations)
            if before > len(migrations):  # another window with a newer program was faster
                raise _newer(path, before, len(migrations))
        except BaseException:
            connection.close()
            raise
    upgraded = before if 0 < before < len(migrations) else None
    return Opened(connection, before == 0, unclean, upgraded, copy)


def quick_check(path: Path) -> tuple[str, ...]:
    """Look for damage; returns what was found, nothing for a sound file.

    About 0.2 s per 100 MB: call it in a thread after the start, at least after an unclean end.
    """
    try:
        with closing(connect(path, "rw")) as connection:
            rows = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
    except (sqlite3.Error, OSError) as error:
        return (str(error),)
    return () if rows == ["ok"] else tuple(rows)


def _check_place(path: Path, backups: Path) -> bool:
    """Create the folder and judge what is there; returns whether the file holds anything."""
    if path.is_dir():
        raise StorageError(
            f"{path} is a folder, but the progress database should be a file there. Move the "
            "folder away, or choose another place with MBC_PREP_HOME."
        )
    with explained(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > 0:
            return True
        log = _companion(path, "-wal")
        orphaned = log.exists() and log.stat().st_size > 0
        kept = list_backups(backups)
    # SQLite would greet the learner with an empty database, and delete a log without its file.
    found = "is missing" if not path.exists() else "is empty (zero bytes)"
    if kept:
        raise StorageError(
            f"Your progress database {path} {found}, but {len(kept)} backup(s) exist. "
            f"{way_back(backups)} - or, to begin anew, move the folder {backups} away."
        )
    if orphaned:
        raise StorageError(
            f"Your progress database {path} {found}, but its log {log.name} is there. Put the "
            "database back beside it, or, to begin anew, move the log away."
        )
    return False


def _judge(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    """Refuse a database that is not ours or newer than we are, before anything is written."""
    apply_pragmas(connection)
    version = schema.version_of(connection)
    if schema.is_empty(connection) and version == 0:
        return 0
    if not schema.is_ours(connection):
        raise StorageError(
            f"{path} belongs to another program. It has been left as it is; move it away, or "
            "choose another place with MBC_PREP_HOME."
        )
    if version > newest:
        raise _newer(path, version, newest)
    return version


def _newer(path: Path, version: int, newest: int) -> StorageError:
    return StorageError(
        f"{path} was written by a newer version of mbc-prep (data version {version}; this program "
        f"knows up to {newest}). Update mbc-prep; your progress has been left as it is."
    )


def _make_durable(connection: sqlite3.Connection, path: Path) -> None:
    """Switch the file to write-ahead logging, which a network drive refuses."""
    for _ in range(_SWITCH_ATTEMPTS):
        try:
            answer = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            # Several windows make the file at once: the switch does not wait for its turn, the
            # beginning of a transaction does.
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    else:
        answer = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if str(answer).lower() != "wal":
        raise StorageError(
            f"{path} is on a disk where SQLite cannot keep its write-ahead log (a network "
            "drive?). Choose a place on a local disk with MBC_PREP_HOME."
        )


def _companion(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
