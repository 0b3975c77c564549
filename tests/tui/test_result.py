from __future__ import annotations

import pytest

from mbc_prep.tui.screens.exam import ExamScreen
from mbc_prep.tui.screens.history import HistoryScreen
from mbc_prep.tui.screens.home import HomeScreen
from mbc_prep.tui.screens.item_review import ItemReviewScreen
from mbc_prep.tui.screens.result import ResultScreen
from mbc_prep.workspace import Workspace
from tests.conftest import FakeClock
from tests.tui.playing import begin_mock, end_sitting, key_letter, stored
from tests.tui.seat import Seat, seated


async def sit_official(seat: Seat) -> ResultScreen:
    """Sit the form of four: right, wrong and sure, changed right to wrong, blank."""
    screen = await begin_mock(seat, form="official")
    opened = screen._opened
    await seat.press(key_letter(opened), "n")
    await seat.press(key_letter(opened, right=False), "s", "n")
    await seat.press(key_letter(opened), key_letter(opened, right=False), "f", "n")
    return await end_sitting(seat)


async def test_the_result_counts_points_domains_changes_and_certainty(
    workspace: Workspace,
) -> None:
    async with seated(workspace, (120, 40)) as seat:
        await sit_official(seat)
        await seat.shows("1 of 4 points, 25.0 %", "✗ below the pass mark", "pass mark 3")
        await seat.shows("Surgery", "1 of 2", "Evaluation", "0 of 2")
        await seat.shows("right→wrong 1", "sure and wrong 1", "left blank 1", "Ended by you")


async def test_all_right_passes(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat, form="official")
        for _ in range(4):
            item = screen._opened.item(screen._opened.sitting.position)
            for key in item.keys:
                place = screen._opened.entry.option_order.index(key)
                screen._choose(place)
            await seat.press("n")
        await seat.press("e", "y")
        await seat.at(ResultScreen)
        await seat.shows("100.0 %", "✓ at or above the pass mark")
        await seat.press("w")
        await seat.until(lambda: "Nothing was missed" in seat.toasts())


async def test_item_review_shows_choice_key_reasons_and_keeps_why(workspace: Workspace) -> None:
    async with seated(workspace, (120, 40)) as seat:
        screen = await sit_official(seat)
        await seat.press("w")
        await seat.at(ItemReviewScreen)
        await seat.shows("you were sure", "✗ wrong", "✓ key", "✗ your choice", "KEYREASON")
        await seat.shows("Authority", "Code year", "1 of 3")
        position = screen._result.sure_and_wrong[0]
        for key, reason in (("2", "misread"), ("4", "rule"), ("4", "")):
            await seat.press(key)
            await seat.until(
                lambda reason=reason: (  # type: ignore[misc]
                    stored(workspace, screen).entries[position].reason == reason  # type: ignore[arg-type]
                )
            )
        await seat.press("n", "n", "n", "n")
        await seat.shows("3 of 3", "left blank")
        await seat.press("f", "f", "f")
        await seat.shows("1 of 4")
        await seat.press("g", "down", "enter")
        await seat.shows("2 of 4")
        await seat.press("pagedown", "pageup", "escape")
        await seat.at(ResultScreen)


async def test_missed_items_become_due_once_and_a_guess_too(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen = await sit_official(seat)
        assert len(workspace._room.item_card_ids()) == 3
        await seat.press("enter")
        await seat.at(ItemReviewScreen)
        await seat.press("6")
        await seat.until(lambda: len(workspace._room.item_card_ids()) == 4)
        await seat.press("6", "6", "escape", "escape")
        await seat.at(HomeScreen)
        assert len(set(workspace._room.item_card_ids())) == 4
        await seat.shows("4 due now")
        opened = screen._opened
        workspace.exams.submit(opened, "learner")
        assert workspace.home().due_now == 4


async def test_s_says_when_nothing_was_sure_and_wrong(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat, form="official")
        await end_sitting(seat)
        await seat.press("s")
        await seat.until(lambda: "Nothing here" in seat.toasts())


async def test_the_missed_items_are_drilled_again(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await sit_official(seat)
        await seat.press("d")
        screen = await seat.at(ExamScreen)
        assert len(screen._opened.sitting.entries) == 3
        assert screen._opened.sitting.mode == "practice"


async def test_the_last_result_opens_from_home(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await sit_official(seat)
        await seat.press("escape")
        await seat.at(HomeScreen)
        await seat.shows("25 %", "CPC official")
        await seat.press("l")
        await seat.at(ResultScreen)
        await seat.shows("1 of 4 points")


async def test_history_lists_sittings_and_opens_one(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("h")
        await seat.shows("No sitting yet")
        await seat.press("enter", "escape")
        await seat.at(HomeScreen)
        await sit_official(seat)
        await seat.press("escape", "h")
        await seat.at(HistoryScreen)
        await seat.shows("25.0 %", "CPC official")
        await seat.press("enter")
        await seat.at(ResultScreen)


async def test_an_open_sitting_can_be_given_up_in_history(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat)
        await seat.press("q", "y")
        await seat.at(HomeScreen)
        await seat.press("h")
        await seat.shows("open    0 of 12 answered")
        await seat.press("enter")
        await seat.shows("Give it up")
        await seat.press("n", "enter")
        await seat.shows("Give it up")
        await seat.press("y")
        await seat.until(lambda: workspace.home().open_sitting is None)
        await seat.shows("No sitting yet")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_views_of_history_show_what_was_done(
    workspace: Workspace, clock: FakeClock, size: tuple[int, int]
) -> None:
    session = workspace.study.start()
    for _ in range(5):
        session.reveal()
        workspace.study.rate(session, 4, 3.0)  # type: ignore[arg-type]
    clock.advance(40 * 86400)
    session = workspace.study.start()
    for _ in range(3):
        session.reveal()
        workspace.study.rate(session, 3, 3.0)  # type: ignore[arg-type]
    async with seated(workspace, size) as seat:
        await seat.press("h")
        await seat.at(HistoryScreen)
        await seat.press("right")
        await seat.shows("8 reviews on 2 days", "Mon", "Reviews a day")
        await seat.press("tab")
        await seat.shows("Recall of due cards", "2 of 2")
        await seat.press("right")
        await seat.shows("Cards due by day")
        await seat.press("left", "left", "left")
        await seat.shows("No sitting yet")
