"""Two named forms, A and B, that share no item and are alike in all that makes a form hard.

Owns how a balanced pair is found and how one is drawn by its names. A pair is found once by an
author (``mbc-prep form CERT --balance``) and kept with the certification, so that form A stays
form A however the bank grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from mbc_prep.errors import NotEnoughItemsError
from mbc_prep.exam.assembly import Drawn, PoolItem, draw_form
from mbc_prep.exam.certification import Form, NamedForm

if TYPE_CHECKING:
    from random import Random

DIFFICULTIES = {"easy": 0.0, "medium": 1.0, "hard": 2.0}
NAMES = ("A", "B")


@dataclass(frozen=True, slots=True)
class Traits:
    """What two forms must have alike: difficulty 0 (easy) to 2 (hard), and words to read."""

    difficulty: float
    words: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two forms are.

    ``difficulty``: the gap of the mean difficulties (of 0 to 2); ``words``: the gap of the words
    to read, as a share of the longer form.
    """

    difficulty: float
    words: float

    @property
    def gap(self) -> float:
        """Both in one number; half a step of difficulty in every item counts like all its words."""
        return 2 * self.difficulty + self.words


def likeness(a: Sequence[str], b: Sequence[str], traits: Mapping[str, Traits]) -> Likeness:
    """Compare two forms by the ids of their items."""
    of_a, of_b = [traits[one] for one in a], [traits[one] for one in b]
    words = sorted((sum(one.words for one in of_a), sum(one.words for one in of_b)))
    return Likeness(
        abs(fmean(one.difficulty for one in of_a) - fmean(one.difficulty for one in of_b)),
        (words[1] - words[0]) / max(1, words[1]),
    )


def draw_pair(
    form: Form, pool: Sequence[PoolItem], traits: Mapping[str, Traits], rng: Random, tries: int
) -> tuple[NamedForm, NamedForm]:
    """Draw many disjoint pairs and return the most alike.

    Raises NotEnoughItemsError in the words of the last try when the bank gave no pair.
    """
    best: tuple[float, tuple[NamedForm, NamedForm]] | None = None
    fault = NotEnoughItemsError("No pair was tried.")
    for _ in range(tries):
        try:
            first = draw_form(form, pool, rng)
            taken = {one.id for one in first}
            second = draw_form(form, [one for one in pool if one.id not in taken], rng)
        except NotEnoughItemsError as error:
            fault = error
            continue
        gap = likeness([one.id for one in first], [one.id for one in second], traits).gap
        if best is None or gap < best[0]:
            best = gap, (_named(NAMES[0], first), _named(NAMES[1], second))
    if best is None:
        raise fault
    return best[1]


def draw_named(form: Form, name: str, pool: Sequence[PoolItem]) -> tuple[Drawn, ...]:
    """Return the form of that name. Raises NotEnoughItemsError where there is none any more."""
    named = next((one for one in form.named if one.name == name.upper()), None)
    if named is None:
        known = ", ".join(one.name for one in form.named) or "none"
        raise NotEnoughItemsError(
            f"There is no named form {name!r} of {form.id}; named forms: {known}."
        )
    domains = {item.id: item.domain for item in pool}
    gone = [one for one in named.items if one not in domains]
    if gone:
        raise NotEnoughItemsError(
            f"Form {named.name} of {form.id} names an item the bank no longer has: {gone[0]}."
        )
    pretest = frozenset(named.pretest)
    return tuple(Drawn(one, domains[one], one not in pretest) for one in named.items)


def _named(name: str, drawn: Sequence[Drawn]) -> NamedForm:
    pretest = tuple(one.id for one in drawn if not one.scored)
    return NamedForm(name, tuple(one.id for one in drawn), pretest)
