"""Tables of the content cache: how compiled files are laid out for quick reading.

``entry`` holds every object as JSON; ``item_row`` and ``card_row`` hold what assembly, drills and
queues need of all items at once. Several values in one column are joined by ``SEPARATOR``, a
control character that no content text can hold.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import mbc_prep
from mbc_prep.content.sources import Source

if TYPE_CHECKING:
    from mbc_prep.content.compile import CompiledFile, Entry
    from mbc_prep.content.findings import Finding

FORMAT = 1
"""Raise it when the tables or the meaning of a column change: old caches are built anew."""

SEPARATOR = "\x1f"

_SCHEMA = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID",
    "CREATE TABLE file (id INTEGER PRIMARY KEY, path BLOB UNIQUE, label TEXT, mtime_ns INTEGER,"
    " size INTEGER, sha256 TEXT)",
    "CREATE TABLE entry (key TEXT UNIQUE, kind TEXT, id TEXT, file INTEGER, line INTEGER,"
    " body TEXT)",
    "CREATE TABLE item_row (certification TEXT, id TEXT, file INTEGER, type TEXT, domain TEXT,"
    " topics TEXT, difficulty TEXT, scenario TEXT, revision INTEGER,"
    " PRIMARY KEY (certification, id)) WITHOUT ROWID",
    "CREATE TABLE card_row (deck TEXT, place INTEGER, id TEXT, file INTEGER, topic TEXT,"
    " certifications TEXT, siblings TEXT, PRIMARY KEY (deck, place)) WITHOUT ROWID",
    "CREATE TABLE problem (file INTEGER, severity TEXT, line INTEGER, column INTEGER, id TEXT,"
    " message TEXT, rule TEXT)",
    "CREATE INDEX entry_file ON entry (file)",
    "CREATE INDEX entry_kind ON entry (kind, file)",
    "CREATE INDEX item_row_file ON item_row (file)",
    "CREATE INDEX card_row_file ON card_row (file)",
)
_NAMES = ("meta", "file", "entry", "item_row", "card_row", "problem")
_MAKERS = (
    "content/cache_tables.py",
    "content/compile.py",
    "content/document.py",
    "content/loader.py",
    "content/plain.py",
    "content/structure.py",
    "content/text.py",
    "content/tree.py",
    "exam/certification.py",
    "exam/item.py",
    "study/card.py",
)


@cache
def version() -> str:
    """Name of the program version that fills the cache.

    Beside the format it holds the stamps of the modules that decide what is in the cache: an
    upgrade, or an edit by a developer, makes old caches invalid without reading any metadata.
    """
    package = Path(mbc_prep.__file__).parent
    stamps = [_stamp(package / name) for name in _MAKERS]
    return f"{FORMAT};{getattr(mbc_prep, '__version__', '')};{';'.join(stamps)}"


def _stamp(file: Path) -> str:
    try:
        stat = file.stat()
    except OSError:  # inside an archive
        return "-"
    return f"{stat.st_mtime_ns}.{stat.st_size}"


def create(db: sqlite3.Connection) -> None:
    """Make empty tables, inside the caller's transaction."""
    for name in _NAMES:
        db.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in _SCHEMA:
        db.execute(statement)
    db.execute("INSERT INTO meta VALUES ('version', ?)", (version(),))


def has_duplicates(db: sqlite3.Connection) -> bool:
    """Whether an id is used twice: then any change may decide anew which entry counts."""
    return bool(db.execute("SELECT 1 FROM problem WHERE rule = 'duplicate-id' LIMIT 1").fetchone())


def forget(db: sqlite3.Connection, paths: Iterable[bytes]) -> None:
    """Take out everything of some files."""
    for path in paths:
        row = db.execute("SELECT id FROM file WHERE path = ?", (path,)).fetchone()
        if row:
            for name in ("entry", "item_row", "card_row", "problem"):
                db.execute(f"DELETE FROM {name} WHERE file = ?", row)
            db.execute("DELETE FROM file WHERE id = ?", row)


def touch(db: sqlite3.Connection, path: bytes, source: Source) -> None:
    """Note the new ``stat`` of a file whose bytes are the same."""
    db.execute(
        "UPDATE file SET mtime_ns = ?, size = ? WHERE path = ?",
        (source.mtime_ns, source.size, path),
    )


def store(
    db: sqlite3.Connection, path: bytes, source: Source, digest: str, file: CompiledFile
) -> None:
    """Put in a compiled file. Raises sqlite3.IntegrityError if another file has one of its ids."""
    from mbc_prep.content.identity import key_of

    number = db.execute(
        "INSERT INTO file (path, label, mtime_ns, size, sha256) VALUES (?, ?, ?, ?, ?)",
        (path, source.label, source.mtime_ns, source.size, digest),
    ).lastrowid
    db.executemany(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
        [(key_of(one), one.kind, one.id, number, one.place.line, one.body) for one in file.entries],
    )
    db.executemany(
        "INSERT INTO item_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [row for one in file.entries for row in _item_rows(one, number)],
    )
    db.executemany("INSERT INTO card_row VALUES (?, ?, ?, ?, ?, ?, ?)", _card_rows(file, number))
    db.executemany(
        "INSERT INTO problem VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(number, *_problem(finding)) for finding in file.findings],
    )


def _item_rows(entry: Entry, file: int | None) -> list[tuple[object, ...]]:
    from mbc_prep.exam.item import Item

    item = entry.value
    if not isinstance(item, Item):
        return []
    topics = SEPARATOR.join(item.topics)
    rest = (topics, item.difficulty, item.scenario, item.revision)
    return [
        (certification, item.id, file, item.type, domain, *rest)
        for certification, domain in item.certifications.items()
    ]


def _card_rows(file: CompiledFile, number: int | None) -> list[tuple[object, ...]]:
    from mbc_prep.study.card import Card

    deck = next((one.id for one in file.entries if one.kind == "deck"), "")
    cards = [one.value for one in file.entries if isinstance(one.value, Card)]
    cards.sort(key=lambda card: card.order)
    return [
        (deck, place, card.id, number, card.topic, _padded(card.certifications), card.siblings)
        for place, card in enumerate(cards)
    ]


def _padded(names: tuple[str, ...]) -> str:
    """Join names with separators all around, so that one name can be looked for."""
    return SEPARATOR + SEPARATOR.join(names) + SEPARATOR


def _problem(finding: Finding) -> tuple[object, ...]:
    place = finding.severity, finding.line, finding.column
    return (*place, finding.id, finding.message, finding.rule)
