"""Answers counted by what they share: a span of time, a domain, mock or drill, first or repeat.

Owns the chance of a right answer. Answers of a cell share one probability, so that twenty thousand
answers weigh on the fit as some hundred cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from operator import itemgetter

from mbc_prep.readiness.evidence import Answer, Target
from mbc_prep.readiness.moods import Kind

_KIND_AND_MARK = itemgetter(2, 5, 4, 3)


@dataclass(slots=True)
class Cell:
    """Answers of one span, domain and kind.

    The cell's ability is the sum of the model's terms at ``places``.
    """

    places: tuple[int, ...]
    guess: float
    right: float
    total: float


def count_cells(
    parts: Sequence[Sequence[Answer]], target: Target, repeat_weight: float
) -> list[dict[Kind, Cell]]:
    """Count right answers by span and kind; a repeat counts for ``repeat_weight``.

    Places are the spans, now and the exam day, the domains, drill, repeat.
    """
    first_domain = len(parts) + 2
    drill = first_domain + len(target.weights)
    place = {name: first_domain + number for number, name in enumerate(target.weights)}
    found: list[dict[Kind, Cell]] = []
    for span, part in enumerate(parts):
        cells: dict[Kind, Cell] = {}
        # Counted by the library: a loop over twenty thousand answers would be felt.
        for (domain, mock, first, mark), count in Counter(map(_KIND_AND_MARK, part)).items():
            cell = cells.get((domain, mock, first))
            if cell is None:
                places = [span, place[domain]]
                places += [] if mock else [drill]
                places += [] if first else [drill + 1]
                cell = Cell(tuple(places), target.guess_in(domain), 0.0, 0.0)
                cells[domain, mock, first] = cell
            weight = count * (1.0 if first else repeat_weight)
            cell.right += weight * mark
            cell.total += weight
        found.append(cells)
    return found


def expected(cells: Mapping[Kind, Cell], mean: Sequence[float]) -> dict[Kind, tuple[float, float]]:
    """Chance of a right answer, and how fast it rises with ability, by kind."""
    return {
        kind: hit_and_slope(cell.guess, sum([mean[place] for place in cell.places]))
        for kind, cell in cells.items()
    }


def hit_and_slope(guess: float, ability: float) -> tuple[float, float]:
    """Chance of a right answer and its slope, kept off the ends where nothing more is told."""
    known = 1.0 / (1.0 + exp(-max(-6.0, min(6.0, ability))))
    return guess + (1.0 - guess) * known, (1.0 - guess) * known * (1.0 - known)


def chance(guess: float, ability: float) -> float:
    """Chance of a right answer to a new item."""
    return guess + (1.0 - guess) / (1.0 + exp(-max(-30.0, min(30.0, ability))))
