"""One opened book: its label, and its entries by place, code or parent.

Owns reading the file that ``index`` writes. Knows nothing of search or of other books.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from mbc_prep.codebook.codes import undotted
from mbc_prep.codebook.entries import BookError, Note, Seventh, System


@dataclass(frozen=True, slots=True)
class BookInfo:
    """What stands on the spine of a book.

    ``id`` is kind and year ("icd10cm-2026"). ``source`` is the published file it was made from,
    ``digest`` the SHA-256 of what was read. ``built_in`` books came with the program.
    """

    id: str
    kind: str
    system: System
    year: int
    label: str
    source: str
    digest: str
    built_in: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a list shows it. ``place`` finds it again in its book."""

    book: str
    place: int
    parent: int
    code: str
    title: str
    kind: str

    @property
    def billable(self) -> bool:
        """Whether it is a code that may be reported."""
        return self.kind == "code"


_LINE = "SELECT id, parent, shown, title, kind FROM entry "


class OpenBook:
    """A book on the table. Safe to use from several threads, one at a time."""

    def __init__(self, info: BookInfo, file: Path) -> None:
        """Open an index file; raises BookError if it cannot be read."""
        self.info = info
        self._lock = RLock()
        try:
            self._connection = sqlite3.connect(
                f"{file.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
            )
            meta = dict(self._connection.execute("SELECT name, value FROM meta"))
        except sqlite3.Error as error:
            raise BookError(f"The index of {info.label} cannot be read: {error}.") from error
        self.size = int(meta["entries"])
        self.full_text = meta["full_text"] == "1"

    def rows(self, query: str, values: Iterable[object] = ()) -> list[tuple[object, ...]]:
        """All rows of a query on the index; raises BookError where the file is damaged."""
        with self._lock:
            try:
                return self._connection.execute(query, tuple(values)).fetchall()
            except sqlite3.Error as error:
                raise BookError(
                    f"The index of {self.info.label} is damaged ({error}); it is made anew when "
                    "you remove the cache folder (mbc-prep where)."
                ) from error

    def lines(self, query: str, values: Iterable[object] = ()) -> list[Line]:
        """Entries chosen by the end of a query."""
        return [Line(self.info.id, *row) for row in self.rows(_LINE + query, values)]  # type: ignore[arg-type]

    def line(self, place: int) -> Line:
        """The entry at a place; raises BookError where there is none."""
        found = self.lines("WHERE id = ?", (place,))
        if not found:
            raise BookError(f"{self.info.label} has no entry {place}.")
        return found[0]

    def find(self, code: str) -> Line | None:
        """The code or header, however it is written."""
        query = "WHERE code = ? AND kind IN ('code', 'header') LIMIT 1"
        found = self.lines(query, (undotted(code).rstrip("-"),))
        return found[0] if found else None

    def section(self, shown: str) -> Line | None:
        """The section printed so ("E08-E13")."""
        found = self.lines("WHERE ref = ? AND kind = 'section' LIMIT 1", (shown,))
        return found[0] if found else None

    def beginning(self, code: str, limit: int) -> list[Line]:
        """Codes and headers that begin so, in order."""
        query = (
            "WHERE code >= ? AND code < ? AND code != '' AND kind IN ('code', 'header', 'change')"
            " ORDER BY code, id LIMIT ?"
        )
        return self.lines(query, (code, code + "~", limit))

    def children(self, place: int) -> tuple[Line, ...]:
        """What stands directly below."""
        return tuple(self.lines("WHERE parent = ? ORDER BY id", (place,)))

    def ancestors(self, place: int) -> tuple[Line, ...]:
        """What stands above, the topmost first."""
        above: list[Line] = []
        parent = self.line(place).parent
        while parent >= 0:
            above.append(self.line(parent))
            parent = above[-1].parent
        return tuple(reversed(above))

    def neighbours(self, place: int) -> tuple[Line | None, Line | None]:
        """The entries before and after, in book order."""
        before = self.lines("WHERE id = ?", (place - 1,))
        after = self.lines("WHERE id = ?", (place + 1,))
        return (before[0] if before else None, after[0] if after else None)

    def notes(self, place: int) -> Iterator[Note]:
        """Notes printed at an entry, in order."""
        query = "SELECT kind, lines FROM note WHERE entry = ? ORDER BY place"
        for kind, lines in self.rows(query, (place,)):
            yield Note(kind, tuple(json.loads(str(lines))))  # type: ignore[arg-type]

    def seventh(self, place: int) -> Seventh | None:
        """The seventh-character box printed at an entry."""
        found = self.rows("SELECT lines, meanings FROM seventh WHERE entry = ?", (place,))
        if not found:
            return None
        lines, meanings = (json.loads(str(text)) for text in found[0])
        return Seventh(tuple(lines), tuple((one[0], one[1]) for one in meanings))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()
