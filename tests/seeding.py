"""A learner with a past, to look at screens: ``python -m tests.seeding FOLDER ANSWERS [CERT]``.

Fills FOLDER (as ``MBC_PREP_HOME``) with that many answers of the shipped bank, in mocks and drills
over the last twelve weeks, by someone who gets better, and with rated cards. The learner is always
the same one. FOLDER must be empty or missing.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from random import Random

from mbc_prep.clock import SystemClock
from mbc_prep.exam.clock import ClockReading
from mbc_prep.paths import find_paths
from mbc_prep.study.memory import Rating
from mbc_prep.workspace import Workspace
from mbc_prep.workspace.exams import Drill
from mbc_prep.workspace.table import OpenSitting

WEEKS = 12
MOCK = 150
DRILL = 20


class PastClock(SystemClock):
    """A clock that stands where it is put."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment it was put to."""
        return self.moment

    def zone(self) -> tzinfo:
        """Return UTC."""
        return UTC

    def reading(self) -> ClockReading:
        """Read the clock as on a machine that never sleeps."""
        return ClockReading(self.moment.timestamp(), self.moment.timestamp(), "seeding")


def seed(folder: Path, answers: int, certification: str = "cpc") -> None:
    """Write the learner's progress."""
    paths = find_paths({"MBC_PREP_HOME": str(folder)})
    if paths.progress.exists():
        raise SystemExit(f"{paths.progress} exists already; choose an empty folder.")
    end = SystemClock().now().replace(microsecond=0)
    clock, rng = PastClock(end - timedelta(weeks=WEEKS)), Random(answers)
    with Workspace.open(paths, clock) as workspace:
        workspace.choose_certification(certification)
        sizes = _sizes(answers, rng)
        for place, size in enumerate(sizes):
            done = (place + 1) / (len(sizes) + 1)
            clock.moment = end - timedelta(weeks=WEEKS * (1 - done))
            _sit(workspace, clock, size, 0.55 + 0.25 * done, rng)
            _rate_cards(workspace, clock, rng)


def _sizes(answers: int, rng: Random) -> list[int]:
    """Sizes of sittings that add up to the number of answers."""
    sizes: list[int] = []
    while answers > 0:
        size = MOCK if answers >= 2 * MOCK and rng.random() < 0.2 else min(DRILL, answers)
        sizes.append(size)
        answers -= size
    return sizes


def _sit(workspace: Workspace, clock: PastClock, size: int, skill: float, rng: Random) -> None:
    if size == MOCK:
        opened = workspace.exams.start_mock("mock-150", "strict", seed=rng.randrange(2**31))
    else:
        domains = sorted(workspace.exams.domain_sizes())
        some = tuple(rng.sample(domains, min(4, len(domains))))
        opened = workspace.exams.start_drill(Drill(some, size), seed=rng.randrange(2**31))
    for position in range(len(opened.sitting.entries)):
        workspace.answers.visit(opened, position)
        clock.moment += timedelta(seconds=rng.uniform(30, 120))
        _answer(workspace, opened, skill, rng)
    workspace.exams.submit(opened, "learner")


def _answer(workspace: Workspace, opened: OpenSitting, skill: float, rng: Random) -> None:
    item = opened.item(opened.sitting.position)
    if not item.options:
        workspace.answers.fill(opened, 0, item.blanks[0].answers[0] if item.blanks else "?")
        return
    knows = rng.random() < skill
    wrong = [place for place in range(len(item.options)) if place not in item.keys]
    for option in item.keys if knows else rng.sample(wrong, min(len(item.keys), len(wrong))):
        workspace.answers.choose(opened, option)
    if rng.random() < 0.2:
        workspace.answers.be_confident(opened, "sure" if rng.random() < skill else "unsure")


def _rate_cards(workspace: Workspace, clock: PastClock, rng: Random) -> None:
    """Rate up to ten waiting cards as well as the learner can."""
    session = workspace.study.start()
    for _ in range(10):
        if session.current is None:
            return
        clock.moment += timedelta(seconds=rng.uniform(4, 20))
        rating = Rating.GOOD if rng.random() < 0.85 else Rating.AGAIN
        session.reveal()
        workspace.study.rate(session, rating, 8.0)


if __name__ == "__main__":
    seed(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:4])
