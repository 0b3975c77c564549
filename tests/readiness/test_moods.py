from __future__ import annotations

from random import Random

import pytest

from mbc_prep.readiness.estimate import estimate
from mbc_prep.readiness.evidence import DAY, Answer
from mbc_prep.readiness.moods import MOODS, USUAL_SD, mood_sd

from .people import NOW, person


def uneven(swing: float, seed: int = 3) -> tuple[Answer, ...]:
    """Forty days of forty answers, every other day better or worse by ``swing``."""
    rng = Random(seed)
    return tuple(
        Answer(
            NOW - DAY * day - 60.0 * place,
            f"{day}-{place}",
            f"d{place % 10}",
            float(rng.random() < 0.72 + (swing if day % 2 else -swing)),
            True,
            True,
            f"s{day}",
        )
        for day in range(1, 41)
        for place in range(40)
    )


def width(answers: tuple[Answer, ...]) -> float:
    scores = estimate(person(answers)).quantiles
    return scores[0.95] - scores[0.05]


def test_without_days_it_is_what_is_usual() -> None:
    assert mood_sd([]) == pytest.approx(USUAL_SD)


def test_even_days_narrow_it_and_uneven_days_widen_it() -> None:
    even = [(0.0, 8.0, 6.0)] * 60
    odd = [(side * 4.5, 8.0, 6.0) for side in (-1.0, 1.0)] * 30
    least, most = MOODS[0][0], MOODS[-1][0]
    assert least < mood_sd(even) < USUAL_SD < mood_sd(odd) <= most


def test_uneven_days_make_the_score_less_certain() -> None:
    assert width(uneven(0.12)) > 1.1 * width(uneven(0.0))
