from __future__ import annotations

from datetime import timedelta

import pytest

from mbc_prep.storage.database import Database
from mbc_prep.storage.history import DeckRetention, History
from mbc_prep.storage.marks import Marks
from mbc_prep.storage.sittings import Sittings
from mbc_prep.study.memory import Mark, Rating

from .conftest import DAYS, NOW, TODAY, Learner, new_sitting


@pytest.fixture
def history(database: Database) -> History:
    return History(database)


def test_days_add_up_over_decks(learner: Learner, history: History) -> None:
    learner.rate("a-1", Rating.EASY, seconds=2.5)
    learner.rate("b-1", Rating.HARD, seconds=1.0)
    learner.wait(days=3)
    learner.rate("b-2", Rating.AGAIN)
    learner.wait(days=60)
    learner.rate("a-1", Rating.AGAIN)
    first, second, third = history.days(TODAY - 10, TODAY + 100)
    assert (first.day, first.reviews, first.seconds, first.introduced) == (TODAY, 2, 3.5, 2)
    assert (first.again, first.hard, first.good, first.easy) == (0, 1, 0, 1)
    assert (second.day, second.again, second.introduced) == (TODAY + 3, 1, 1)
    assert (third.day, third.tested, third.recalled) == (TODAY + 63, 1, 0)
    assert history.days(TODAY + 1, TODAY + 3) == (second,)
    assert [day.day for day in history.days(TODAY, TODAY + 100, decks=["a"])] == [
        TODAY,
        TODAY + 63,
    ]
    assert history.days(TODAY, TODAY + 100, decks=[]) == ()


def test_retention_is_of_due_reviews_only(learner: Learner, history: History) -> None:
    for card in ("a-1", "a-2", "b-1", "c-1"):
        learner.rate(card, Rating.EASY)
    assert history.retention() == ()
    learner.wait(days=60)
    learner.rate("a-1")
    learner.rate("a-2", Rating.AGAIN)
    learner.rate("b-1", Rating.HARD)
    learner.wait(minutes=10)
    learner.rate("a-2")  # a step, not a test of memory
    assert history.retention() == (DeckRetention("a", 2, 1), DeckRetention("b", 1, 1))
    assert history.retention(decks=["b"])[0].fraction == 1.0
    assert history.retention(since_day=TODAY + 61) == ()


def test_forecast_counts_each_card_on_its_day(learner: Learner, history: History) -> None:
    for number in range(12):
        learner.rate(f"{'ab'[number % 2]}-{number}", Rating.EASY)
    learner.rate("a-99", Rating.GOOD)
    due = [DAYS.number(memory.due) - TODAY for memory in learner.log.memories().values()]
    expected = tuple(due.count(ahead) for ahead in range(30))
    assert sum(expected) == 13
    assert history.forecast(DAYS, NOW) == expected
    overdue = history.forecast(DAYS, NOW + timedelta(days=29), ahead=5)
    assert overdue[0] == 13 - sum(due.count(ahead) for ahead in range(30, 90))
    assert sum(history.forecast(DAYS, NOW, decks=["a"])) == 7


def test_forecast_leaves_suspended_cards_out(
    learner: Learner, history: History, database: Database
) -> None:
    for number in range(4):
        learner.rate(f"a-{number}")
    Marks(database).set_mark(Mark("a-1", suspended=True))
    Marks(database).set_mark(Mark("a-2", doubtful=True))
    assert history.forecast(DAYS, NOW)[0] == 3
    assert history.forecast(DAYS, NOW, decks=["a"])[0] == 3


def test_scores_in_the_order_they_were_won(history: History, database: Database) -> None:
    sittings = Sittings(database)
    for number, passed in enumerate([False, True, None]):
        sitting = sittings.start(new_sitting(title=f"Mock {number}"))
        at = NOW + timedelta(days=number)
        sittings.submit(sitting, won=number + 1, worth=4, passed=passed, at=at)
    sittings.start(new_sitting(title="not yet"))
    scores = history.scores()
    assert [(score.fraction, score.passed) for score in scores] == [
        (0.25, False),
        (0.5, True),
        (0.75, None),
    ]
    assert history.scores("ccs") == ()
