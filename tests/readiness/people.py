"""Evidence of learners made up for tests."""

from __future__ import annotations

from random import Random

from mbc_prep.readiness.evidence import DAY, Answer, CardState, Evidence, Plan, Target

NOW = 1_790_000_000.0
CPC = Target("cpc", 100, {f"d{n}": 0.1 for n in range(10)}, 0.70, 0.55)


def answered(
    count: int,
    right: float,
    *,
    days: float = 30.0,
    domain: str = "",
    seed: int = 1,
    ago: float = 0.0,
) -> tuple[Answer, ...]:
    """Answers to new items spread over the days before now (or before ``ago`` days)."""
    rng = Random(f"{seed}{domain}")
    return tuple(
        Answer(
            NOW - DAY * (ago + days * (1 - place / count)),
            f"{domain}{seed}-{place}",
            domain or f"d{place % 10}",
            float(rng.random() < right),
            True,
            place % 2 == 0,
            f"s{place // 20}",
        )
        for place in range(count)
    )


def person(
    answers: tuple[Answer, ...] = (),
    *,
    plan: Plan = "today",
    target: Target = CPC,
    cards: tuple[CardState, ...] = (),
    ahead: float = 42.0,
) -> Evidence:
    """A learner who began sixty days ago."""
    return Evidence(NOW, NOW + ahead * DAY, NOW - 60 * DAY, plan, target, answers, cards)
