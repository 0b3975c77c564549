from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.readiness.booking import book_or_wait, tens
from mbc_prep.readiness.calendar import as_calendar
from mbc_prep.readiness.dayplan import Standing, make_plan
from mbc_prep.readiness.record import Kept, track_record

TODAY = date(2026, 11, 22)
STANDING = Standing(
    minutes=60.0,
    due=(40, 30, 20, 30),
    card_minutes=0.2,
    domains=(("case", "Cases"), ("em", "Evaluation and management"), ("rad", "Radiology")),
    item_minutes=2.4,
    mock_minutes=340.0,
)


def test_a_ready_learner_is_told_to_book() -> None:
    booking = book_or_wait({0: 0.93, 2: 0.94, 4: 0.95, 8: 0.96}, 425.0, measured=True)
    assert booking.best.weeks == 0
    assert booking.sentence.startswith("A date soon looks right")


def test_an_unready_learner_is_told_to_wait_with_the_arithmetic() -> None:
    booking = book_or_wait({0: 0.2, 2: 0.4, 4: 0.7, 8: 0.8}, 425.0, week_worth=50.0, measured=True)
    assert booking.best.weeks == 4
    assert booking.choices[0].cost == pytest.approx(425 + 0.8 * (425 + 4 * 50))
    assert booking.choices[2].cost == pytest.approx(425 + 4 * 50 + 0.3 * (425 + 4 * 50))
    assert "4 weeks" in booking.sentence
    assert "7 in 10" in booking.sentence


def test_when_costs_are_alike_the_better_chance_decides() -> None:
    booking = book_or_wait({0: 0.45, 2: 0.67, 4: 0.75, 8: 0.8}, 425.0, measured=True)
    assert booking.best.weeks == 2
    assert booking.choices[0].cost < booking.choices[1].cost


def test_nothing_is_advised_on_nothing() -> None:
    booking = book_or_wait(dict.fromkeys((0, 2), 0.55), 425.0, measured=False)
    assert "sit a mock" in booking.sentence


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0.0, "less than 1 in 10"), (0.06, "1 in 10"), (0.949, "9 in 10"),
     (0.72, "7 in 10"), (0.99, "more than 9 in 10")],
)  # fmt: skip
def test_chances_in_words(chance: float, words: str) -> None:
    assert tens(chance) == words


@given(st.integers(0, 200), st.floats(5, 720), st.integers(0, 400))
def test_every_day_until_the_exam_is_planned_within_its_minutes(
    ahead: int, minutes: float, due: int
) -> None:
    standing = Standing(
        minutes, (due,) * 30, 0.2, STANDING.domains, 2.4, 340.0, TODAY - timedelta(days=5)
    )
    plan = make_plan(TODAY, TODAY + timedelta(days=ahead), standing)
    assert [day.day for day in plan] == [TODAY + timedelta(days=n) for n in range(ahead)]
    for day in plan:
        if not any(task.kind == "mock" for task in day.tasks):
            assert day.minutes <= minutes + 1e-6
        assert all(task.minutes > 0 for task in day.tasks)


def test_mocks_come_every_two_weeks_then_weekly_and_not_at_the_end() -> None:
    exam = TODAY + timedelta(days=60)
    plan = make_plan(TODAY, exam, STANDING)
    mocks = [(exam - day.day).days for day in plan if day.tasks[0].kind == "mock"]
    assert mocks[0] == 60
    gaps = [before - after for before, after in pairwise(mocks)]
    assert gaps == [14, 14, 11, 7, 7]
    assert mocks[-1] > 2


def test_the_last_week_is_a_final_pass_and_the_eve_is_light() -> None:
    plan = make_plan(TODAY, TODAY + timedelta(days=10), STANDING)
    last = [day for day in plan[-7:-1] if day.tasks[0].kind != "mock"]
    assert all(day.tasks[0].kind == "final pass" for day in last)
    assert [task.kind for task in plan[-1].tasks] == ["rest"]
    assert plan[-1].minutes <= 30


def test_drills_take_turns_among_the_domains_with_most_to_win() -> None:
    plan = make_plan(TODAY, TODAY + timedelta(days=14), STANDING)
    drilled = [task.domain for day in plan for task in day.tasks if task.kind == "drill"]
    assert set(drilled) == {"case", "em", "rad"}


def test_an_exam_today_needs_no_plan() -> None:
    assert make_plan(TODAY, TODAY, STANDING) == ()


def test_the_calendar_is_well_formed() -> None:
    exam = TODAY + timedelta(days=20)
    name = "Certified Coder; with a comma, and a very long näme " * 3
    text = as_calendar(
        make_plan(TODAY, exam, STANDING), exam, "cpc", name, datetime(2026, 11, 22, 15, tzinfo=UTC)
    )
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert unfolded.count("BEGIN:VEVENT") == 21 == unfolded.count("END:VEVENT")
    assert "UID:cpc-2026-12-12@mbc-prep" in unfolded
    assert "DTSTART;VALUE=DATE:20261122" in unfolded
    assert r"Coder\; with a comma\, and" in unfolded


def at(day: int) -> datetime:
    return datetime(2026, 10, 1, tzinfo=UTC) + timedelta(days=day)


def test_each_mock_is_held_against_the_last_word_before_it() -> None:
    kept = [
        Kept(at(0), 0.2, 0.4, 0.6),
        Kept(at(2), 0.8, 0.7, 0.9),
        Kept(at(5), 0.6, 0.5, 0.7),
        Kept(at(90), 0.1, 0.1, 0.2),
    ]
    mocks = [(at(3), 0.75, True), (at(6), 0.40, False), (at(80), 0.7, True)]
    record = track_record(kept, mocks)
    assert [one.said.p_pass for one in record.fared] == [0.8, 0.6]
    assert record.brier == pytest.approx((0.2**2 + 0.6**2) / 2)
    assert record.inside == 1


def test_without_mocks_there_is_no_record() -> None:
    assert track_record([Kept(at(0), 0.5, 0.4, 0.6)], []).brier is None
