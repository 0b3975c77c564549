"""Home: where one stands and what to do next, everything one key away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from mbc_prep.errors import MbcError
from mbc_prep.tui.commands import commands_of, key_list
from mbc_prep.tui.place import Place
from mbc_prep.tui.text import plain

if TYPE_CHECKING:
    from mbc_prep.tui.commands import Command
    from mbc_prep.workspace import HomeView
    from mbc_prep.workspace.table import OpenSitting

_MENU = (
    "study",
    "exam",
    "drill",
    "decks",
    "history",
    "ready",
    "book",
    "look-up",
    "last-result",
    "certification",
    "exam-date",
)
_BLOCKS = " ▁▂▃▄▅▆▇█"


class HomeScreen(Place[None]):
    """The first screen; every other one returns here."""

    PLACE = "home"
    AUTO_FOCUS = "#menu"

    def __init__(self, start: str = "", decks: Sequence[str] | None = None) -> None:
        super().__init__()
        self._start = start
        self._first_decks = decks
        self._fresh = True

    def compose_body(self) -> ComposeResult:
        """Lay out figures and menu."""
        with VerticalScroll(id="figures", can_focus=False):
            yield Static(id="today", markup=False)
        yield OptionList(id="menu", markup=False)

    def on_mount(self) -> None:
        """Show the figures; the very first start asks for the certification."""
        if not self.program.workspace.setting("certification"):
            self.set_title("mbc-prep")
            self.action_certification()
        else:
            self._draw()
            if self._start:
                self.call_later(self.run_action, self._start)

    def on_screen_resume(self) -> None:
        """Figures change while one is away; the first showing is drawn already."""
        fresh, self._fresh = self._fresh, False
        if not fresh and self.program.workspace.setting("certification"):
            self._draw()

    def _draw(self) -> None:
        view = self.program.workspace.home()
        exam = "no exam date set (x)"
        if view.exam_date is not None:
            exam = f"exam {view.exam_date}, {_days(view.days_left or 0)}"
        self.set_title(f"mbc-prep · {view.certification_name} · {exam}")
        self.query_one("#today", Static).update(home_text(view))
        self._fill_menu(view)

    def _fill_menu(self, view: HomeView) -> None:
        menu = self.query_one("#menu", OptionList)
        names = {command.action.replace("_", "-"): command for command in commands_of("home")}
        wanted = list(_MENU)
        if view.open_sitting is not None:
            wanted.insert(0, "resume")
        if not view.sittings:
            wanted.remove("last-result")
        menu.set_options(self._menu_line(names[name]) for name in wanted)
        menu.highlighted = wanted.index(view.next_act) if view.next_act in wanted else 0

    def _menu_line(self, command: Command) -> Option:
        keys = key_list(command, self.app._keymap)
        line = Content.styled(f" {keys:<3}", "bold $accent") + Content(command.title)
        return Option(line, id=command.action)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Run a line of the menu."""
        self.call_later(self.run_action, event.option.id or "study")

    # -- acts ------------------------------------------------------------------------------

    def action_study(self) -> None:
        """Study all due cards."""
        decks, self._first_decks = self._first_decks, None
        self.study(decks, ", ".join(decks) if decks else "all decks")

    def study(self, decks: Sequence[str] | None, name: str) -> None:
        """Study some decks, or all."""
        from mbc_prep.tui.screens.study import StudyScreen

        try:
            session = self.program.workspace.study.start(decks)
        except MbcError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.app.push_screen(StudyScreen(session, name))

    def action_decks(self) -> None:
        """Choose a deck."""
        from mbc_prep.tui.screens.decks import DecksScreen

        self.app.push_screen(DecksScreen(), self._deck_chosen)

    def _deck_chosen(self, answer: tuple[list[str] | None, str] | None) -> None:
        if answer is not None:
            self.study(*answer)

    def action_exam(self) -> None:
        """Read the rules, then begin a mock exam."""
        from mbc_prep.tui.screens.rules import RulesScreen

        certification = self.program.workspace.certification
        assert certification is not None
        self.app.push_screen(RulesScreen(certification), self._begin_mock)

    def _begin_mock(self, answer: object) -> None:
        if isinstance(answer, tuple):
            form_id, mode, name = answer
            self._play(lambda: self.program.workspace.exams.start_mock(form_id, mode, name=name))

    def action_drill(self) -> None:
        """Put a drill together, then begin it."""
        from mbc_prep.tui.screens.drill import DrillScreen

        certification = self.program.workspace.certification
        assert certification is not None
        self.app.push_screen(DrillScreen(certification), self._begin_drill)

    def _begin_drill(self, drill: object) -> None:
        if drill is not None:
            self._play(lambda: self.program.workspace.exams.start_drill(drill))  # type: ignore[arg-type]

    def action_look_up(self) -> None:
        """Find codes in the book against the clock."""
        from mbc_prep.tui.screens.look_up import LookUpScreen

        self.app.push_screen(LookUpScreen())

    def action_resume(self) -> None:
        """Go on with the open sitting."""
        view = self.program.workspace.home()
        if view.open_sitting is None:
            self.notify("No sitting is open.", timeout=3)
            return
        number = view.open_sitting.id
        self._play(lambda: self.program.workspace.exams.open(number))

    def action_last_result(self) -> None:
        """Review the last submitted sitting."""
        view = self.program.workspace.home()
        if view.sittings:
            self.show_result(view.sittings[0].id)
        else:
            self.notify("No sitting is submitted yet.", timeout=3)

    def show_result(self, sitting_id: int) -> None:
        """Show the result of a submitted sitting."""
        from mbc_prep.tui.screens.result import ResultScreen

        exams = self.program.workspace.exams
        try:
            opened = exams.open(sitting_id)
            book = self.program.workspace.codebook.time(sitting_id, opened.sitting.clock.elapsed)
            screen = ResultScreen(opened, exams.result(opened), book)
        except MbcError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        self.app.push_screen(screen, self._after_result)

    def _after_result(self, answer: str | None) -> None:
        if answer == "drill-missed":
            from mbc_prep.workspace.exams import Drill

            drill = Drill(count=None, only="missed")
            self._play(lambda: self.program.workspace.exams.start_drill(drill))

    def _play(self, begin: Callable[[], OpenSitting]) -> None:
        from mbc_prep.tui.screens.exam import ExamScreen

        try:
            opened = begin()
        except MbcError as error:
            self.notify(str(error), severity="error", timeout=10, markup=False)
            return
        number = opened.sitting.id

        def after(ending: str | None) -> None:
            if ending == "submitted":
                self.show_result(number)

        self.app.push_screen(ExamScreen(opened), after)

    def action_history(self) -> None:
        """Look back."""
        from mbc_prep.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(), self._history_chosen)

    def _history_chosen(self, sitting_id: int | None) -> None:
        if sitting_id is not None:
            self.show_result(sitting_id)

    def action_certification(self) -> None:
        """Choose the certification."""
        from mbc_prep.tui.screens.dialogs import Choose

        workspace = self.program.workspace
        rows = [
            (one.id, f"{one.id.upper()}  {one.name}: {self._bank_words(one.id)}")
            for one in workspace.certifications
        ]
        chosen = workspace.setting("certification")
        text = "Which exam are you preparing for? You can change this at any time (c)."
        self.app.push_screen(Choose("Certification", rows, chosen, text), self._certified)

    def _bank_words(self, certification_id: str) -> str:
        catalog = self.program.workspace.catalog
        items = catalog.item_count(certification_id)
        cards = len(catalog.card_ids(certification_id))
        return f"{items} items, {cards} cards"

    def _certified(self, certification_id: str | None) -> None:
        if certification_id is not None:
            self.program.workspace.choose_certification(certification_id)
            self._draw()
        elif self.program.workspace.certification is None:
            self.app.exit(return_code=0)

    def action_exam_date(self) -> None:
        """Set, change or remove the exam date."""
        from mbc_prep.tui.screens.dialogs import Ask

        present = self.program.workspace.exam_date
        text = (
            "Date of your exam as YYYY-MM-DD; nothing takes it away. You can change it at any time."
        )
        self.app.push_screen(
            Ask("Exam date", text, present.isoformat() if present else "", "2027-03-14"),
            self._dated,
        )

    def _dated(self, text: str | None) -> None:
        if text is None:
            return
        try:
            self.program.workspace.set_exam_date(text)
        except MbcError as error:
            self.notify(str(error), severity="error", markup=False)
        self._draw()

    def action_ready(self) -> None:
        """Ask whether one is ready."""
        from mbc_prep.tui.screens.readiness import ReadinessScreen

        self.app.push_screen(ReadinessScreen())

    def action_book(self) -> None:
        """Open the code book."""
        self.program.action_codebook()

    def action_leave(self) -> None:
        """Quit."""
        self.app.exit(return_code=0)


