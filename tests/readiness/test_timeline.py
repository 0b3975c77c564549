from __future__ import annotations

from mbc_prep.readiness.evidence import DAY, Answer, CardState
from mbc_prep.readiness.timeline import Timeline

from .people import NOW, person


def days_ago(*days: float) -> tuple[Answer, ...]:
    return tuple(
        Answer(NOW - DAY * day, f"i{day}", "d1", 1.0, True, True, "s")
        for day in sorted(days, reverse=True)
    )


def weeks_studied(answers: tuple[Answer, ...], cards: tuple[CardState, ...] = ()) -> float:
    return Timeline(person(answers, cards=cards), answers, cards).weeks_studied


WHOLE = 60 / 7


def test_a_few_answers_far_apart_are_a_slow_rhythm_and_no_pause() -> None:
    assert weeks_studied(days_ago(55, 30, 4)) == WHOLE


def test_the_last_reviews_of_cards_do_not_make_earlier_weeks_a_pause() -> None:
    cards = tuple(CardState("d1", 5.0, NOW - DAY * day, 4, 0) for day in range(12))
    assert weeks_studied(days_ago(50, 40), cards) == WHOLE


def test_a_long_gap_in_a_daily_rhythm_is_a_pause() -> None:
    answers = days_ago(*(day + 0.5 for day in range(60) if not 10 <= day < 38))
    assert WHOLE - 4.5 < weeks_studied(answers) < WHOLE - 3.5


def test_reviews_within_a_gap_shorten_the_pause() -> None:
    answers = days_ago(*(day + 0.5 for day in range(60) if not 10 <= day < 38))
    cards = tuple(CardState("d1", 5.0, NOW - DAY * day, 4, 0) for day in range(10, 24))
    assert weeks_studied(answers) + 1.5 < weeks_studied(answers, cards) < WHOLE
