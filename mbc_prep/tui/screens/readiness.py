"""Ready to book? The chance of passing, the score against the pass line, and what would raise it.

The estimate is made off the screen's thread; the screen says so until it is there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mbc_prep.errors import MbcError
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.dialogs import Ask
from mbc_prep.tui.text import plain
from mbc_prep.tui.widgets.readiness_text import booking_text, plan_text, readiness_text

if TYPE_CHECKING:
    from mbc_prep.readiness.dayplan import PlanDay
    from mbc_prep.workspace.readiness import ReadinessView, Readying

VIEWS = ("ready", "book", "plan")
_NAMES = {"ready": "Am I ready?", "book": "Book or wait", "plan": "Plan to the date"}


class ReadinessScreen(Place[None]):
    """Shows readiness in three views."""

    PLACE = "readiness"

    def __init__(self) -> None:
        super().__init__()
        self._shown = 0
        self._view: ReadinessView | None = None
        self._plan: tuple[PlanDay, ...] = ()
        self._fault = ""

    def compose_body(self) -> ComposeResult:
        """Lay out the views' names and the page."""
        yield Static(id="views", markup=False)
        with VerticalScroll(id="page"):
            yield Static(id="text", markup=False)

    def on_mount(self) -> None:
        """Begin the estimate."""
        self.set_title("Readiness")
        self.query_one("#text", Static).update(plain("Weighing your answers …"))
        self._draw_views()
        self.run_worker(self._judge, thread=True, name="readiness")

    def _judge(self) -> None:
        """Estimate in a thread, keep what will be shown, then show it."""
        readiness = self.program.workspace.readiness
        try:
            view = readiness.look()
            readiness.remember(view)
            plan = readiness.day_plan(view) if view.exam is not None else ()
        except MbcError as error:
            self._fault = str(error)
        else:
            self._view, self._plan = view, plan
        self.app.call_from_thread(self._draw)

    def on_resize(self) -> None:
        """Use the room there is."""
        self._draw()

    def action_next_view(self) -> None:
        """Show the next view."""
        self._turn(1)

    def action_previous_view(self) -> None:
        """Show the view before."""
        self._turn(-1)

    def action_back(self) -> None:
        """Back home."""
        self.dismiss(None)

    def action_fee(self) -> None:
        """Ask for the fee."""
        if self._view is None:
            return
        certification = self._view.certification
        words = f"US dollars; nothing takes the usual fee, about {certification.fee_usd}. Check it."
        self.app.push_screen(
            Ask("Fee of one attempt", words, f"{self._view.booking.fee:.0f}"),
            lambda text: self._keep(text, partial(self._readying.set_fee, certification.id)),
        )

    def action_week_worth(self) -> None:
        """Ask what a week is worth."""
        if self._view is None:
            return
        words = "US dollars that a week without the certificate costs you; nothing takes 100."
        self.app.push_screen(
            Ask("A week of waiting", words, f"{self._view.booking.week_worth:.0f}"),
            lambda text: self._keep(text, self._readying.set_week_worth),
        )

    def _keep(self, text: str | None, keep: Callable[[str], None]) -> None:
        """Keep a figure and weigh anew."""
        if text is not None and self.attempt(lambda: keep(text)):
            self.run_worker(self._judge, thread=True, name="readiness", exclusive=True)

    @property
    def _readying(self) -> Readying:
        return self.program.workspace.readiness

    def _turn(self, step: int) -> None:
        self._shown = (self._shown + step) % len(VIEWS)
        self._draw_views()
        self._draw()
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)

    def _draw_views(self) -> None:
        line = Content()
        for place, view in enumerate(VIEWS):
            style = "bold reverse" if place == self._shown else "dim"
            line += Content.styled(f" {_NAMES[view]} ", style) + Content(" ")
        self.query_one("#views", Static).update(line)

    def _draw(self) -> None:
        text = self.query_one("#text", Static)
        if self._fault:
            text.update(plain(self._fault))
        if self._view is None:
            return
        width = max(20, min(self.size.width - 6, 104))
        view = VIEWS[self._shown]
        if view == "ready":
            text.update(readiness_text(self._view, width))
        elif view == "book":
            text.update(booking_text(self._view, width))
        else:
            today = self.program.workspace.history.today()
            text.update(plan_text(self._view, self._plan, today, width))
