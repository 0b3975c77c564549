"""The plan to the date: what to do on each day that is left, and today first.

Made anew each day from what is true that day; a missed day leaves no debt. Knows no screen and no
clock: the date of today is an argument.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

TaskKind = Literal["cards", "mock", "review", "drill", "look-up", "final pass", "rest"]

LAST_WEEK = 7
NO_MOCK_DAYS = 2
"""No mock so shortly before the exam: there is no time left to learn from it."""
LOOK_UP_EVERY = 3
LOOK_UP_MINUTES = 15.0
LEAST_DRILL = 10.0
COMMON_HOURS = (100, 150)
"""Hours of study that are commonly advised for a first attempt."""


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, and about how long it takes. ``domain`` is set for drills."""

    kind: TaskKind
    text: str
    minutes: float
    domain: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One day of the plan."""

    day: date
    tasks: tuple[Task, ...]

    @property
    def minutes(self) -> float:
        """Minutes of all tasks together."""
        return sum(task.minutes for task in self.tasks)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the plan is made from.

    ``due`` counts cards by day, today first. ``domains`` are (id, name), the most worth studying
    first. ``item_minutes`` is the exam's time per item, ``card_minutes`` the learner's own per
    card.
    """

    minutes: float
    due: tuple[int, ...]
    card_minutes: float
    domains: tuple[tuple[str, str], ...]
    item_minutes: float
    mock_minutes: float
    last_mock: date | None = None


def make_plan(today: date, exam: date, standing: Standing) -> tuple[PlanDay, ...]:
    """Plan each day from today to the day before the exam; empty when the exam is today or past."""
    days: list[PlanDay] = []
    last_mock, drilled = standing.last_mock, 0
    for ahead in range((exam - today).days):
        day = today + timedelta(days=ahead)
        left = (exam - day).days
        if left == 1:
            tasks = _eve(standing)
        elif _mock_is_due(day, left, last_mock):
            tasks, last_mock = _mock_day(standing), day
        else:
            after_mock = last_mock is not None and day - last_mock == timedelta(days=1)
            tasks = _study_day(standing, ahead, left, drilled, after_mock)
            drilled += sum(task.kind == "drill" for task in tasks)
        days.append(PlanDay(day, tuple(tasks)))
    return tuple(days)


def mock_interval(left: int) -> int:
    """Days between mocks, with so many days left: every two weeks, weekly in the last three."""
    return 7 if left <= 21 else 14


def _mock_is_due(day: date, left: int, last: date | None) -> bool:
    if left <= NO_MOCK_DAYS:
        return False
    return last is None or (day - last).days >= mock_interval(left)


def _mock_day(standing: Standing) -> list[Task]:
    return [Task("mock", "Sit a mock exam with a fresh form, in one go.", standing.mock_minutes)]


def _eve(standing: Standing) -> list[Task]:
    minutes = min(30.0, standing.minutes)
    return [Task("rest", "Weak cards only, then rest: tomorrow is the exam.", minutes)]


def _study_day(
    standing: Standing, ahead: int, left: int, drilled: int, after_mock: bool
) -> list[Task]:
    """Cards first, then what the mock showed, look-ups, and a drill of a domain."""
    free = standing.minutes
    tasks: list[Task] = []
    due = standing.due[ahead] if ahead < len(standing.due) else _usual(standing.due)
    if left <= LAST_WEEK:
        tasks.append(_limited("final pass", "Go through weak and due cards.", due, standing, free))
    elif due:
        tasks.append(_limited("cards", "Study the cards that are due.", due, standing, free))
    free -= sum(task.minutes for task in tasks)
    if after_mock and free > 0:
        minutes = min(free, 30.0)
        tasks.append(Task("review", "Go through what the mock showed, item by item.", minutes))
        free -= minutes
    if ahead % LOOK_UP_EVERY == LOOK_UP_EVERY - 1 and free >= LOOK_UP_MINUTES:
        tasks.append(Task("look-up", "Look codes up against the clock.", LOOK_UP_MINUTES))
        free -= LOOK_UP_MINUTES
    if standing.domains and free >= LEAST_DRILL:
        domain, name = standing.domains[drilled % min(3, len(standing.domains))]
        count = max(1, int(free / standing.item_minutes))
        text = f"Drill {count} items: {name}."
        tasks.append(Task("drill", text, count * standing.item_minutes, domain, count))
    return tasks


def _limited(kind: TaskKind, text: str, due: int, standing: Standing, free: float) -> Task:
    """Cards within the minutes of a day; what is too much waits for tomorrow."""
    minutes = min(free, max(due * standing.card_minutes, 1.0))
    return Task(kind, text, minutes, count=min(due, int(free / standing.card_minutes)))


def _usual(due: Sequence[int]) -> int:
    """Cards of a day beyond the forecast: the usual number of a known one."""
    return sorted(due)[len(due) // 2] if due else 0
