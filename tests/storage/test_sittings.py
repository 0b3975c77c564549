from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mbc_prep.errors import StorageError
from mbc_prep.exam import answering
from mbc_prep.exam.sitting import Entry, Sitting
from mbc_prep.storage.database import Database
from mbc_prep.storage.exposures import Exposure, Exposures
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.storage.sitting_rows import EntryAct
from mbc_prep.storage.sittings import Sittings

from .conftest import NOW, new_sitting, reading

ACTS: dict[str, tuple[EntryAct, Callable[[Entry], Entry]]] = {
    "choose": ("answer", lambda entry: answering.choose(entry, 2, "single_choice")),
    "choose two": ("answer", lambda entry: answering.choose(entry, 1, "multi_select")),
    "strike": ("strike", lambda entry: answering.strike(entry, 2)),
    "flag": ("flag", answering.flag),
    "note": ("note", lambda entry: answering.write_note(entry, "See I.C.4 [x] ☂ 'q' \x00")),
    "sure": ("confidence", lambda entry: answering.be_confident(entry, "sure")),
    "fill": ("blank", lambda entry: answering.fill(entry, 0, "E11.9|Y")),
}


@pytest.fixture
def sittings(database: Database) -> Sittings:
    return Sittings(database)


def as_stored(sitting: Sitting) -> Sitting:
    submitted = sitting.submitted and from_ms(to_ms(sitting.submitted))
    return replace(sitting, started=from_ms(to_ms(sitting.started)), submitted=submitted)


def test_a_started_sitting_comes_back(sittings: Sittings) -> None:
    entries = (
        Entry("case-1", 3, "inpatient", scored=False, wanted=4),
        replace(
            new_sitting().entries[0], choice=(2,), struck=(0, 3), blanks=("I10", ""), seen=True,
            flagged=True, note="n", confidence="unsure", seconds=1.5, reason="rule", correct=0.5,
        ),
    )  # fmt: skip
    sitting = replace(
        new_sitting(limit=None), entries=entries, mode="practice", position=1,
        feedback=frozenset({1}), seed=2**53 + 1,
    )  # fmt: skip
    started = sittings.start(sitting)
    assert started == replace(sitting, id=started.id)
    assert sittings.load(started.id) == as_stored(started)


def test_numbers_are_not_used_twice(sittings: Sittings) -> None:
    first = sittings.start(new_sitting())
    sittings.abandon(first.id, NOW)
    assert sittings.start(new_sitting()).id != first.id


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(sorted(ACTS)), st.floats(0, 90))),
)
def test_every_act_is_kept_as_it_was_done(
    sittings: Sittings, acts: list[tuple[int, str, float]]
) -> None:
    sitting = sittings.start(new_sitting())
    for number, (place, name, seconds) in enumerate(acts):
        kind, act = ACTS[name]
        entry = act(sitting.entries[place])
        entry = replace(entry, seconds=entry.seconds + seconds)
        clock = sitting.clock.record(reading(number))
        sitting = replace(sitting.change(place, entry), position=place, clock=clock)
        sittings.save_entry(sitting.id, place, entry, kind, clock, NOW + timedelta(seconds=number))
    assert sittings.load(sitting.id) == as_stored(sitting)
    assert [(r.position, r.kind) for r in sittings.responses(sitting.id)] == [
        (place, ACTS[name][0]) for place, name, _ in acts
    ]


def test_the_log_tells_every_choice(sittings: Sittings) -> None:
    sitting = sittings.start(new_sitting())
    entry = sitting.entries[1]
    for option in (0, 3, 3, 1):
        entry = answering.choose(entry, option, "single_choice")
        sittings.save_entry(sitting.id, 1, entry, "answer", sitting.clock, NOW)
    entry = answering.flag(entry)
    sittings.save_entry(sitting.id, 1, entry, "flag", sitting.clock, NOW)
    assert sittings.choices(sitting.id) == {1: [(0,), (3,), (), (1,)]}


def test_feedback_shown_is_kept(sittings: Sittings) -> None:
    sitting = sittings.start(replace(new_sitting(), mode="practice"))
    entry = replace(sitting.entries[2], seen=True)
    sittings.save_entry(sitting.id, 2, entry, "feedback", sitting.clock, NOW)
    assert sittings.load(sitting.id).feedback == {2}
    assert sittings.responses(sitting.id)[0].value == {"feedback": True}


def test_moving_keeps_place_and_time(sittings: Sittings) -> None:
    sitting = sittings.start(new_sitting())
    left = replace(sitting.entries[0], seconds=31.5, seen=True)
    arrived = replace(sitting.entries[3], seen=True)
    clock = sitting.clock.record(reading(31.5))
    sittings.move(sitting.id, 3, {0: left, 3: arrived}, clock, NOW)
    loaded = sittings.load(sitting.id)
    assert (loaded.position, loaded.clock) == (3, clock)
    assert loaded.entries == (left, sitting.entries[1], sitting.entries[2], arrived)
    response = sittings.responses(sitting.id)[0]
    assert (response.kind, response.position, response.elapsed) == ("seen", 3, 31.5)


