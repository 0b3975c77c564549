"""History: all sittings, a year of study days, recall by deck, and what is coming."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import ContentSwitcher, OptionList, Static
from textual.widgets.option_list import Option
from textual_plotext import PlotextPlot

from mbc_prep.errors import MbcError
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.dialogs import Confirm
from mbc_prep.tui.text import duration, plain
from mbc_prep.tui.widgets.lines import Lines
from mbc_prep.workspace.past import DeckRecall

VIEWS = ("sittings", "days", "recall", "forecast")
_VIEW_NAMES = {
    "sittings": "Sittings",
    "days": "A year of days",
    "recall": "Recall by deck",
    "forecast": "Due in 30 days",
}
_SHADES = "·░▒▓█"


class HistoryScreen(Place[int | None]):
    """Shows the past in four views; dismisses with a submitted sitting to look at, or None."""

    PLACE = "history"
    AUTO_FOCUS = "#sittings"

    def __init__(self) -> None:
        super().__init__()
        self._view = 0
        self._lines: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out the four views."""
        yield Static(id="views", markup=False)
        with ContentSwitcher(id="switch", initial="sittings"):
            yield Lines(id="sittings", markup=False)
            with VerticalScroll(id="days"):
                yield Static(id="year", markup=False)
                yield PlotextPlot(id="day-plot")
            with VerticalScroll(id="recall"):
                yield Static(id="retention", markup=False)
                yield PlotextPlot(id="score-plot")
            with VerticalScroll(id="forecast"):
                yield PlotextPlot(id="due-plot")
                yield Static(id="due-words", markup=False)

    def on_mount(self) -> None:
        """Read everything; four short queries."""
        self.set_title("History")
        try:
            self._fill_sittings()
            self._fill_days()
            self._fill_recall()
            self._fill_forecast()
        except MbcError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
        self._show(0)

    def action_next_view(self) -> None:
        """Show the next view."""
        self._show(self._view + 1)

    def action_previous_view(self) -> None:
        """Show the view before."""
        self._show(self._view - 1)

    def action_open(self) -> None:
        """Open the highlighted sitting."""
        if VIEWS[self._view] == "sittings":
            self.query_one("#sittings", OptionList).action_select()

    def action_back(self) -> None:
        """Back home."""
        self.dismiss(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Look at a submitted sitting; an open one may be given up here."""
        number = event.option.id or ""
        if self._lines.get(number) == "open":
            question = Confirm(
                "Open sitting",
                "This sitting is open: go on with it from home (r). Give it up instead? It is then "
                "no longer offered and not scored; its answers stay in the database.",
                "Give it up",
                "Keep it",
            )
            self.app.push_screen(question, lambda yes: self._abandon(int(number)) if yes else None)
        elif number:
            self.dismiss(int(number))

    def _abandon(self, sitting_id: int) -> None:
        self.attempt(lambda: self.program.workspace.exams.abandon(sitting_id))
        self._fill_sittings()

    def _show(self, view: int) -> None:
        self._view = view % len(VIEWS)
        name = VIEWS[self._view]
        self.query_one("#switch", ContentSwitcher).current = name
        line = Content()
        for one in VIEWS:
            style = "bold reverse" if one == name else "dim"
            line += Content.styled(f" {_VIEW_NAMES[one]} ", style) + Content(" ")
        self.query_one("#views", Static).update(line)
        self.query_one(f"#{name}").focus()

    def _fill_sittings(self) -> None:
        options = self.query_one("#sittings", OptionList)
        options.clear_options()
        rows = self.program.workspace.history.sittings()
        self._lines = {str(row.id): row.status for row in rows}
        for row in rows:
            if row.submitted is None:
                words = f"{row.started:%Y-%m-%d}  open    {row.answered} of {row.items} answered"
            else:
                mark = {None: " ", True: "✓", False: "✗"}[row.passed]
                share = 100 * (row.fraction or 0.0)
                words = (
                    f"{row.submitted:%Y-%m-%d}  {share:5.1f} % {mark} {duration(row.elapsed):>8}"
                )
            options.add_option(
                Option(plain(f"{words}  {row.mode:<8}  {row.title}"), id=str(row.id))
            )
        if not rows:
            options.add_option(Option(Content("No sitting yet."), disabled=True))
        options.highlighted = 0 if rows else None

    def _fill_days(self) -> None:
        history = self.program.workspace.history
        today = history.today()
        counts = {row.day: row.reviews for row in history.year()}
        self.query_one("#year", Static).update(year_text(counts, today))
        plot = self.query_one("#day-plot", PlotextPlot)
        days = range(today - 29, today + 1)
        bars = [counts.get(day, 0) for day in days]
        names = {day - today: f"{history.day(day):%d %b}" for day in days}
        _draw_bars(plot, "Reviews a day, last 30 days", names, bars)

    def _fill_recall(self) -> None:
        history = self.program.workspace.history
        self.query_one("#retention", Static).update(recall_text(history.retention()))
        plot = self.query_one("#score-plot", PlotextPlot)
        scores = [score for score in history.scores() if score.passed is not None]
        plot.display = len(scores) > 1
        if len(scores) > 1:
            plot.plt.title("Mock scores in %, oldest first; the line is 70 %")
            places = list(range(1, len(scores) + 1))
            plot.plt.scatter(places, [100 * score.fraction for score in scores])
            plot.plt.hline(70)
            plot.plt.ylim(0, 100)

    def _fill_forecast(self) -> None:
        counts = self.program.workspace.history.forecast()
        plot = self.query_one("#due-plot", PlotextPlot)
        today = self.program.workspace.history.today()
        days = {n: f"{self.program.workspace.history.day(today + n):%d %b}" for n in range(30)}
        _draw_bars(plot, "Cards due by day, overdue ones today", days, counts)
        words = f"{sum(counts)} reviews in 30 days, {sum(counts) / 30:.0f} a day."
        self.query_one("#due-words", Static).update(plain(words))


def _draw_bars(
    plot: PlotextPlot, title: str, names: Mapping[int, str], counts: Sequence[int]
) -> None:
    """Draw bars with a label every week; plotext's own choice of labels differs each time."""
    top = max(1, *counts)
    levels = sorted({0, top // 2, top})
    weekly = [place for place in names if place % 7 == 0]
    plot.plt.title(title)
    plot.plt.bar(list(names), [float(count) for count in counts])
    plot.plt.ylim(0, top)
    plot.plt.yticks([float(level) for level in levels], [str(level) for level in levels])
    plot.plt.xticks([float(place) for place in weekly], [names[place] for place in weekly])


def year_text(counts: dict[int, int], today: int) -> Content:
    """A year of days as seven lines of weeks, the darker the more reviews, with its words."""
    top = max(counts.values(), default=0)
    start = today - 364
    start -= date.fromordinal(start).weekday()
    weeks = range(start, today + 1, 7)
    lines = [Content("    " + _month_line(weeks))]
    for weekday, name in enumerate(("Mon", "", "Wed", "", "Fri", "", "Sun")):
        cells = "".join(_shade(counts.get(w + weekday, 0), top, w + weekday > today) for w in weeks)
        lines.append(plain(f"{name:<4}{cells}"))
    total = sum(counts.values())
    lines += [Content(), plain(f"{total} reviews on {len(counts)} days in the last year.")]
    return Content("\n").join(lines)


def _month_line(weeks: range) -> str:
    line = ""
    for place, week in enumerate(weeks):
        first = date.fromordinal(week) + timedelta(days=6)
        if first.day <= 7 and len(line) <= place:
            line = line.ljust(place) + f"{first:%b}"
    return line


def _shade(count: int, top: int, future: bool) -> str:
    if future:
        return " "
    if not count:
        return _SHADES[0]
    return _SHADES[1 + min(3, 4 * count // (top + 1))]


def recall_text(rows: tuple[DeckRecall, ...]) -> Content:
    """Recall by deck as bars with counts."""
    if not rows:
        return plain("No due review yet: recall is counted when a learned card comes back.")
    lines = [Content.styled("Recall of due cards, last 90 days", "bold $accent")]
    for row in rows:
        share = row.recalled / row.tested
        bar = "█" * round(20 * share) + "░" * (20 - round(20 * share))
        lines.append(
            plain(f"{row.name[:34]:<34} {bar} {100 * share:3.0f} %  {row.recalled} of {row.tested}")
        )
    return Content("\n").join(lines)
