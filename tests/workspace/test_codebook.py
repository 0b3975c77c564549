from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.codebook.entries import BookError
from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace
from tests.codebook.samples import HCPCS, TABULAR
from tests.conftest import FakeClock


@pytest.fixture
def book_file(tmp_path: Path) -> Path:
    file = tmp_path / "icd10cm_tabular_2026.xml"
    file.write_text(TABULAR)
    return file


@pytest.fixture
def stocked(workspace: Workspace, book_file: Path) -> Workspace:
    """A small tabular list in the place of the built-in one."""
    workspace.codebook.add([book_file])
    return workspace


def test_a_page_with_a_tab_and_a_note(stocked: Workspace, paths: Paths, clock: FakeClock) -> None:
    book = stocked.codebook
    [hit] = book.search("without complications")
    page = book.page(hit.line)
    assert (page.mark.tabbed, page.mark.note) == (False, "")
    page = book.write_note(book.tab(page), " read the guideline ")
    assert page == book.page_of("e119")
    assert page.mark.note == "read the guideline"
    stocked.close()
    with Workspace.open(paths, clock) as again:
        [mark] = again.codebook.marks()
        assert (mark.system, mark.code, mark.tabbed) == ("icd10cm", "E11.9", True)
        page = again.codebook.page_of("E11.9")
        again.codebook.write_note(again.codebook.tab(page), "")
        assert again.codebook.marks() == ()


def test_the_seconds_in_the_book_are_counted(stocked: Workspace, clock: FakeClock) -> None:
    book = stocked.codebook
    opened = stocked.exams.start_mock("mock-150", "strict")
    sitting = opened.sitting.id
    for position, seconds in ((0, 30.0), (1, 10.0), (0, 20.0)):
        visit = book.enter(opened.sitting.entries[position].item_id, sitting, position)
        clock.jump_wall(-4000)  # the machine's own clock counts, not the one on the wall
        clock.advance(seconds)
        book.page_of("E11", visit=visit)
        book.page_of("E11.9", visit=visit)
        lookup = book.leave(visit)
        assert (lookup.seconds, lookup.code, lookup.trail) == (seconds, "E11.9", ("E11", "E11.9"))
    time = book.time(sitting, 600.0)
    assert (time.count, time.seconds, time.share, time.each) == (3, 60.0, 0.1, 20.0)
    assert [(one.position, one.seconds) for one in time.slowest] == [(0, 50.0), (1, 10.0)]


def test_a_glance_at_the_book_outside_a_sitting(stocked: Workspace) -> None:
    assert stocked.codebook.leave(stocked.codebook.enter()).code == ""


def test_books_come_and_go_while_open(stocked: Workspace, tmp_path: Path) -> None:
    book = stocked.codebook
    assert book.search("ketorolac") == ()
    file = tmp_path / "HCPC2026.txt"
    file.write_text(HCPCS)
    book.add([file])
    assert [hit.line.code for hit in book.search("ketorolac")] == ["J1885"]
    assert book.search("ketorolac", systems=["icd10cm"]) == ()
    book.remove("hcpcs-2026")
    assert book.search("ketorolac") == ()
    with pytest.raises(BookError, match="no code J1885"):
        book.page_of("J1885")


def test_a_book_can_be_made_ready(workspace: Workspace, book_file: Path) -> None:
    book = workspace.codebook
    assert not book.ready
    assert book.search("anything") == (), "nothing is ready yet, and nothing fails"
    book.add([book_file])
    assert book.ready
    assert book.prepare() is None
