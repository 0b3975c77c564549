"""Reads objects out of the compiled content, and survives a cache that turns out to be damaged.

Owns the connection: its lock, its loss and its replacement. Knows tables and JSON, not what the
objects are for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from threading import RLock
from typing import TypeVar

from mbc_prep.content.bulk import without_gc
from mbc_prep.content.cache import build_in_memory, open_cache, remove
from mbc_prep.content.sources import Source

T = TypeVar("T")

_CHUNK = 500
_DAMAGE = (sqlite3.DatabaseError, ValueError, TypeError, KeyError)
"""What reading a damaged cache may raise: from SQLite, from JSON, from the dataclasses."""


class Reader:
    """An opened cache. May be used from several threads."""

    def __init__(self, cache: Path, sources: Sequence[Source]) -> None:
        self._cache = cache
        self._sources = sources
        self._db = open_cache(cache, sources)
        self._lock = RLock()
        self._closed = False

    def close(self) -> None:
        """Let go of the cache."""
        with self._lock:
            self._closed = True
            self._db.close()

    def read(self, query: Callable[[sqlite3.Connection], T]) -> T:
        """Run a query; if the cache is damaged, compile everything in memory and run it again."""
        with self._lock, without_gc():
            try:
                return query(self._db)
            except _DAMAGE:
                if self._closed:
                    raise
                damaged, self._db = self._db, build_in_memory(self._sources)
                damaged.close()
                remove(self._cache)
                return query(self._db)

    def all(self, kind: str, make: Callable[[str], T]) -> tuple[T, ...]:
        """Make every object of a kind, in file order."""
        sql = (
            "SELECT body FROM entry JOIN file ON file.id = file WHERE kind = ? ORDER BY label, line"
        )
        return self.read(lambda db: tuple(make(body) for (body,) in db.execute(sql, (kind,))))

    def several(self, kind: str, ids: Iterable[str], make: Callable[[str], T]) -> dict[str, T]:
        """Make objects of a kind by id, in the order asked for; unknown ids are left out."""
        wanted = list(dict.fromkeys(ids))

        def query(db: sqlite3.Connection) -> dict[str, T]:
            bodies: dict[str, str] = {}
            for chunk, marks in _chunks(wanted):
                sql = f"SELECT key, body FROM entry WHERE kind = ? AND key IN ({marks})"
                bodies.update(db.execute(sql, (kind, *chunk)).fetchall())
            return {one: make(bodies[one]) for one in wanted if one in bodies}

        return self.read(query)

    def has(self, kind: str, entry_id: str) -> bool:
        """Whether there is an object of that kind and id."""
        sql = "SELECT 1 FROM entry WHERE key = ? AND kind = ?"
        return self.read(lambda db: db.execute(sql, (entry_id, kind)).fetchone()) is not None

    def places(self, ids: Iterable[str]) -> dict[str, str]:
        """Where items, scenarios or cards stand, as ``exams/bank/x.yaml:12``."""
        wanted = list(dict.fromkeys(ids))

        def query(db: sqlite3.Connection) -> dict[str, str]:
            found: dict[str, str] = {}
            for chunk, marks in _chunks(wanted):
                sql = (
                    "SELECT key, label || ':' || line FROM entry JOIN file ON file.id = file"
                    f" WHERE key IN ({marks})"
                )
                found.update(db.execute(sql, chunk).fetchall())
            return found

        return self.read(query)


def _chunks(values: Sequence[str]) -> Iterator[tuple[Sequence[str], str]]:
    """Cut into pieces that fit one statement, each with its placeholders."""
    for start in range(0, len(values), _CHUNK):
        chunk = values[start : start + _CHUNK]
        yield chunk, ",".join("?" * len(chunk))
