"""The file a book is searched in: one SQLite database, written once and then only read.

Owns its tables and the order in which texts are found: ``rank`` numbers all searchable texts
from the shortest to the longest, so that the best hits of any words are the first rows and no
query ever reads them all. Knows nothing of where files come from.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from mbc_prep.codebook.entries import Entry
from mbc_prep.codebook.words import words_of

FORMAT = 1
"""Raise it when the tables or what stands in them change: old files are then left aside."""

Progress = Callable[[float], None]

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    id INTEGER PRIMARY KEY, parent INTEGER, code TEXT NOT NULL, shown TEXT NOT NULL,
    title TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL
);
CREATE TABLE note (
    entry INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, lines TEXT NOT NULL,
    PRIMARY KEY (entry, place)
) WITHOUT ROWID;
CREATE TABLE seventh (entry INTEGER PRIMARY KEY, lines TEXT NOT NULL, meanings TEXT NOT NULL);
CREATE TABLE phrase (
    rank INTEGER PRIMARY KEY, entry INTEGER NOT NULL, size INTEGER NOT NULL, via TEXT NOT NULL,
    words TEXT NOT NULL
);
CREATE TABLE word (text TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE pcs_table (
    prefix TEXT PRIMARY KEY, labels TEXT NOT NULL, body TEXT NOT NULL
) WITHOUT ROWID;
"""
_INDEXES = """
CREATE INDEX entry_code ON entry (code);
CREATE INDEX entry_parent ON entry (parent);
CREATE INDEX entry_ref ON entry (ref);
CREATE INDEX phrase_via ON phrase (entry) WHERE via != '';
"""
_FULL_TEXT = """
CREATE VIRTUAL TABLE by_rank USING fts5(
    words, content='', detail=none, columnsize=0, prefix='1 2 3 4', tokenize='unicode61'
);
CREATE VIRTUAL TABLE by_book USING fts5(
    words, content='', detail=none, columnsize=0, prefix='1 2 3 4', tokenize='unicode61'
);
"""
_BATCH = 5_000
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


def has_full_text() -> bool:
    """Whether this SQLite was built with its full-text search (version 5)."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE probe USING fts5(words)")
        except sqlite3.OperationalError:
            return False
    return True


def write_index(
    target: Path,
    entries: Sequence[Entry],
    meta: Mapping[str, str],
    tables: Sequence[tuple[str, str, str]],
    progress: Progress,
    *,
    full_text: bool | None = None,
) -> None:
    """Write the file under another name and put it in place in one step.

    ``tables`` are PCS tables: prefix, labels and rows. ``progress`` hears shares of 1.
    Raises OSError or ``sqlite3.Error``; then nothing is left behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f"{target.name}.{os.getpid()}.part")
    half.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(half, isolation_level=None)) as connection:
            # Nothing needs to survive here: a file that is not finished is never used.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            searchable = has_full_text() if full_text is None else full_text
            _fill(connection, entries, searchable, progress)
            connection.executemany("INSERT INTO pcs_table VALUES (?, ?, ?)", tables)
            whole = {**meta, "entries": str(len(entries)), "full_text": str(int(searchable))}
            connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(whole.items()))
            connection.execute("COMMIT")
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        half.replace(target)
    except FileNotFoundError:
        if not target.exists():  # else another window was faster and has cleaned up
            raise
    finally:
        half.unlink(missing_ok=True)
    progress(1.0)


def _fill(
    connection: sqlite3.Connection, entries: Sequence[Entry], searchable: bool, progress: Progress
) -> None:
    for statement in filter(str.strip, _TABLES.split(";\n")):
        connection.execute(statement)
    for begin in range(0, len(entries), _BATCH):
        _write_entries(connection, entries, range(begin, min(begin + _BATCH, len(entries))))
        progress(0.4 * begin / len(entries))
    phrases = sorted(_phrases(entries))
    _write_phrases(connection, phrases, searchable, progress)
    for statement in filter(str.strip, _INDEXES.split(";\n")):
        connection.execute(statement)
    if searchable:
        _write_full_text(connection, phrases, progress)


def _write_entries(connection: sqlite3.Connection, entries: Sequence[Entry], places: range) -> None:
    connection.executemany(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (place, entry.parent, entry.code, entry.shown, entry.title, entry.kind, entry.ref)
            for place in places
            for entry in (entries[place],)
        ),
    )
    connection.executemany(
        "INSERT INTO note VALUES (?, ?, ?, ?)",
        (
            (place, at, note.kind, json.dumps(note.lines, ensure_ascii=False))
            for place in places
            for at, note in enumerate(entries[place].notes)
        ),
    )
    connection.executemany(
        "INSERT INTO seventh VALUES (?, ?, ?)",
        (
            (place, json.dumps(box.lines), json.dumps(box.meanings))
            for place in places
            if (box := entries[place].seventh)
        ),
    )


Phrase = tuple[float, int, str, tuple[str, ...]]
"""How far back it is found, which entry it leads to, its text if not the title, its words."""


def _phrases(entries: Sequence[Entry]) -> Iterator[Phrase]:
    for place, entry in enumerate(entries):
        words = tuple(words_of(entry.phrase or entry.title))
        if words:
            # A section or chapter is a place to go on from, not an answer.
            later = 1.0 if entry.kind in ("chapter", "section") else 0.0
            yield _size(entry.phrase or entry.title) + later, place, entry.phrase, words
        for note in entry.notes:
            if note.kind == "inclusion":
                for line in note.lines:
                    yield _size(line) + 0.5, place, line, tuple(words_of(line))


def _size(text: str) -> int:
    """Words of a text without those in brackets, which a coder may leave out."""
    return len(words_of(_BRACKETS.sub(" ", text)))


def _write_phrases(
    connection: sqlite3.Connection,
    phrases: Sequence[Phrase],
    searchable: bool,
    progress: Progress,
) -> None:
    connection.executemany(
        "INSERT INTO phrase VALUES (?, ?, ?, ?, ?)",
        (
            # Without full text the words themselves are scanned, so they are kept.
            (rank, place, int(size), via, "" if searchable else f" {' '.join(words)} ")
            for rank, (size, place, via, words) in enumerate(phrases, 1)
        ),
    )
    known = {word for _, _, _, words in phrases for word in words}
    connection.executemany("INSERT INTO word VALUES (?)", ((word,) for word in sorted(known)))
    progress(0.5)


def _write_full_text(
    connection: sqlite3.Connection, phrases: Sequence[Phrase], progress: Progress
) -> None:
    for statement in filter(str.strip, _FULL_TEXT.split(";\n")):
        connection.execute(statement)
    connection.executemany(
        "INSERT INTO by_rank (rowid, words) VALUES (?, ?)",
        ((rank, " ".join(words)) for rank, (_, _, _, words) in enumerate(phrases, 1)),
    )
    progress(0.7)
    texts: dict[int, list[str]] = {}
    for _, place, _, words in phrases:
        texts.setdefault(place, []).extend(words)
    connection.executemany(
        "INSERT INTO by_book (rowid, words) VALUES (?, ?)",
        ((place, " ".join(dict.fromkeys(texts[place]))) for place in sorted(texts)),
    )
    progress(0.9)
    for table in ("by_rank", "by_book"):
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
    progress(0.98)
