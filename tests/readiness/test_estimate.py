from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mbc_prep.readiness.estimate import Estimate, estimate
from mbc_prep.readiness.evidence import DAY, Answer, Plan

from .people import CPC, NOW, answered, person


def assert_sane(found: Estimate) -> None:
    assert 0.0 <= found.p_low <= found.p_high <= 1.0
    assert 0.0 <= found.p_pass <= 1.0
    scores = list(found.quantiles.values())
    assert scores == sorted(scores)
    assert all(0.0 <= score <= 1.0 for score in scores)
    for level in found.domains:
        assert 0.0 <= level.low <= level.mid <= level.high <= 1.0


@pytest.mark.parametrize("plan", ["today", "pause", "continue"])
def test_without_answers_it_is_the_published_rate_and_not_measured(plan: Plan) -> None:
    found = estimate(person(plan=plan))
    assert found.p_pass == CPC.pass_rate
    assert not found.measured
    assert not any(level.measured for level in found.domains)
    assert found.quantiles[0.95] - found.quantiles[0.05] > 0.25
    assert_sane(found)


def test_right_answers_raise_it_and_wrong_ones_lower_it() -> None:
    chances = [estimate(person(answered(200, right))).p_pass for right in (0.4, 0.6, 0.75, 0.95)]
    assert chances == sorted(chances)
    assert chances[0] < 0.05
    assert chances[-1] > 0.95


def test_the_interval_narrows_with_evidence() -> None:
    widths = []
    for count in (0, 20, 200, 1500):
        scores = estimate(person(answered(count, 0.7))).quantiles
        widths.append(scores[0.95] - scores[0.05])
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("count", [1, 30, 300, 1500])
@pytest.mark.parametrize("right", [0.5, 0.7, 0.85])
def test_a_pause_lowers_it_and_study_raises_it(count: int, right: float) -> None:
    answers = answered(count, right)
    pause, today, study = (
        estimate(person(answers, plan=plan)).p_pass for plan in ("pause", "today", "continue")
    )
    assert pause < today < study


def test_recent_answers_say_more_than_old_ones() -> None:
    old = answered(150, 0.55, days=10, ago=80, seed=1)
    new = answered(150, 0.85, days=10, seed=2)
    better = estimate(person((*old, *new)))
    turned = tuple(answer._replace(at=2 * NOW - 90 * DAY - answer.at) for answer in (*old, *new))
    worse = estimate(person(turned))
    assert better.p_pass > worse.p_pass + 0.2


def test_repeats_say_less_than_first_answers() -> None:
    first = answered(100, 0.6)
    again = answered(300, 1.0, days=5, seed=2)
    seen = tuple(answer._replace(first=False) for answer in again)
    base = estimate(person(first)).quantiles[0.5]
    with_new = estimate(person((*first, *again))).quantiles[0.5]
    with_seen = estimate(person((*first, *seen))).quantiles[0.5]
    assert with_seen - base < (with_new - base) / 2


def test_an_item_met_before_is_a_repeat_whatever_it_claims() -> None:
    honest = answered(50, 0.7)
    again = tuple(answer._replace(at=answer.at + 1) for answer in honest)
    said = estimate(person((*honest, *again)))
    assert said.answers == 50


def test_four_answers_in_a_domain_do_not_shout() -> None:
    answers = (*answered(200, 0.75), *answered(4, 0.0, domain="d3", seed=9))
    rest = [a for a in answers if a.domain != "d3"]
    few = tuple(a for a in answers if a.item.startswith("d39"))
    level = {one.id: one for one in estimate(person((*rest, *few))).domains}["d3"]
    assert level.mid > 0.5
    assert not level.measured


def test_a_weak_domain_shows_when_there_is_evidence() -> None:
    answers = (*answered(200, 0.8), *answered(60, 0.35, domain="d3", seed=9))
    levels = {one.id: one for one in estimate(person(answers)).domains}
    assert levels["d3"].high < levels["d4"].mid


def test_impossible_evidence_is_left_out_with_a_note() -> None:
    good = answered(40, 0.7)
    odd = (
        Answer(NOW + 9 * DAY, "a", "d1", 1.0, True, True, "s"),
        Answer(-5.0, "b", "d1", 1.0, True, True, "s"),
        Answer(NOW - DAY, "c", "zz", 1.0, True, True, "s"),
        Answer(NOW - DAY, "d", "d1", 7.0, True, True, "s"),
    )
    found = estimate(person((*good, *odd)))
    assert replace(found, notes=()) == estimate(person(good))
    assert found.notes == (
        "1 answer of a domain the exam does not have left out.",
        "1 answer with an impossible mark left out.",
        "2 answers with an impossible time left out.",
    )


def test_a_scaled_cut_is_less_certain() -> None:
    strong = answered(600, 0.85)
    sure = estimate(person(strong)).p_pass
    doubtful = estimate(person(strong, target=replace(CPC, cut_sd=0.05))).p_pass
    assert 0.5 < doubtful < sure


ANSWERS = st.lists(
    st.builds(
        Answer,
        at=st.floats(NOW - 4000 * DAY, NOW),
        item=st.integers(0, 40).map(str),
        domain=st.integers(0, 9).map("d{}".format),
        correct=st.floats(0, 1),
        first=st.booleans(),
        mock=st.booleans(),
        session=st.just("s"),
    ),
    max_size=80,
)


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.sampled_from(["today", "pause", "continue"]), st.floats(-10, 2000))
def test_whatever_the_evidence_the_answer_is_sane(
    answers: list[Answer], plan: Plan, ahead: float
) -> None:
    found = estimate(person(tuple(answers), plan=plan, ahead=ahead))
    assert_sane(found)
    assert not math.isnan(found.p_pass)


def test_all_right_and_all_wrong_are_never_certain() -> None:
    assert 0.9 < estimate(person(answered(100, 1.0))).p_pass < 1.0
    assert 0.0 < estimate(person(answered(30, 0.0))).p_pass < 0.1
