"""Figures of merit for predicted chances, judged by the true chances instead of one lucky draw.

The expected Brier score of a prediction p where the truth is t is (p - t)² + t(1 - t), and likewise
for the log loss: the same as over endless repetitions of the exam, without their noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import erf, exp, log, sqrt

BOOK_AND_FAIL = 1.0
WAIT_THOUGH_READY = 0.5


def normal(z: float) -> float:
    """Distribution function of the standard normal."""
    return 0.5 * (1.0 + erf(z / sqrt(2.0)))


def brier(said: Sequence[float], true: Sequence[float]) -> float:
    """Expected squared error."""
    return sum((p - t) ** 2 + t * (1 - t) for p, t in zip(said, true, strict=True)) / len(said)


def log_loss(said: Sequence[float], true: Sequence[float]) -> float:
    """Expected surprise, in nats."""
    total = 0.0
    for p, t in zip(said, true, strict=True):
        p = min(1 - 1e-6, max(1e-6, p))
        total -= t * log(p) + (1 - t) * log(1 - p)
    return total / len(said)


def calibration_error(said: Sequence[float], true: Sequence[float], bins: int = 10) -> float:
    """Mean distance between said and true within tenths of the scale, by number of learners."""
    found: dict[int, list[float]] = {}
    for p, t in zip(said, true, strict=True):
        found.setdefault(min(bins - 1, int(p * bins)), []).append(p - t)
    return sum(abs(sum(errors)) for errors in found.values()) / len(said)


def slope(said: Sequence[float], true: Sequence[float]) -> float:
    """Slope of the truth's log-odds on what was said: below 1 is overconfident (Cox 1958)."""
    xs = [log(p / (1 - p)) for p in (min(0.999, max(0.001, p)) for p in said)]
    a, b = 0.0, 1.0
    for _ in range(25):
        g0 = g1 = h00 = h01 = h11 = 0.0
        for x, t in zip(xs, true, strict=True):
            p = 1 / (1 + exp(-max(-30.0, min(30.0, a + b * x))))
            w = p * (1 - p) + 1e-9
            g0, g1 = g0 + t - p, g1 + (t - p) * x
            h00, h01, h11 = h00 + w, h01 + w * x, h11 + w * x * x
        determinant = h00 * h11 - h01 * h01 + 1e-9
        a += (h11 * g0 - h01 * g1) / determinant
        b += (h00 * g1 - h01 * g0) / determinant
    return b


def decision_cost(said: Sequence[float], true: Sequence[float]) -> float:
    """Cost of booking whenever that is expected to be cheaper than waiting."""
    threshold = BOOK_AND_FAIL / (BOOK_AND_FAIL + WAIT_THOUGH_READY)
    total = 0.0
    for p, t in zip(said, true, strict=True):
        total += BOOK_AND_FAIL * (1 - t) if p >= threshold else WAIT_THOUGH_READY * t
    return total / len(said)
