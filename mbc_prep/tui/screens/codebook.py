"""The code book: search as one types, read the page of a code, follow what its notes name.

Opened over any place with one key and closed with one; the seconds in it are measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.events import Resize
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from mbc_prep.errors import MbcError
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.dialogs import Ask, Choose
from mbc_prep.tui.text import plain
from mbc_prep.tui.widgets.book_page import line_words, page_text
from mbc_prep.tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from mbc_prep.codebook.book import Line as Entry
    from mbc_prep.codebook.building import Building
    from mbc_prep.codebook.entries import System
    from mbc_prep.codebook.search import Hit, Order
    from mbc_prep.workspace.codebook import CodeBook, OpenPage, Visit

WIDE = 110
POLL_SECONDS = 0.25
BOOKS_OF_FORM: dict[str, System] = {
    "cpt_professional": "cpt",
    "icd10cm": "icd10cm",
    "icd10pcs": "icd10pcs",
    "hcpcs2": "hcpcs",
}
"""The code book's systems by the names that forms give their open books."""


@dataclass(frozen=True, slots=True)
class BookVisit:
    """From where the book is opened; ``systems`` None allows all books.

    ``task`` says what a look-up drill wants found; the page is then an answer.
    """

    item_id: str = ""
    sitting_id: int | None = None
    position: int | None = None
    systems: tuple[System, ...] | None = None
    task: str = ""


@dataclass(frozen=True, slots=True)
class BookStay:
    """What was done in the book: the code given as an answer, searches and pages in order."""

    given: str
    searches: tuple[str, ...]
    pages: tuple[str, ...]


