"""Named forms: disjoint, as alike as the bank allows, and the same each time."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from mbc_prep.errors import NotEnoughItemsError
from mbc_prep.exam.assembly import PoolItem
from mbc_prep.exam.pairs import Traits, draw_named, draw_pair, likeness
from tests.exam.builders import form


def bank(count: int, domain: str = "a") -> list[PoolItem]:
    return [PoolItem(f"{domain}-{n:02}", domain, "single_choice") for n in range(count)]


def test_the_most_alike_of_many_pairs_is_disjoint_and_meets_the_blueprint() -> None:
    pool = [*bank(24), *bank(10, "b")]
    traits = {one.id: Traits(n % 3, 40 + 7 * n) for n, one in enumerate(pool)}
    blueprint = form(("a", 10, "choice"), ("b", 4, "choice"))
    one = draw_pair(blueprint, pool, traits, Random(5), 1)
    many = draw_pair(blueprint, pool, traits, Random(5), 200)
    for a, b in (one, many):
        assert not set(a.items) & set(b.items)
        for named in (a, b):
            assert [item[0] for item in named.items] == ["a"] * 10 + ["b"] * 4
    assert (
        likeness(many[0].items, many[1].items, traits).gap
        < likeness(one[0].items, one[1].items, traits).gap
    )


def test_likeness_is_the_gap_of_mean_difficulties_and_of_the_words() -> None:
    traits = {"x": Traits(2.0, 100), "y": Traits(0.0, 60), "z": Traits(1.0, 128)}
    gaps = likeness(["x", "y"], ["z"], traits)
    assert gaps.difficulty == 0.0
    assert gaps.words == pytest.approx(32 / 160)
    assert likeness(["x"], ["y"], traits).difficulty == 2.0


def test_pretest_items_come_from_the_domain_with_most_to_spare() -> None:
    pool = [*bank(20), *bank(2, "b")]
    blueprint = form(("a", 5, "choice"), ("b", 1, "choice"), ("pretest", 4, "choice"), pretest=4)
    traits = {one.id: Traits(1.0, 50) for one in pool}
    a, b = draw_pair(blueprint, pool, traits, Random(2), 1)
    assert all(one.startswith("a-") for one in (*a.pretest, *b.pretest))
    named = replace(blueprint, named=(a, b))
    drawn = draw_named(named, "b", pool)
    assert tuple(one.id for one in drawn) == b.items
    assert {one.id for one in drawn if not one.scored} == set(b.pretest)


def test_a_bank_for_one_form_only_gives_no_pair() -> None:
    pool = bank(12)
    traits = {one.id: Traits(1.0, 50) for one in pool}
    with pytest.raises(NotEnoughItemsError, match="a 2 of 10"):
        draw_pair(form(("a", 10, "choice")), pool, traits, Random(1), 3)


def test_unknown_names_and_items_that_are_gone_are_told() -> None:
    pool = bank(8)
    traits = {one.id: Traits(1.0, 50) for one in pool}
    blueprint = form(("a", 4, "choice"))
    with pytest.raises(NotEnoughItemsError, match="named forms: none"):
        draw_named(blueprint, "A", pool)
    a, b = draw_pair(blueprint, pool, traits, Random(1), 1)
    named = replace(blueprint, named=(a, b))
    with pytest.raises(NotEnoughItemsError, match="named forms: A, B"):
        draw_named(named, "C", pool)
    gone = [one for one in pool if one.id != a.items[2]]
    with pytest.raises(NotEnoughItemsError, match=a.items[2]):
        draw_named(named, "A", gone)
