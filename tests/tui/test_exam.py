from __future__ import annotations

from mbc_prep.tui.screens.dialogs import Ask, Confirm
from mbc_prep.tui.screens.exam import ExamScreen
from mbc_prep.tui.screens.home import HomeScreen
from mbc_prep.tui.screens.navigator import NavigatorScreen
from mbc_prep.tui.screens.pause import PauseScreen
from mbc_prep.tui.screens.result import ResultScreen
from mbc_prep.tui.screens.rules import RulesScreen
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.exams import Drill
from tests.conftest import FakeClock
from tests.tui.playing import begin_mock, end_sitting, key_letter, stored, stored_entry
from tests.tui.seat import seated
from tests.tui.test_study import click


async def test_the_rules_page_begins_nothing_by_itself(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("m")
        await seat.at(RulesScreen)
        await seat.shows("40 minutes for 12 items", "strict")
        await seat.press("f")
        await seat.shows("30 minutes for 4 items")
        await seat.press("m")
        await seat.shows("practice")
        await seat.press("escape")
        await seat.at(HomeScreen)
        assert workspace.home().open_sitting is None


async def test_choose_and_choose_again_to_clear(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat)
        await seat.press("b")
        await seat.shows("(●) B")
        entry = stored_entry(workspace, screen)
        assert entry.choice == (entry.option_order[1],)
        await seat.press("c")
        await seat.shows("(●) C", "( ) B")
        await seat.press("C")
        await seat.until(lambda: stored_entry(workspace, screen).choice == ())
        await seat.press("down", "down", "enter")
        await seat.until(lambda: len(stored_entry(workspace, screen).choice) == 1)


async def test_a_click_chooses_and_clears(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat)
        await click(seat, "( ) D", 8)
        await seat.shows("(●) D")
        assert len(stored_entry(workspace, screen).choice) == 1
        await click(seat, "(●) D", 8)
        await seat.until(lambda: stored_entry(workspace, screen).choice == ())


async def test_strike_flag_note_and_confidence_are_stored_at_once(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat)
        await seat.press("1", "b", "f", "s", "o")
        await seat.at(Ask)
        await seat.write("look up q")
        await seat.press("enter")
        await seat.shows("(struck out)", "flagged", "sure", "note")
        entry = stored_entry(workspace, screen)
        assert entry.struck == (entry.option_order[0],)
        assert entry.flagged
        assert (entry.confidence, entry.note) == ("sure", "look up q")
        await seat.press("2")
        await seat.until(lambda: stored_entry(workspace, screen).choice == ())
        await seat.press("u", "f", "1", "2")
        await seat.until(lambda: stored_entry(workspace, screen).struck == ())
        entry = stored_entry(workspace, screen)
        assert (entry.confidence, entry.flagged) == ("unsure", False)
        await seat.press("u")
        await seat.until(lambda: stored_entry(workspace, screen).confidence == "")


async def test_moving_with_letters_and_arrows_stops_at_the_ends(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat)
        await seat.press("p")
        await seat.shows("Item 1 of 12")
        await seat.press("n", "right")
        await seat.shows("Item 3 of 12")
        assert stored(workspace, screen).position == 2
        await seat.press("left")
        await seat.shows("Item 2 of 12")
        await seat.press(*"nnnnnnnnnn")
        await seat.shows("Item 12 of 12")
        await seat.press("n")
        await seat.at(NavigatorScreen)


async def test_the_navigator_shows_states_filters_and_goes(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat)
        await seat.press("a", "n", "f", "g")
        await seat.at(NavigatorScreen)
        await seat.shows("complete 1", "incomplete 1", "unseen 10", "flagged 1")
        await seat.press("f")
        await seat.shows("Showing: incomplete")
        await seat.press("f")
        await seat.shows("Showing: flagged")
        await seat.press("f", "home", "enter")
        await seat.at(ExamScreen)
        await seat.shows("Item 1 of 12")


async def test_ending_asks_and_names_the_blanks(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat, form="official")
        await seat.press("a", "n", "b")
        await seat.press("r")
        await seat.at(NavigatorScreen)
        await seat.press("e")
        await seat.shows("2 items are without a complete answer: 3, 4")
        await seat.press("n")
        await seat.at(NavigatorScreen)
        await seat.press("e")
        await seat.at(Confirm)
        await seat.press("enter")
        await seat.at(NavigatorScreen)
        assert stored(workspace, screen).status == "open"
        await seat.press("e")
        await seat.at(Confirm)
        await seat.press("y")
        await seat.at(ResultScreen)
        assert stored(workspace, screen).status == "submitted"


async def test_the_strict_mode_shows_no_key_and_has_no_pause(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat)
        await seat.press("a", "v")
        await seat.until(lambda: "after the sitting is submitted" in seat.toasts())
        assert "KEYREASON" not in seat.text()
        await seat.press("z")
        await seat.until(lambda: "no pause" in seat.toasts())
        assert stored(workspace, screen).clock.running


async def test_practice_shows_the_key_and_keeps_it_shown(workspace: Workspace) -> None:
    async with seated(workspace, (120, 40)) as seat:
        screen = await begin_mock(seat, "practice")
        await seat.press(key_letter(screen._opened, right=False), "v")
        await seat.shows("KEYREASON", "✓ key", "✗ your choice", "Authority", "Code year")
        await seat.press("n")
        await seat.until(lambda: "KEYREASON" not in seat.text())
        await seat.press("p")
        await seat.shows("KEYREASON")


async def test_pausing_stops_a_practice_clock_and_covers_the_item(
    workspace: Workspace, clock: FakeClock
) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat, "practice")
        await seat.press("z")
        await seat.at(PauseScreen)
        assert not stored(workspace, screen).clock.running
        clock.advance(600)
        await seat.press("z")
        await seat.at(ExamScreen)
        await seat.shows("0:40:00 left")
        assert stored(workspace, screen).clock.running


