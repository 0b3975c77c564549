"""FSRS scheduling in study days: the only module that knows the ``fsrs`` package.

Owns when a card comes back. The package counts 24-hour blocks, reads the clock and draws its
fuzz from the global generator; here it is handed noon of the study day, so that a night between
two answers is always one day, and the fuzz comes from a function of card and repetition, so that
the interval on a button is the interval that is given, and a replay gives the same dates.

Algorithm: FSRS-6 (Ye, Su & Cao 2022; parameters 0 to 20 of the package's defaults).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

import fsrs

from mbc_prep.study.days import StudyDays
from mbc_prep.study.memory import Memory, Phase, Rating, Review

Spread = Callable[[str, int], float]
"""Gives, for a card and its number of repetitions, a number from 0 up to 1."""

_FUZZ_BANDS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, float("inf"), 0.05))
"""From, to (days) and factor: the bands of FSRS's own fuzz."""


def hashed_spread(card_id: str, reps: int) -> float:
    """Spread cards by a hash: the same card and repetition always give the same number."""
    digest = hashlib.blake2b(f"{card_id}\0{reps}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


@dataclass(frozen=True, slots=True)
class ScheduleSettings:
    """What the learner may set. Steps are in minutes, intervals in days.

    ``exam_day`` is the study day of the exam; while it lies ahead no interval runs past it.
    ``leech_lapses`` lapses make a card a leech.
    """

    desired_retention: float = 0.90
    learning_steps: tuple[float, ...] = (1.0, 10.0)
    relearning_steps: tuple[float, ...] = (10.0,)
    maximum_interval: int = 36500
    exam_day: int | None = None
    leech_lapses: int = 8


class Schedule:
    """Schedules reviews under fixed settings."""

    def __init__(
        self, settings: ScheduleSettings, days: StudyDays, spread: Spread | None = hashed_spread
    ) -> None:
        self.settings = settings
        self.days = days
        self._spread = spread
        self._fsrs = fsrs.Scheduler(
            desired_retention=settings.desired_retention,
            learning_steps=[timedelta(minutes=step) for step in settings.learning_steps],
            relearning_steps=[timedelta(minutes=step) for step in settings.relearning_steps],
            maximum_interval=settings.maximum_interval,
            enable_fuzzing=False,
        )

    def rate(self, before: Memory | None, card_id: str, rating: Rating, now: datetime) -> Memory:
        """Return the memory after a rating at ``now``; ``before`` is None for a new card."""
        today = self.days.number(now)
        card, _ = self._fsrs.review_card(
            self._to_fsrs(before), fsrs.Rating(int(rating)), review_datetime=_noon(today)
        )
        assert card.stability is not None
        assert card.difficulty is not None
        reps = (before.reps if before else 0) + 1
        lapsed = before is not None and before.phase is Phase.REVIEW and rating is Rating.AGAIN
        memory = Memory(
            card_id=card_id,
            phase=Phase(int(card.state)),
            step=card.step,
            stability=card.stability,
            difficulty=card.difficulty,
            due=now,
            last_review=now,
            reps=reps,
            lapses=(before.lapses if before else 0) + lapsed,
        )
        return replace(memory, due=self._due(memory, card.due - _noon(today), now, today))

    def preview(self, before: Memory | None, card_id: str, now: datetime) -> dict[Rating, Memory]:
        """Return what each of the four ratings would lead to."""
        return {rating: self.rate(before, card_id, rating, now) for rating in Rating}

    def retrievability(self, memory: Memory, day: int) -> float:
        """Probability of recall on a study day, by the FSRS-6 forgetting curve."""
        return self._fsrs.get_card_retrievability(self._to_fsrs(memory), _noon(day))

    def counts(self, before: Memory | None, now: datetime) -> bool:
        """Whether a rating at ``now`` moves the memory.

        A card in review that was answered today already is cramming: FSRS's memory of it must
        not grow from that.
        """
        return not (
            before is not None
            and before.phase is Phase.REVIEW
            and self.days.number(before.last_review) == self.days.number(now)
        )

    def replay(self, reviews: Iterable[Review]) -> Memory | None:
        """Return the memory that a log of one card's reviews leads to, oldest first."""
        memory: Memory | None = None
        for review in reviews:
            if review.scheduled:
                memory = self.rate(memory, review.card_id, review.rating, review.at)
        return memory

    def is_leech(self, memory: Memory) -> bool:
        """Whether the card has failed so often that rewording or help is due."""
        limit = self.settings.leech_lapses
        over = memory.lapses - limit
        return limit > 0 and over >= 0 and over % max(1, limit // 2) == 0

    def _due(self, memory: Memory, interval: timedelta, now: datetime, today: int) -> datetime:
        if memory.phase is not Phase.REVIEW:
            return now + interval
        return self.days.start(today + self._cap(self._fuzzed(interval.days, memory), today))

    def _cap(self, interval: int, today: int) -> int:
        """Keep the next review before the exam; the day before it is the last useful one."""
        exam_day = self.settings.exam_day
        if exam_day is None or exam_day <= today:
            return interval
        return max(1, min(interval, exam_day - 1 - today))

    def _fuzzed(self, interval: int, memory: Memory) -> int:
        if self._spread is None or interval < _FUZZ_BANDS[0][0]:
            return interval
        delta = 1.0 + sum(
            factor * max(0.0, min(interval, end) - start) for start, end, factor in _FUZZ_BANDS
        )
        low = max(2, round(interval - delta))
        high = min(round(interval + delta), self.settings.maximum_interval)
        return low + int(self._spread(memory.card_id, memory.reps) * (high - low + 1))

    def _to_fsrs(self, memory: Memory | None) -> fsrs.Card:
        if memory is None:
            # An explicit id: without one the package sleeps a millisecond and reads the clock.
            return fsrs.Card(card_id=0, due=_noon(1))
        return fsrs.Card(
            card_id=0,
            state=fsrs.State(int(memory.phase)),
            step=memory.step,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=_noon(1),
            last_review=_noon(self.days.number(memory.last_review)),
        )


def _noon(day: int) -> datetime:
    return datetime.combine(datetime.fromordinal(day).date(), time(12), UTC)
