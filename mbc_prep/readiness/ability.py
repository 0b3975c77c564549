"""The ability model: what the answers say about the learner, with how sure that is.

Owns prior, likelihood and posterior. Ability is a log-odds: of the items one does not merely guess,
the share one knows. In words:

- *level* moves in time: it grows while the learner studies, at a speed of the learner's own, fades
  in a pause, wanders a little (``timeline`` has the clocks), and each day is a little better or
  worse than the level (``moods`` tells by how much for this learner);
- *domains* lie around the level (partial pooling: Gelman & Hill 2007, chapter 12), so that four
  answers in a domain do not shout;
- *cards* hint at weak domains by their lapses, and at the pace of fading by their recall;
- *drills* may be easier or harder than mocks, for this learner, and *repeats* are easier than new
  items, by how much the learner's own repeats tell;
- an answer is right with probability guess + (1 - guess) · logistic(ability) (three-parameter
  model, Birnbaum 1968; the spread of item difficulty is part of the ability's scale, since no item
  is answered twice by one learner as if new). A repeat counts for less.

All priors are normal. The posterior is normal around its mode (Laplace's method by Fisher scoring,
Rasmussen & Williams 2006, section 3.4); nothing is sampled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from mbc_prep.readiness.cards import domain_hints, fading_factor
from mbc_prep.readiness.cells import Cell, count_cells, expected, hit_and_slope
from mbc_prep.readiness.evidence import DAY, Answer, Evidence, usable_cards
from mbc_prep.readiness.linear import Matrix, backward, cholesky, forward, inverse
from mbc_prep.readiness.moods import USUAL_SD, mood_sd, sums_by_day
from mbc_prep.readiness.timeline import Clocks, Timeline, spans


@dataclass(frozen=True, slots=True)
class Beliefs:
    """What is believed before any answer; log-odds, weeks. Tuned as ``tests/benchmarks`` tells."""

    level_sd: float = 0.65
    domain_sd: float = 0.42
    drill_sd: float = 0.1
    day_sd: float = USUAL_SD
    growth: float = 0.09
    growth_sd: float = 0.06
    fading: float = 0.05
    fading_sd: float = 0.04
    wander_sd: float = 0.08
    repeat: float = 0.8
    repeat_sd: float = 0.6
    repeat_weight: float = 0.5


BELIEFS = Beliefs()


@dataclass(frozen=True, slots=True)
class Ability:
    """Where the learner stands today, mean log-odds by domain, and what the plan will change.

    ``change`` is expected of all domains alike until the exam: below zero in a pause, above zero
    with study, nothing today. ``day_sd`` is how much this learner's days differ.
    """

    domains: tuple[str, ...]
    mean: tuple[float, ...]
    change: float
    day_sd: float
    lower: Matrix
    first: int

    def variance(self, weights: Sequence[float]) -> float:
        """Variance of a weighted sum of the domains' abilities today."""
        right = [0.0] * len(self.lower)
        right[self.first - 2] = sum(weights)
        right[self.first : self.first + len(weights)] = weights
        return sum([value * value for value in forward(self.lower, right)])


def judge(
    evidence: Evidence, answers: Sequence[Answer], start: float, beliefs: Beliefs = BELIEFS
) -> Ability:
    """Fit the model; ``start`` is the log-odds believed before any answer, for today."""
    cards = usable_cards(evidence)
    timeline = Timeline(evidence, answers, cards)
    parts = spans(answers, evidence.now)
    names = tuple(evidence.target.weights)
    clocks = [timeline.at(fmean([a.at for a in part])) for part in parts]
    clocks += [timeline.at(evidence.now), timeline.at_exam()]
    noise = [_day_noise(part, beliefs) for part in parts] + [0.0, 0.0]
    prior_mean, precision = _prior(clocks, noise, len(names), start, beliefs)
    _hint(domain_hints(cards, names), names, len(clocks), prior_mean, precision)
    cells = count_cells(parts, evidence.target, beliefs.repeat_weight)
    mean, lower = _fit([cell for part in cells for cell in part.values()], prior_mean, precision)
    first = len(clocks)
    now, exam = mean[first - 2 : first]
    change = _no_miracles(exam - now, evidence, clocks, beliefs)
    if evidence.plan == "pause":
        change *= fading_factor(cards, evidence.now, evidence.exam)
    return Ability(
        domains=names,
        mean=tuple(now + mean[first + place] for place in range(len(names))),
        change=change,
        day_sd=mood_sd(sums_by_day(parts, [expected(part, mean) for part in cells])),
        lower=lower,
        first=first,
    )


