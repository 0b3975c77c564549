"""Item by item after a sitting: your choice, the key, why, and why you missed it."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mbc_prep.exam.result import Result
from mbc_prep.exam.scoring import possible
from mbc_prep.exam.sitting import MissReason
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.dialogs import Choose
from mbc_prep.tui.stays import Stays
from mbc_prep.tui.text import document, duration, plain, prose
from mbc_prep.tui.widgets.feedback import feedback_text
from mbc_prep.workspace.table import OpenSitting

ReviewFilter = Literal["all", "missed", "sure and wrong", "flagged"]
_FILTERS: tuple[ReviewFilter, ...] = ("all", "missed", "sure and wrong", "flagged")


class ItemReviewScreen(Place[None]):
    """Walks through the items of a submitted sitting, sure-and-wrong ones first."""

    PLACE = "item-review"
    AUTO_FOCUS = ""

    def __init__(self, opened: OpenSitting, result: Result, only: ReviewFilter) -> None:
        super().__init__()
        self._opened = opened
        self._result = result
        self._only: ReviewFilter = only
        self.positions = self._filtered(only)
        self._place = 0
        self._stays = Stays(self, self._draw)

    def compose_body(self) -> ComposeResult:
        """Lay out the item's line and its text."""
        yield Static(id="status", markup=False)
        with VerticalScroll(id="page"):
            yield Static(id="text", markup=False)

    def on_mount(self) -> None:
        """Show the first item."""
        self._draw()

    def on_resize(self) -> None:
        """Use the room there is."""
        self._draw()

    def action_next(self) -> None:
        """Show the next item."""
        self._go(self._place + 1)

    def action_previous(self) -> None:
        """Show the item before."""
        self._go(self._place - 1)

    def action_filter(self) -> None:
        """Go to the next filter that has items."""
        start = _FILTERS.index(self._only)
        for step in range(1, len(_FILTERS) + 1):
            only = _FILTERS[(start + step) % len(_FILTERS)]
            if positions := self._filtered(only):
                self._only, self.positions = only, positions
                self._go(0)
                return

    def action_navigator(self) -> None:
        """Choose an item from the list."""
        rows = [(str(place), self._row(position)) for place, position in enumerate(self.positions)]
        self.app.push_screen(
            Choose(f"Items: {self._only}", rows, str(self._place)),
            lambda answer: self._go(int(answer)) if answer is not None else None,
        )

    def action_scroll_down(self) -> None:
        """Scroll on."""
        self.query_one("#page", VerticalScroll).scroll_page_down(animate=False)

    def action_scroll_up(self) -> None:
        """Scroll back."""
        self.query_one("#page", VerticalScroll).scroll_page_up(animate=False)

    def action_knowledge(self) -> None:
        """Missed: knowledge."""
        self._reason(MissReason.KNOWLEDGE)

    def action_misread(self) -> None:
        """Missed: misread."""
        self._reason(MissReason.MISREAD)

    def action_lookup(self) -> None:
        """Missed: look-up."""
        self._reason(MissReason.LOOKUP)

    def action_rule(self) -> None:
        """Missed: rule."""
        self._reason(MissReason.RULE)

    def action_time(self) -> None:
        """Missed: time."""
        self._reason(MissReason.TIME)

    def action_guess(self) -> None:
        """It was a guess; a guessed item becomes a due card."""
        self._reason(MissReason.GUESS)

    def action_back(self) -> None:
        """Back to the result."""
        self.dismiss(None)

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.positions):
            self._place = place
            self._draw()
            self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def _reason(self, reason: MissReason) -> None:
        position = self.positions[self._place]
        exams = self.program.workspace.exams
        self.attempt(lambda: exams.set_reason(self._opened, position, reason))
        self._draw()

    def _filtered(self, only: ReviewFilter) -> list[int]:
        sitting, result = self._opened.sitting, self._result
        sure = list(result.sure_and_wrong)
        everything = [p for p, e in enumerate(sitting.entries) if e.item_id in self._opened.items]
        missed = [p for p in everything if not self._right(p)]
        if only == "missed":
            return sure + [p for p in missed if p not in result.sure_and_wrong]
        if only == "sure and wrong":
            return sure
        if only == "flagged":
            return [p for p in everything if sitting.entries[p].flagged]
        return everything

    def _right(self, position: int) -> bool:
        return self._result.marks[position] >= possible(self._opened.item(position))

    def _row(self, position: int) -> str:
        sign = "✓" if self._right(position) else "✗"
        entry = self._opened.sitting.entries[position]
        why = f"  {entry.reason}" if entry.reason else ""
        return f"{position + 1:>4} {sign} {duration(entry.seconds):>7}  {entry.confidence}{why}"

    def _draw(self) -> None:
        position = self.positions[self._place]
        opened = self._opened
        entry = opened.sitting.entries[position]
        certification = self.program.workspace.catalog.certification(opened.sitting.certification)
        self.set_title(
            f"{opened.sitting.title} · {self._only} · {self._place + 1} of {len(self.positions)}"
        )
        sign = Content.styled("✓ right", "bold $success")
        if not self._right(position):
            word = "✗ wrong" if entry.choice or any(entry.blanks) else "✗ left blank"
            sign = Content.styled(word, "bold $error")
        confidence = f" · you were {entry.confidence}" if entry.confidence else ""
        unscored = "" if entry.scored else " · not scored (pretest)"
        reason = f" · why: {entry.reason}" if entry.reason else " · why? 1-6"
        self.query_one("#status", Static).update(
            Content.styled(f"Item {position + 1}  ", "bold") + sign
            + plain(f" · {certification.domain_name(entry.domain)} · {duration(entry.seconds)}"
                    f"{confidence}{unscored}{reason}")
        )  # fmt: skip
        self.query_one("#text", Static).update(self._text(position))

    def _text(self, position: int) -> Content:
        opened = self._opened
        entry, item = opened.sitting.entries[position], opened.item(position)
        record = opened.record(position)
        parts = [document(record), Content()] if record else []
        grouping = self._stays.text(item, record, entry, min(self.size.width - 6, 104))
        parts += [prose(item.stem), feedback_text(item, entry, grouping)]
        if entry.note:
            parts.append(Content.styled("Your note  ", "bold $accent") + plain(entry.note))
        return Content("\n").join(parts)
