"""Good and bad days: how much one learner's days differ, beyond what chance and items explain.

Owns the reading of overdispersion. Each day has more or fewer right answers than the fitted ability
expects. Sampling makes that differ with variance v = Σ p(1 - p); days that shift ability by a
standard deviation s add (s · Σ slope)². A few values of s are weighed by the likelihood of the
days' sums under a normal (a grid posterior), and the mean variance is taken. It takes many answers
to tell moody from steady learners apart; until then the answer stays near what is usual.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import exp, log, sqrt

from mbc_prep.readiness.evidence import DAY, Answer

MOODS = ((0.08, 0.40), (0.18, 0.35), (0.32, 0.25))
"""Standard deviations of days in log-odds, each with its share among learners."""
USUAL_SD = sqrt(sum([share * sd * sd for sd, share in MOODS]))
MOST_ANSWERS = 4000
"""Answers beyond the newest so many are of days too long ago to tell of today."""

Kind = tuple[str, bool, bool]
"""Domain, mock, first: answers of a kind in a span share one probability."""
Day = tuple[float, float, float]
"""Right answers above the expected, variance by chance, and the sum of slopes."""


def sums_by_day(
    parts: Sequence[Sequence[Answer]], expected: Sequence[Mapping[Kind, tuple[float, float]]]
) -> Iterable[Day]:
    """Sum up days; ``expected`` holds chance and slope by span and kind."""
    days: dict[float, list[float]] = {}
    left = MOST_ANSWERS
    for part, known in zip(reversed(parts), reversed(expected), strict=True):
        for at, _, domain, correct, first, mock, _, _ in part[-left:]:
            hit, slope = known[domain, mock, first]
            day = days.setdefault(at // DAY, [0.0, 0.0, 0.0])
            day[0] += correct - hit
            day[1] += hit * (1.0 - hit)
            day[2] += slope
        left -= len(part)
        if left <= 0:
            break
    return [(above, chance, slopes) for above, chance, slopes in days.values()]


def mood_sd(days: Iterable[Day]) -> float:
    """Standard deviation of this learner's good and bad days, in log-odds."""
    likely = {sd: log(share) for sd, share in MOODS}
    for above, chance, slopes in days:
        for sd in likely:
            variance = chance + (sd * slopes) ** 2
            likely[sd] -= 0.5 * (log(variance) + above * above / variance)
    most = max(likely.values())
    shares = {sd: exp(value - most) for sd, value in likely.items()}
    return sqrt(sum([sd * sd * share for sd, share in shares.items()]) / sum(shares.values()))