class CodeBookScreen(Place[BookStay]):
    """Searches and shows the books; dismisses back to exactly where one was."""

    PLACE = "codebook"
    AUTO_FOCUS = "#search"

    def __init__(self, come_from: BookVisit) -> None:
        super().__init__()
        self._from = come_from
        self._visit: Visit | None = None
        self._order: Order = "relevance"
        self._hits: tuple[Hit, ...] = ()
        self._open: OpenPage | None = None
        self._back: list[Entry] = []
        self._forward: list[Entry] = []
        self._building: Building | None = None
        self._poll: Timer | None = None
        self._searches: list[str] = []

    def compose_body(self) -> ComposeResult:
        """Lay out search line, results and page."""
        yield Static(plain(self._from.task), id="task", markup=False)
        yield TextLine(placeholder="Search words or a code", id="search")
        with Container(id="book"):
            yield OptionList(id="hits", markup=False)
            with VerticalScroll(id="book-page"):
                yield Static(id="book-text", markup=False)

    def on_mount(self) -> None:
        """Open the books; the first time they are made in a child process."""
        self.set_title("Code book")
        origin = self._from
        self.query_one("#task").display = bool(origin.task)
        self._visit = self._book.enter(origin.item_id, origin.sitting_id, origin.position)
        self.attempt(self._prepare)

    def on_unmount(self) -> None:
        """Log the stay, however the book was closed."""
        visit, self._visit = self._visit, None
        if visit is not None:
            self.attempt(lambda: self._book.leave(visit))

    def on_resize(self, event: Resize) -> None:
        """Put the page beside the results where there is room."""
        self.set_class(event.size.width >= WIDE, "wide")

    # -- books -----------------------------------------------------------------------------

    def _prepare(self) -> None:
        self._building = self._book.prepare()
        if self._building is None:
            self._tell_books()
        else:
            self._poll = self.set_interval(POLL_SECONDS, self._watch_building)

    def _watch_building(self) -> None:
        building = self._building
        if building is None or self._poll is None:
            return
        if not building.done:
            done = f"{100 * building.share:.0f} %"
            self._say(f"The code book is being made ready, once: {done}")
            return
        self._poll.stop()
        self._building = None
        if building.problem:
            self._say(building.problem)
            return
        self._book.reopen()
        self._tell_books()
        self._search(self.query_one("#search", Input).value)

    def _tell_books(self) -> None:
        names = ", ".join(f"{book.label}" for book in self._book.books())
        self._say(f"Books: {names}.\nMore from the official files: mbc-prep codebook add FILE.")

    def _say(self, text: str) -> None:
        self.query_one("#book-text", Static).update(plain(text))

    # -- searching -------------------------------------------------------------------------

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search as one types."""
        event.stop()
        self._search(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Turn to the first result."""
        event.stop()
        if self._hits:
            self._turn(self._hits[self.query_one("#hits", OptionList).highlighted or 0].line)
            self.query_one("#book-page").focus()

    def _search(self, text: str) -> None:
        if self._building is not None:
            return
        found: Sequence[Hit] = ()
        try:
            if text.strip():
                found = self._book.search(text, self._order, 60, self._from.systems)
        except MbcError as error:
            self._say(str(error))
        self._hits = tuple(found)
        options = self.query_one("#hits", OptionList)
        options.clear_options()
        options.add_options([Option(line_words(hit.line, hit.via)) for hit in self._hits])
        if self._hits:
            options.highlighted = 0

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show the page of the highlighted result."""
        if event.option_index < len(self._hits):
            self._show(self._hits[event.option_index].line)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn to the chosen result."""
        self._turn(self._hits[event.option_index].line)
        self.query_one("#book-page").focus()

    # -- pages -----------------------------------------------------------------------------

    def _turn(self, line: Entry) -> None:
        """Go to a page and remember the way back."""
        if self._open is not None and self._open.page.line != line:
            self._back.append(self._open.page.line)
            self._forward.clear()
        self._show(line)
        if self._visit is not None:
            self._visit.trail.append(line.code or line.title)
        query = self.query_one("#search", Input).value.strip()
        if query and query not in self._searches[-1:]:
            self._searches.append(query)

    def _show(self, line: Entry) -> None:
        if not self.attempt(lambda: self._read(line)):
            return
        assert self._open is not None
        self.query_one("#book-text", Static).update(page_text(self._open.page, self._open.mark))
        self.query_one("#book-page", VerticalScroll).scroll_home(animate=False)
        self.set_title(f"Code book · {self._open.page.book.label}")

    def _read(self, line: Entry) -> None:
        self._open = self._book.page(line)

    def action_search(self) -> None:
        """Go to the search line."""
        line = self.query_one("#search", Input)
        line.focus()
        line.action_select_all()

    def action_follow(self) -> None:
        """Choose among the codes that the page names, and go there."""
        if self._open is None:
            return
        page = self._open.page
        lines = list(dict.fromkeys([*page.mentions, *page.below, *page.ancestors]))
        if not lines:
            self.notify("This page names no other.", timeout=2)
            return
        rows = [(str(place), line_words(line).plain) for place, line in enumerate(lines)]
        self.app.push_screen(
            Choose("Go to", rows),
            lambda answer: self._turn(lines[int(answer)]) if answer is not None else None,
        )

    def action_page_back(self) -> None:
        """Go back to the page before."""
        if self._back and self._open is not None:
            self._forward.append(self._open.page.line)
            self._show(self._back.pop())

    def action_page_forward(self) -> None:
        """Go forward again."""
        if self._forward and self._open is not None:
            self._back.append(self._open.page.line)
            self._show(self._forward.pop())

    def action_next(self) -> None:
        """Turn to the next entry of the book."""
        if self._open is not None and self._open.page.after is not None:
            self._turn(self._open.page.after)

    def action_previous(self) -> None:
        """Turn to the entry before."""
        if self._open is not None and self._open.page.before is not None:
            self._turn(self._open.page.before)

    def action_up(self) -> None:
        """Turn to what stands above."""
        if self._open is not None and self._open.page.ancestors:
            self._turn(self._open.page.ancestors[-1])

    def action_order(self) -> None:
        """Results in the order of the book, or by relevance."""
        self._order = "book" if self._order == "relevance" else "relevance"
        self.notify(f"Results by {'relevance' if self._order == 'relevance' else 'book order'}.",
                    timeout=2)  # fmt: skip
        self._search(self.query_one("#search", Input).value)

    def action_tab(self) -> None:
        """Put a tab on the page, or take it off."""
        if self._open is not None and self.attempt(self._toggle_tab):
            self._redraw()

    def _toggle_tab(self) -> None:
        assert self._open is not None
        self._open = self._book.tab(self._open)

    def action_note(self) -> None:
        """Write a note on the page."""
        if self._open is not None:
            ask = Ask("Note on this page", "It stays in your book.", self._open.mark.note)
            self.app.push_screen(ask, self._keep_note)

    def _keep_note(self, text: str | None) -> None:
        page = self._open
        if text is not None and page is not None:

            def write() -> None:
                self._open = self._book.write_note(page, text)

            if self.attempt(write):
                self._redraw()

    def action_tabs(self) -> None:
        """Choose among one's own tabs and notes."""
        marks = self._book.marks()
        if not marks:
            self.notify("No tab yet: t puts one on the page.", timeout=3)
            return
        rows = [(str(n), f"{mark.code}  {mark.note}") for n, mark in enumerate(marks)]
        self.app.push_screen(
            Choose("Your tabs and notes", rows),
            lambda answer: self._turn_to(marks[int(answer)].code) if answer is not None else None,
        )

    def _turn_to(self, code: str) -> None:
        def find() -> None:
            self._turn(self._book.page_of(code).page.line)

        self.attempt(find)

    def action_build(self) -> None:
        """Build an ICD-10-PCS code in the tables."""
        from mbc_prep.tui.screens.pcs import PcsScreen

        def begin() -> None:
            self.app.push_screen(PcsScreen(self._book.build_pcs()), self._built)

        self.attempt(begin)

    def _built(self, code: str | None) -> None:
        from mbc_prep.tui.screens.pcs import CLOSE_BOOK

        if code == CLOSE_BOOK:
            self._leave("")
        elif code and self._from.task and self._visit is not None:
            self._visit.trail.append(code)
            self._leave(code)
        elif code:
            self._show_built(code)

    def _show_built(self, code: str) -> None:
        """Show a code built in the tables, which have no page for each code."""
        built = self._book.build_pcs(code)
        steps = [
            f"  {step.value.character}  {step.title}: {step.value.label}" for step in built.steps
        ]
        self._say("\n".join([f"{code}  {built.title}", "✓ valid, from the tables", "", *steps]))
        if self._visit is not None:
            self._visit.trail.append(code)
        self.query_one("#book-page").focus()  # not the search line: keys are commands now

    def action_deck(self) -> None:
        """Make a deck of the open page and all that stands below it."""
        page = self._open.page if self._open is not None else None
        if page is None or page.book.system != "icd10cm" or not page.line.code:
            self.notify("Turn to a page of the ICD-10-CM book first.", timeout=3)
            return
        word = page.line.code.replace("Chapter ", "chapter:")

        def build() -> None:
            deck = self.program.workspace.code_decks.build([word])
            words = f"{deck.cards} cards of {word} wait among your decks (k at home)."
            self.notify(words, timeout=5, markup=False)

        self.attempt(build)

    def action_answer(self) -> None:
        """Give the code of this page as the answer of a drill."""
        page = self._open.page if self._open is not None else None
        if page is None or not page.line.billable:
            self.notify("Turn to a valid code first; a header is no answer.", timeout=3)
            return
        trail = self._visit.trail if self._visit is not None else []
        if trail[-1:] != [page.line.code]:
            trail.append(page.line.code)  # read in the list of results, without turning to it
        self._leave(page.line.code)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer an answer only where one is asked for."""
        return bool(self._from.task) if action == "answer" else True

    def action_back(self) -> None:
        """Close the book."""
        self._leave("")

    def _leave(self, given: str) -> None:
        pages = self._visit.trail if self._visit is not None else []
        self.dismiss(BookStay(given, tuple(self._searches), tuple(pages)))

    def _redraw(self) -> None:
        if self._open is not None:
            self.query_one("#book-text", Static).update(page_text(self._open.page, self._open.mark))

    @property
    def _book(self) -> CodeBook:
        return self.program.workspace.codebook
