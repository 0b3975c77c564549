"""A sitting on the screen: one item at a time, a clock, and an answer sheet that is always saved.

The next item replaces the present one in place; only the navigator, the note and the questions
before leaving or ending are screens of their own.
"""

from __future__ import annotations

from functools import partialmethod
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList, Static

from mbc_prep.exam.audit import Audit
from mbc_prep.exam.item import Item
from mbc_prep.exam.sitting import Confidence, EndedBy, Entry
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.codebook import BOOKS_OF_FORM, BookVisit
from mbc_prep.tui.screens.dialogs import Ask, Confirm
from mbc_prep.tui.screens.entry_dialogs import EntryDialogs
from mbc_prep.tui.screens.navigator import Go, NavigatorScreen, Only
from mbc_prep.tui.screens.pause import PauseScreen
from mbc_prep.tui.stays import Stays
from mbc_prep.tui.text import clock_face, plain, prose
from mbc_prep.tui.widgets.choices import LETTERS, answer_lines
from mbc_prep.tui.widgets.feedback import feedback_text
from mbc_prep.tui.widgets.item_sheet import ItemSheet
from mbc_prep.tui.widgets.record import RecordPane
from mbc_prep.workspace.answers import Answering
from mbc_prep.workspace.table import OpenSitting

Ending = Literal["submitted", "left"]

WARN_MINUTES = (30, 5)
HEARTBEAT_SECONDS = 30
WIDE = 110
"""Columns from which the record stands beside the item instead of above it."""