def test_the_clock_is_kept_and_its_acts_are_logged(sittings: Sittings) -> None:
    sitting = sittings.start(new_sitting())
    beat = sitting.clock.record(reading(10))
    sittings.save_clock(sitting.id, beat, None, NOW)
    paused = beat.pause(reading(20))
    sittings.save_clock(sitting.id, paused, "pause", NOW)
    assert sittings.load(sitting.id).clock == paused
    resumed = paused.resume(reading(500))
    sittings.save_clock(sitting.id, resumed, "resume", NOW)
    assert sittings.load(sitting.id).clock == resumed
    log = [(r.kind, r.position, r.elapsed) for r in sittings.responses(sitting.id)]
    assert log == [("pause", None, 20.0), ("resume", None, 20.0)]


def marked(sitting: Sitting, *marks: float) -> Sitting:
    entries = zip(sitting.entries, marks, strict=True)
    return replace(sitting, entries=tuple(replace(entry, correct=mark) for entry, mark in entries))


def test_submitting_closes_for_good(sittings: Sittings) -> None:
    sitting = sittings.start(new_sitting(items=2))
    entry = answering.choose(sitting.entries[0], 2, "single_choice")
    sittings.save_entry(sitting.id, 0, entry, "answer", sitting.clock, NOW)
    final = marked(replace(sittings.load(sitting.id), ended_by="time"), 1.0, 0.0)
    done = sittings.submit(final, won=1, worth=2, passed=False, at=NOW)
    assert sittings.load(sitting.id) == as_stored(done)
    assert (done.status, done.ended_by, done.submitted) == ("submitted", "time", NOW)
    acts: list[Callable[[], object]] = [
        lambda: sittings.submit(final, won=2, worth=2, passed=True, at=NOW),
        lambda: sittings.save_entry(sitting.id, 1, entry, "answer", sitting.clock, NOW),
        lambda: sittings.move(sitting.id, 1, {1: entry}, sitting.clock, NOW),
        lambda: sittings.save_clock(sitting.id, sitting.clock, "pause", NOW),
        lambda: sittings.abandon(sitting.id, NOW),
    ]
    for act in acts:
        with pytest.raises(StorageError, match="This sitting is closed"):
            act()
    assert sittings.load(sitting.id) == as_stored(done)
    assert [r.kind for r in sittings.responses(sitting.id)] == ["answer", "submit"]
    assert sittings.responses(sitting.id)[1].value == {"won": 1, "worth": 2, "ended_by": "time"}


def test_a_reason_may_be_given_afterwards(sittings: Sittings) -> None:
    sitting = sittings.start(new_sitting(items=2))
    clock = sitting.clock.record(reading(40))
    final = replace(marked(sitting, 0.0, 0.0), clock=clock)
    sittings.submit(final, won=0, worth=2, passed=False, at=NOW)
    sittings.set_reason(sitting.id, 1, "misread", NOW)
    assert [entry.reason for entry in sittings.load(sitting.id).entries] == ["", "misread"]
    last = sittings.responses(sitting.id)[-1]
    assert (last.kind, last.position, last.elapsed) == ("reason", 1, 40.0)
    assert last.value == {"reason": "misread"}
    with pytest.raises(StorageError, match="no item number 3"):
        sittings.set_reason(sitting.id, 2, "misread", NOW)


def test_two_windows_lose_nothing(database: Database) -> None:
    with Database(database.path) as other:
        here, there = Sittings(database), Sittings(other)
        sitting = here.start(new_sitting())
        mine = replace(answering.choose(sitting.entries[0], 1, "single_choice"), seconds=20.0)
        theirs = replace(answering.flag(sitting.entries[0]), seconds=5.0)
        clock = sitting.clock.record(reading(30))
        here.save_entry(sitting.id, 0, mine, "answer", clock, NOW)
        there.save_entry(sitting.id, 0, theirs, "flag", sitting.clock.record(reading(29)), NOW)
        merged = replace(mine, flagged=True)
        assert here.load(sitting.id).entries[0] == merged
        assert there.load(sitting.id).clock.elapsed == 30.0, "time used never goes back"
        other_choice = answering.choose(sitting.entries[0], 3, "single_choice")
        there.save_entry(sitting.id, 0, other_choice, "answer", clock, NOW)
        assert here.load(sitting.id).entries[0].choice == (3,), "the later act wins"
        assert here.choices(sitting.id) == {0: [(1,), (3,)]}, "the log keeps both"
        here.submit(here.load(sitting.id), won=0, worth=4, passed=False, at=NOW)
        with pytest.raises(StorageError, match="perhaps in another window"):
            there.save_entry(sitting.id, 1, theirs, "flag", clock, NOW)


