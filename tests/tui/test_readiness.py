"""The readiness screen: nothing measured, a mock behind one, booking and plan."""

from __future__ import annotations

from datetime import timedelta

from mbc_prep.tui.screens.dialogs import Ask
from mbc_prep.tui.screens.readiness import ReadinessScreen
from mbc_prep.workspace import Workspace
from tests.conftest import FakeClock
from tests.tui.seat import seated


async def test_without_answers_it_says_not_measured_and_the_published_rate(
    workspace: Workspace,
) -> None:
    workspace.choose_certification("cpc")
    async with seated(workspace) as seat:
        await seat.press("y")
        await seat.at(ReadinessScreen)
        await seat.shows("not measured yet", "of first-time candidates pass")
        await seat.press("tab")
        await seat.shows("sit a mock before you decide")
        await seat.press("tab")
        await seat.shows("Set an exam date")


async def test_after_a_mock_it_shows_chance_score_domains_and_plan(
    workspace: Workspace, clock: FakeClock
) -> None:
    workspace.choose_certification("cpc")
    opened = workspace.exams.start_mock("mock-150", "strict", seed=1)
    for position in range(len(opened.sitting.entries)):
        workspace.answers.visit(opened, position)
        workspace.answers.choose(opened, 0)
        clock.advance(40)
    workspace.exams.submit(opened, "learner")
    workspace.set_exam_date((clock.now() + timedelta(days=40)).date().isoformat())
    async with seated(workspace, (120, 40)) as seat:
        await seat.press("y")
        await seat.at(ReadinessScreen)
        await seat.shows("to pass", "pass mark 70 %", "most points to be won")
        await seat.press("tab")
        await seat.shows("cost on average", "Advice, not a guarantee")
        await seat.press("tab")
        await seat.shows("40 days to")


async def test_fee_and_worth_of_a_week_are_settings(workspace: Workspace) -> None:
    workspace.choose_certification("cpc")
    async with seated(workspace, (120, 40)) as seat:
        await seat.press("y")
        await seat.at(ReadinessScreen)
        await seat.shows("not measured yet")
        await seat.press("tab", "f")
        await seat.at(Ask)
        await seat.press("ctrl+u")
        await seat.write("$ 499")
        await seat.press("enter")
        await seat.shows("fee 499 +")
        await seat.press("w")
        await seat.at(Ask)
        await seat.press("ctrl+u")
        await seat.write("a lot")
        await seat.press("enter")
        await seat.shows("is no amount in whole dollars", "waited x 100")
        await seat.press("w")
        await seat.at(Ask)
        await seat.press("ctrl+u")
        await seat.write("250")
        await seat.press("enter")
        await seat.shows("waited x 250")
    assert workspace.readiness.look().booking.fee == 499
