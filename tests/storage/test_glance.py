from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from sqlite3 import Connection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mbc_prep.storage.database import Database
from mbc_prep.storage.glance import Glance, OpenSitting, take_glance
from mbc_prep.storage.marks import Marks
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.storage.opening import open_progress
from mbc_prep.storage.settings import Settings
from mbc_prep.storage.sittings import Sittings
from mbc_prep.study.memory import Mark, Rating
from mbc_prep.study.queue import Limits, StudyCard, build_queue

from .conftest import DAYS, NOW, SCHEDULE, TODAY, Learner, new_sitting


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with closing(open_progress(database.path, now=NOW).connection) as opened:
        yield opened


def test_a_new_learner(connection: Connection) -> None:
    assert take_glance(connection, ["a-1", "a-2"], NOW, DAYS) == Glance(
        due_now=0,
        due_by_day=(0,) * 7,
        new_available=2,
        reviews_today=0,
        days_studied=0,
        last_sittings=(),
        open_sitting=None,
        settings={},
    )


def test_only_the_chosen_cards_count(connection: Connection, learner: Learner) -> None:
    for card in ("a-1", "b-1"):
        learner.rate(card)
    glance = take_glance(connection, {"a-1", "a-2"}, NOW + timedelta(hours=1), DAYS)
    assert (glance.due_now, glance.due_by_day[0], glance.new_available) == (1, 1, 1)
    assert glance.reviews_today == 2


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 9),
            st.sampled_from(list(Rating)),
            st.sampled_from([60.0, 700.0, 43_200.0, 86_400.0 * 5]),
        ),
        max_size=20,
    ),
    st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.integers(-1, 9))),
)
def test_what_is_due_is_what_a_session_would_show(
    database: Database,
    learner: Learner,
    answers: list[tuple[int, Rating, float]],
    decisions: list[tuple[int, bool, int]],
) -> None:
    for number, rating, seconds in answers:
        learner.wait(seconds=seconds)
        learner.rate(f"a-{number}", rating)
    today = DAYS.number(learner.now)
    marks = Marks(database)
    for number, suspended, days in decisions:
        marks.set_mark(Mark(f"a-{number}", suspended, today + days))
    cards = [f"a-{number}" for number in range(10)]
    with closing(open_progress(database.path, now=NOW).connection) as connection:
        glance = take_glance(connection, cards, learner.now, DAYS)
    queue = build_queue(
        [StudyCard(card, "a") for card in cards], learner.log.memories(), marks.marks(),
        Limits(new_per_day=10**6, reviews_per_day=10**6), SCHEDULE, learner.now,
    )  # fmt: skip
    assert glance.due_now == len(queue.learning) + len(set(queue.main) - queue.new)
    assert glance.new_available == len(queue.new)
    assert glance.due_by_day[0] >= glance.due_now


def test_due_by_day_puts_a_buried_card_on_the_day_it_returns(
    connection: Connection, learner: Learner, database: Database
) -> None:
    for number in range(3):
        learner.rate(f"a-{number}", Rating.EASY)
    memories = learner.log.memories()
    due = {card: DAYS.number(memory.due) - TODAY for card, memory in memories.items()}
    soonest = min(due.values())
    later = NOW + timedelta(days=soonest)
    Marks(database).set_mark(Mark("a-0", buried_until=TODAY + soonest + 5))
    counts = take_glance(connection, set(memories), later, DAYS).due_by_day
    assert counts[5] >= 1
    Marks(database).set_mark(Mark("a-0", suspended=True))
    assert sum(take_glance(connection, set(memories), later, DAYS).due_by_day) == sum(counts) - 1


def test_days_studied_count_sittings_too(
    connection: Connection, learner: Learner, database: Database
) -> None:
    sittings = Sittings(database)
    learner.rate("a-1")
    learner.wait(days=2)
    learner.rate("a-2")
    sitting = sittings.start(replace(new_sitting(), started=NOW + timedelta(days=4)))
    sittings.save_clock(sitting.id, sitting.clock, None, NOW + timedelta(days=5))
    assert studied(connection, 5) == 4
    assert studied(connection, 29) == 4
    assert studied(connection, 30) == 3
    assert studied(connection, 34) == 1
    assert studied(connection, 60) == 0


def studied(connection: Connection, days: int) -> int:
    return take_glance(connection, [], NOW + timedelta(days=days), DAYS).days_studied


def test_sittings_and_settings(connection: Connection, database: Database) -> None:
    sittings = Sittings(database)
    for number in range(7):
        sitting = sittings.start(new_sitting(title=f"Mock {number}"))
        at = NOW + timedelta(days=number)
        sittings.submit(sitting, won=3, worth=4, passed=number % 2 == 0, at=at)
    open_one = sittings.start(new_sitting(title="Open [b]"))
    Settings(database).set("certification", "cpc")
    glance = take_glance(connection, [], NOW, DAYS)
    titles = [past.title for past in glance.last_sittings]
    assert titles == ["Mock 6", "Mock 5", "Mock 4", "Mock 3", "Mock 2"]
    newest = glance.last_sittings[0]
    assert newest.submitted == from_ms(to_ms(NOW + timedelta(days=6)))
    assert (newest.fraction, newest.passed) == (0.75, True)
    assert glance.open_sitting == OpenSitting(open_one.id, "Open [b]", "strict")
    assert glance.settings == {"certification": "cpc"}
