"""Recall on exam day under four policies, for simulated learners with the same minutes a day.

    python -m tests.benchmarks.bench_examday [--learners 6] [--minutes 30]

Each learner forgets by parameters of FSRS-6 of their own, and each card is harder or easier than
its difficulty says; the program knows neither and schedules by the defaults. Policies: FSRS at
0.90 without a date; the same with no interval past the exam; with the last pass besides; and the
order by gain on exam day. Printed are the mean true recall of the deck on exam day, cards weighed
by their topics, cards never seen counting nothing, and the hours used.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from fsrs.scheduler import DEFAULT_PARAMETERS

from mbc_prep.study.days import StudyDays
from mbc_prep.study.examday import Pace
from mbc_prep.study.memory import Memory, Phase, Rating
from mbc_prep.study.queue import Limits, StudyCard, build_queue
from mbc_prep.study.scheduling import Schedule, ScheduleSettings

DAYS = StudyDays(UTC)
CARDS = 800
LIMITS = Limits(new_per_day=40, reviews_per_day=1000)
HORIZONS = (14, 42, 90)
POLICIES = ("FSRS 0.90", "interval cap", "final pass", "gain on exam day")


@dataclass
class Learner:
    """Who forgets by the FSRS curve, with a stability that the program does not know."""

    seed: int
    rng: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.rng = random.Random(self.seed)
        self.fade = self.rng.lognormvariate(0.0, 0.35)
        self.decay = DEFAULT_PARAMETERS[20] * self.rng.lognormvariate(0.0, 0.25)
        self.speed = self.rng.lognormvariate(0.0, 0.25)
        self.of_card = [self.rng.lognormvariate(0.0, 0.5) for _ in range(CARDS)]

    def recall(self, memory: Memory, day: int) -> float:
        """True chance of recall: stability is stretched by learner and card."""
        stability = memory.stability * self.fade * self.of_card[int(memory.card_id)]
        factor = 0.9 ** (-1.0 / self.decay) - 1.0
        days = day - DAYS.number(memory.last_review)
        return float((1.0 + factor * days / stability) ** -self.decay)

    def seconds(self, first: bool) -> float:
        """Thinking time of one answer."""
        return self.speed * (20.0 if first else 9.0) * self.rng.lognormvariate(0.0, 0.4)


@dataclass(frozen=True)
class Outcome:
    """What a policy came to."""

    recall: float
    hours: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--learners", type=int, default=6)
    parser.add_argument("--minutes", type=float, default=30.0)
    options = parser.parse_args()
    for words in measure(options.learners, options.minutes):
        print(words, flush=True)


def measure(learners: int, minutes: float) -> Iterator[str]:
    """All policies at all horizons."""
    for horizon in HORIZONS:
        means = {}
        for policy in POLICIES:
            outcomes = [study(policy, horizon, minutes, seed) for seed in range(learners)]
            means[policy] = statistics.fmean(outcome.recall for outcome in outcomes)
            hours = statistics.fmean(outcome.hours for outcome in outcomes)
            yield f"{horizon:>3} days  {policy:<18} recall {means[policy]:.3f}  {hours:5.1f} h"
        best = max(means[policy] for policy in POLICIES[:-1])
        verdict = "ok" if means[POLICIES[-1]] >= best else "MISSED"
        yield f"{horizon:>3} days  ours / best other   {means[POLICIES[-1]] / best:.3f}  {verdict}"


def study(policy: str, horizon: int, minutes: float, seed: int) -> Outcome:
    """Study a new deck until the day before the exam; return recall on it and hours used."""
    learner = Learner(seed)
    weights = random.Random(f"weights {seed}").choices((1, 2, 3), (3, 4, 3), k=CARDS)
    cards = [StudyCard(str(n), "d", (-weights[n], n), weight=weights[n]) for n in range(CARDS)]
    start = datetime(2026, 1, 5, 18, tzinfo=UTC)
    exam_day = DAYS.number(start) + horizon
    plain = Schedule(ScheduleSettings(), DAYS)
    dated = Schedule(ScheduleSettings(exam_day=exam_day), DAYS)
    rating = plain if policy == "FSRS 0.90" else dated
    ordering = dated if policy in ("final pass", "gain on exam day") else plain
    memories: dict[str, Memory] = {}
    seconds_used = 0.0
    answers: list[tuple[bool, float]] = []
    for day in range(horizon):
        now, left = start + timedelta(days=day), minutes * 60.0
        pace = Pace.measured(answers[-1000:]) if policy == "gain on exam day" else None
        queue = build_queue(cards, memories, {}, LIMITS, ordering, now, (), pace)
        waiting = [*queue.learning, *queue.main]
        while waiting and left > 0.0:
            card_id = waiting.pop(0)
            before = memories.get(card_id)
            took = learner.seconds(before is None)
            after = rating.rate(before, card_id, _answer(learner, before, now), now)
            memories[card_id] = after
            answers.append((before is None, took))
            left -= took
            seconds_used += took
            now += timedelta(seconds=took)
            if after.phase is not Phase.REVIEW:
                waiting.insert(min(len(waiting), 10), card_id)
    total = sum(weights)
    known = sum(
        weights[int(card_id)] * learner.recall(memory, exam_day)
        for card_id, memory in memories.items()
    )
    return Outcome(known / total, seconds_used / 3600.0)


def _answer(learner: Learner, before: Memory | None, now: datetime) -> Rating:
    if before is None:
        return learner.rng.choices((Rating.AGAIN, Rating.GOOD), (0.4, 0.6))[0]
    if before.phase is not Phase.REVIEW:
        return learner.rng.choices((Rating.AGAIN, Rating.GOOD), (0.1, 0.9))[0]
    recalled = learner.rng.random() < learner.recall(before, DAYS.number(now))
    return Rating.GOOD if recalled else Rating.AGAIN


if __name__ == "__main__":
    main()
