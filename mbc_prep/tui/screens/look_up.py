"""A look-up drill: find the code of a described condition, against the clock, in the book itself.

After each one stands the way taken beside the shortest one.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from mbc_prep.errors import MbcError
from mbc_prep.tui.place import Place
from mbc_prep.tui.screens.codebook import POLL_SECONDS, BookStay, BookVisit, CodeBookScreen
from mbc_prep.tui.text import duration, plain, rows_text

if TYPE_CHECKING:
    from textual.timer import Timer

    from mbc_prep.codebook.building import Building
    from mbc_prep.workspace.lookup_drill import Found, LookUpDrill, LookUpDrilling

_SEVERAL = " › "


class LookUpScreen(Place[None]):
    """Plays rounds of look-ups; the clock of one runs from the first opening of the book."""

    PLACE = "look-up"
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._drill: LookUpDrill | None = None
        self._began: float | None = None
        self._searches: tuple[str, ...] = ()
        self._pages: tuple[str, ...] = ()
        self._building: Building | None = None
        self._poll: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(id="page"):
            yield Static(id="look-up", markup=False)

    def on_mount(self) -> None:
        """Make the book ready, if need be, then choose what to find."""
        self.set_title("Look-up drill")
        self._begin()

    def on_resize(self) -> None:
        """Wrap the page anew."""
        self._draw()

    # -- rounds ----------------------------------------------------------------------------

    def _begin(self) -> None:
        try:
            self._building = self.program.workspace.codebook.prepare()
        except MbcError as error:
            self._write(plain(str(error)))
            return
        if self._building is None:
            self._new_round()
        else:
            self._poll = self.set_interval(POLL_SECONDS, self._watch)

    def _watch(self) -> None:
        building = self._building
        if building is None or self._poll is None:
            return
        if not building.done:
            share = f"{100 * building.share:.0f} %"
            self._write(plain(f"The code book is being made ready, once: {share}"))
            return
        self._poll.stop()
        self._building = None
        if building.problem:
            self._write(plain(building.problem))
            return
        self.program.workspace.codebook.reopen()
        self._new_round()

    def _new_round(self) -> None:
        def choose() -> None:
            self._drill = self._drilling.begin()

        if self.attempt(choose):
            self._fresh()
            self._draw()

    def _fresh(self) -> None:
        self._began, self._searches, self._pages = None, (), ()

    # -- acts ------------------------------------------------------------------------------

    def action_start(self) -> None:
        """Open the book over this place; after the last one, begin a new round."""
        from mbc_prep.workspace.lookup_drill import SYSTEM_NAMES, log_name

        drill = self._drill
        if drill is None:
            return
        target = drill.target
        if target is None:
            self._new_round()
            return
        if self._began is None:
            self._began = self._seconds()
        task = f"Find in {SYSTEM_NAMES[target.system]}: {target.described}   (a answers)"
        visit = BookVisit(item_id=log_name(target), systems=(target.system,), task=task)
        self.app.push_screen(CodeBookScreen(visit), self._came_back)

    def _came_back(self, stay: BookStay | None) -> None:
        if stay is None:
            return
        self._searches += stay.searches
        self._pages += stay.pages
        if stay.given:
            self._finish(stay.given)
        else:
            self._draw()

    def action_skip(self) -> None:
        """Give the present one up and see its shortest way."""
        if self._drill is not None and self._drill.target is not None:
            self._finish("")

    def _finish(self, given: str) -> None:
        from mbc_prep.workspace.lookup_drill import Taken

        drill = self._drill
        assert drill is not None
        seconds = 0.0 if self._began is None else self._seconds() - self._began
        taken = Taken(given, seconds, self._searches, self._pages)
        if self.attempt(lambda: drill.answer(taken)):
            self._fresh()
            self._draw()

    def action_again(self) -> None:
        """Begin a new round; what was done stays in the log."""
        if self._building is None:
            self._new_round()

    def action_back(self) -> None:
        """Back to home."""
        self.dismiss(None)

    # -- drawing ---------------------------------------------------------------------------

    def _draw(self) -> None:
        drill = self._drill
        if drill is None:
            return
        width = min(self.size.width - 6, 96)
        parts = [_found_text(drill.found[-1], width), Content()] if drill.found else []
        if drill.target is None:
            parts += [_round_text(drill, width), Content(), self._record_text()]
        else:
            parts.append(self._task_text(drill))
            if not drill.found:
                parts += [Content(), self._record_text()]
        self._write(Content("\n").join(parts))

    def _task_text(self, drill: LookUpDrill) -> Content:
        from mbc_prep.workspace.lookup_drill import SYSTEM_NAMES

        target = drill.target
        assert target is not None
        head = f"Look-up {len(drill.found) + 1} of {len(drill.targets)}"
        begin = "Enter opens the book and starts the clock; in the book, a answers."
        if self._began is not None:
            begin = "The clock is running. Enter opens the book again, x gives this one up."
        return Content("\n").join(
            [
                Content.styled(head, "bold $accent"),
                Content(),
                plain(f"Find the code in {SYSTEM_NAMES[target.system]}:"),
                plain(target.described, "bold"),
                Content(),
                plain(begin, "$success"),
            ]
        )

    def _record_text(self) -> Content:
        record = self._drilling.record()
        if not record.count:
            return plain("No look-up drilled yet. The exam leaves about a minute for each.", "dim")
        share = 100 * record.right / record.count
        return plain(
            f"So far: {record.count} stays in the book for drills, {share:.0f} % ended on the "
            f"right page, {record.seconds:.0f} s each (median).",
            "dim",
        )

    def _write(self, text: Content) -> None:
        self.query_one("#look-up", Static).update(text)

    def _seconds(self) -> float:
        return self.program.workspace.clock.reading().boot

    @property
    def _drilling(self) -> LookUpDrilling:
        return self.program.workspace.lookups


def _found_text(found: Found, width: int) -> Content:
    """One finished look-up: verdict, the way taken, the shortest way."""
    target, taken = found.target, found.taken
    if found.right:
        verdict = Content.styled(f"✓ {target.code}, {duration(taken.seconds)}", "bold $success")
    else:
        given = taken.given or "given up"
        verdict = Content.styled(
            f"✗ {given}; it is {target.code}, {duration(taken.seconds)}", "bold $error"
        )
    rows = [
        ("Code", f"{target.code} {target.title}"),
        ("Your way", _way_words(taken.searches, taken.pages)),
        ("Shortest", _way_words((found.shortest.query,), found.shortest.pages)),
    ]
    return Content("\n").join([verdict, rows_text(rows, width)])


def _way_words(searches: tuple[str, ...], pages: tuple[str, ...]) -> str:
    """A way in one line, with the number of its steps."""
    typed = [f"“{one}”" for one in searches if one]
    steps = len(typed) + len(pages)
    if not steps:
        return "none"
    words = ", ".join(typed) + (": " if typed and pages else "") + _SEVERAL.join(pages)
    return f"{words}  ({steps} {'step' if steps == 1 else 'steps'})"


def _round_text(drill: LookUpDrill, width: int) -> Content:
    """The round as a table: each code, its time, steps taken and steps of the shortest way."""
    right = [found for found in drill.found if found.right]
    lines = [
        Content.styled(f"Round over: {len(right)} of {len(drill.found)} found", "bold $accent")
    ]
    if right:
        middle = median(found.taken.seconds for found in right)
        lines[0] += plain(f", {middle:.0f} s each (median)")
    lines.append(plain(f"  {'code':<10}{'time':>8}{'steps':>7}{'least':>7}  asked for", "dim"))
    for found in drill.found:
        steps = sum(1 for one in found.taken.searches if one) + len(found.taken.pages)
        row = (
            f"{'✓' if found.right else '✗'} {found.target.code:<10}"
            f"{duration(found.taken.seconds):>8}{steps:>7}{found.shortest.steps:>7}  "
        )
        lines.append(plain(row + found.target.described[: max(10, width - len(row))]))
    lines += [Content(), plain("Enter begins a new round.", "$success")]
    return Content("\n").join(lines)
