"""Choosing a drill: domains, how many items, and whether only unseen, missed or flagged ones."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mbc_prep.exam.certification import Certification
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.dialogs import Ask
from mbc_prep.tui.text import plain
from mbc_prep.tui.widgets.lines import Lines
from mbc_prep.workspace.exams import Drill, DrillFilter

_FILTERS: tuple[DrillFilter, ...] = get_args(DrillFilter)


class DrillScreen(Place[Drill | None]):
    """Lets the learner put a drill together; dismisses with it, or None."""

    PLACE = "drill"
    AUTO_FOCUS = "#domains"

    def __init__(self, certification: Certification) -> None:
        super().__init__()
        self._certification = certification
        self._drill = Drill()
        self._domains: list[str] = []

    def compose_body(self) -> ComposeResult:
        """Lay out the choice so far and the domains."""
        yield Static(id="choice", markup=False)
        yield Lines(id="domains", markup=False)

    def on_mount(self) -> None:
        """List the domains that have items."""
        pool = self.program.workspace.exams.domain_sizes()
        self._domains = list(pool)
        self._counts = pool
        self.set_title(f"Drill · {self._certification.name}")
        self._fill()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose or leave out a domain."""
        self._toggle(event.option_index)

    def action_domain(self) -> None:
        """Choose or leave out the highlighted domain."""
        highlighted = self.query_one("#domains", OptionList).highlighted
        if highlighted is not None:
            self._toggle(highlighted)

    def action_only(self) -> None:
        """Go to the next filter."""
        only = _FILTERS[(_FILTERS.index(self._drill.only) + 1) % len(_FILTERS)]
        self._set(replace(self._drill, only=only))

    def action_timed(self) -> None:
        """Switch the clock on or off."""
        self._set(replace(self._drill, timed=not self._drill.timed))

    def action_count(self) -> None:
        """Ask for a number of items."""
        ask = Ask("Number of items", "A number, or nothing for all that fit.",
                  str(self._drill.count or ""))  # fmt: skip
        self.app.push_screen(ask, self._counted)

    def action_start(self) -> None:
        """Begin the drill."""
        if self.program.workspace.exams.drill_size(self._drill) == 0:
            self.notify("No item fits that choice.", severity="warning")
        else:
            self.dismiss(self._drill)

    def action_back(self) -> None:
        """Back without a drill."""
        self.dismiss(None)

    def _counted(self, text: str | None) -> None:
        if text is None:
            return
        if text.strip() and not (text.strip().isdecimal() and int(text) > 0):
            self.notify("That is not a number of items.", severity="warning", markup=False)
            return
        self._set(replace(self._drill, count=int(text) if text.strip() else None))

    def _toggle(self, index: int) -> None:
        domain = self._domains[index]
        chosen = set(self._drill.domains) ^ {domain}
        ordered = tuple(d for d in self._domains if d in chosen)
        self._set(replace(self._drill, domains=ordered))

    def _set(self, drill: Drill) -> None:
        self._drill = drill
        self._fill()

    def _fill(self) -> None:
        drill = self._drill
        size = self.program.workspace.exams.drill_size(drill)
        number = min(size, drill.count or size)
        self.query_one("#choice", Static).update(
            Content.styled(f"{number} items", "bold $accent")
            + plain(
                f" of {size} that fit    only (o): {drill.only}    "
                f"number (n): {drill.count or 'all'}    "
                f"clock (t): {'exam pace' if drill.timed else 'off'}\n"
                "No domain chosen means all of them. Drills run in practice mode: v shows the key."
            )
        )
        options = self.query_one("#domains", OptionList)
        highlighted = options.highlighted or 0
        options.clear_options()
        options.add_options([Option(self._line(domain)) for domain in self._domains])
        options.highlighted = highlighted if self._domains else None

    def _line(self, domain: str) -> Content:
        box = "[x]" if domain in self._drill.domains else "[ ]"
        name = self._certification.domain_name(domain)
        return plain(f"{box} {name}  ({self._counts[domain]})")
