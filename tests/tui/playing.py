"""Ways through the program that several tests take."""

from __future__ import annotations

from mbc_prep.exam.sitting import Entry, Sitting
from mbc_prep.tui.screens.exam import ExamScreen
from mbc_prep.tui.screens.navigator import NavigatorScreen
from mbc_prep.tui.screens.result import ResultScreen
from mbc_prep.tui.screens.rules import RulesScreen
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.table import OpenSitting
from tests.tui.seat import Seat


async def begin_mock(seat: Seat, mode: str = "strict", form: str = "mock-150") -> ExamScreen:
    """Begin a mock from home."""
    await seat.press("m")
    await seat.at(RulesScreen)
    if form == "official":
        await seat.press("f")
    if mode == "practice":
        await seat.press("m")
    await seat.shows(form, f"{mode} (m changes it)")
    await seat.press("s")
    screen = await seat.at(ExamScreen)
    await seat.shows("Item 1 of")
    return screen


async def end_sitting(seat: Seat) -> ResultScreen:
    """End the sitting from the exam screen."""
    await seat.press("r")
    await seat.at(NavigatorScreen)
    await seat.press("e")
    await seat.shows("End the sitting?")
    await seat.press("y")
    return await seat.at(ResultScreen)


def stored(workspace: Workspace, screen: ExamScreen) -> Sitting:
    """The sitting as the database has it."""
    return workspace._room.sittings.load(screen._opened.sitting.id)


def stored_entry(workspace: Workspace, screen: ExamScreen) -> Entry:
    """The present entry as the database has it."""
    sitting = stored(workspace, screen)
    return sitting.entries[sitting.position]


def key_letter(opened: OpenSitting, right: bool = True) -> str:
    """Letter that answers the present single-choice item right, or wrong."""
    place = opened.entry.option_order.index(opened.item(opened.sitting.position).keys[0])
    return "abcd"[place if right else (place + 1) % 4]


def open_again(workspace: Workspace) -> int:
    """Number of the sitting that home offers."""
    view = workspace.home()
    assert view.open_sitting is not None
    return view.open_sitting.id
