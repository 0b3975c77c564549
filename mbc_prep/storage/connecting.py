"""How every connection to a progress database is set up.

Owns the pragmas that make acknowledged work durable. Standard library only: the first screen is
drawn before SQLAlchemy is imported.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Literal

BUSY_SECONDS = 5.0
"""How long a connection waits for another window's lock before it gives up."""

PRAGMAS = (
    f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}",
    # FULL: the log is synced at each commit, so a power cut takes nothing that was acknowledged.
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
)
"""Run on each connection; write-ahead logging is a property of the file, set when it is opened."""


_MAGIC = b"SQLite format 3\0"


def connect(path: Path, mode: Literal["ro", "rw", "rwc"]) -> sqlite3.Connection:
    """Connect in autocommit mode: transactions begin only where the code says BEGIN.

    ``mode`` is SQLite's: read only, read and write an existing file, or create it too. Raises
    ``sqlite3.Error`` or OSError.
    """
    _require_database(path)
    return sqlite3.connect(uri_of(path, mode), timeout=BUSY_SECONDS, isolation_level=None, uri=True)


def uri_of(path: Path, mode: Literal["ro", "rw", "rwc"]) -> str:
    """SQLite's name for a file; any character may occur in the path."""
    return f"{path.absolute().as_uri()}?mode={mode}"


def apply_pragmas(connection: sqlite3.Connection) -> None:
    """Make a connection durable and strict."""
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _require_database(path: Path) -> None:
    """Refuse a file that is no database without opening it.

    SQLite would notice too, but only after it has written a log found beside the file into it.
    """
    if not path.is_file():
        return
    with path.open("rb") as file:
        start = file.read(len(_MAGIC))
    if start not in (_MAGIC, b""):
        error = sqlite3.DatabaseError("file is not a database")
        error.sqlite_errorcode = sqlite3.SQLITE_NOTADB
        raise error