def _no_miracles(
    change: float, evidence: Evidence, clocks: Sequence[Clocks], beliefs: Beliefs
) -> float:
    """Expected change until the exam: a pause never helps and study never harms."""
    now, exam = clocks[-2:]
    if evidence.plan == "pause":
        return min(change, -0.5 * beliefs.fading * (exam.fading - now.fading))
    if evidence.plan == "continue":
        return max(change, 0.5 * beliefs.growth * (exam.growth - now.growth))
    return 0.0


def _day_noise(part: Sequence[Answer], beliefs: Beliefs) -> float:
    """Variance of a span's level by good and bad days; many days even out."""
    sizes = Counter([answer.at // DAY for answer in part]).values()
    days = len(part) ** 2 / sum([size * size for size in sizes])
    return beliefs.day_sd**2 / days


def _prior(
    clocks: Sequence[Clocks], noise: Sequence[float], domains: int, start: float, beliefs: Beliefs
) -> tuple[list[float], Matrix]:
    """Mean and precision of: levels by span, now, on the exam day; domains; drill; repeat."""
    now = clocks[-2]
    grown = [clock.growth - now.growth for clock in clocks]
    faded = [clock.fading - now.fading for clock in clocks]
    mean = [
        start + beliefs.growth * up - beliefs.fading * down
        for up, down in zip(grown, faded, strict=True)
    ]
    size = len(clocks)
    spread: Matrix = []
    for i in range(size):
        row = []
        for j in range(size):
            both = beliefs.level_sd**2
            both += beliefs.growth_sd**2 * grown[i] * grown[j]
            both += beliefs.fading_sd**2 * faded[i] * faded[j]
            both += beliefs.wander_sd**2 * _shared(clocks[i].ago, clocks[j].ago)
            if i == j:
                both += noise[i] + 1e-6
            row.append(both)
        spread.append(row)
    sds = [beliefs.domain_sd] * domains + [beliefs.drill_sd, beliefs.repeat_sd]
    precision = [[*row, *[0.0] * len(sds)] for row in inverse(spread)]
    for place, sd in enumerate(sds, size):
        precision.append([0.0] * (size + len(sds)))
        precision[place][place] = 1.0 / sd**2
    return mean + [0.0] * (domains + 1) + [beliefs.repeat], precision


def _hint(
    hints: Mapping[str, tuple[float, float]],
    names: Sequence[str],
    first: int,
    mean: list[float],
    precision: Matrix,
) -> None:
    """Move the prior of domains by what their cards tell; both are normal, so precisions add."""
    for place, name in enumerate(names, first):
        if name in hints:
            value, trust = hints[name]
            own = precision[place][place]
            precision[place][place] = own + trust
            mean[place] = value * trust / (own + trust)


def _shared(one: float, other: float) -> float:
    """Weeks that two walks, both begun now, have in common; past and future share none."""
    return min(abs(one), abs(other)) if one * other > 0 else 0.0


def _fit(
    cells: Sequence[Cell], prior_mean: Sequence[float], precision: Matrix
) -> tuple[list[float], Matrix]:
    """Find the mode by Fisher scoring; returns it with the triangle of the precision there."""
    pull = [sum([p * m for p, m in zip(row, prior_mean, strict=True)]) for row in precision]
    mean = list(prior_mean)
    for _ in range(12):
        matrix = [list(row) for row in precision]
        right = list(pull)
        for cell in cells:
            _add(cell, mean, matrix, right)
        lower = cholesky(matrix)
        new = backward(lower, forward(lower, right))
        step = max(abs(a - b) for a, b in zip(new, mean, strict=True))
        mean = new
        if step < 2e-2:
            break
    return mean, lower


def _add(cell: Cell, mean: Sequence[float], matrix: Matrix, right: list[float]) -> None:
    """Add a cell's information: working response and weight of a binomial with a floor."""
    places = cell.places
    ability = max(-6.0, min(6.0, sum([mean[place] for place in places])))
    hit, slope = hit_and_slope(cell.guess, ability)
    weight = cell.total * slope * slope / (hit * (1.0 - hit))
    response = weight * (ability + (cell.right / cell.total - hit) / slope)
    for place in places:
        right[place] += response
        row = matrix[place]
        for other in places:
            if other <= place:
                row[other] += weight
