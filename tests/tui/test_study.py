from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.paths import Paths
from mbc_prep.study.memory import Phase
from mbc_prep.tui.screens.dialogs import Ask
from mbc_prep.tui.screens.home import HomeScreen
from mbc_prep.tui.screens.study import StudyScreen
from mbc_prep.workspace import Workspace
from tests.conftest import FakeClock
from tests.small_content import card, write_deck
from tests.tui.seat import Seat, seated

DAY = 86400.0


def only_cards(paths: Paths, *cards: dict[str, object]) -> None:
    """Put one deck with these cards in the place of all decks."""
    for file in paths.decks.iterdir():
        file.unlink()
    write_deck(paths.decks.parent, "basics", "Basics", cards)


def reviews(workspace: Workspace) -> int:
    """How many reviews the log holds today."""
    return workspace.home().reviewed_today


async def test_reveal_and_rate_are_stored_before_the_next_card(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("s")
        screen = await seat.at(StudyScreen)
        first = screen._session.current
        assert first is not None
        await seat.press("3")
        assert reviews(workspace) == 0, "a rating before the answer is shown does nothing"
        await seat.press("space")
        await seat.shows("1 Again", "2 Hard", "3 Good", "4 Easy", "10 min")
        await seat.press("3")
        await seat.until(lambda: screen._session.current != first)
        assert reviews(workspace) == 1
        memory = workspace.study.face(first).memory
        assert memory is not None
        assert memory.reps == 1


async def test_space_on_a_shown_answer_means_good(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("s")
        screen = await seat.at(StudyScreen)
        first = str(screen._session.current)
        await seat.press("space", "space")
        await seat.until(lambda: reviews(workspace) == 1)
        step = screen._session.last_step()
        assert step is not None
        assert (step.card_id, step.rating) == (first, 3)


async def test_several_steps_are_undone_one_by_one(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("s")
        screen = await seat.at(StudyScreen)
        seen = [screen._session.current]
        for act in (("space", "1"), ("b",), ("minus",), ("space", "4")):
            await seat.press(*act)
            seen.append(screen._session.current)
        assert reviews(workspace) == 2
        for before in reversed(seen[:-1]):
            await seat.press("u")
            await seat.until(lambda before=before: screen._session.current == before)  # type: ignore[misc]
        assert reviews(workspace) == 0
        assert not workspace.study.face(str(seen[2])).mark.suspended
        assert workspace.study.face(str(seen[1])).mark.buried_until == 0
        await seat.press("u")
        await seat.until(lambda: "Nothing to undo" in seat.toasts())


async def test_bury_waits_until_tomorrow(paths: Paths, clock: FakeClock) -> None:
    only_cards(paths, card("one", front="One?"))
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.at(StudyScreen)
            await seat.press("b")
            await seat.shows("Done for now")
            await seat.press("escape")
            await seat.at(HomeScreen)
            clock.advance(DAY)
            await seat.press("s")
            await seat.shows("One?")


async def test_suspend_and_put_back_from_the_decks(paths: Paths, clock: FakeClock) -> None:
    only_cards(paths, card("one", front="One?"))
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.at(StudyScreen)
            await seat.press("minus")
            await seat.shows("Done for now")
            assert workspace.study.face("one").mark.suspended
            await seat.press("escape", "k")
            await seat.shows("Basics")
            await seat.press("u")
            await seat.until(lambda: not workspace.study.face("one").mark.suspended)
            await seat.press("enter")
            await seat.shows("One?")


async def test_doubt_keeps_a_note_and_comes_off(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("s")
        screen = await seat.at(StudyScreen)
        card_id = str(screen._session.current)
        await seat.press("f")
        await seat.at(Ask)
        await seat.write("Looks old")
        await seat.press("enter")
        await seat.shows("? doubtful")
        assert workspace.study.face(card_id).mark.note == "Looks old"
        await seat.press("space", "e")
        await seat.shows("Looks old")
        await seat.press("f")
        await seat.until(lambda: not workspace.study.face(card_id).mark.doubtful)


async def test_a_leech_is_set_aside(paths: Paths, clock: FakeClock) -> None:
    only_cards(paths, card("one", front="One?"))
    home = paths.config
    home.mkdir(parents=True)
    paths.settings.write_text("leech_lapses = 2\nlearning_steps = []\nrelearning_steps = []\n")
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            for rating in ("3", "1", "1"):
                await seat.press("s")
                await seat.shows("One?")
                await seat.press("space", rating)
                await seat.shows("Done for now")
                await seat.press("escape")
                await seat.at(HomeScreen)
                clock.advance(400 * DAY)
            mark = workspace.study.face("one").mark
            assert mark.leech
            assert mark.suspended
            assert "leech" in seat.toasts()


@pytest.mark.parametrize(
    ("typed", "words"), [("I10", "right"), ("i 10", "right"), ("I11", "not that")]
)
async def test_a_typed_answer_is_graded(
    paths: Paths, clock: FakeClock, typed: str, words: str
) -> None:
    only_cards(paths, card("one", kind="typed", front="Type it.", answers=["I10"]))
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.shows("Type it.")
            await seat.write(typed)
            await seat.press("enter")
            await seat.shows(words, "Answer: I10", f"You typed: {typed}")
            await seat.press("3")
            await seat.until(lambda: reviews(workspace) == 1)


async def test_keys_in_the_answer_line_are_text(paths: Paths, clock: FakeClock) -> None:
    only_cards(paths, card("one", kind="typed", front="Type it.", answers=["q fever"]))
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.shows("Type it.")
            await seat.write("q fever-buf?123")
            screen = await seat.at(StudyScreen)
            assert screen.query_one("#typed").value == "q fever-buf?123"  # type: ignore[attr-defined]
            assert reviews(workspace) == 0


async def test_a_typed_card_can_be_left_from_its_line(paths: Paths, clock: FakeClock) -> None:
    only_cards(paths, card("one", kind="typed", front="Type it.", answers=["I10"]))
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.shows("Type it.")
            await seat.write("I1")
            await seat.press("escape")
            await seat.at(HomeScreen)
            assert reviews(workspace) == 0


async def test_what_was_typed_survives_a_resize_and_a_doubt(paths: Paths, clock: FakeClock) -> None:
    only_cards(paths, card("one", kind="typed", front="Type it.", answers=["I10"]))
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.shows("Type it.")
            await seat.write("I1")
            await seat.pilot.resize_terminal(100, 30)
            screen = await seat.at(StudyScreen)
            assert screen.query_one("#typed").value == "I1"  # type: ignore[attr-defined]


async def test_a_cloze_hides_and_shows_its_part(paths: Paths, clock: FakeClock) -> None:
    only_cards(paths, card("one", kind="cloze", front="Cells do {{mitosis}} twice.", back=""))
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.shows("Cells do [ … ] twice.")
            await seat.press("space")
            await seat.shows("Cells do mitosis twice.")


async def miss_one(workspace: Workspace) -> str:
    """Miss one item in a drill so that it becomes a card; return its id."""
    from mbc_prep.workspace.exams import Drill

    opened = workspace.exams.start_drill(Drill(("surg",), 1))
    workspace.exams.submit(opened, "learner")
    return opened.entry.item_id


async def test_an_item_card_takes_a_choice_and_shows_why(paths: Paths, clock: FakeClock) -> None:
    for file in paths.decks.iterdir():
        file.unlink()
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        item_id = await miss_one(workspace)
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.shows(f"Question {item_id}", "( ) A")
            await seat.press("b")
            await seat.shows("(●) B")
            await seat.press("b")
            await seat.until(lambda: "(●)" not in seat.text())
            await seat.press("c", "space")
            await seat.shows("KEYREASON", "your choice")
            await seat.press("1")
            await seat.until(lambda: reviews(workspace) == 1)


async def test_an_item_card_can_be_chosen_by_mouse(paths: Paths, clock: FakeClock) -> None:
    for file in paths.decks.iterdir():
        file.unlink()
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        await miss_one(workspace)
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.shows("( ) C")
            await click(seat, "( ) C", 5)
            await seat.shows("(●) C")


async def test_studying_with_the_mouse(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("s")
        await seat.at(StudyScreen)
        await click(seat, "Show answer", 3)
        await seat.shows("4 Easy")
        await click(seat, "4 Easy", 2)
        await seat.until(lambda: reviews(workspace) == 1)


async def test_an_empty_session_says_so(paths: Paths, clock: FakeClock) -> None:
    for file in paths.decks.iterdir():
        file.unlink()
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.shows("No card is due here now")
            await seat.press("space", "1", "e", "b", "minus", "f", "u", "escape")
            await seat.at(HomeScreen)


async def test_the_summary_counts_and_the_last_step_can_still_be_undone(
    paths: Paths, clock: FakeClock
) -> None:
    only_cards(paths, card("one", front="One?"), card("two", front="Two?"))
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.at(StudyScreen)
            for _ in range(2):
                clock.advance(5)
                await seat.press("space", "4")
            await seat.shows(
                "2 answers on 2 cards, 2 of them new", "100 % recalled", "5 s an answer"
            )
            await seat.press("u")
            await seat.until(lambda: reviews(workspace) == 1)


async def test_a_card_in_steps_comes_back_in_the_session(paths: Paths, clock: FakeClock) -> None:
    only_cards(paths, card("one", front="One?"))
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.press("s")
            await seat.shows("One?")
            await seat.press("space", "1")
            await seat.until(lambda: reviews(workspace) == 1)
            await seat.shows("One?", "Show answer")
            await seat.press("space", "4")
            await seat.shows("Done for now")
            memory = workspace.study.face("one").memory
            assert memory is not None
            assert memory.phase is Phase.REVIEW


async def test_browse_searches_and_suspends(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("k")
        await seat.shows("Basics")
        await seat.press("b")
        await seat.shows("8 of 8 cards")
        await seat.press("slash")
        await seat.write("mitosis")
        await seat.shows("1 of 8 cards", "Memory")
        await seat.press("enter", "minus")
        await seat.until(lambda: workspace.study.face("cloze-0").mark.suspended)
        await seat.press("slash", "escape")
        await seat.shows("Decks")


async def click(seat: Seat, words: str, right: int = 0) -> None:
    """Click on words that stand on the screen."""
    for row, line in enumerate(seat.text().splitlines()):
        if words in line:
            await seat.pilot.click(offset=(line.index(words) + right, row))
            return
    raise AssertionError(f"{words!r} is not on the screen:\n{seat.text()}")


def test_the_home_of_the_tests_is_not_the_learners(own_home: Path) -> None:
    from mbc_prep.paths import find_paths

    assert find_paths().data == own_home
