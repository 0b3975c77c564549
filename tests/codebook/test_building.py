from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from mbc_prep.codebook.building import Building, start_building
from mbc_prep.codebook.entries import Entry
from mbc_prep.codebook.index import write_index
from mbc_prep.codebook.shelf import Shelf
from mbc_prep.paths import Paths
from tests.conftest import paths_in

LONG = 120


def wait_for_a_part(building: Building, paths: Paths) -> None:
    """Wait until the child writes."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        parts = list(paths.book_indexes.glob("*.part"))
        if parts and parts[0].stat().st_size > 1_000_000:
            return
        building.wait(0.01)
    pytest.fail("the child never wrote")


def test_killed_in_the_middle_then_made(tmp_path: Path) -> None:
    paths = paths_in(tmp_path / "home")
    building = start_building(paths)
    assert building is not None
    wait_for_a_part(building, paths)
    building.stop()
    assert building.done
    assert "interrupted" in building.problem
    [info] = Shelf(paths).missing()
    assert Shelf(paths).open() == ()

    again = start_building(paths)
    assert again is not None
    assert again.wait(LONG)
    assert again.problem == ""
    assert again.share == 1.0
    assert start_building(paths) is None, "nothing is missing"
    assert [file.name for file in paths.book_indexes.iterdir()] == [
        Shelf(paths).index_file(info).name
    ], "what the killed child left has gone"


def test_a_child_that_cannot_write_says_so(tmp_path: Path) -> None:
    paths = paths_in(tmp_path / "home")
    paths.cache.parent.mkdir(parents=True)
    paths.cache.write_text("a file where a folder belongs")
    building = start_building(paths)
    assert building is not None
    assert building.wait(LONG)
    assert "cannot be written" in building.problem


def test_a_failure_leaves_nothing_behind(tmp_path: Path) -> None:
    def stop(share: float) -> None:
        if share > 0.4:
            raise KeyboardInterrupt

    target = tmp_path / "book.db"
    with pytest.raises(KeyboardInterrupt):
        write_index(target, [Entry("A", "A", "one", "code")], {}, [], stop)
    assert list(tmp_path.iterdir()) == []


def test_a_slower_window_finds_it_done(tmp_path: Path) -> None:
    target = tmp_path / "book.db"
    entries = [Entry("A", "A", "one", "code")]

    def overtaken(share: float) -> None:
        if share == 0.98:  # the other window has finished and cleaned up
            target.write_bytes(b"")
            for part in tmp_path.glob("*.part"):
                part.unlink()

    write_index(target, entries, {}, [], overtaken, full_text=True)
    write_index(target, entries, {}, [], lambda _: None)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("SELECT title FROM entry").fetchall() == [("one",)]
