from __future__ import annotations

import pytest

from mbc_prep.readiness.cards import domain_hints, fading_factor, recall
from mbc_prep.readiness.estimate import estimate
from mbc_prep.readiness.evidence import DAY, CardState

from .people import NOW, answered, person


def cards(
    stability: float, domain: str = "d1", lapses: int = 1, count: int = 100
) -> tuple[CardState, ...]:
    return (CardState(domain, stability, NOW - DAY, 8, lapses),) * count


def test_stability_is_the_time_until_nine_in_ten_are_recalled() -> None:
    card = CardState("d1", 12.0, NOW, 3, 0)
    assert recall(card, NOW) == 1.0
    assert recall(card, NOW + 12 * DAY) == pytest.approx(0.9)
    assert recall(card, NOW - DAY) == 1.0


def test_fragile_memories_fade_faster() -> None:
    exam = NOW + 42 * DAY
    firm, fragile = (fading_factor(cards(days), NOW, exam) for days in (400.0, 3.0))
    assert 0.6 <= firm < 1.0 < fragile <= 1.6
    assert fading_factor((), NOW, exam) == 1.0
    assert fading_factor(cards(3.0), NOW, NOW) == 1.0


def test_a_pause_costs_more_where_memories_are_fragile() -> None:
    answers = answered(200, 0.75)
    firm, fragile = (
        estimate(person(answers, plan="pause", cards=cards(days))).p_pass for days in (400.0, 3.0)
    )
    assert fragile < firm < estimate(person(answers, cards=cards(400.0))).p_pass


def test_lapses_hint_at_a_weak_domain_but_answers_outweigh_them() -> None:
    weak = (*cards(10.0, "d1", lapses=5), *cards(10.0, "d2", lapses=0))
    hints = domain_hints(weak, ["d1", "d2", "d3"])
    assert hints["d1"][0] < 0 < hints["d2"][0]
    assert "d3" not in hints
    few = {level.id: level.mid for level in estimate(person(answered(10, 0.7), cards=weak)).domains}
    assert few["d1"] < few["d2"]
    told = (*answered(200, 0.95, domain="d1"), *answered(200, 0.4, domain="d2"))
    many = {level.id: level.mid for level in estimate(person(told, cards=weak)).domains}
    assert many["d1"] > many["d2"]


def test_impossible_cards_say_nothing() -> None:
    odd = (CardState("d1", 0.0, NOW, 3, 1), CardState("d1", 5.0, NOW + 9 * DAY, 3, 1))
    answers = answered(40, 0.7)
    assert estimate(person(answers, cards=odd)) == estimate(person(answers))