async def test_a_multi_select_takes_as_many_as_are_right(workspace: Workspace) -> None:
    workspace.exams.start_drill(Drill(("em",), None), seed=1)
    async with seated(workspace) as seat:
        await seat.press("r")
        screen = await seat.at(ExamScreen)
        opened = screen._opened
        place = [e.item_id for e in opened.sitting.entries].index("several-0")
        await seat.press(*"n" * place)
        await seat.shows("choose 2", "[ ] F")
        await seat.press("F")
        await seat.shows("[x] F")
        await seat.press("F", "H")
        await seat.shows("[ ] F")
        await seat.press("a", "b", "c")
        await seat.shows("[x] A", "[x] B", "[ ] C")
        await seat.press("a", "up")
        await seat.press(*["down"] * 6, "enter")
        await seat.until(lambda: len(stored_entry(workspace, screen).choice) == 2)


async def test_a_long_record_scrolls_without_the_options(workspace: Workspace) -> None:
    workspace.exams.start_drill(Drill(("case",), None), seed=1)
    async with seated(workspace) as seat:
        await seat.press("r")
        screen = await seat.at(ExamScreen)
        entries = screen._opened.sitting.entries
        place = [e.item_id.startswith("case") for e in entries].index(True)
        await seat.press(*"n" * place)
        await seat.shows("HISTORY", "Line 0 of", "( ) A", "( ) D")
        await seat.press("pagedown")
        await seat.until(lambda: "Line 0 of" not in seat.text())
        await seat.shows("( ) A", "( ) D")
        await seat.press("pageup")
        await seat.shows("Line 0 of")


async def test_leaving_keeps_the_sitting_open_and_offered(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        screen = await begin_mock(seat)
        await seat.press("a", "n", "q")
        await seat.shows("Leave the sitting?", "strict sitting: the clock")
        await seat.press("n")
        await seat.at(ExamScreen)
        await seat.press("escape", "y")
        await seat.at(HomeScreen)
        await seat.shows("Go on with your open sitting")
        assert stored(workspace, screen).status == "open"
        await seat.press("enter")
        await seat.at(ExamScreen)
        await seat.shows("Item 2 of 12")


async def test_ctrl_q_in_a_sitting_asks_and_then_really_quits(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat)
        await seat.press("ctrl+q")
        await seat.at(Confirm)
        await seat.press("n")
        await seat.at(ExamScreen)
        await seat.press("g")
        await seat.at(NavigatorScreen)
        await seat.press("ctrl+q")
        await seat.at(Confirm)
        await seat.press("y")
        await seat.until(lambda: not seat.app.is_running)
        assert workspace.home().open_sitting is not None


async def test_ctrl_q_over_a_pause_or_a_note_asks_too(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await begin_mock(seat, "practice")
        for key in ("z", "o", "question_mark"):
            await seat.press(key)
            await seat.until(lambda: not isinstance(seat.app.screen, ExamScreen))
            await seat.press("ctrl+q")
            await seat.at(Confirm)
            await seat.press("ctrl+q", "n")
            await seat.until(lambda: not isinstance(seat.app.screen, Confirm))
            await seat.press("escape")
            await seat.at(ExamScreen)


async def test_ctrl_c_never_leaves(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("ctrl+c")
        await seat.until(lambda: "Everything is saved" in seat.toasts())
        screen = await begin_mock(seat)
        await seat.press("a", "ctrl+c", "ctrl+c")
        await seat.press("n")
        await seat.shows("Item 2 of 12")
        assert stored(workspace, screen).status == "open"


async def test_a_drill_is_put_together_and_played(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("d")
        await seat.shows("20 items of 24", "Surgery")
        await seat.press("space")
        await seat.shows("12 items of 12", "[x] Surgery")
        await seat.press("n")
        await seat.at(Ask)
        await seat.press("backspace", "backspace", "3", "enter")
        await seat.shows("3 items of 12")
        await seat.press("o", "s")
        screen = await seat.at(ExamScreen)
        assert len(screen._opened.sitting.entries) == 3
        assert {e.domain for e in screen._opened.sitting.entries} == {"surg"}
        await seat.shows("used")
        await end_sitting(seat)


async def test_a_drill_that_nothing_fits_does_not_begin(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("d", "o", "o")
        await seat.shows("only (o): missed", "0 items")
        await seat.press("s")
        await seat.until(lambda: "No item fits" in seat.toasts())
        await seat.press("n")
        await seat.at(Ask)
        await seat.press("x", "enter")
        await seat.until(lambda: "not a number" in seat.toasts())
