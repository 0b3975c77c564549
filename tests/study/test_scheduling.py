"""FSRS in study days: agreement with the package, nights, exam date, fuzz, replay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.study.days import StudyDays
from mbc_prep.study.memory import Memory, Phase, Rating, Review
from mbc_prep.study.scheduling import Schedule, ScheduleSettings

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)

ratings = st.lists(st.sampled_from(list(Rating)), min_size=1, max_size=12)
gaps = st.lists(st.integers(0, 90), min_size=12, max_size=12)


def schedule(spread: object = None, **settings: object) -> Schedule:
    chosen = ScheduleSettings(**settings)  # type: ignore[arg-type]
    return Schedule(chosen, StudyDays(NEW_YORK), spread)  # type: ignore[arg-type]


def run(plan: Schedule, marks: list[Rating], days_between: list[int]) -> list[Memory]:
    memories: list[Memory] = []
    now = START
    for mark, gap in zip(marks, days_between, strict=False):
        before = memories[-1] if memories else None
        memories.append(plan.rate(before, "card", mark, now))
        now += timedelta(days=gap, minutes=11)
    return memories


@given(ratings, gaps)
def test_agrees_with_the_package_when_days_are_whole(
    marks: list[Rating], days_between: list[int]
) -> None:
    peer = fsrs.Scheduler(enable_fuzzing=False)
    card = fsrs.Card(card_id=1, due=START)
    days = StudyDays(NEW_YORK)
    plan = schedule()
    memory: Memory | None = None
    now = START
    for mark, gap in zip(marks, days_between, strict=False):
        noon = datetime.fromordinal(days.number(now)).replace(hour=12, tzinfo=UTC)
        card, _ = peer.review_card(card, fsrs.Rating(int(mark)), review_datetime=noon)
        memory = plan.rate(memory, "card", mark, now)
        assert memory.stability == card.stability
        assert memory.difficulty == card.difficulty
        assert int(memory.phase) == int(card.state)
        if memory.phase is Phase.REVIEW:
            assert days.number(memory.due) - days.number(now) == (card.due - noon).days
        now += timedelta(days=gap, minutes=11)


def test_one_night_is_one_day_however_many_hours_lie_between() -> None:
    plan = schedule()
    evening = datetime(2026, 11, 22, 23, 30, tzinfo=NEW_YORK).astimezone(UTC)
    known = plan.rate(None, "card", Rating.EASY, evening)
    after_9_hours = plan.rate(known, "card", Rating.GOOD, evening + timedelta(hours=9))
    after_24_hours = plan.rate(known, "card", Rating.GOOD, evening + timedelta(hours=24))
    assert after_9_hours.stability == after_24_hours.stability
    assert after_9_hours.due == after_24_hours.due


@given(ratings, gaps, st.integers(1, 120))
def test_no_interval_runs_past_the_exam(
    marks: list[Rating], days_between: list[int], until_exam: int
) -> None:
    days = StudyDays(NEW_YORK)
    exam_day = days.number(START) + until_exam
    plan = schedule(exam_day=exam_day)
    now = START
    memory: Memory | None = None
    for mark, gap in zip(marks, days_between, strict=False):
        today = days.number(now)
        memory = plan.rate(memory, "card", mark, now)
        if today < exam_day:
            assert days.number(memory.due) <= max(exam_day - 1, today + 1)
        now += timedelta(days=gap)


@given(ratings, gaps)
def test_replay_gives_the_state_that_rating_gave(
    marks: list[Rating], days_between: list[int]
) -> None:
    plan = Schedule(ScheduleSettings(), StudyDays(NEW_YORK))
    memories = run(plan, marks, days_between)
    log = [
        Review("card", memory.last_review, mark, 3.0)
        for memory, mark in zip(memories, marks, strict=False)
    ]
    cram = Review("card", log[-1].at, Rating.AGAIN, 1.0, scheduled=False)
    assert plan.replay([*log, cram]) == memories[-1]


def test_the_button_shows_the_interval_that_is_given() -> None:
    plan = Schedule(ScheduleSettings(), StudyDays(NEW_YORK))
    memory = run(plan, [Rating.EASY] * 6, [40] * 6)[-1]
    later = memory.due + timedelta(hours=1)
    shown = plan.preview(memory, "card", later)
    for rating in Rating:
        assert plan.rate(memory, "card", rating, later) == shown[rating]


def test_fuzz_spreads_cards_that_were_learned_together() -> None:
    plan = Schedule(ScheduleSettings(), StudyDays(NEW_YORK))
    dues = set()
    for number in range(40):
        memory = plan.rate(None, f"card-{number}", Rating.EASY, START)
        memory = plan.rate(memory, f"card-{number}", Rating.GOOD, memory.due)
        dues.add(memory.due)
    assert len(dues) >= 4


def test_a_second_answer_on_the_same_day_is_cramming_only_in_review() -> None:
    plan = schedule()
    learning = plan.rate(None, "card", Rating.GOOD, START)
    known = plan.rate(learning, "card", Rating.GOOD, START + timedelta(minutes=10))
    assert plan.counts(None, START)
    assert plan.counts(learning, START)
    assert not plan.counts(known, START + timedelta(hours=1))
    assert plan.counts(known, known.due)


@pytest.mark.parametrize(("lapses", "leech"), [(7, False), (8, True), (9, False), (12, True)])
def test_leech_at_the_limit_and_every_half_limit_after(lapses: int, leech: bool) -> None:
    plan = schedule()
    memory = replace(plan.rate(None, "card", Rating.GOOD, START), lapses=lapses)
    assert plan.is_leech(memory) is leech


def test_days_do_not_slip_at_daylight_saving() -> None:
    days = StudyDays(NEW_YORK)
    before = datetime(2026, 10, 31, 12, tzinfo=NEW_YORK)
    for offset in range(4):
        moment = before + timedelta(days=offset)
        assert days.number(moment) == days.number(before) + offset
        assert days.start(days.number(moment)).astimezone(NEW_YORK).hour == 4


def test_after_midnight_still_belongs_to_yesterday() -> None:
    days = StudyDays(NEW_YORK)
    late = datetime(2026, 11, 23, 3, 59, tzinfo=NEW_YORK)
    assert days.number(late) == days.number(late - timedelta(hours=8))
    assert days.number(late + timedelta(minutes=1)) == days.number(late) + 1