class ExamScreen(Place[Ending]):
    """Plays an open sitting; dismisses with how it was left."""

    PLACE = "exam"
    AUTO_FOCUS = ""

    def __init__(self, opened: OpenSitting) -> None:
        super().__init__()
        self._opened = opened
        self._clock_hidden = False
        self._warned: set[int] = set()
        self._beats = 0
        self._above: bool | None = None
        self._entry_dialogs = EntryDialogs(self, self._fill, self._audit)
        self._stays = Stays(self, self._draw_feedback)

    def compose_body(self) -> ComposeResult:
        """Lay out clock, document, stem and options."""
        with Horizontal(id="status-line"):
            yield Static(id="status", markup=False)
            yield Static(id="clock", markup=False)
        with Container(id="sheet"):
            yield RecordPane(id="record-pane")
            yield ItemSheet(id="item-pane", markup=False)

    def on_mount(self) -> None:
        """Show the item the sitting stands at and start the clock's redraw."""
        sitting = self._opened.sitting
        self.set_title(f"{sitting.title} · {sitting.mode}")
        self._go(self._opened.sitting.position)
        self.set_interval(1.0, self._tick)
        self._tick()

    def on_resize(self, event: Resize) -> None:
        """Put the record beside the item where there is room."""
        self.set_class(event.size.width >= WIDE, "wide")
        self._make_room()

    # -- drawing ---------------------------------------------------------------------------

    def _go(self, position: int) -> None:
        if not self.attempt(lambda: self._answers.visit(self._opened, position)):
            return
        opened = self._opened
        item = opened.item(position)
        record = opened.record(position)
        self._make_room()
        self.query_one(RecordPane).show(record)
        self._sheet.show(prose(item.stem), self._lines(), self._highlight())
        self._draw_feedback()
        self._draw_status()

    def _make_room(self) -> None:
        """Share the sheet between record and item: by styles, as a class would cost 15 ms."""
        record = bool(self._opened.record(self._opened.sitting.position))
        above = record and self.size.width < WIDE
        self.query_one(RecordPane).display = record
        if above != self._above:
            self._above = above
            self._sheet.styles.height = "auto" if above else "1fr"
            self._sheet.styles.max_height = "65%" if above else "100%"

    def _redraw(self) -> None:
        """Draw the marks of the present item again, without building anything anew."""
        self._sheet.mark(self._lines())
        self._draw_status()

    def _lines(self) -> list[Content]:
        shown = self._opened.sitting.position in self._opened.sitting.feedback
        return answer_lines(self._item, self._entry, shown)

    def _highlight(self) -> int:
        """The line chosen, or the first; of a case the first empty blank."""
        entry = self._entry
        if entry.choice:
            return entry.option_order.index(entry.choice[0])
        if self._item.type == "case_fill_in":
            return next((i for i, text in enumerate(entry.blanks) if not text), 0)
        return 0

    def _draw_feedback(self) -> None:
        position = self._opened.sitting.position
        shown = position in self._opened.sitting.feedback
        if shown:
            record = self._opened.record(position)
            width = max(40, self._sheet.scrollable_content_region.width)
            grouping = self._stays.text(self._item, record, self._entry, width)
            self._sheet.explain(feedback_text(self._item, self._entry, grouping))
        elif self._sheet.explained:
            self._sheet.explain(None)

    def _draw_status(self) -> None:
        sitting = self._opened.sitting
        entry = self._entry
        certification = self.program.workspace.catalog.certification(sitting.certification)
        words = certification.domain_name(entry.domain)
        if self._item.type == "multi_select":
            words = f"choose {entry.wanted} · {words}"
        marks = [
            "⚑ flagged" if entry.flagged else "",
            entry.confidence,
            "note" if entry.note else "",
        ]
        line = Content.styled(f"Item {sitting.position + 1} of {len(sitting.entries)}", "bold")
        for mark in filter(None, marks):
            line += Content("  ") + Content.styled(mark, "bold $warning")
        status = line + plain(f" · {words}")
        self.query_one("#status", Static).update(status, layout=False)

    def _tick(self) -> None:
        """Redraw the clock from the database's rule, warn, and end the sitting at zero."""
        left = self._answers.seconds_left(self._opened)
        self._beats += 1
        if self._beats % HEARTBEAT_SECONDS == 0:
            self.attempt(lambda: self._answers.heartbeat(self._opened))
        if left is None:
            self._draw_clock(clock_face(self._answers.seconds_used(self._opened)) + " used")
            return
        self._warn(left)
        self._draw_clock(clock_face(left) + " left")
        if left == 0.0:
            self._submit("time")

    def _warn(self, left: float) -> None:
        """Say once each that 30 and 5 minutes are left; a sitting that short is not warned."""
        limit = self._opened.sitting.clock.limit or 0.0
        passed = [m for m in WARN_MINUTES if left <= m * 60 < limit and m not in self._warned]
        if passed:
            self._warned.update(passed)
            if min(passed) == min(WARN_MINUTES):
                self._clock_hidden = False
            self.notify(f"{min(passed)} minutes or less are left.", severity="warning", timeout=8)

    def _draw_clock(self, text: str) -> None:
        self.query_one("#clock", Static).update(
            plain("clock hidden (t)" if self._clock_hidden else text), layout=False
        )

    # -- acts ------------------------------------------------------------------------------

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose by Enter or mouse."""
        event.stop()
        self._choose(event.option_index - 1)

    def action_next(self) -> None:
        """Go to the next item; after the last comes the review screen."""
        position = self._opened.sitting.position
        if position + 1 < len(self._opened.sitting.entries):
            self._go(position + 1)
        else:
            self.action_review()

    def action_previous(self) -> None:
        """Go to the item before."""
        if self._opened.sitting.position > 0:
            self._go(self._opened.sitting.position - 1)

    def action_choose(self) -> None:
        """Choose the highlighted option."""
        if self._sheet.place is not None:
            self._choose(self._sheet.place)

    def action_up(self) -> None:
        """Highlight the option above."""
        self._sheet.action_cursor_up()

    def action_down(self) -> None:
        """Highlight the option below."""
        self._sheet.action_cursor_down()

    def action_strike(self) -> None:
        """Strike out the highlighted option."""
        if self._sheet.place is not None:
            self._strike(self._sheet.place)

    def action_flag(self) -> None:
        """Flag the item."""
        if self.attempt(lambda: self._answers.flag(self._opened)):
            self._draw_status()

    def action_sure(self) -> None:
        """Say one is sure."""
        self._be_confident("sure")

    def action_unsure(self) -> None:
        """Say one is unsure."""
        self._be_confident("unsure")

    def action_note(self) -> None:
        """Write a note."""
        ask = Ask("Note on this item", "Only you see it; it is kept with the sitting.",
                  self._entry.note)  # fmt: skip
        self.app.push_screen(ask, self._keep_note)

    def _keep_note(self, text: str | None) -> None:
        if text is not None and self.attempt(lambda: self._answers.note(self._opened, text)):
            self._draw_status()

    def action_scroll_down(self) -> None:
        """Scroll the document on."""
        self._reading_pane().scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll the document back."""
        self._reading_pane().scroll_page_up(animate=False)

    def action_section(self) -> None:
        """Go to the next section of the record."""
        self.query_one(RecordPane).next_section()

    def action_clock(self) -> None:
        """Hide or show the clock."""
        self._clock_hidden = not self._clock_hidden
        self._tick()

    def action_feedback(self) -> None:
        """Show key and rationale, in practice mode."""
        if self.attempt(lambda: self._answers.show_feedback(self._opened)):
            self._redraw()
            self._draw_feedback()
            # Only once it is laid out does it have a place to scroll to.
            self.call_after_refresh(self._sheet.scroll_to_feedback)

    def action_pause(self) -> None:
        """Stop the clock, in practice mode; the item is covered meanwhile."""
        if self.attempt(lambda: self._answers.pause(self._opened)):
            self.app.push_screen(PauseScreen(), self._resume)

    def _resume(self, _: object) -> None:
        self.attempt(lambda: self._answers.resume(self._opened))
        self._tick()

    def action_navigator(self) -> None:
        """Open the list of all items."""
        self.app.push_screen(NavigatorScreen(self._opened, "all"), self._went)

    def action_review(self) -> None:
        """Open the review screen: what is incomplete or flagged, and the end."""
        only: Only = "incomplete" if self._opened.sitting.blank_positions else "all"
        self.app.push_screen(NavigatorScreen(self._opened, only), self._went)

    def _went(self, answer: Go | None) -> None:
        if answer is None:
            return
        if answer.end:
            self._submit("learner")
        elif answer.position is not None:
            self._go(answer.position)

    def action_leave(self) -> None:
        """Leave the sitting open, after saying what the clock does."""
        self.app.push_screen(Confirm("Leave the sitting?", self._leave_words(), "Leave", "Stay"),
                             self._left)  # fmt: skip

    def book_visit(self) -> BookVisit:
        """The present item, and the books its form allows."""
        sitting = self._opened.sitting
        form = self._opened.form
        systems = None
        if form is not None:
            systems = tuple(BOOKS_OF_FORM[book] for book in form.open_book)
        entry = sitting.entries[sitting.position]
        return BookVisit(entry.item_id, sitting.id, sitting.position, systems)

    def before_quit(self) -> None:
        """Ask the same question before the whole program is quit."""
        self.app.push_screen(Confirm("Quit during a sitting?", self._leave_words(), "Quit", "Stay"),
                             self._quit)  # fmt: skip

    def _quit(self, leave: bool | None) -> None:
        if leave:
            self.app.exit(return_code=0)

    def _leave_words(self) -> str:
        if self._opened.sitting.mode == "practice" or self._opened.sitting.clock.limit is None:
            return "Every answer is saved. The clock stops until you come back."
        return (
            "Every answer is saved. This is a strict sitting: the clock runs on while you are "
            "away, and at zero the sitting is submitted as it stands."
        )

    def _left(self, leave: bool | None) -> None:
        if leave:
            self.attempt(lambda: self._answers.leave(self._opened))
            self.dismiss("left")

    def on_unmount(self) -> None:
        """Stop a practice clock when the window goes away; answers are stored already."""
        self.attempt(lambda: self._answers.leave(self._opened))

    # -- inside ----------------------------------------------------------------------------

    @property
    def _answers(self) -> Answering:
        return self.program.workspace.answers

    @property
    def _item(self) -> Item:
        return self._opened.item(self._opened.sitting.position)

    @property
    def _entry(self) -> Entry:
        return self._opened.sitting.entries[self._opened.sitting.position]

    @property
    def _sheet(self) -> ItemSheet:
        return self.query_one(ItemSheet)

    def _reading_pane(self) -> RecordPane | ItemSheet:
        """The record, or the item where there is none or the record is short or feedback shows."""
        record = self.query_one(RecordPane)
        shown = self._opened.sitting.position in self._opened.sitting.feedback
        scrolls = record.display and record.max_scroll_y > 0 and not shown
        return record if scrolls else self._sheet

    def _choose(self, place: int) -> None:
        if place >= self._sheet.places:
            return
        self._sheet.place = place
        if self._item.type in ("case_fill_in", "audit"):
            self._entry_dialogs.ask(self._item, self._entry, place)
        else:
            option = self._entry.option_order[place]
            if self.attempt(lambda: self._answers.choose(self._opened, option)):
                self._redraw()

    def _fill(self, place: int, text: str) -> None:
        if self.attempt(lambda: self._answers.fill(self._opened, place, text)):
            self._redraw()
            last = len(self._item.blanks) - 1
            self._sheet.place = min(place + 1, last)

    def _audit(self, audit: Audit) -> None:
        if self.attempt(lambda: self._answers.audit(self._opened, audit)):
            self._redraw()

    def _strike(self, place: int) -> None:
        order = self._entry.option_order
        if place < len(order) and self.attempt(
            lambda: self._answers.strike(self._opened, order[place])
        ):
            self._redraw()

    def _be_confident(self, confidence: Confidence) -> None:
        if self.attempt(lambda: self._answers.be_confident(self._opened, confidence)):
            self._draw_status()

    def _submit(self, ended_by: EndedBy) -> None:
        if self._opened.sitting.status == "open" and self.attempt(
            lambda: self.program.workspace.exams.submit(self._opened, ended_by)
        ):
            while self.app.screen is not self:
                self.app.pop_screen()
            self.dismiss("submitted")


for _place, _letter in enumerate(LETTERS):
    # One command a letter, so that each can have a key of its own in the settings.
    setattr(
        ExamScreen, f"action_choose_{_letter.lower()}", partialmethod(ExamScreen._choose, _place)
    )
for _place, _letter in enumerate("ABCD"):
    setattr(
        ExamScreen, f"action_strike_{_letter.lower()}", partialmethod(ExamScreen._strike, _place)
    )
