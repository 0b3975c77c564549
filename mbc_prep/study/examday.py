"""What a review now is worth on exam day: recall gained there, per second spent.

Plain FSRS keeps every card at one retention and asks nothing of the date. In the last weeks that
wastes minutes: a card that will be recalled anyway and one that no single review can save cost as
much as one that a review lifts. Gain of a review = chance of recall on exam day after it (the mean
over recalling and forgetting, weighed by the chance of recall today) less that without it, times
the weight of the card's topic, over the seconds it will take this learner. The order is greedy:
most gain a second first. Measured against three other policies in tests/benchmarks/bench_examday.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mbc_prep.study.memory import Memory, Rating

if TYPE_CHECKING:
    from mbc_prep.study.scheduling import Schedule

LAST_WEEKS_DAYS = 28
"""Days before the exam from which the queue follows the gain on that day; FSRS before."""

_USUAL_FIRST, _USUAL_AGAIN = 20.0, 9.0
"""Seconds of a first and of a later answer before anything is measured."""
_USUAL_COUNT = 20
"""How many measured answers weigh as much as the usual seconds."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds this learner takes for the first answer on a card and for a later one."""

    first: float = _USUAL_FIRST
    later: float = _USUAL_AGAIN

    @classmethod
    def measured(cls, answers: Iterable[tuple[bool, float]]) -> Pace:
        """Pace from recent answers, each (whether the card's first, seconds)."""
        first: list[float] = []
        later: list[float] = []
        for is_first, seconds in answers:
            (first if is_first else later).append(seconds)
        return cls(_drawn(first, _USUAL_FIRST), _drawn(later, _USUAL_AGAIN))


def is_near(schedule: Schedule, now: datetime) -> bool:
    """Whether the exam lies ahead and within the last weeks."""
    exam_day = schedule.settings.exam_day
    return exam_day is not None and 0 < exam_day - schedule.days.number(now) <= LAST_WEEKS_DAYS


def gain(memory: Memory | None, schedule: Schedule, now: datetime) -> float:
    """Recall on exam day won by one review at ``now``; ``memory`` is None for a card never seen.

    Raises ValueError without an exam date.
    """
    exam_day = schedule.settings.exam_day
    if exam_day is None:
        raise ValueError("the gain on exam day needs an exam date")
    card_id = memory.card_id if memory else ""
    recalled = schedule.rate(memory, card_id, Rating.GOOD, now)
    after = schedule.retrievability(recalled, exam_day)
    if memory is None:
        return after
    chance = schedule.retrievability(memory, schedule.days.number(now))
    forgotten = schedule.rate(memory, card_id, Rating.AGAIN, now)
    mean = chance * after + (1.0 - chance) * schedule.retrievability(forgotten, exam_day)
    return mean - schedule.retrievability(memory, exam_day)


def gain_per_second(
    memory: Memory | None, weight: int, schedule: Schedule, pace: Pace, now: datetime
) -> float:
    """Weighted gain over the seconds of the answer and of the steps that follow it."""
    settings = schedule.settings
    if memory is None:
        seconds = pace.first + pace.later * len(settings.learning_steps)
    else:
        forgotten = 1.0 - schedule.retrievability(memory, schedule.days.number(now))
        seconds = pace.later * (1.0 + forgotten * len(settings.relearning_steps))
    return weight * gain(memory, schedule, now) / seconds


def _drawn(seconds: list[float], usual: float) -> float:
    """Mean of what was measured, drawn to the usual where little was."""
    return max(1.0, (sum(seconds) + usual * _USUAL_COUNT) / (len(seconds) + _USUAL_COUNT))
