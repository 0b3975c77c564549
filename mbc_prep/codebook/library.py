"""All opened books together: searching them, turning to a page, following a code.

Owns which book answers for a code. Knows nothing of how books came to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from types import TracebackType

from mbc_prep.codebook.book import BookInfo, Line, OpenBook
from mbc_prep.codebook.entries import BookError, System
from mbc_prep.codebook.kinds import KINDS
from mbc_prep.codebook.page import Page, read_page
from mbc_prep.codebook.pcs import PcsBuilder, PcsTables
from mbc_prep.codebook.pcs_files import outline_from, rows_from
from mbc_prep.codebook.search import LIMIT, Hit, Order, respelled, search


class Library:
    """Opened books, in the order in which they answer."""

    def __init__(self, books: Sequence[OpenBook]) -> None:
        self._books = {book.info.id: book for book in books}

    @property
    def books(self) -> tuple[BookInfo, ...]:
        """What is open."""
        return tuple(book.info for book in self._books.values())

    def search(
        self,
        text: str,
        order: Order = "relevance",
        limit: int = LIMIT,
        systems: Sequence[System] | None = None,
    ) -> tuple[Hit, ...]:
        """Search all books, or those of some code systems (a form may allow only these)."""
        return search(self._of(systems), text, order, limit)

    def respelled(self, text: str, systems: Sequence[System] | None = None) -> str:
        """What may have been meant where nothing was found; '' if nothing comes near."""
        return respelled(self._of(systems), text)

    def find(self, code: str, system: System | None = None) -> Line | None:
        """The entry of a code or header in the first book that has it."""
        for book in self._of((system,) if system else None):
            if KINDS[book.info.kind].has_pages:
                line = book.find(code)
                if line is not None:
                    return line
        return None

    def pages_of(self, system: System) -> OpenBook | None:
        """The first book of a system that has a page for each code, None without one."""
        return next((book for book in self._of((system,)) if KINDS[book.info.kind].has_pages), None)

    def page(self, line: Line) -> Page:
        """The page of an entry; raises BookError where its book is no longer open."""
        book = self._book(line.book)
        return read_page(book, line.place, self._followed(book))

    def page_of(self, code: str, system: System | None = None) -> Page:
        """The page of a code; raises BookError with one sentence where there is none."""
        line = self.find(code, system)
        if line is None:
            raise BookError(self._no_such(code, system))
        return self.page(line)

    def path(self, line: Line) -> tuple[Line, ...]:
        """What stands above an entry, and the entry."""
        return (*self._book(line.book).ancestors(line.place), line)

    @cached_property
    def pcs_tables(self) -> PcsTables | None:
        """The newest ICD-10-PCS tables; None until they are added."""
        book = next((one for one in self._books.values() if one.info.kind == "icd10pcs"), None)
        if book is None:
            return None
        heads = book.rows("SELECT prefix, labels FROM pcs_table")
        outlines = {str(prefix): outline_from(str(prefix), str(head)) for prefix, head in heads}

        def load(prefix: str) -> tuple[tuple[object, ...], ...]:
            found = book.rows("SELECT body FROM pcs_table WHERE prefix = ?", (prefix,))
            return rows_from(str(found[0][0]))

        return PcsTables(outlines, load)  # type: ignore[arg-type]

    def build_pcs(self, code: str = "") -> PcsBuilder:
        """Start to build a code; raises BookError while there are no tables."""
        if self.pcs_tables is None:
            raise BookError(
                "The ICD-10-PCS tables are not on the shelf: add the file that CMS publishes "
                "(mbc-prep codebook add FILE)."
            )
        return self.pcs_tables.start(code)

    def defined(self, section: str, position: int, term: str) -> Page | None:
        """The definition or key of a PCS term: section character, position, label."""
        for book in self._books.values():
            if book.info.kind == "icd10pcs-definitions":
                found = book.lines("WHERE ref = ? LIMIT 1", (f"{section}.{position}.{term}",))
                if found:
                    return read_page(book, found[0].place)
        return None

    def close(self) -> None:
        """Let go of all files."""
        for book in self._books.values():
            book.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _of(self, systems: Sequence[System] | None) -> list[OpenBook]:
        return [
            book for book in self._books.values() if systems is None or book.info.system in systems
        ]

    def _book(self, book_id: str) -> OpenBook:
        if book_id not in self._books:
            raise BookError(f"The book {book_id} is not open.")
        return self._books[book_id]

    def _followed(self, book: OpenBook) -> OpenBook | None:
        """The book with the pages that this one's codes lead to: same system, nearest year."""
        if KINDS[book.info.kind].has_pages:
            return None
        pages = [one for one in self._of((book.info.system,)) if KINDS[one.info.kind].has_pages]
        return min(pages, key=lambda one: abs(one.info.year - book.info.year), default=None)

    def _no_such(self, code: str, system: System | None) -> str:
        """Say that there is no such code, and how far it goes."""
        bare = code.strip().upper()
        for end in range(len(bare) - 1, 2, -1):
            near = self.find(bare[:end].rstrip("."), system)
            if near is not None:
                return f"There is no code {bare}; {near.code} ({near.title}) is the nearest above."
        return f"There is no code {bare} in the books on the shelf."
