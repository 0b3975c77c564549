"""Print the validation table: ``python -m tests.benchmarks.readiness [learners] [tuning]``.

For each world and number of answers: the estimate, the baselines and the oracle, then the bars of
the issue. Without ``tuning`` the worlds and seeds are ones the estimate was not tuned on.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from random import Random
from statistics import fmean
from typing import Any

from mbc_prep.cli.evidence_lines import read_evidence
from mbc_prep.readiness.estimate import estimate
from tests.benchmarks.readiness import figures
from tests.benchmarks.readiness.baselines import BASELINES
from tests.benchmarks.readiness.worlds import COUNTS, PLANS, REPORTED, TUNING, World, make_learner

SEEDS = {True: 11, False: 4099}


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one world and number of answers; ``said`` by method, ``plans`` by plan."""

    world: str
    answers: int
    said: Mapping[str, tuple[float, ...]]
    true: tuple[float, ...]
    covered: float
    plans: Mapping[str, tuple[float, float]]
    calibration: Mapping[str, float]
    ordered: float
    advice: float


def pass_rate(job: tuple[World, int]) -> float:
    """The pass rate that would be published in a world: of learners other than those judged."""
    world, seed = job
    return fmean(
        make_learner(world, 0, Random(f"{seed}-rate-{world.name}-{n}")).passes["today"]
        for n in range(600)
    )


def measure(job: tuple[World, float, int, int, int]) -> Row:
    """Simulate learners of one world and number of answers and judge all methods on them."""
    world, rate, answers, count, seed = job
    learners = [
        make_learner(world, answers, Random(f"{seed}-{world.name}-{answers}-{n}"), rate)
        for n in range(count)
    ]
    said: dict[str, list[float]] = {name: [] for name in ("estimate", *BASELINES)}
    by_plan: dict[str, list[float]] = {plan: [] for plan in PLANS}
    inside, advice = [], []
    for learner in learners:
        for name, baseline in BASELINES.items():
            said[name].append(baseline(learner.evidence))
        evidence: Any = dict(learner.evidence)
        for plan in PLANS:
            found = estimate(read_evidence({**evidence, "plan": plan}))
            by_plan[plan].append(found.p_pass)
            low, high = found.quantiles[0.05], found.quantiles[0.95]
            if plan == "today":
                inside += [low <= score <= high for score in learner.scores[plan]]
                advice.append(_advice_share(found.domains, learner.gain))
    said["estimate"] = by_plan["today"]
    return Row(
        world.name,
        answers,
        {name: tuple(values) for name, values in said.items()},
        tuple(learner.passes["today"] for learner in learners),
        fmean(inside),
        {p: (fmean(by_plan[p]), fmean(one.passes[p] for one in learners)) for p in PLANS},
        {
            p: figures.calibration_error(by_plan[p], [one.passes[p] for one in learners])
            for p in PLANS
        },
        fmean(a < b < c for a, b, c in zip(*(by_plan[p] for p in PLANS), strict=True)),
        fmean(advice),
    )


def _advice_share(levels: Sequence[Any], gain: Mapping[str, float]) -> float:
    """Points in the five domains advised first, as a share of the five truly best."""
    from mbc_prep.readiness.advice import gains

    top = [one.domain for one in gains(levels, 0.25)[:5]]
    return sum(gain[d] for d in top) / sum(sorted(gain.values(), reverse=True)[:5])


def bars(row: Row) -> dict[str, bool]:
    """Which bars of the issue a row meets."""
    said, true = row.said["estimate"], row.true
    own = figures.brier(said, true), figures.log_loss(said, true)
    return {
        "brier": all(own[0] < figures.brier(row.said[b], true) for b in BASELINES),
        "log loss": all(own[1] < figures.log_loss(row.said[b], true) for b in BASELINES),
        "skill": skill(row, "estimate") >= (0.3 if row.answers == 30 else 0.6),
        "calibration": figures.calibration_error(said, true) <= 0.06,
        "coverage": 0.87 <= row.covered <= 0.94,
        "order": row.plans["pause"][0] < row.plans["today"][0] < row.plans["continue"][0],
    }


def skill(row: Row, name: str) -> float:
    """Share of the oracle's gain in Brier score over the published pass rate."""
    base = figures.brier(row.said["pass rate"], row.true)
    oracle = figures.brier(row.true, row.true)
    return (base - figures.brier(row.said[name], row.true)) / (base - oracle)


def show(rows: Sequence[Row]) -> None:
    """Print the tables."""
    names = [name for name in BASELINES if name != "pass rate"]
    heads = ["world", "answers", "skill (of oracle)", *names, "Brier / oracle", "log loss",
             "calibration", "slope", "90 % holds", "cost / oracle", "bars missed"]  # fmt: skip
    _print_head(heads)
    for row in rows:
        said, true = row.said["estimate"], row.true
        missed = ", ".join(name for name, held in bars(row).items() if not held)
        cells = [
            row.world, str(row.answers), f"**{skill(row, 'estimate'):.2f}**",
            *(f"{skill(row, name):.2f}" for name in names),
            f"{figures.brier(said, true):.3f} / {figures.brier(true, true):.3f}",
            f"{figures.log_loss(said, true):.3f}", f"{figures.calibration_error(said, true):.3f}",
            f"{figures.slope(said, true):.2f}", f"{row.covered:.3f}",
            f"{figures.decision_cost(said, true):.3f} / {figures.decision_cost(true, true):.3f}",
            missed or "none",
        ]  # fmt: skip
        print("| " + " | ".join(cells) + " |")
    print()
    _print_head(["world", "answers", *(f"{plan}: said / true" for plan in PLANS),
                 "error of pause", "of continue", "each in order", "advice"])  # fmt: skip
    for row in rows:
        cells = [
            row.world, str(row.answers),
            *(f"{row.plans[p][0]:.2f} / {row.plans[p][1]:.2f}" for p in PLANS),
            f"{row.calibration['pause']:.3f}", f"{row.calibration['continue']:.3f}",
            f"{row.ordered:.2f}", f"{row.advice:.2f}",
        ]  # fmt: skip
        print("| " + " | ".join(cells) + " |")


def _print_head(heads: Sequence[str]) -> None:
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))


def main(words: Sequence[str]) -> None:
    """Measure and print."""
    tuning = "tuning" in words
    count = next((int(word) for word in words if word.isdigit()), 300)
    worlds = TUNING if tuning else REPORTED
    seed = SEEDS[tuning]
    with ProcessPoolExecutor() as pool:
        rates = list(pool.map(pass_rate, [(world, seed) for world in worlds]))
        jobs = [
            (world, rate, answers, count, seed)
            for world, rate in zip(worlds, rates, strict=True)
            for answers in COUNTS
        ]
        show(list(pool.map(measure, jobs)))


if __name__ == "__main__":
    main(sys.argv[1:])
