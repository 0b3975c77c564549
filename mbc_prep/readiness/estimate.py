"""The estimate: from evidence to a chance of passing, a score interval and a level per domain.

Owns the order of the steps and what is "too little to say". With no answers it says the published
pass rate and that nothing is measured; it never says zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from mbc_prep.readiness.ability import BELIEFS, Ability, Beliefs, judge
from mbc_prep.readiness.cells import chance
from mbc_prep.readiness.evidence import Answer, Evidence, put_in_order
from mbc_prep.readiness.score import CHANGE_SD, foresee, mixture, prior_level

LITTLE = 10
"""Below so many first answers in a domain there is too little to say about it."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_Z90 = 1.645


@dataclass(frozen=True, slots=True)
class DomainLevel:
    """Expected share of right answers in one domain, with a 90 % interval.

    ``answers`` counts first answers; ``measured`` is False where they are too few to say anything.
    """

    id: str
    weight: float
    low: float
    mid: float
    high: float
    answers: int

    @property
    def measured(self) -> bool:
        """Whether there is enough to say something about this domain by itself."""
        return self.answers >= LITTLE


@dataclass(frozen=True, slots=True)
class Estimate:
    """What the evidence says about the exam.

    ``p_low`` and ``p_high``: were the ability known, the chance would lie between them in two
    cases of three. ``quantiles`` holds fractions right by their share. ``measured`` is False
    without answers.
    """

    p_pass: float
    p_low: float
    p_high: float
    quantiles: Mapping[float, float]
    domains: tuple[DomainLevel, ...]
    answers: int
    measured: bool
    notes: tuple[str, ...]


def estimate(evidence: Evidence, beliefs: Beliefs = BELIEFS) -> Estimate:
    """Estimate the chance of passing and the score on the exam day."""
    answers, notes = put_in_order(evidence)
    target = evidence.target
    start = prior_level(target, beliefs)
    if not answers:
        return _nothing_measured(evidence, start, notes, beliefs)
    ability = judge(evidence, answers, start, beliefs)
    scores = foresee(ability, target)
    low, high = _range(ability, evidence)
    return Estimate(
        p_pass=scores.passing(target),
        p_low=low,
        p_high=high,
        quantiles={share: scores.quantile(share) for share in QUANTILES},
        domains=_levels(ability, evidence, answers),
        answers=sum([answer.first for answer in answers]),
        measured=True,
        notes=notes,
    )


def _nothing_measured(
    evidence: Evidence, start: float, notes: tuple[str, ...], beliefs: Beliefs
) -> Estimate:
    """The published pass rate, and the scores of candidates who pass at that rate."""
    target = evidence.target
    spread = sqrt(beliefs.level_sd**2 + beliefs.day_sd**2)
    scores = mixture([start] * len(target.weights), spread, target)
    alone = sqrt(beliefs.level_sd**2 + beliefs.domain_sd**2)
    return Estimate(
        p_pass=target.pass_rate,
        p_low=target.pass_rate,
        p_high=target.pass_rate,
        quantiles={share: scores.quantile(share) for share in QUANTILES},
        domains=tuple(
            _level(name, weight, (start, alone), target.guess_in(name), 0)
            for name, weight in target.weights.items()
        ),
        answers=0,
        measured=False,
        notes=notes,
    )


def _range(ability: Ability, evidence: Evidence) -> tuple[float, float]:
    target = evidence.target
    weights = [target.weights[name] for name in ability.domains]
    sd = sqrt(ability.variance(weights) + (CHANGE_SD * ability.change) ** 2)
    low, high = (
        mixture(
            [mean + ability.change + side * sd for mean in ability.mean],
            ability.day_sd, target,
        ).passing(target)
        for side in (-1.0, 1.0)
    )  # fmt: skip
    return low, high


def _levels(
    ability: Ability, evidence: Evidence, answers: Sequence[Answer]
) -> tuple[DomainLevel, ...]:
    counts = Counter([answer.domain for answer in answers if answer.first])
    found = []
    for place, name in enumerate(ability.domains):
        one = [float(place == other) for other in range(len(ability.domains))]
        view = (ability.mean[place] + ability.change, sqrt(ability.variance(one)))
        weight, guess = evidence.target.weights[name], evidence.target.guess_in(name)
        found.append(_level(name, weight, view, guess, counts[name]))
    return tuple(found)


def _level(
    name: str, weight: float, view: tuple[float, float], guess: float, answers: int
) -> DomainLevel:
    mean, sd = view
    low, mid, high = (chance(guess, mean + side * _Z90 * sd) for side in (-1.0, 0.0, 1.0))
    return DomainLevel(name, weight, low, mid, high, answers)
