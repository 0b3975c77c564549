"""All items of a sitting with their state; from here one goes anywhere, or ends the sitting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mbc_prep.exam.sitting import Entry, EntryState
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.dialogs import Confirm
from mbc_prep.tui.text import plain
from mbc_prep.tui.widgets.lines import Lines
from mbc_prep.workspace.table import OpenSitting

Only = Literal["all", "incomplete", "flagged"]
FILTERS: tuple[Only, ...] = ("all", "incomplete", "flagged")
SIGNS = {EntryState.UNSEEN: "·", EntryState.INCOMPLETE: "○", EntryState.COMPLETE: "●"}


@dataclass(frozen=True, slots=True)
class Go:
    """Where to go: a position, or the end of the sitting."""

    position: int | None = None
    end: bool = False


class NavigatorScreen(Place[Go | None]):
    """The navigator and review screen in one; dismisses with where to go."""

    PLACE = "review-list"
    AUTO_FOCUS = "#entries"

    def __init__(self, opened: OpenSitting, only: Only) -> None:
        super().__init__()
        self._opened = opened
        self._only: Only = only

    def compose_body(self) -> ComposeResult:
        """Lay out the counts and the list."""
        yield Static(id="counts", markup=False)
        yield Lines(id="entries", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the item."""
        self.dismiss(Go(int(event.option.id or 0)))

    def action_go(self) -> None:
        """Go to the highlighted item."""
        self.query_one("#entries", OptionList).action_select()

    def action_filter(self) -> None:
        """Show the next filter's items."""
        self._only = FILTERS[(FILTERS.index(self._only) + 1) % len(FILTERS)]
        self._fill()

    def action_back(self) -> None:
        """Back to the item."""
        self.dismiss(None)

    def action_end(self) -> None:
        """Ask once more, naming what is blank, then end the sitting."""
        self.app.push_screen(
            Confirm("End the sitting?", self._end_words(), "End it", "Go on"), self._ended
        )

    def _ended(self, end: bool | None) -> None:
        if end:
            self.dismiss(Go(end=True))

    def _end_words(self) -> str:
        blank = self._opened.sitting.blank_positions
        flagged = len(self._opened.sitting.flagged_positions)
        words = "The sitting is scored and cannot be changed afterwards."
        if blank:
            shown = ", ".join(str(position + 1) for position in blank[:12])
            more = f" and {len(blank) - 12} more" if len(blank) > 12 else ""
            count = f"{len(blank)} items are" if len(blank) > 1 else "1 item is"
            words = (
                f"{count} without a complete answer: {shown}{more}. A guess costs nothing, "
                f"a blank always counts as wrong.\n\n{words}"
            )
        if flagged:
            words += f"\n\nFlagged: {flagged}."
        return words

    def _fill(self) -> None:
        sitting = self._opened.sitting
        states = [entry.state for entry in sitting.entries]
        self.set_title(f"{sitting.title} · all items")
        self.query_one("#counts", Static).update(
            Content.styled(f"Showing: {self._only}", "bold $accent")
            + plain(
                f"    {SIGNS[EntryState.COMPLETE]} complete {states.count(EntryState.COMPLETE)}"
                f"   {SIGNS[EntryState.INCOMPLETE]} incomplete"
                f" {states.count(EntryState.INCOMPLETE)}"
                f"   {SIGNS[EntryState.UNSEEN]} unseen {states.count(EntryState.UNSEEN)}"
                f"   ⚑ flagged {len(sitting.flagged_positions)}"
            )
        )
        options = self.query_one("#entries", OptionList)
        options.clear_options()
        options.add_options(
            [
                Option(self._line(position, entry), id=str(position))
                for position, entry in enumerate(sitting.entries)
                if self._shown(entry)
            ]
        )
        if options.option_count:
            ids = [int(options.get_option_at_index(i).id or 0) for i in range(options.option_count)]
            here = sitting.position
            options.highlighted = ids.index(here) if here in ids else 0

    def _shown(self, entry: Entry) -> bool:
        if self._only == "incomplete":
            return entry.state is not EntryState.COMPLETE
        return entry.flagged if self._only == "flagged" else True

    def _line(self, position: int, entry: Entry) -> Content:
        catalog = self.program.workspace.catalog
        certification = catalog.certification(self._opened.sitting.certification)
        flag = "⚑" if entry.flagged else " "
        words = [
            f"{position + 1:>4}  {SIGNS[entry.state]} {entry.state:<10} {flag}  ",
            certification.domain_name(entry.domain),
            f"  {entry.confidence}" if entry.confidence else "",
            "  note" if entry.note else "",
        ]
        return plain("".join(words))
