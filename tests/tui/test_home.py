from __future__ import annotations

from mbc_prep.paths import Paths
from mbc_prep.study.memory import Rating
from mbc_prep.tui.screens.dialogs import Ask, Choose
from mbc_prep.tui.screens.home import HomeScreen
from mbc_prep.workspace import Workspace
from tests.conftest import FakeClock
from tests.tui.seat import seated


async def test_first_start_asks_for_the_certification_and_remembers(
    paths: Paths, clock: FakeClock
) -> None:
    with Workspace.open(paths, clock) as workspace:
        async with seated(workspace) as seat:
            await seat.at(Choose)
            assert workspace.certification is None
            await seat.press("enter")
            await seat.at(HomeScreen)
            await seat.shows("Test Coder", "Cards")
    with Workspace.open(paths, clock) as workspace:
        async with seated(workspace) as seat:
            await seat.at(HomeScreen)
            assert workspace.setting("certification") == "cpc"
            await seat.shows("Test Coder")


async def test_leaving_the_first_question_leaves_the_program(
    paths: Paths, clock: FakeClock
) -> None:
    with Workspace.open(paths, clock) as workspace:
        async with seated(workspace) as seat:
            await seat.at(Choose)
            await seat.press("escape")
            await seat.until(lambda: not seat.app.is_running)
        assert workspace.certification is None


async def test_home_keys_do_nothing_behind_the_first_question(
    paths: Paths, clock: FakeClock
) -> None:
    with Workspace.open(paths, clock) as workspace:
        async with seated(workspace) as seat:
            await seat.at(Choose)
            await seat.press("s", "m", "d", "k", "h", "l", "x", "r", "c", "q")
            await seat.at(Choose)


async def test_the_certification_can_be_changed(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("c")
        await seat.at(Choose)
        await seat.press("j", "enter")
        await seat.shows("Case Coder")
        assert workspace.setting("certification") == "ccs"


async def test_the_exam_date_is_kept_and_refused_when_past(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("x")
        await seat.at(Ask)
        await seat.write("2026-12-22")
        await seat.press("enter")
        await seat.shows("exam 2026-12-22, in 30 days")
        await seat.press("x")
        ask = await seat.at(Ask)
        ask.query_one("#answer").value = "2020-01-01"  # type: ignore[attr-defined]
        await seat.press("enter")
        await seat.until(lambda: "past" in seat.toasts())
        assert str(workspace.exam_date) == "2026-12-22"
        await seat.press("x")
        ask = await seat.at(Ask)
        ask.query_one("#answer").value = ""  # type: ignore[attr-defined]
        await seat.press("enter")
        await seat.until(lambda: workspace.exam_date is None)


async def test_q_quits_at_home(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("q")
        await seat.until(lambda: not seat.app.is_running)
        assert seat.app.return_code == 0


async def test_a_click_on_the_menu_runs_its_line(workspace: Workspace) -> None:
    from mbc_prep.tui.screens.decks import DecksScreen

    async with seated(workspace) as seat:
        line = next(n for n, row in enumerate(seat.text().splitlines()) if "Decks: choose" in row)
        await seat.pilot.click(offset=(10, line))
        await seat.at(DecksScreen)


async def test_the_commands_of_home_without_anything_to_go_on_with(workspace: Workspace) -> None:
    async with seated(workspace) as seat:
        await seat.press("r")
        await seat.until(lambda: "No sitting is open" in seat.toasts())
        await seat.press("l")
        await seat.until(lambda: "No sitting is submitted" in seat.toasts())
        await seat.at(HomeScreen)


async def test_home_says_what_todays_limit_leaves(paths: Paths, clock: FakeClock) -> None:
    paths.settings.parent.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text("reviews_per_day = 2\n")
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        session = workspace.study.start()
        for _ in range(4):
            session.reveal()
            workspace.study.rate(session, Rating.EASY, 2.0)
        clock.advance(60 * 86400)
        view = workspace.home()
        assert (view.due_now, view.reviews_left) == (4, 2)
        assert view.next_text == "Study the 2 cards that are due."
        async with seated(workspace) as seat:
            await seat.shows("4 due now (today's limit leaves 2)")


async def test_home_says_that_content_files_have_faults(paths: Paths, clock: FakeClock) -> None:
    (paths.decks / "broken.yaml").write_text("deck: {id: broken}\ncards: 7\n", "utf-8")
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification("cpc")
        async with seated(workspace) as seat:
            await seat.at(HomeScreen)
            await seat.shows("in the content files; mbc-prep check names them.")
