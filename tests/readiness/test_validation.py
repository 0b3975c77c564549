"""A small sample of the validation, so that a slip in the model does not wait for the benchmark."""

from __future__ import annotations

from random import Random
from statistics import fmean
from typing import Any

from mbc_prep.cli.evidence_lines import read_evidence
from mbc_prep.readiness.estimate import estimate
from tests.benchmarks.readiness.baselines import last_mock_probability
from tests.benchmarks.readiness.figures import brier, calibration_error
from tests.benchmarks.readiness.worlds import TUNING, make_learner

RATE = 0.5


def test_the_estimate_beats_the_pass_rate_and_the_last_mock() -> None:
    learners = [make_learner(TUNING[0], 300, Random(f"small-{n}"), RATE) for n in range(60)]
    evidence: list[Any] = [learner.evidence for learner in learners]
    found = [estimate(read_evidence(one)) for one in evidence]
    said = [one.p_pass for one in found]
    true = [learner.passes["today"] for learner in learners]
    base, oracle = brier([RATE] * 60, true), brier(true, true)
    assert (base - brier(said, true)) / (base - oracle) > 0.4
    assert brier(said, true) < brier([last_mock_probability(one) for one in evidence], true)
    assert calibration_error(said, true, bins=4) < 0.12
    inside = [
        one.quantiles[0.05] <= score <= one.quantiles[0.95]
        for one, learner in zip(found, learners, strict=True)
        for score in learner.scores["today"]
    ]
    assert 0.84 < fmean(inside) < 0.97
