"""Goes through every place of the program, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import AsyncIterator

from textual.widgets import OptionList

from mbc_prep.tui.screens.browse import BrowseScreen
from mbc_prep.tui.screens.codebook import CodeBookScreen
from mbc_prep.tui.screens.decks import DecksScreen
from mbc_prep.tui.screens.dialogs import Ask, Choose, Confirm
from mbc_prep.tui.screens.drill import DrillScreen
from mbc_prep.tui.screens.exam import ExamScreen
from mbc_prep.tui.screens.help import HelpScreen
from mbc_prep.tui.screens.history import HistoryScreen
from mbc_prep.tui.screens.home import HomeScreen
from mbc_prep.tui.screens.item_review import ItemReviewScreen
from mbc_prep.tui.screens.navigator import NavigatorScreen
from mbc_prep.tui.screens.pause import PauseScreen
from mbc_prep.tui.screens.readiness import ReadinessScreen
from mbc_prep.tui.screens.result import ResultScreen
from mbc_prep.tui.screens.rules import RulesScreen
from mbc_prep.tui.screens.study import StudyScreen
from mbc_prep.tui.widgets.item_sheet import ItemSheet
from tests.tui.seat import Seat

PLACES_SEEN = (
    "home", "help", "certification", "exam-date", "decks", "browse", "study-front", "study-back",
    "study-doubt", "drill", "rules", "exam", "navigator", "exam-note", "exam-leave",
    "exam-feedback", "exam-pause", "exam-end", "result", "item-review", "items",
    "history-sittings", "history-days", "history-recall", "history-forecast",
    "readiness", "booking", "plan", "codebook", "codebook-page", "codebook-follow",
)  # fmt: skip
"""Every place that ``visit_all`` stops at, in its order."""


async def visit_all(seat: Seat) -> AsyncIterator[str]:
    """Stop at every place, giving its name; the screen is at rest then."""
    await seat.at(HomeScreen)
    yield "home"
    await seat.press("question_mark")
    await seat.at(HelpScreen)
    yield "help"
    await seat.press("escape", "c")
    await seat.at(Choose)
    yield "certification"
    await seat.press("escape", "x")
    await seat.at(Ask)
    yield "exam-date"
    await seat.press("escape", "k")
    await seat.at(DecksScreen)
    yield "decks"
    await seat.press("b")
    await seat.at(BrowseScreen)
    yield "browse"
    await seat.press("escape")
    await seat.at(DecksScreen)
    await seat.press("enter")
    async for name in _study(seat):
        yield name
    await seat.press("d")
    await seat.at(DrillScreen)
    yield "drill"
    await seat.press("escape", "m")
    await seat.at(RulesScreen)
    await seat.press("m")
    yield "rules"
    await seat.press("s")
    async for name in _exam(seat):
        yield name
    async for name in _afterwards(seat):
        yield name


async def _study(seat: Seat) -> AsyncIterator[str]:
    await seat.at(StudyScreen)
    yield "study-front"
    await seat.press("enter")
    await seat.until(lambda: "1 Again" in seat.text())
    await seat.press("e")
    yield "study-back"
    await seat.press("f")
    await seat.at(Ask)
    yield "study-doubt"
    await seat.press("escape", "escape")
    await seat.at(HomeScreen)


async def _exam(seat: Seat) -> AsyncIterator[str]:
    screen = await seat.at(ExamScreen)
    yield "exam"
    await seat.press("b", "f", "s", "g")
    await seat.at(NavigatorScreen)
    yield "navigator"
    await seat.press("escape", "o")
    await seat.at(Ask)
    yield "exam-note"
    await seat.press("escape", "q")
    await seat.at(Confirm)
    yield "exam-leave"
    await seat.press("n", "v")
    await seat.at(ExamScreen)
    await seat.until(lambda: screen.query_one(ItemSheet).explained)
    yield "exam-feedback"
    await seat.press("z")
    await seat.at(PauseScreen)
    yield "exam-pause"
    await seat.press("z", "r")
    await seat.at(NavigatorScreen)
    await seat.press("e")
    await seat.at(Confirm)
    yield "exam-end"
    await seat.press("y")


async def _afterwards(seat: Seat) -> AsyncIterator[str]:
    await seat.at(ResultScreen)
    yield "result"
    await seat.press("i")
    await seat.at(ItemReviewScreen)
    yield "item-review"
    await seat.press("g")
    await seat.at(Choose)
    yield "items"
    await seat.press("escape", "escape", "escape")
    await seat.at(HomeScreen)
    await seat.press("h")
    await seat.at(HistoryScreen)
    for view in ("sittings", "days", "recall", "forecast"):
        yield f"history-{view}"
        await seat.press("right")
    await seat.press("escape")
    await seat.at(HomeScreen)
    async for name in _around(seat):
        yield name


async def _around(seat: Seat) -> AsyncIterator[str]:
    await seat.press("y")
    await seat.at(ReadinessScreen)
    await seat.shows("Score")
    yield "readiness"
    await seat.press("right")
    yield "booking"
    await seat.press("right")
    yield "plan"
    await seat.press("escape")
    await seat.at(HomeScreen)
    await seat.press("b")
    screen = await seat.at(CodeBookScreen)
    await seat.write("E11.22")
    await seat.until(lambda: screen.query_one("#hits", OptionList).option_count)
    yield "codebook"
    await seat.press("enter")
    yield "codebook-page"
    await seat.press("f")
    await seat.at(Choose)
    yield "codebook-follow"
    await seat.press("escape", "f4")
    await seat.at(HomeScreen)
