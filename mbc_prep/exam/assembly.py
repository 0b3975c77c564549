"""Draws a form from the bank by its blueprint.

Owns which items a sitting gets, in which order, and how their options are shuffled.
Deterministic under a given ``rng``. Knows the bank only as light rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mbc_prep.errors import NotEnoughItemsError
from mbc_prep.exam.certification import PRETEST, Form, FormDomain
from mbc_prep.exam.item import Item

if TYPE_CHECKING:
    from random import Random

MAX_KEY_RUN = 4
"""The key stands in the same place at most this many times in a row."""

_BLOCK = 2 * MAX_KEY_RUN

CASE_DOMAIN = "case"
"""Bank domain of typed-code cases, whatever rows a form splits their blanks into."""


@dataclass(frozen=True, slots=True)
class PoolItem:
    """What assembly needs to know of an item.

    ``times`` is how often the learner has met it and ``last`` when (any growing number).
    """

    id: str
    domain: str
    type: str
    scenario: str = ""
    times: int = 0
    last: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """One place of a drawn form."""

    id: str
    domain: str
    scored: bool = True


def draw_form(form: Form, pool: Sequence[PoolItem], rng: Random) -> tuple[Drawn, ...]:
    """Draw a whole form: blueprint counts met, no repeats, least-seen items first.

    Raises NotEnoughItemsError naming every domain that falls short.
    """
    units = _units(pool, form.item_types)
    taken: set[str] = set()
    sections: list[list[list[Drawn]]] = []
    short: list[str] = []
    for row, wanted in _rows(form):
        picked, missing = _pick(units[row.id], wanted, row.type, taken, rng)
        if missing:
            short.append(f"{row.name} {wanted - missing} of {wanted}")
        sections.append([[Drawn(item.id, row.id) for item in unit] for unit in picked])
    if form.pretest:
        picked = _pick_pretest(form, units, taken, rng)
        if len(picked) < form.pretest:
            short.append(f"pretest {len(picked)} of {form.pretest}")
        sections.append([[Drawn(item.id, item.domain, False) for item in unit] for unit in picked])
    if short:
        raise NotEnoughItemsError(
            f"The bank cannot fill the form {form.id} yet: " + "; ".join(short) + "."
        )
    placed = [unit for section in sections for unit in section]
    if form.order == "shuffled":
        rng.shuffle(placed)
    return tuple(drawn for unit in placed for drawn in unit)


def draw_drill(
    pool: Iterable[PoolItem],
    count: int | None,
    rng: Random,
    wanted: Callable[[PoolItem], bool] = lambda item: True,
) -> tuple[Drawn, ...]:
    """Draw up to ``count`` items that ``wanted`` accepts, least-seen first; all if None.

    Items of one record stay together. Raises NotEnoughItemsError when nothing fits.
    """
    units = _grouped([item for item in pool if wanted(item)])
    ordered = _least_seen_first(units, rng)
    drawn: list[Drawn] = []
    for unit in ordered:
        if count is not None and len(drawn) >= count:
            break
        drawn += [Drawn(item.id, item.domain) for item in unit]
    if not drawn:
        raise NotEnoughItemsError("No item of the bank fits that choice.")
    return tuple(drawn if count is None else drawn[:count])


def shuffle_options(items: Sequence[Item], rng: Random) -> tuple[tuple[int, ...], ...]:
    """Give each item an order of its options, the keys balanced over the places.

    The answer maps place on the screen to place in the bank. Single-choice keys fall evenly on
    the places and never more than four times in a row on the same one.
    """
    singles = [item for item in items if item.type == "single_choice"]
    places = iter(_balanced_places(len(singles), rng))
    orders: list[tuple[int, ...]] = []
    for item in items:
        order = list(range(len(item.options)))
        rng.shuffle(order)
        if item.type == "single_choice":
            key, place = item.keys[0], next(places) % len(order)
            order.remove(key)
            order.insert(place, key)
        orders.append(tuple(order))
    return tuple(orders)


def _rows(form: Form) -> list[tuple[FormDomain, int]]:
    """Rows to draw items for, with how many: blanks of cases count as one row of cases."""
    rows = [(row, row.count) for row in form.domains if row.type != "fill_in" and row.id != PRETEST]
    if form.cases is not None:
        case = FormDomain(CASE_DOMAIN, "Typed-code cases", form.cases.count, "low", "case_fill_in")
        rows.append((case, form.cases.count))
    return rows


def _units(
    pool: Sequence[PoolItem], types: Sequence[str]
) -> defaultdict[str, list[list[PoolItem]]]:
    """Group the pool by domain into units: one item, or the items that share a record."""
    allowed = set(types) | ({"single_choice", "multi_select"} if "scenario" in types else set())
    by_domain: defaultdict[str, list[PoolItem]] = defaultdict(list)
    for item in pool:
        if item.type in allowed:
            by_domain[item.domain].append(item)
    units: defaultdict[str, list[list[PoolItem]]] = defaultdict(list)
    for domain, items in by_domain.items():
        units[domain] = _grouped(items)
    return units


def _grouped(items: Sequence[PoolItem]) -> list[list[PoolItem]]:
    units: list[list[PoolItem]] = []
    shared: dict[str, list[PoolItem]] = {}
    for item in items:
        if item.scenario and item.scenario in shared:
            shared[item.scenario].append(item)
            continue
        unit = [item]
        if item.scenario:
            shared[item.scenario] = unit
        units.append(unit)
    return units


def _pick_pretest(
    form: Form, units: Mapping[str, list[list[PoolItem]]], taken: set[str], rng: Random
) -> list[list[PoolItem]]:
    """Take the unscored items from the domains that have most to spare for further forms."""
    spare = {
        row.id: _least_seen_first(
            [u for u in units.get(row.id, ()) if not u[0].scenario and u[0].id not in taken], rng
        )
        for row, _ in _rows(form)
    }
    needed = {row.id: max(1, count) for row, count in _rows(form)}
    picked: list[list[PoolItem]] = []
    while len(picked) < form.pretest and any(spare.values()):
        richest = max(spare, key=lambda domain: len(spare[domain]) / needed[domain])
        picked.append(spare[richest].pop(0))
    taken.update(unit[0].id for unit in picked)
    return picked


def _pick(
    units: Sequence[list[PoolItem]], count: int, kind: str, taken: set[str], rng: Random
) -> tuple[list[list[PoolItem]], int]:
    """Take ``count`` items as whole units; return them and how many are missing.

    A unit is passed over when what is left could not be filled exactly after it.
    """
    free = [unit for unit in units if not any(item.id in taken for item in unit)]
    if kind == "scenario":
        free = [unit for unit in free if unit[0].scenario]
    ordered = _least_seen_first(free, rng)
    sums = _sums_from(ordered, count)
    left = sums[0].bit_length() - 1  # the highest reachable sum, at most count
    missing = count - left
    picked: list[list[PoolItem]] = []
    for unit, sums_after in zip(ordered, sums[1:], strict=True):
        if len(unit) <= left and sums_after >> (left - len(unit)) & 1:
            picked.append(unit)
            left -= len(unit)
            taken.update(item.id for item in unit)
    return picked, missing


def _sums_from(units: Sequence[list[PoolItem]], count: int) -> list[int]:
    """For each place, the sums up to ``count`` that the units from there on can make, as bits."""
    within = (1 << (count + 1)) - 1
    sums = [1]
    for unit in reversed(units):
        sums.append((sums[-1] | sums[-1] << len(unit)) & within)
    return sums[::-1]


def _least_seen_first(units: Iterable[list[PoolItem]], rng: Random) -> list[list[PoolItem]]:
    """Order by times met, then longest ago; equals in an order drawn by ``rng``."""
    shuffled = sorted(units, key=lambda unit: unit[0].id)
    rng.shuffle(shuffled)
    return sorted(shuffled, key=lambda unit: (unit[0].times, unit[0].last))


def _balanced_places(count: int, rng: Random) -> list[int]:
    """Draw places in blocks of eight, each place twice a block: even counts, no run over four."""
    places: list[int] = []
    while len(places) < count:
        first = rng.randrange(4)
        block = [(first + n) % 4 for n in range(min(_BLOCK, count - len(places)))]
        rng.shuffle(block)
        places += block
    return places
