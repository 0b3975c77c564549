"""Forms meet their blueprint for any bank that can fill it; the shuffle balances the keys."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.errors import NotEnoughItemsError
from mbc_prep.exam.assembly import MAX_KEY_RUN, PoolItem, draw_drill, draw_form, shuffle_options
from tests.exam.builders import CaseShape, form, item


def pool(**counts: int) -> list[PoolItem]:
    return [
        PoolItem(f"{domain}-{n:03}", domain, "single_choice")
        for domain, count in counts.items()
        for n in range(count)
    ]


@given(st.integers(0, 2**32), st.integers(0, 20), st.integers(1, 12), st.integers(1, 12))
def test_counts_hold_without_repeats(seed: int, extra: int, first: int, second: int) -> None:
    blueprint = form(("a", first, "choice"), ("b", second, "choice"))
    drawn = draw_form(blueprint, pool(a=first + extra, b=second + extra, c=9), Random(seed))
    assert Counter(place.domain for place in drawn) == {"a": first, "b": second}
    assert len({place.id for place in drawn}) == len(drawn)
    assert [place.domain for place in drawn] == ["a"] * first + ["b"] * second


@given(st.integers(0, 2**32))
def test_the_same_seed_draws_the_same_form_whatever_the_order_of_the_bank(seed: int) -> None:
    bank = pool(a=30)
    mixed = list(bank)
    Random(1).shuffle(mixed)
    blueprint = form(("a", 10, "choice"))
    assert draw_form(blueprint, bank, Random(seed)) == draw_form(blueprint, mixed, Random(seed))


def test_least_seen_items_come_first_then_those_seen_longest_ago() -> None:
    bank = [PoolItem("seen-late", "a", "single_choice", times=1, last=9.0),
            PoolItem("seen-early", "a", "single_choice", times=1, last=3.0),
            PoolItem("twice", "a", "single_choice", times=2, last=1.0),
            PoolItem("fresh", "a", "single_choice")]  # fmt: skip
    drawn = draw_form(form(("a", 2, "choice")), bank, Random(4))
    assert {place.id for place in drawn} == {"fresh", "seen-early"}


def test_a_short_bank_names_every_domain_that_falls_short() -> None:
    with pytest.raises(NotEnoughItemsError, match=r"a 2 of 3; b 0 of 1"):
        draw_form(form(("a", 3, "choice"), ("b", 1, "choice")), pool(a=2), Random(1))


def test_items_of_one_record_stay_together_and_fill_scenario_rows() -> None:
    bank = [
        PoolItem(f"s{case}-{n}", "sc", "single_choice", f"case-{case}")
        for case in range(4)
        for n in range(3)
    ]
    blueprint = form(("sc", 6, "scenario"), ("a", 5, "choice"), order="shuffled")
    drawn = draw_form(blueprint, [*bank, *pool(a=8, sc=9)], Random(3))
    scenario = [place.id for place in drawn if place.domain == "sc"]
    assert len(scenario) == 6
    first = [place.id for place in drawn].index(scenario[0])
    assert {one.id[:2] for one in drawn[first : first + 3]} == {scenario[0][:2]}


def test_pretest_items_are_unscored_and_not_repeated() -> None:
    blueprint = form(("a", 5, "choice"), ("pretest", 2, "choice"), pretest=2)
    drawn = draw_form(blueprint, pool(a=7), Random(2))
    assert len({place.id for place in drawn}) == 7
    assert [place.scored for place in drawn] == [True] * 5 + [False] * 2


def test_blanks_of_cases_are_drawn_as_whole_cases() -> None:
    blueprint = form(
        ("a", 2, "choice"), ("case_pdx", 2, "fill_in"), ("case_sdx", 4, "fill_in"),
        cases=CaseShape(2, 3),
    )  # fmt: skip
    bank = [*pool(a=3), *(PoolItem(f"c{n}", "case", "case_fill_in") for n in range(3))]
    drawn = draw_form(blueprint, bank, Random(2))
    assert Counter(place.domain for place in drawn) == {"a": 2, "case": 2}


@given(st.integers(0, 2**32), st.integers(1, 160))
def test_keys_are_balanced_and_never_run_on(seed: int, count: int) -> None:
    items = [item(f"i{n}", n % 3) for n in range(count)]
    orders = shuffle_options(items, Random(seed))
    places = [order.index(one.keys[0]) for one, order in zip(items, orders, strict=True)]
    counts = Counter(places)
    assert max(counts.values()) - min(counts[p] for p in range(4)) <= 1
    longest = run = 1
    for before, after in pairwise(places):
        run = run + 1 if before == after else 1
        longest = max(longest, run)
    assert longest <= MAX_KEY_RUN
    assert all(sorted(order) == [0, 1, 2, 3] for order in orders)


def test_a_drill_takes_what_is_wanted_and_says_when_nothing_is() -> None:
    bank = pool(a=10, b=10)
    drawn = draw_drill(bank, 4, Random(1), lambda one: one.domain == "b")
    assert len(drawn) == 4
    assert {place.domain for place in drawn} == {"b"}
    assert len(draw_drill(bank, None, Random(1))) == 20
    with pytest.raises(NotEnoughItemsError):
        draw_drill(bank, 4, Random(1), lambda one: False)
