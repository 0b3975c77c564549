"""The shape of the progress database, as an append-only list of migrations.

Owns the SQL of every table and the number of the newest shape (``PRAGMA user_version``). A
released migration is never edited; a change is a new function at the end. Standard library only.

Truth is in ``review``, ``response`` and ``lookup``, which only grow, in what the learner decided
(``setting``, ``mark``, ``code_mark``, ``item_card``, ``sitting``, ``sitting_item``) and what the
learner was told (``prediction``); ``memory``, ``day_total`` and ``item_seen`` are derived. Times
are whole milliseconds since 1970 UTC (``_ms``); ``day`` is a study day number; the ``deck`` of a
day's total over all decks is empty.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

APPLICATION_ID = 0x6D626370
"""Marks a file as ours ("mbcp"), so that no other program's database is taken for it."""

Migration = Callable[[sqlite3.Connection], None]

# No AUTOINCREMENT: rows of the logs are never deleted, so numbers never recur without it, and its
# bookkeeping would cost every answer one more page. WITHOUT ROWID: one tree per table, not two.
_FIRST_TABLES = (
    """CREATE TABLE setting (
        "key" TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE review (
        id INTEGER NOT NULL PRIMARY KEY,
        card_id TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4),
        took_ms INTEGER NOT NULL,
        scheduled INTEGER NOT NULL,
        undone_ms INTEGER,
        origin TEXT NOT NULL DEFAULT ''
    )""",
    "CREATE INDEX review_card ON review (card_id)",
    """CREATE TABLE memory (
        card_id TEXT NOT NULL PRIMARY KEY,
        deck TEXT NOT NULL,
        phase INTEGER NOT NULL,
        step INTEGER,
        stability REAL NOT NULL,
        difficulty REAL NOT NULL,
        due_ms INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        reps INTEGER NOT NULL,
        lapses INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX memory_due ON memory (due_ms, deck)",
    """CREATE TABLE mark (
        card_id TEXT NOT NULL PRIMARY KEY,
        suspended INTEGER NOT NULL,
        buried_until INTEGER NOT NULL,
        doubtful INTEGER NOT NULL,
        note TEXT NOT NULL,
        leech INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE day_total (
        deck TEXT NOT NULL,
        day INTEGER NOT NULL,
        reviews INTEGER NOT NULL,
        took_ms INTEGER NOT NULL,
        again INTEGER NOT NULL,
        hard INTEGER NOT NULL,
        good INTEGER NOT NULL,
        easy INTEGER NOT NULL,
        introduced INTEGER NOT NULL,
        tested INTEGER NOT NULL,
        recalled INTEGER NOT NULL,
        PRIMARY KEY (deck, day)
    ) WITHOUT ROWID""",
    """CREATE TABLE sitting (
        id INTEGER NOT NULL PRIMARY KEY,
        certification TEXT NOT NULL,
        form TEXT NOT NULL,
        kind TEXT NOT NULL,
        mode TEXT NOT NULL,
        seed INTEGER NOT NULL,
        title TEXT NOT NULL,
        started_ms INTEGER NOT NULL,
        limit_s REAL,
        status TEXT NOT NULL,
        submitted_ms INTEGER,
        ended_by TEXT NOT NULL,
        position INTEGER NOT NULL,
        elapsed_s REAL NOT NULL,
        clock_wall REAL NOT NULL,
        clock_boot REAL NOT NULL,
        clock_boot_id TEXT NOT NULL,
        running INTEGER NOT NULL,
        last_open_ms INTEGER NOT NULL,
        won REAL,
        worth INTEGER,
        passed INTEGER
    )""",
    """CREATE TABLE sitting_item (
        sitting_id INTEGER NOT NULL REFERENCES sitting (id),
        position INTEGER NOT NULL,
        item_id TEXT NOT NULL,
        revision INTEGER NOT NULL,
        domain TEXT NOT NULL,
        scored INTEGER NOT NULL,
        option_order TEXT NOT NULL,
        wanted INTEGER NOT NULL,
        choice TEXT NOT NULL,
        blanks TEXT NOT NULL,
        seen INTEGER NOT NULL,
        flagged INTEGER NOT NULL,
        struck TEXT NOT NULL,
        note TEXT NOT NULL,
        confidence TEXT NOT NULL,
        seconds REAL NOT NULL,
        reason TEXT NOT NULL,
        correct REAL,
        feedback INTEGER NOT NULL,
        PRIMARY KEY (sitting_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE response (
        id INTEGER NOT NULL PRIMARY KEY,
        sitting_id INTEGER NOT NULL REFERENCES sitting (id),
        position INTEGER,
        at_ms INTEGER NOT NULL,
        elapsed_s REAL NOT NULL,
        kind TEXT NOT NULL,
        value TEXT NOT NULL
    )""",
    "CREATE INDEX response_sitting ON response (sitting_id)",
    """CREATE TABLE item_seen (
        item_id TEXT NOT NULL PRIMARY KEY,
        times INTEGER NOT NULL,
        last_ms INTEGER NOT NULL,
        last_correct REAL,
        flagged INTEGER NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE item_card (
        item_id TEXT NOT NULL PRIMARY KEY,
        added_ms INTEGER NOT NULL,
        sitting_id INTEGER REFERENCES sitting (id),
        reason TEXT NOT NULL
    ) WITHOUT ROWID""",
)


def create_tables(connection: sqlite3.Connection) -> None:
    """Shape 1: all tables of the first release."""
    for statement in _FIRST_TABLES:
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def add_predictions(connection: sqlite3.Connection) -> None:
    """Shape 2: every chance of passing that was shown, to be held against later mocks."""
    connection.execute(
        """CREATE TABLE prediction (
        id INTEGER NOT NULL PRIMARY KEY,
        at_ms INTEGER NOT NULL,
        certification TEXT NOT NULL,
        plan TEXT NOT NULL,
        exam_ms INTEGER NOT NULL,
        p_pass REAL NOT NULL,
        score_low REAL NOT NULL,
        score_mid REAL NOT NULL,
        score_high REAL NOT NULL,
        answers INTEGER NOT NULL
    )"""
    )


_CODE_BOOK = (
    # Keyed by code system, not by book: a tab stays when the next year's book comes.
    """CREATE TABLE code_mark (
        system TEXT NOT NULL,
        code TEXT NOT NULL,
        tabbed INTEGER NOT NULL,
        note TEXT NOT NULL,
        changed_ms INTEGER NOT NULL,
        PRIMARY KEY (system, code)
    ) WITHOUT ROWID""",
    """CREATE TABLE lookup (
        id INTEGER NOT NULL PRIMARY KEY,
        sitting_id INTEGER REFERENCES sitting (id),
        position INTEGER,
        item_id TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        seconds REAL NOT NULL,
        code TEXT NOT NULL,
        trail TEXT NOT NULL
    )""",
    "CREATE INDEX lookup_sitting ON lookup (sitting_id)",
)


def add_code_book(connection: sqlite3.Connection) -> None:
    """Shape 3: tabs and notes in the code book, and the time spent there."""
    for statement in _CODE_BOOK:
        connection.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (create_tables, add_predictions, add_code_book)

NEWEST = len(MIGRATIONS)
"""The shape this version of the program writes."""


def version_of(connection: sqlite3.Connection) -> int:
    """Number of the shape a database has; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether a database was made by this program, in whatever version."""
    return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether a database holds no table at all."""
    return connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is None


def migrate(
    connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS
) -> tuple[int, int]:
    """Bring a database to the newest shape in one transaction; returns versions before and after.

    The version is read again inside the transaction: another window may have been faster. The
    connection must be in autocommit mode, or SQLite would not roll the DDL back.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        before = version_of(connection)
        for migration in migrations[before:]:
            migration(connection)
        if before < len(migrations):
            connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return before, max(before, len(migrations))
