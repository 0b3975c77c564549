from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from mbc_prep.errors import ChangedElsewhereError, StorageError
from mbc_prep.storage.database import Database
from mbc_prep.storage.opening import open_progress
from mbc_prep.storage.reviews import ReviewLog
from mbc_prep.study.memory import Memory, Phase, Rating, Review

from .conftest import DAYS, NOW, SCHEDULE, TODAY, Learner, deck_of


def derived(database: Database) -> dict[str, list[Any]]:
    """Everything that is derived from the log, as rows."""
    with database.reading() as connection:
        return {
            table: [
                tuple(row)
                for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2"))
            ]
            for table in ("memory", "day_total")
        }


def lines(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM review")).scalar_one())


def cut(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def test_what_was_recorded_comes_back(learner: Learner) -> None:
    number = learner.rate("icd-1", Rating.HARD, seconds=12.345)
    expected = SCHEDULE.rate(None, "icd-1", Rating.HARD, cut(NOW))
    assert learner.log.memory("icd-1") == expected
    assert learner.log.reviews("icd-1") == (
        Review("icd-1", cut(NOW), Rating.HARD, 12.345, True, number),
    )


def test_the_last_answers_tell_first_from_later_and_leave_out_undone(learner: Learner) -> None:
    learner.rate("a", seconds=30.0)
    learner.rate("b", seconds=20.0)
    learner.rate("a", seconds=5.0)
    undone = learner.rate("c", seconds=99.0)
    learner.log.undo(undone, None, deck=deck_of("c"), day=TODAY, at=NOW)
    assert learner.log.seconds_lately() == [(False, 5.0), (True, 20.0), (True, 30.0)]
    assert learner.log.seconds_lately(1) == [(False, 5.0)]


def test_memories_of_some_cards(learner: Learner) -> None:
    for number in range(40_000, 40_003):
        learner.rate(f"icd-{number}")
    many = [f"icd-{number}" for number in range(40_001)]
    assert set(learner.log.memories(many)) == {"icd-40000"}
    assert set(learner.log.memories()) == {"icd-40000", "icd-40001", "icd-40002"}
    assert learner.log.memories([]) == {}
    assert learner.log.memory("icd-1'; DROP TABLE review; --") is None


def test_a_step_that_is_none_and_numbers_survive_exactly(learner: Learner) -> None:
    memory = Memory("a-1", Phase.REVIEW, None, 0.1 + 0.2, 9.999999, NOW, NOW, 3, 2)
    review = Review("a-1", NOW, Rating.EASY, 1.0)
    learner.log.record(review, None, memory, deck="a", day=TODAY)
    assert learner.log.memory("a-1") == replace(memory, due=cut(NOW), last_review=cut(NOW))


def test_practice_outside_the_schedule_is_kept_but_moves_nothing(learner: Learner) -> None:
    learner.rate("a-1", Rating.EASY)
    before = learner.log.memory("a-1")
    learner.wait(hours=1)
    learner.rate("a-1", Rating.AGAIN)
    assert learner.log.memory("a-1") == before
    assert [review.scheduled for review in learner.log.reviews("a-1")] == [True, False]
    assert learner.log.reviewed_on(TODAY) == 0


def test_counts_of_a_day(learner: Learner) -> None:
    for card in ("a-1", "a-2", "b-1"):
        learner.rate(card, Rating.EASY)
    assert learner.log.introduced_on(TODAY) == 3
    assert learner.log.introduced_on(TODAY, "a") == 2
    learner.wait(days=60)
    learner.rate("a-1", Rating.AGAIN)
    learner.rate("b-1")
    later = TODAY + 60
    assert learner.log.introduced_on(later) == 0
    assert learner.log.reviewed_on(later) == 2
    assert learner.log.reviewed_on(later, "b") == 1
    assert learner.log.reviewed_on(TODAY) == 0


def test_a_review_without_its_memory_is_a_fault(learner: Learner) -> None:
    with pytest.raises(ValueError, match="leads to a memory"):
        learner.log.record(Review("a-1", NOW, Rating.GOOD, 1.0), None, None, deck="a", day=TODAY)
    assert learner.log.reviews("a-1") == ()


def test_an_answer_based_on_an_old_memory_is_refused(database: Database) -> None:
    here, there = Learner(ReviewLog(database)), Learner(ReviewLog(database))
    here.rate("a-1")
    seen = here.log.memory("a-1")
    assert seen is not None
    there.wait(minutes=10)
    there.rate("a-1")
    state = derived(database)
    late = SCHEDULE.rate(seen, "a-1", Rating.EASY, NOW + timedelta(minutes=11))
    review = Review("a-1", NOW + timedelta(minutes=11), Rating.EASY, 1.0)
    with pytest.raises(ChangedElsewhereError, match="another window"):
        here.log.record(review, seen, late, deck="a", day=TODAY)
    with pytest.raises(ChangedElsewhereError, match="another window"):
        here.log.record(review, None, late, deck="a", day=TODAY)
    assert derived(database) == state
    assert lines(database) == 2


def test_undo_keeps_the_line(learner: Learner, database: Database) -> None:
    learner.rate("a-1")
    learner.undo()
    assert learner.log.memory("a-1") is None
    assert learner.log.reviews("a-1") == ()
    assert lines(database) == 1


def test_undo_twice_is_refused(learner: Learner, database: Database) -> None:
    number = learner.rate("a-1")
    learner.undo()
    state = derived(database)
    for unknown in (number, 99):
        with pytest.raises(StorageError, match="taken back already"):
            learner.log.undo(unknown, None, deck="a", day=TODAY, at=NOW)
    assert derived(database) == state


def test_undo_under_a_later_answer_is_refused(learner: Learner, database: Database) -> None:
    learner.rate("a-1")
    learner.wait(minutes=10)
    learner.rate("a-1")
    first, before, deck, day = learner.answers[0]
    state = derived(database)
    with pytest.raises(ChangedElsewhereError, match="answered again"):
        learner.log.undo(first, before, deck=deck, day=day, at=learner.now)
    assert derived(database) == state
    assert len(learner.log.reviews("a-1")) == 2


acts = st.lists(
    st.one_of(
        st.just("undo"),
        st.tuples(
            st.sampled_from(["icd-1", "icd-2", "cpt-1"]),
            st.sampled_from(list(Rating)),
            st.sampled_from([0.001, 30.0, 600.0, 43_200.0, 86_400.0 * 3, 86_400.0 * 40]),
        ),
    ),
    max_size=14,
)


@contextmanager
def somebody() -> Iterator[Learner]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        open_progress(path, now=NOW).connection.close()
        with Database(path) as database:
            yield Learner(ReviewLog(database))


def live(learner: Learner, history: list[Any]) -> None:
    for act in history:
        if act == "undo":
            if learner.answers:
                learner.undo()
        else:
            card, rating, seconds = act
            learner.wait(seconds=seconds)
            learner.rate(card, rating)


@settings(max_examples=25, deadline=None)
@given(acts, st.sampled_from(["icd-1", "cpt-1", "new-1"]), st.sampled_from(list(Rating)))
def test_undo_inverts_an_answer(history: list[Any], card: str, rating: Rating) -> None:
    with somebody() as learner:
        live(learner, history)
        database = learner.log._database
        before = derived(database)
        learner.wait(minutes=10)
        learner.rate(card, rating)
        assert derived(database) != before
        learner.undo()
        assert derived(database) == before


@settings(max_examples=25, deadline=None)
@given(acts)
def test_replaying_the_log_gives_the_same_state(history: list[Any]) -> None:
    with somebody() as learner:
        live(learner, history)
        database = learner.log._database
        kept = derived(database)
        count = learner.log.rebuild(SCHEDULE.rate, deck_of, DAYS.number)
        assert count == len(learner.answers)
        assert derived(database) == kept


def test_a_rebuild_that_fails_changes_nothing(learner: Learner, database: Database) -> None:
    learner.rate("a-1")
    learner.rate("b-1")
    kept = derived(database)

    def deck_of_known(card_id: str) -> str:
        return {"a-1": "a"}[card_id]

    with pytest.raises(KeyError):
        learner.log.rebuild(SCHEDULE.rate, deck_of_known, DAYS.number)
    assert derived(database) == kept


def test_a_rebuild_repairs_what_was_derived(learner: Learner, database: Database) -> None:
    learner.rate("a-1")
    kept = derived(database)
    with database.transaction() as connection:
        connection.execute(text("DELETE FROM day_total"))
        connection.execute(text("UPDATE memory SET stability = 1"))
    learner.log.rebuild(SCHEDULE.rate, deck_of, DAYS.number)
    assert derived(database) == kept
