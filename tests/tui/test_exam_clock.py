from __future__ import annotations

import pytest

from mbc_prep.paths import Paths
from mbc_prep.tui.screens.dialogs import Ask
from mbc_prep.tui.screens.exam import ExamScreen
from mbc_prep.tui.screens.home import HomeScreen
from mbc_prep.tui.screens.navigator import NavigatorScreen
from mbc_prep.tui.screens.result import ResultScreen
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.exams import Drill
from tests.conftest import FakeClock
from tests.tui.playing import begin_mock, open_again, stored
from tests.tui.seat import seated

MINUTE = 60.0


async def test_warnings_at_30_and_5_minutes_once_each(
    workspace: Workspace, clock: FakeClock
) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat)
        assert "minutes" not in seat.toasts()
        clock.advance(10 * MINUTE + 1)
        await seat.until(lambda: "30 minutes or less" in seat.toasts())
        clock.advance(25 * MINUTE)
        await seat.until(lambda: "5 minutes or less" in seat.toasts())
        await seat.press("t", "t", "t", "t")
        assert seat.toasts().count("30 minutes") == 1


async def test_a_hidden_clock_comes_back_at_5_minutes(
    workspace: Workspace, clock: FakeClock
) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat)
        await seat.shows("0:40:00 left")
        await seat.press("t")
        await seat.shows("clock hidden")
        clock.advance(30 * MINUTE)
        await seat.until(lambda: "30 minutes or less" in seat.toasts())
        await seat.shows("clock hidden")
        clock.advance(5 * MINUTE + 1)
        await seat.shows("0:04:59 left")


async def test_a_short_sitting_does_not_begin_with_a_warning(
    workspace: Workspace, clock: FakeClock
) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat, form="official")
        await seat.press("t", "t")
        assert "minutes" not in seat.toasts()
        clock.advance(25 * MINUTE)
        await seat.until(lambda: "5 minutes or less" in seat.toasts())


@pytest.mark.parametrize("cover", ["", "g", "o", "question_mark"])
async def test_at_zero_the_sitting_is_submitted_as_it_stands(
    workspace: Workspace, clock: FakeClock, cover: str
) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat)
        await seat.press("a")
        if cover:
            await seat.press(cover)
            await seat.until(lambda: seat.app.screen is not screen)
        clock.advance(40 * MINUTE + 3)
        await seat.at(ResultScreen)
        await seat.shows("Ended by the clock", "40 min in all")
        sitting = stored(workspace, screen)
        assert (sitting.status, sitting.ended_by) == ("submitted", "time")
        assert len(sitting.entries[0].choice) == 1


async def test_an_answer_after_zero_does_not_count(workspace: Workspace, clock: FakeClock) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat)
        clock.advance(40 * MINUTE + 3)
        await seat.press("a")
        await seat.at(ResultScreen)
        assert stored(workspace, screen).entries[0].choice == ()


def crashed_sitting(paths: Paths, clock: FakeClock, mode: str) -> None:
    """Answer one item after 5 minutes, 5 minutes later die without a word."""
    workspace = Workspace.open(paths, clock)
    workspace.choose_certification("cpc")
    opened = workspace.exams.start_mock("mock-150", mode, seed=1)  # type: ignore[arg-type]
    workspace.answers.visit(opened, 0)
    clock.advance(5 * MINUTE)
    workspace.answers.choose(opened, 0)
    clock.advance(5 * MINUTE)
    workspace.answers.heartbeat(opened)
    workspace._room._database.close()