def home_text(view: HomeView) -> Content:
    """The figures of the home screen."""
    lines = [
        Content.styled("Next    ", "bold $accent") + plain(view.next_text, "bold"),
        Content(),
        Content.styled("Cards   ", "bold $accent")
        + plain(
            f"{view.due_now} due now{limit_words(view)}, {view.new_today} new today, "
            f"{view.reviewed_today} done today"
        ),
        Content.styled("7 days  ", "bold $accent") + plain(week_bar(view.due_by_day)),
        Content.styled("Study   ", "bold $accent")
        + plain(
            f"{view.days_studied} of the last 30 days · "
            f"{view.items} items and {view.cards} cards to learn from"
        ),
    ]
    lines += _mock_lines(view)
    if view.year_warning:
        lines.append(Content.styled("Books   ", "bold $warning") + plain(view.year_warning))
    if view.content_faults:
        faults = "1 error" if view.content_faults == 1 else f"{view.content_faults} errors"
        words = f"{faults} in the content files; mbc-prep check names them."
        lines.append(Content.styled("Files   ", "bold $warning") + plain(words))
    return Content("\n").join(lines)


def limit_words(view: HomeView) -> str:
    """What today's limit leaves of the due cards, where it leaves fewer."""
    if view.reviews_left >= view.due_now:
        return ""
    return f" (today's limit leaves {view.reviews_left})"


def week_bar(counts: tuple[int, ...]) -> str:
    """A bar and a number for each of the next seven days."""
    top = max(counts, default=0)
    parts = []
    for count in counts:
        block = _BLOCKS[-(-count * (len(_BLOCKS) - 1) // top)] if top else _BLOCKS[0]
        parts.append(f"{block}{count}")
    return "  ".join(parts) + "   (today first)"


def _mock_lines(view: HomeView) -> list[Content]:
    if not view.sittings:
        return [Content.styled("Mocks   ", "bold $accent") + plain("none yet")]
    lines = []
    for number, sitting in enumerate(view.sittings[:3]):
        label = "Last    " if number == 0 else "        "
        mark = "" if sitting.passed is None else (" ✓ pass mark" if sitting.passed else " ✗ below")
        lines.append(
            Content.styled(label, "bold $accent")
            + plain(
                f"{sitting.submitted:%Y-%m-%d}  {100 * sitting.fraction:3.0f} %{mark}"
                f"  {sitting.title}"
            )
        )
    return lines


def _days(days: int) -> str:
    if days == 0:
        return "today"
    return f"in {days} days" if days > 0 else f"{-days} days ago"
