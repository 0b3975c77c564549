"""What simpler programs say, from the same evidence.

Each takes one learner's evidence and returns a chance of passing. All know the published pass rate
only where they are named so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt
from typing import Any

from tests.benchmarks.readiness.figures import normal

Baseline = Callable[[Mapping[str, Any]], float]


def cut_of(evidence: Mapping[str, Any]) -> float:
    """Fraction that passes."""
    rule = evidence["blueprint"]["pass"]
    if rule["type"] == "percent":
        return float(rule["value"])
    return float((rule["value"] - rule["min"]) / (rule["max"] - rule["min"]))


def pass_rate(evidence: Mapping[str, Any]) -> float:
    """The published pass rate for everybody."""
    return float(evidence["blueprint"]["base_rate"])


def last_mock(evidence: Mapping[str, Any]) -> tuple[int, int]:
    """Right answers and items of the last mock; without a mock, of the last session."""
    answers = evidence["answers"]
    mocks = [answer for answer in answers if answer["mode"] == "mock"] or answers
    last = max(mocks, key=lambda answer: answer["ts"])["session"]
    marks = [answer["correct"] for answer in mocks if answer["session"] == last]
    return sum(marks), len(marks)


def last_mock_passed(evidence: Mapping[str, Any]) -> float:
    """Last mock at or above the pass mark: certain to pass, else certain to fail."""
    right, count = last_mock(evidence)
    return 0.99 if right / count >= cut_of(evidence) else 0.01


def last_mock_probability(evidence: Mapping[str, Any]) -> float:
    """Last mock with the sampling noise of itself and of the real form."""
    return _probability(*last_mock(evidence), evidence)


def mean_of_all(evidence: Mapping[str, Any]) -> float:
    """All answers alike, repeats included."""
    marks = [answer["correct"] for answer in evidence["answers"]]
    return _probability(sum(marks), len(marks), evidence)


def beta_binomial(evidence: Mapping[str, Any]) -> float:
    """Each domain by itself from its first answers, with a prior worth eight items at the cut."""
    blueprint, cut = evidence["blueprint"], cut_of(evidence)
    mean = variance = 0.0
    for domain, weight in blueprint["domains"].items():
        marks = [a["correct"] for a in evidence["answers"] if a["domain"] == domain and a["first"]]
        strength = len(marks) + 8.0
        share = (sum(marks) + 8.0 * cut) / strength
        mean += weight * share
        variance += weight**2 * share * (1 - share) / (strength + 1)
        variance += weight * share * (1 - share) / blueprint["n_items"]
    return _within(normal((mean - cut) / sqrt(variance)))


def _probability(right: int, count: int, evidence: Mapping[str, Any]) -> float:
    share = (right + 1.0) / (count + 2.0)
    noise = share * (1 - share) * (1 / count + 1 / evidence["blueprint"]["n_items"])
    return _within(normal((share - cut_of(evidence)) / sqrt(noise)))


def _within(chance: float) -> float:
    """Keep away from certainty, or one surprise would decide the log loss."""
    return min(0.99, max(0.01, chance))


BASELINES: Mapping[str, Baseline] = {
    "pass rate": pass_rate,
    "last mock >= mark": last_mock_passed,
    "last mock": last_mock_probability,
    "mean of all": mean_of_all,
    "beta-binomial": beta_binomial,
}