def test_open_sittings_are_offered_last_used_first(sittings: Sittings) -> None:
    first = sittings.start(new_sitting(title="first"))
    second = sittings.start(new_sitting(title="second"))
    done = sittings.start(new_sitting(title="done"))
    given_up = sittings.start(new_sitting(title="given up"))
    sittings.submit(marked(done, 0, 0, 0, 0), won=0, worth=4, passed=None, at=NOW)
    sittings.abandon(given_up.id, NOW)
    sittings.save_clock(first.id, first.clock, None, NOW + timedelta(minutes=5))
    lines = sittings.open_sittings()
    assert [line.title for line in lines] == ["first", "second"]
    assert [line.id for line in lines] == [first.id, second.id]
    assert lines[0].last_open == from_ms(to_ms(NOW + timedelta(minutes=5)))


def test_a_sitting_given_up_is_gone_but_its_log_stays(sittings: Sittings) -> None:
    sitting = sittings.start(new_sitting())
    entry = answering.choose(sitting.entries[0], 1, "single_choice")
    sittings.save_entry(sitting.id, 0, entry, "answer", sitting.clock, NOW)
    sittings.abandon(sitting.id, NOW)
    for number in (sitting.id, 99):
        with pytest.raises(StorageError, match=f"no sitting number {number}"):
            sittings.load(number)
    assert [r.kind for r in sittings.responses(sitting.id)] == ["answer", "abandon"]
    assert sittings.open_sittings() == sittings.history() == ()


def test_history_counts_complete_entries(sittings: Sittings) -> None:
    entries = (
        Entry("one", 1, "d", choice=(1,)),
        Entry("none", 1, "d", seen=True),
        Entry("one of two", 1, "d", wanted=2, choice=(1,)),
        Entry("two of two", 1, "d", wanted=2, choice=(1, 3)),
        Entry("blanks", 1, "d", wanted=2, blanks=("I10", "E11.9")),
        Entry("blank left", 1, "d", wanted=2, blanks=("I10", "")),
    )
    sitting = sittings.start(replace(new_sitting(), entries=entries))
    assert sittings.open_sittings()[0].answered == 3
    assert sum(entry.state == "complete" for entry in entries) == 3
    sittings.submit(sitting, won=3.5, worth=7, passed=True, at=NOW)
    (line,) = sittings.history()
    assert (line.items, line.answered, line.won, line.worth) == (6, 3, 3.5, 7)
    assert (line.fraction, line.passed, line.status) == (0.5, True, "submitted")


def test_history_by_certification_newest_first(sittings: Sittings) -> None:
    for number, certification in enumerate(["cpc", "ccs", "cpc"]):
        sitting = sittings.start(replace(new_sitting(items=1), certification=certification))
        at = NOW + timedelta(hours=number)
        sittings.submit(marked(sitting, 1), won=number, worth=1, passed=None, at=at)
    assert [line.won for line in sittings.history()] == [2, 1, 0]
    assert [line.won for line in sittings.history("cpc")] == [2, 0]
    assert [line.won for line in sittings.history(limit=1)] == [2]


def test_exposures_follow_what_was_on_the_screen(sittings: Sittings, database: Database) -> None:
    exposures = Exposures(database)
    first = sittings.start(new_sitting(items=3))
    seen = first.change(0, replace(first.entries[0], seen=True, flagged=True))
    seen = seen.change(1, replace(first.entries[1], seen=True))
    sittings.submit(marked(seen, 1.0, 0.5, 0.0), won=1.5, worth=3, passed=None, at=NOW)
    at = from_ms(to_ms(NOW))
    assert exposures.all() == {
        "item-0": Exposure(1, at, 1.0, True),
        "item-1": Exposure(1, at, 0.5, False),
    }
    second = sittings.start(new_sitting(items=3))
    later = NOW + timedelta(days=1)
    entry = replace(second.entries[0], seen=True)
    sittings.move(second.id, 0, {0: entry}, second.clock, later)
    expected = Exposure(2, from_ms(to_ms(later)), 1.0, True)
    assert exposures.all()["item-0"] == expected, "an open sitting counts, without a mark"
    sittings.abandon(second.id, later)
    assert exposures.all()["item-0"] == replace(expected, flagged=False)


def test_exposures_can_be_derived_anew(sittings: Sittings, database: Database) -> None:
    exposures = Exposures(database)
    for day, marks in enumerate([(1.0, 0.0), (0.0, 1.0), (0.5, 0.5)]):
        sitting = sittings.start(new_sitting(items=2))
        entries = tuple(replace(entry, seen=True) for entry in sitting.entries)
        seen = marked(replace(sitting, entries=entries), *marks)
        at = NOW + timedelta(days=day)
        if day == 2:
            sittings.move(sitting.id, 1, dict(enumerate(entries)), sitting.clock, at)
            sittings.abandon(sitting.id, at)
        else:
            sittings.submit(seen, won=1, worth=2, passed=None, at=at)
    kept = exposures.all()
    assert [kept[item].times for item in ("item-0", "item-1")] == [3, 3]
    assert [kept[item].last_correct for item in ("item-0", "item-1")] == [0.0, 1.0]
    exposures.rebuild()
    assert exposures.all() == kept
