"""The look-up drill: find in the book, answer with the page, see both ways."""

from __future__ import annotations

import pytest

from mbc_prep.tui.screens.codebook import CodeBookScreen
from mbc_prep.tui.screens.look_up import LookUpScreen
from mbc_prep.workspace import Workspace
from tests.conftest import FakeClock
from tests.tui.seat import Seat, seated

pytestmark = pytest.mark.usefixtures("ready_books")


async def look_up(seat: Seat) -> tuple[LookUpScreen, str]:
    """Open a drill's book on its first task; return the drill and the code to find."""
    await seat.press("u")
    screen = await seat.at(LookUpScreen)
    await seat.shows("Look-up 1 of 10")
    drill = screen._drill
    assert drill is not None
    assert drill.target is not None
    await seat.press("enter")
    await seat.at(CodeBookScreen)
    await seat.shows("Find in ICD-10-CM")
    return screen, drill.target.code


async def test_a_code_found_is_timed_and_both_ways_are_shown(
    workspace: Workspace, clock: FakeClock
) -> None:
    async with seated(workspace) as seat:
        _, code = await look_up(seat)
        await seat.write(code.lower())
        await seat.press("enter")
        await seat.shows("✓ valid")
        clock.advance(41)
        await seat.press("a")
        await seat.shows(f"✓ {code}, 41 s", "Your way", "(2 steps)", "Shortest", "Look-up 2 of 10")
    record = workspace.lookups.record()
    assert (record.count, record.right) == (1, 1)
    assert record.seconds == 41


async def test_the_clock_runs_on_while_the_book_is_closed(
    workspace: Workspace, clock: FakeClock
) -> None:
    async with seated(workspace) as seat:
        _, code = await look_up(seat)
        clock.advance(10)
        await seat.press("escape")
        await seat.at(LookUpScreen)
        await seat.shows("The clock is running")
        clock.advance(5)
        await seat.press("x")
        await seat.shows(f"✗ given up; it is {code}, 15 s", "Look-up 2 of 10")


async def test_a_wrong_code_and_a_header(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen, code = await look_up(seat)
        other = "I10" if code != "I10" else "R51.9"
        await seat.write("i11")
        await seat.press("enter")
        await seat.shows("○ header")
        await seat.press("a")
        await seat.until(lambda: "a header is no answer" in seat.toasts())
        await seat.press("slash")
        await seat.press("ctrl+u")
        await seat.write(other.lower())
        await seat.press("enter", "a")
        await seat.shows(f"✗ {other}; it is {code}")
        for _ in range(9):
            await seat.press("x")
        await seat.shows("Round over: 0 of 10 found")
        await seat.press("enter")
        await seat.shows("Look-up 1 of 10")
        assert screen._drill is not None
        assert not screen._drill.found


async def test_outside_a_drill_a_page_is_no_answer(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("b")
        await seat.at(CodeBookScreen)
        await seat.write("i10")
        await seat.press("enter")
        await seat.shows("✓ valid")
        assert "Answer" not in seat.text()
        await seat.press("a")
        await seat.at(CodeBookScreen)
