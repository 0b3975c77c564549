"""The code book over a sitting: search, page, follow, tab, note, and back to exactly there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.paths import Paths
from mbc_prep.tui.screens.codebook import CodeBookScreen
from mbc_prep.tui.screens.dialogs import Ask, Choose
from mbc_prep.tui.screens.exam import ExamScreen
from mbc_prep.tui.screens.home import HomeScreen
from mbc_prep.tui.screens.pcs import PcsScreen
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.exams import Drill
from tests.codebook.samples import PCS_TABLES
from tests.conftest import FakeClock
from tests.tui.seat import seated

pytestmark = pytest.mark.usefixtures("ready_books")


async def test_a_look_up_from_an_item_and_back(workspace: Workspace, clock: FakeClock) -> None:
    opened = workspace.exams.start_drill(Drill(count=3), seed=1)
    async with seated(workspace) as seat:
        await seat.press("r")
        await seat.at(ExamScreen)
        await seat.press("n", "f4")
        await seat.at(CodeBookScreen)
        await seat.write("diabetes kidney")
        await seat.shows("E11.2", "Type 2 diabetes mellitus with kidney complications")
        await seat.press("ctrl+u")
        await seat.write("e11.22")
        await seat.press("enter")
        await seat.shows("✓ valid", "Use additional", "(from E11)")
        await seat.press("f")
        chooser = await seat.at(Choose)
        assert any(code.startswith("N18") for _, code in chooser._options)
        await seat.press("enter")
        await seat.at(CodeBookScreen)
        await seat.shows("N18.1  Chronic kidney disease, stage 1")
        await seat.press("backspace")
        await seat.shows("✓ valid")
        await seat.press("t")
        await seat.shows("⚑ tabbed")
        await seat.press("w")
        await seat.at(Ask)
        await seat.write("often asked")
        await seat.press("enter")
        await seat.shows("often asked")
        clock.advance(30)
        await seat.press("f4")
        screen = await seat.at(ExamScreen)
        assert screen._opened.sitting.position == 1
    assert [(mark.code, mark.note) for mark in workspace.codebook.marks()] == [
        ("E11.22", "often asked")
    ]
    time = workspace.codebook.time(opened.sitting.id, 100.0)
    assert (time.count, time.seconds) == (1, 30.0)


async def test_the_book_is_made_ready_while_one_looks_on(
    workspace: Workspace, paths: Paths
) -> None:
    for file in paths.book_indexes.iterdir():
        file.unlink()
    workspace.choose_certification("cpc")
    async with seated(workspace) as seat:
        await seat.press("b")
        await seat.at(CodeBookScreen)
        await seat.shows("being made ready")
        await seat.press("escape")
        await seat.at(HomeScreen)


async def test_without_the_pcs_tables_a_sentence_says_so(workspace: Workspace) -> None:
    workspace.choose_certification("cpc")
    async with seated(workspace) as seat:
        await seat.press("b")
        await seat.at(CodeBookScreen)
        await seat.write("i10")
        await seat.press("enter", "c")
        await seat.until(lambda: "codebook add" in seat.toasts())


async def test_a_pcs_code_is_built_in_added_tables_and_the_book_closes_from_there(
    workspace: Workspace, tmp_path: Path
) -> None:
    tables = tmp_path / "icd10pcs_tables_2026.xml"
    tables.write_text(PCS_TABLES, "utf-8")
    workspace.codebook.add([tables])
    library = workspace.codebook.library
    assert library.pcs_tables is not None
    prefix = library.pcs_tables.outlines()[0].prefix
    code = next(iter(library.pcs_tables.table(prefix).codes()))  # type: ignore[union-attr]
    async with seated(workspace) as seat:
        await seat.press("b")
        await seat.at(CodeBookScreen)
        await seat.press("escape")
        await seat.at(HomeScreen)
        await seat.press("b")
        book = await seat.at(CodeBookScreen)
        book.set_focus(None)
        await seat.press("c")
        await seat.at(PcsScreen)
        await seat.press(*code)
        await seat.shows(code, "Complete: Enter takes it")
        await seat.press("enter")
        await seat.at(CodeBookScreen)
        await seat.shows(code, "✓ valid, from the tables")
        await seat.press("c")
        await seat.at(PcsScreen)
        await seat.press("f4")
        await seat.at(HomeScreen)
