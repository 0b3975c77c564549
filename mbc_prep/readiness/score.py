"""The score of the real form: from abilities to a distribution, and to the chance of passing.

Owns the arithmetic between ability and points. Three things make the score uncertain: what we do
not know of the ability, the exam day (good or bad), and which items the form happens to hold. The
first two are a normal shift of all abilities at once; given the shift the score is a sum of
independent right and wrong answers, taken as normal (a binomial of about 100 items). The mixture
is summed over a grid of the shift.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, exp, sqrt

from mbc_prep.readiness.ability import BELIEFS, Ability, Beliefs
from mbc_prep.readiness.cells import chance
from mbc_prep.readiness.evidence import Target

_STEPS = [-3.0 + 0.4 * step for step in range(16)]
_SHARES = [exp(-0.5 * step * step) for step in _STEPS]
_SHARES = [share / sum(_SHARES) for share in _SHARES]
_FUTURES = (0.3, 1.0, 1.7)
"""A third of the expected change, all of it, or nearly twice as much: each as likely."""
CHANGE_SD = 0.57
"""Standard deviation of those, as a share of the expected change."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Distribution of the fraction right: a mixture of normals, each (share, mean, spread)."""

    parts: tuple[tuple[float, float, float], ...]
    scored: int

    def below(self, fraction: float, extra_sd: float = 0.0) -> float:
        """Chance of a score below a fraction; ``extra_sd`` is doubt about the fraction."""
        total = 0.0
        for share, mean, sd in self.parts:
            total += share * _normal((fraction - mean) / sqrt(sd * sd + extra_sd * extra_sd))
        return total

    def quantile(self, share: float) -> float:
        """Fraction right that is not reached with that chance."""
        low, high = -0.5, 1.5
        for _ in range(18):
            middle = (low + high) / 2
            low, high = (middle, high) if self.below(middle) < share else (low, middle)
        return min(1.0, max(0.0, (low + high) / 2))

    def passing(self, target: Target) -> float:
        """Chance of reaching the cut; scores are whole points, so half a point below counts."""
        points = target.cut * self.scored
        needed = -int(-(points - 1e-9) // 1)
        fraction = (needed - 0.5) / self.scored
        return 1.0 - self.below(fraction, target.cut_sd)


def foresee(ability: Ability, target: Target) -> Scores:
    """Distribution of the score on the exam day, under the plan the ability was judged for."""
    slopes = []
    for name, mean in zip(ability.domains, ability.mean, strict=True):
        known = chance(0.0, mean)
        gain = (1.0 - target.guess_in(name)) * known * (1.0 - known)
        slopes.append(target.weights[name] * gain)
    shares = [slope / sum(slopes) for slope in slopes]
    spread = sqrt(ability.variance(shares) + ability.day_sd**2)
    futures = [ability.change * much for much in _FUTURES] if ability.change else [0.0]
    parts: list[tuple[float, float, float]] = []
    for change in futures:
        moved = [mean + change for mean in ability.mean]
        scores = mixture(moved, spread, target)
        parts += [(share / len(futures), mean, sd) for share, mean, sd in scores.parts]
    return Scores(tuple(parts), target.scored)


def mixture(abilities: Sequence[float], spread: float, target: Target) -> Scores:
    """Scores when all abilities (in the target's order) shift together by a normal ``spread``."""
    parts = []
    rows = [(w, target.guess_in(name)) for name, w in target.weights.items()]
    for share, step in zip(_SHARES, _STEPS, strict=True):
        mean = noise = 0.0
        for (weight, guess), ability in zip(rows, abilities, strict=True):
            hit = chance(guess, ability + spread * step)
            mean += weight * hit
            noise += weight * hit * (1.0 - hit)
        parts.append((share, mean, sqrt(max(noise, 1e-6) / target.scored)))
    return Scores(tuple(parts), target.scored)


def prior_level(target: Target, beliefs: Beliefs = BELIEFS) -> float:
    """Log-odds at which candidates like the published ones pass at the published rate."""
    spread = sqrt(beliefs.level_sd**2 + beliefs.day_sd**2)
    low, high = -6.0, 8.0
    for _ in range(16):
        middle = (low + high) / 2
        scores = mixture([middle] * len(target.weights), spread, target)
        low, high = (middle, high) if scores.passing(target) < target.pass_rate else (low, middle)
    return (low + high) / 2


def _normal(z: float) -> float:
    return 0.5 * (1.0 + erf(z / sqrt(2.0)))
