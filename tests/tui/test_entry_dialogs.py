"""Typed-code cases and audits of a suggested coding, played key by key."""

from __future__ import annotations

from mbc_prep.tui.screens.dialogs import Ask, Choose
from mbc_prep.tui.screens.exam import ExamScreen
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.exams import Drill
from tests.tui.seat import seated


async def test_a_case_is_typed_in_any_case_and_a_malformed_code_is_told(
    workspace: Workspace,
) -> None:
    workspace.choose_certification("ccs")
    opened = workspace.exams.start_mock("mock-150", "strict", seed=1)
    async with seated(workspace) as seat:
        await seat.press("r")
        await seat.at(ExamScreen)
        await seat.shows("Principal diagnosis", "POA _", "Other diagnosis")
        await seat.press("enter")
        await seat.at(Ask)
        await seat.write("not a code")
        await seat.press("enter")
        await seat.until(lambda: "does not have the form" in seat.toasts())
        await seat.press("ctrl+u")
        await seat.write("i10 y")
        await seat.press("enter")
        await seat.at(ExamScreen)
        await seat.shows("I10", "POA Y")
        await seat.press("b")
        await seat.at(Ask)
        await seat.write("e119")
        await seat.press("enter")
        await seat.shows("E11.9")
    entry = workspace.exams.open(opened.sitting.id).sitting.entries[0]
    assert entry.blanks == ("I10|Y", "E11.9")


async def test_the_review_of_a_case_sets_typed_against_expected(workspace: Workspace) -> None:
    workspace.choose_certification("ccs")
    opened = workspace.exams.start_mock("mock-150", "strict", seed=1)
    workspace.answers.visit(opened, 0)
    workspace.answers.fill(opened, 0, "I11.0|Y")
    workspace.answers.fill(opened, 1, "E11.9")
    result = workspace.exams.submit(opened, "learner")
    assert (result.won, result.of) == (1, 2)
    async with seated(workspace) as seat:
        await seat.press("l")
        await seat.shows("1 of 2 points")
        await seat.press("i")
        await seat.shows("I10, POA Y", "yours: I11.0 POA Y", "E11.9", "yours")


async def test_an_audit_is_judged_suggestion_by_suggestion(workspace: Workspace) -> None:
    workspace.choose_certification("cpc")
    drill = Drill(domains=("case",), count=None)
    opened = workspace.exams.start_drill(drill, seed=3)
    place = next(i for i, e in enumerate(opened.sitting.entries) if e.item_id == "audit-0")
    workspace.answers.visit(opened, place)
    async with seated(workspace) as seat:
        await seat.press("r")
        await seat.at(ExamScreen)
        await seat.shows("I10", "add a code", "ask the provider")
        await seat.press("a")
        await seat.at(Choose)
        await seat.press("enter")
        await seat.at(ExamScreen)
        await seat.shows("accept")
        await seat.press("b")
        await seat.at(Ask)
        await seat.write("z79.4")
        await seat.press("enter")
        await seat.shows("Z79.4")
        await seat.press("b")
        await seat.at(Ask)
        await seat.write("z79.4")
        await seat.press("enter")
        await seat.shows("nothing")
        await seat.press("c")
        await seat.shows("yes, a query is due")
    entry = workspace.exams.open(opened.sitting.id).sitting.entries[place]
    assert set(entry.blanks) == {"accept 0", "query"}
