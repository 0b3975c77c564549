"""What a submitted sitting says: score, domains, pace, changed answers, certainty.

Pure. Fractions are of scored points; seconds are of the sitting's own clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mbc_prep.exam.certification import Form, PassRule
from mbc_prep.exam.item import Item
from mbc_prep.exam.scoring import points, possible
from mbc_prep.exam.sitting import Entry, EntryState, Sitting


@dataclass(frozen=True, slots=True)
class DomainScore:
    """Points of one domain; ``seconds`` is the time spent on its items."""

    id: str
    won: float
    of: int
    seconds: float

    @property
    def fraction(self) -> float:
        """Share of the points that was won."""
        return self.won / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """An answer that was changed during the sitting."""

    position: int
    was_right: bool
    is_right: bool


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds per item against the budget, and the positions that took longest."""

    mean: float
    budget: float | None
    slowest: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The whole report. ``unscored`` points belong to pretest items and count for nothing."""

    won: float
    of: int
    passing: PassRule | None
    domains: tuple[DomainScore, ...]
    pace: Pace
    changes: tuple[AnswerChange, ...]
    marks: tuple[float, ...]
    blank: tuple[int, ...]
    sure_and_wrong: tuple[int, ...]
    unsure_and_right: tuple[int, ...]

    @property
    def fraction(self) -> float:
        """Share of the scored points that was won."""
        return self.won / self.of if self.of else 0.0

    @property
    def needed(self) -> int | None:
        """Points that pass, None for drills."""
        if self.passing is None:
            return None
        return -(-round(self.passing.fraction * self.of * 100) // 100)

    @property
    def passed(self) -> bool | None:
        """Whether the pass mark was reached, None for drills."""
        return None if self.needed is None else self.won >= self.needed

    def count_changes(self, was_right: bool, is_right: bool) -> int:
        """How many answers were changed in that direction."""
        wanted = (was_right, is_right)
        return sum(1 for change in self.changes if (change.was_right, change.is_right) == wanted)


def scaled_estimate(result: Result) -> tuple[int, int, int]:
    """Estimate a scaled score: low, middle and high end of a 90 % range.

    The bodies publish no conversion. Ours is the straight line from the bottom of the scale at
    nothing right, through the cut at the stand-in percentage, to the top at everything right;
    the range is the sampling error of a proportion, 1.645 sqrt(p (1 - p) / n), carried through
    it. Needs a result with a scaled rule and at least one point.
    """
    assert result.passing is not None
    p = result.fraction
    error = 1.645 * math.sqrt(p * (1 - p) / result.of)
    low, middle, high = (
        _on_scale(min(1.0, max(0.0, value)), result.passing) for value in (p - error, p, p + error)
    )
    return low, middle, high


def _on_scale(fraction: float, rule: PassRule) -> int:
    (bottom, top), cut = rule.scale, rule.fraction
    if fraction < cut:
        return round(bottom + (rule.cut - bottom) * fraction / cut)
    return round(rule.cut + (top - rule.cut) * (fraction - cut) / (1 - cut))


def score_sitting(
    sitting: Sitting,
    items: Mapping[str, Item],
    form: Form | None,
    choices: Mapping[int, Sequence[tuple[int, ...]]],
) -> Result:
    """Score a sitting.

    ``choices`` holds, by position, every choice in the order it was made (from the log). Items no
    longer in the bank keep the mark they were given when the sitting was submitted.
    """
    marks = tuple(_mark(entry, items.get(entry.item_id)) for entry in sitting.entries)
    worth = tuple(_worth(items.get(entry.item_id)) for entry in sitting.entries)
    scored = [place for place, entry in enumerate(sitting.entries) if entry.scored]
    wrong = [place for place in range(len(marks)) if marks[place] < worth[place]]
    right = [place for place in range(len(marks)) if marks[place] >= worth[place]]
    return Result(
        won=sum(marks[place] for place in scored),
        of=sum(worth[place] for place in scored),
        passing=form.passing if form else None,
        domains=_by_domain(sitting.entries, marks, worth, scored),
        pace=_pace(sitting, form),
        changes=_changes(sitting.entries, items, choices),
        marks=marks,
        blank=tuple(
            place
            for place, entry in enumerate(sitting.entries)
            if entry.state is not EntryState.COMPLETE
        ),
        sure_and_wrong=tuple(p for p in wrong if sitting.entries[p].confidence == "sure"),
        unsure_and_right=tuple(p for p in right if sitting.entries[p].confidence == "unsure"),
    )


def _mark(entry: Entry, item: Item | None) -> float:
    return points(item, entry) if item is not None else (entry.correct or 0.0)


def _worth(item: Item | None) -> int:
    return possible(item) if item is not None else 1


def _by_domain(
    entries: Sequence[Entry], marks: Sequence[float], worth: Sequence[int], scored: Iterable[int]
) -> tuple[DomainScore, ...]:
    rows: dict[str, list[int]] = {}
    for place in scored:
        rows.setdefault(entries[place].domain, []).append(place)
    return tuple(
        DomainScore(
            domain,
            sum(marks[place] for place in places),
            sum(worth[place] for place in places),
            sum(entries[place].seconds for place in places),
        )
        for domain, places in rows.items()
    )


def _pace(sitting: Sitting, form: Form | None) -> Pace:
    seen = [place for place, entry in enumerate(sitting.entries) if entry.seen]
    spent = {place: sitting.entries[place].seconds for place in seen}
    slowest = sorted(spent, key=lambda place: -spent[place])[:5]
    budget = form.minutes * 60 / form.items if form else None
    return Pace(sum(spent.values()) / len(spent) if spent else 0.0, budget, tuple(slowest))


def _changes(
    entries: Sequence[Entry],
    items: Mapping[str, Item],
    choices: Mapping[int, Sequence[tuple[int, ...]]],
) -> tuple[AnswerChange, ...]:
    """Compare the first complete answer of each single-choice entry with the last."""
    found: list[AnswerChange] = []
    for place, entry in enumerate(entries):
        item = items.get(entry.item_id)
        made = [choice for choice in choices.get(place, ()) if choice]
        if item is None or item.type != "single_choice" or len(made) < 2 or not entry.choice:
            continue
        if len(set(made)) > 1:
            first, last = made[0] == item.keys, entry.choice == item.keys
            found.append(AnswerChange(place, first, last))
    return tuple(found)
