"""What every test has: a home of its own, a clock that stands still, small content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from mbc_prep.clock import SystemClock
from mbc_prep.exam.clock import ClockReading
from mbc_prep.paths import Paths, find_paths
from mbc_prep.workspace import Workspace
from tests.small_content import small_content

START = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@dataclass
class FakeClock(SystemClock):
    """A clock that moves only when a test says so."""

    wall: datetime = START
    boot: float = 1000.0
    boot_id: str = "boot-1"

    def now(self) -> datetime:
        """Return the present moment."""
        return self.wall

    def zone(self) -> tzinfo:
        """Return UTC."""
        return UTC

    def reading(self) -> ClockReading:
        """Read all clocks at once."""
        return ClockReading(self.wall.timestamp(), self.boot, self.boot_id)

    def advance(self, seconds: float) -> None:
        """Let time pass, awake or asleep."""
        self.wall += timedelta(seconds=seconds)
        self.boot += seconds

    def jump_wall(self, seconds: float) -> None:
        """Change the system clock by hand; no time passes."""
        self.wall += timedelta(seconds=seconds)

    def reboot(self, seconds: float = 60.0) -> None:
        """Start the machine anew; that takes some seconds by the wall."""
        self.wall += timedelta(seconds=seconds)
        self.boot = 5.0
        self.boot_id += "+"


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the learner's own files, settings and terminal out of every test."""
    home = tmp_path / "own-home"
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "NO_COLOR"):
        monkeypatch.delenv(variable, raising=False)
    for variable in ("COLUMNS", "LINES", "TEXTUAL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("MBC_PREP_HOME", str(home))
    return home


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still."""
    return FakeClock()


def paths_in(home: Path) -> Paths:
    """Paths below one folder."""
    return replace(find_paths({}), data=home, config=home, cache=home / "cache")


def link_books(indexed: Path, paths: Paths) -> None:
    """Put the indexes of one cache folder into another."""
    paths.book_indexes.mkdir(parents=True, exist_ok=True)
    for file in indexed.iterdir():
        (paths.book_indexes / file.name).hardlink_to(file)


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder with the built-in book's index, made once."""
    from mbc_prep.codebook.shelf import Shelf

    home = tmp_path_factory.mktemp("books")
    Shelf(paths_in(home)).build()
    return paths_in(home).book_indexes


@pytest.fixture
def ready_books(indexed: Path, paths: Paths) -> None:
    """The built-in code book is ready, as on every start but the first."""
    link_books(indexed, paths)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Small content and an empty home."""
    return small_content(tmp_path / "small")


@pytest.fixture
def workspace(paths: Paths, clock: FakeClock) -> Iterator[Workspace]:
    """An opened workspace with the test certification chosen."""
    with Workspace.open(paths, clock) as opened:
        opened.choose_certification("cpc")
        yield opened
