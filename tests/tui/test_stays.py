"""What a stay would group to, on the screens that show its feedback."""

from __future__ import annotations

import pytest

from mbc_prep.tui.screens.exam import ExamScreen
from mbc_prep.tui.screens.item_review import ItemReviewScreen
from mbc_prep.workspace import Workspace
from tests.grouper import take_grouper_away, with_grouper
from tests.tui.seat import Seat, seated


async def sit(workspace: Workspace, *codes: str) -> None:
    """Submit the case with these codes."""
    workspace.choose_certification("ccs")
    opened = workspace.exams.start_mock("mock-150", "strict", seed=1)
    workspace.answers.visit(opened, 0)
    for place, code in enumerate(codes):
        workspace.answers.fill(opened, place, code)
    workspace.exams.submit(opened, "learner")


async def review(seat: Seat) -> None:
    await seat.press("l")
    await seat.shows("of 2 points")
    await seat.press("i")
    await seat.at(ItemReviewScreen)


@with_grouper
async def test_the_review_of_a_stay_says_what_it_would_group_to(workspace: Workspace) -> None:
    await sit(workspace, "I11.0|Y", "E11.9")
    async with seated(workspace, (120, 60)) as seat:
        await review(seat)
        await seat.shows("Would group to", "Yours", "MS-DRG 293", "Key", "MS-DRG 305")
        await seat.shows("weight than the key")
        await seat.shows("your I11.0 (principal diagnosis); with I10 in its place")
        await seat.shows("Code edits", "Read as", "65 years (assumed)", "version 43.1 of 2026")


@with_grouper
async def test_practice_shows_it_with_the_key(workspace: Workspace) -> None:
    workspace.choose_certification("ccs")
    opened = workspace.exams.start_mock("mock-150", "practice", seed=1)
    workspace.answers.visit(opened, 0)
    workspace.answers.fill(opened, 0, "I10|Y")
    async with seated(workspace, (120, 50)) as seat:
        await seat.press("r")
        await seat.at(ExamScreen)
        assert "Would group to" not in seat.text()
        await seat.press("v")
        await seat.shows("Would group to", "none: both lead to the same group")


async def test_without_the_grouper_a_line_says_how_to_get_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_grouper_away(monkeypatch)
    await sit(workspace, "I11.0|Y", "E11.9")
    async with seated(workspace, (120, 60)) as seat:
        await review(seat)
        await seat.shows("Would group to", "pip install 'mbc-prep[drg]'")
        assert "MS-DRG" not in seat.text()
