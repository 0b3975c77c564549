"""A progress database in a temporary folder, and someone who studies."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from os import geteuid
from pathlib import Path

import pytest

from mbc_prep.exam.clock import ClockReading, SittingClock
from mbc_prep.exam.sitting import Entry, Sitting
from mbc_prep.storage.database import Database
from mbc_prep.storage.opening import open_progress
from mbc_prep.storage.reviews import ReviewLog
from mbc_prep.study.days import StudyDays
from mbc_prep.study.memory import Memory, Rating, Review
from mbc_prep.study.scheduling import Schedule, ScheduleSettings

NOW = datetime(2026, 11, 22, 15, 0, 0, 123_456, tzinfo=UTC)
DAYS = StudyDays(UTC)
TODAY = DAYS.number(NOW)
SCHEDULE = Schedule(ScheduleSettings(), DAYS)


def deck_of(card_id: str) -> str:
    """Deck of a test card: its name up to the first hyphen."""
    return card_id.partition("-")[0]


@dataclass(slots=True)
class Learner:
    """Answers cards as the workspace does: compute, then store."""

    log: ReviewLog
    now: datetime = NOW
    answers: list[tuple[int, Memory | None, str, int]] = field(default_factory=list)

    def rate(self, card_id: str, rating: Rating = Rating.GOOD, seconds: float = 4.2) -> int:
        """Answer a card now; returns the number of the review."""
        before = self.log.memory(card_id)
        after = SCHEDULE.rate(before, card_id, rating, self.now)
        scheduled = SCHEDULE.counts(before, self.now)
        review = Review(card_id, self.now, rating, seconds, scheduled)
        deck, day = deck_of(card_id), DAYS.number(self.now)
        number = self.log.record(review, before, after, deck=deck, day=day)
        self.answers.append((number, before, deck, day))
        return number

    def undo(self) -> None:
        """Take the last answer back."""
        number, before, deck, day = self.answers.pop()
        self.log.undo(number, before, deck=deck, day=day, at=self.now)

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the progress database belongs; nothing is there yet."""
    return tmp_path / "data" / "progress.db"


@pytest.fixture
def created(path: Path) -> Path:
    """An empty progress database, closed."""
    open_progress(path, now=NOW).connection.close()
    return path


@pytest.fixture
def database(created: Path) -> Iterator[Database]:
    """An opened progress database."""
    with Database(created) as opened:
        yield opened


@pytest.fixture
def learner(database: Database) -> Learner:
    """Someone who studies in that database."""
    return Learner(ReviewLog(database))


def new_sitting(items: int = 4, limit: float | None = 3600.0, title: str = "Mock 1") -> Sitting:
    """A sitting that is not stored yet."""
    entries = tuple(
        Entry(f"item-{place}", 2, f"domain-{place % 2}", option_order=(2, 0, 3, 1))
        for place in range(items)
    )
    clock = SittingClock(limit, 0.0, reading(0))
    return Sitting(0, "cpc", "mock-150", "mock", "strict", 7, title, NOW, clock, entries)


def reading(seconds: float) -> ClockReading:
    """The clocks so many seconds after the start."""
    return ClockReading(1_790_000_000.0 + seconds, 500.0 + seconds, "boot-1")


MakeReadOnly = Callable[[Path], None]


@pytest.fixture
def make_read_only() -> Iterator[MakeReadOnly]:
    """Make a folder read-only: by permissions, or for root by a mount."""
    undo: list[Callable[[], object]] = []

    def read_only(folder: Path) -> None:
        if geteuid() != 0:
            for entry in (folder, *folder.iterdir()):
                entry.chmod(entry.stat().st_mode & ~0o222)
            undo.append(lambda: folder.chmod(0o755))
            return
        undo.append(_mount("--bind", str(folder), str(folder)))
        _mount("-o", "remount,ro,bind", str(folder))

    yield read_only
    for act in reversed(undo):
        act()


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of that size, where the tests may make one."""
    folder.mkdir()
    if geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    unmount = _mount("-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        unmount()


def _mount(*arguments: str) -> Callable[[], object]:
    try:
        done = subprocess.run(["mount", *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("no mount command here")
    if done.returncode != 0:
        pytest.skip(f"this system does not let tests mount: {done.stderr.decode().strip()}")
    return lambda: subprocess.run(["umount", arguments[-1]], check=True)