@pytest.mark.parametrize(
    ("mode", "away", "left"),
    [
        ("strict", "wait", "0:20:00 left"),
        ("strict", "forward", "0:30:00 left"),
        ("strict", "back", "0:30:00 left"),
        ("strict", "reboot", "0:20:00 left"),
        ("strict", "reboot-back", "0:30:00 left"),
        ("practice", "wait", "0:30:00 left"),
        ("practice", "forward", "0:30:00 left"),
        ("practice", "back", "0:30:00 left"),
        ("practice", "reboot", "0:30:00 left"),
    ],
)
async def test_after_a_crash_the_clock_stands_where_its_mode_promises(
    paths: Paths, clock: FakeClock, mode: str, away: str, left: str
) -> None:
    crashed_sitting(paths, clock, mode)
    if away == "wait":
        clock.advance(10 * MINUTE)
    elif away == "forward":
        clock.jump_wall(3 * 3600)
    elif away == "back":
        clock.jump_wall(-3 * 3600)
    elif away == "reboot":
        clock.reboot(10 * MINUTE)
    else:
        clock.reboot(-3600)
    with Workspace.open(paths, clock) as workspace:
        async with seated(workspace) as seat:
            await seat.shows("Go on with your open sitting")
            await seat.press("r")
            screen = await seat.at(ExamScreen)
            await seat.shows(left, "Item 1 of 12", "(●)")
            assert stored(workspace, screen).entries[0].choice == (0,)


async def test_a_strict_sitting_whose_time_ran_out_meanwhile_is_submitted(
    paths: Paths, clock: FakeClock
) -> None:
    crashed_sitting(paths, clock, "strict")
    clock.advance(3 * 86400)
    with Workspace.open(paths, clock) as workspace:
        number = open_again(workspace)
        async with seated(workspace) as seat:
            await seat.press("r")
            await seat.at(ResultScreen)
            await seat.shows("Ended by the clock", "40 min in all")
        sitting = workspace._room.sittings.load(number)
        assert sitting.status == "submitted"
        assert sitting.entries[0].choice == (0,)
        assert max(entry.seconds for entry in sitting.entries) <= 10 * MINUTE


async def test_a_practice_sitting_left_in_pause_goes_on_when_opened(
    workspace: Workspace, clock: FakeClock
) -> None:
    opened = workspace.exams.start_mock("mock-150", "practice", seed=1)
    workspace.answers.visit(opened, 0)
    workspace.answers.pause(opened)
    clock.advance(3600)
    async with seated(workspace) as seat:
        await seat.press("r")
        await seat.at(ExamScreen)
        await seat.shows("0:40:00 left")
        clock.advance(60)
        await seat.shows("0:39:00 left")


async def test_a_practice_clock_stops_when_the_sitting_is_left(
    workspace: Workspace, clock: FakeClock
) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat, "practice")
        clock.advance(60)
        await seat.press("q", "y")
        await seat.at(HomeScreen)
        clock.advance(3600)
        await seat.press("r")
        await seat.at(ExamScreen)
        await seat.shows("0:39:00 left")


async def test_time_belongs_to_the_item_on_the_screen(
    workspace: Workspace, clock: FakeClock
) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat)
        clock.advance(30)
        await seat.press("n")
        clock.advance(70)
        await seat.press("a", "g")
        await seat.at(NavigatorScreen)
        clock.advance(5)
        await seat.press("escape")
        await seat.at(ExamScreen)
        await seat.press("p")
        await seat.shows("Item 1 of 12")
        seconds = [entry.seconds for entry in stored(workspace, screen).entries[:2]]
        assert seconds == [30, 75]


async def test_an_untimed_drill_counts_up(workspace: Workspace, clock: FakeClock) -> None:
    workspace.exams.start_drill(Drill(("surg",), 3), seed=1)
    async with seated(workspace) as seat:
        await seat.press("r")
        await seat.at(ExamScreen)
        clock.advance(75)
        await seat.shows("0:01:15 used")


async def test_a_note_being_written_is_not_lost_to_a_tick(
    workspace: Workspace, clock: FakeClock
) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat)
        await seat.press("o")
        ask = await seat.at(Ask)
        await seat.write("abc")
        clock.advance(20)
        screen = seat.app.screen_stack[-2]
        assert isinstance(screen, ExamScreen)
        screen._tick()
        assert ask.query_one("#answer").value == "abc"  # type: ignore[attr-defined]
