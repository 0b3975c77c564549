"""The code book as the learner uses it: search, pages, tabs and notes, and the clock on it.

Joins the books of ``codebook`` with what the learner left in them. The books are opened on first
use; while an index is being made, what is ready can be used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mbc_prep.codebook.building import Building, start_building
from mbc_prep.codebook.library import Library
from mbc_prep.codebook.shelf import Shelf
from mbc_prep.exam.lookups import BookTime, LookUp, book_time

if TYPE_CHECKING:
    from mbc_prep.codebook.book import BookInfo, Line
    from mbc_prep.codebook.entries import System
    from mbc_prep.codebook.page import Page
    from mbc_prep.codebook.pcs import PcsBuilder
    from mbc_prep.codebook.search import Hit, Order
    from mbc_prep.storage.codebook import CodeMark
    from mbc_prep.workspace.room import Room


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page with the learner's own marks on it."""

    page: Page
    mark: CodeMark


@dataclass(slots=True)
class Visit:
    """A stay in the book under way: where it began, by the machine's clock, and the pages seen."""

    item_id: str
    sitting_id: int | None
    position: int | None
    began: float
    trail: list[str]


class CodeBook:
    """The verbs of the code book; each raises MbcError with a sentence when it fails."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._shelf = Shelf(room.paths)
        self._library: Library | None = None

    # Books

    def books(self) -> tuple[BookInfo, ...]:
        """Every book on the shelf, ready or not."""
        return self._shelf.books()

    @property
    def ready(self) -> bool:
        """Whether every book can be searched."""
        return not self._shelf.missing()

    def prepare(self) -> Building | None:
        """Start making what is missing in a child process; None if nothing is.

        Once the building is done, call ``reopen``.
        """
        return start_building(self._room.paths)

    def reopen(self) -> None:
        """Open the books anew, after one was made, added or removed."""
        self.close()

    def add(self, files: Sequence[Path], year: int = 0) -> tuple[BookInfo, ...]:
        """Take published files onto the shelf; seconds of work, for a thread."""
        added = self._shelf.add(files, self._room.clock.now(), year)
        self.reopen()
        return added

    def remove(self, book_id: str) -> BookInfo:
        """Take an added book off the shelf."""
        self.reopen()
        return self._shelf.remove(book_id)

    # Looking up

    def search(
        self,
        text: str,
        order: Order = "relevance",
        limit: int = 100,
        systems: Sequence[System] | None = None,
    ) -> tuple[Hit, ...]:
        """Search as one types; ``systems`` are the books a form allows, None for all."""
        return self.library.search(text, order, limit, systems)

    def respelled(self, text: str, systems: Sequence[System] | None = None) -> str:
        """Another spelling to offer where nothing was found; some tens of milliseconds."""
        return self.library.respelled(text, systems)

    def page(self, line: Line, visit: Visit | None = None) -> OpenPage:
        """Turn to an entry: a search result, an ancestor, a neighbour, a code in a note."""
        return self._opened(self.library.page(line), visit)

    def page_of(
        self, code: str, system: System | None = None, visit: Visit | None = None
    ) -> OpenPage:
        """Turn to a code as typed."""
        return self._opened(self.library.page_of(code, system), visit)

    def path(self, line: Line) -> tuple[Line, ...]:
        """What stands above an entry, and the entry; for index terms."""
        return self.library.path(line)

    def build_pcs(self, code: str = "") -> PcsBuilder:
        """Build an ICD-10-PCS code in the tables, from these characters on."""
        return self.library.build_pcs(code)

    def defined(self, section: str, position: int, term: str) -> Page | None:
        """The definition or key behind a PCS value, None without the definitions file."""
        return self.library.defined(section, position, term)

    # Tabs and notes

    def marks(self) -> tuple[CodeMark, ...]:
        """All tabs and notes."""
        return self._room.code_marks.marks()

    def tab(self, page: OpenPage) -> OpenPage:
        """Put a tab on a page, or take it off."""
        return self._set(page, replace(page.mark, tabbed=not page.mark.tabbed))

    def write_note(self, page: OpenPage, text: str) -> OpenPage:
        """Replace the note on a page; an empty one takes it off."""
        return self._set(page, replace(page.mark, note=text.strip()))

    # Time in the book

    def enter(
        self, item_id: str = "", sitting_id: int | None = None, position: int | None = None
    ) -> Visit:
        """Open the book; the seconds count from now."""
        return Visit(item_id, sitting_id, position, self._room.clock.reading().boot, [])

    def leave(self, visit: Visit) -> LookUp:
        """Close the book: the stay is in the log when this returns."""
        seconds = max(0.0, self._room.clock.reading().boot - visit.began)
        lookup = LookUp(
            visit.sitting_id,
            visit.position,
            visit.item_id,
            self._room.clock.now(),
            seconds,
            visit.trail[-1] if visit.trail else "",
            tuple(visit.trail),
        )
        self._room.code_marks.record(lookup)
        return lookup

    def time(self, sitting_id: int, elapsed: float) -> BookTime:
        """Time in the books during a sitting that ran so many seconds."""
        return book_time(self._room.code_marks.lookups(sitting_id), elapsed)

    def close(self) -> None:
        """Let go of the books."""
        if self._library is not None:
            self._library.close()
            self._library = None

    @property
    def library(self) -> Library:
        """All books on the shelf, opened. Raises BookError where one cannot be read."""
        if self._library is None:
            self._library = Library(self._shelf.open())
        return self._library

    def _opened(self, page: Page, visit: Visit | None) -> OpenPage:
        if visit is not None:
            visit.trail.append(_name(page))
        return OpenPage(page, self._room.code_marks.mark(page.book.system, _name(page)))

    def _set(self, page: OpenPage, mark: CodeMark) -> OpenPage:
        self._room.code_marks.set_mark(mark, self._room.clock.now())
        return replace(page, mark=mark)


def _name(page: Page) -> str:
    """What a mark is kept under: the code as printed, else the title."""
    return page.line.code or page.line.title
