"""What a review is worth on exam day, and the queue that follows it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.study.days import StudyDays
from mbc_prep.study.examday import LAST_WEEKS_DAYS, Pace, gain, gain_per_second, is_near
from mbc_prep.study.memory import Memory, Phase
from mbc_prep.study.queue import Limits, StudyCard, build_queue
from mbc_prep.study.scheduling import Schedule, ScheduleSettings

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
DAYS = StudyDays(UTC)
TODAY = DAYS.number(NOW)
PACE = Pace()


def dated(days: int) -> Schedule:
    return Schedule(ScheduleSettings(exam_day=TODAY + days), DAYS)


def known(card_id: str, days_ago: int, stability: float) -> Memory:
    then = NOW - timedelta(days=days_ago)
    due = then + timedelta(days=max(1, round(stability)))
    return Memory(card_id, Phase.REVIEW, None, stability, 5.0, due, then, 3, 0)


def test_only_the_last_weeks_before_an_exam_count_as_near() -> None:
    assert is_near(dated(1), NOW)
    assert is_near(dated(LAST_WEEKS_DAYS), NOW)
    assert not is_near(dated(LAST_WEEKS_DAYS + 1), NOW)
    assert not is_near(dated(0), NOW)
    assert not is_near(Schedule(ScheduleSettings(), DAYS), NOW)
    with pytest.raises(ValueError, match="exam date"):
        gain(None, Schedule(ScheduleSettings(), DAYS), NOW)


@given(st.integers(1, 400), st.floats(0.2, 400.0), st.integers(1, 28))
def test_a_review_never_costs_recall_on_exam_day(
    days_ago: int, stability: float, to_exam: int
) -> None:
    won = gain(known("a", days_ago, stability), dated(to_exam), NOW)
    assert -0.02 < won < 1.0


def test_a_card_that_fades_gains_more_than_one_that_holds() -> None:
    plan = dated(14)
    assert gain(known("a", 20, 15.0), plan, NOW) > 5 * gain(known("b", 20, 900.0), plan, NOW)
    assert gain(None, plan, NOW) > gain(known("a", 20, 15.0), plan, NOW)


def test_weight_and_seconds_count() -> None:
    plan, card = dated(14), known("a", 20, 15.0)
    light = gain_per_second(card, 1, plan, PACE, NOW)
    assert gain_per_second(card, 3, plan, PACE, NOW) == pytest.approx(3 * light)
    slow = Pace(PACE.first, 2 * PACE.later)
    assert gain_per_second(card, 1, plan, slow, NOW) == pytest.approx(light / 2)


def test_pace_is_drawn_from_the_usual_to_what_was_measured() -> None:
    assert Pace.measured([]) == PACE
    few = Pace.measured([(True, 60.0)] * 5)
    many = Pace.measured([(True, 60.0)] * 500)
    assert PACE.first < few.first < many.first < 60.0
    assert many.later == PACE.later


def test_near_the_exam_the_queue_follows_gain_and_else_the_weakest() -> None:
    memories = {"lost": known("lost", 300, 0.5), "fading": known("fading", 20, 15.0),
                "safe": known("safe", 2500, 900.0)}  # fmt: skip
    cards = [StudyCard("fading", "d", weight=3), StudyCard("lost", "d"), StudyCard("safe", "d"),
             StudyCard("new", "d", weight=3)]  # fmt: skip
    far = build_queue(cards, memories, {}, Limits(), dated(60), NOW, (), PACE)
    assert [card for card in far.main if card != "new"] == ["lost", "safe", "fading"]
    near = build_queue(cards, memories, {}, Limits(), dated(21), NOW, (), PACE)
    worth = {
        card.id: gain_per_second(memories.get(card.id), card.weight, dated(21), PACE, NOW)
        for card in cards
    }
    assert list(near.main) == sorted(worth, key=lambda card_id: -worth[card_id])
    assert near.main != far.main
    assert near.new == {"new"}


def test_limits_hold_near_the_exam_too() -> None:
    cards = [StudyCard(f"new{n}", "d", weight=n % 3 + 1) for n in range(9)]
    queue = build_queue(cards, {}, {}, Limits(new_per_day=4), dated(10), NOW, (), PACE)
    assert len(queue.main) == 4
