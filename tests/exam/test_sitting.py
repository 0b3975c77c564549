"""Acts on an entry, the clock's rule, scoring and the report."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.exam import answering
from mbc_prep.exam.certification import PassRule
from mbc_prep.exam.clock import ClockReading, SittingClock
from mbc_prep.exam.result import scaled_estimate, score_sitting
from mbc_prep.exam.scoring import blank_marks, points
from mbc_prep.exam.sitting import Entry, EntryState
from tests.exam.builders import BOOT, Blank, case, form, item, sitting


def later(seconds: float, *, wall: float = 0.0, boot_id: str = "boot-1") -> ClockReading:
    return ClockReading(BOOT.wall + seconds + wall, BOOT.boot + seconds, boot_id)


def test_choosing_again_clears_and_choosing_another_replaces() -> None:
    entry = Entry("i", 1, "a", option_order=(0, 1, 2, 3))
    entry = answering.choose(entry, 2, "single_choice")
    assert entry.choice == (2,)
    assert answering.choose(entry, 1, "single_choice").choice == (1,)
    assert answering.choose(entry, 2, "single_choice").choice == ()


def test_multi_select_takes_no_more_than_are_right() -> None:
    entry = Entry("i", 1, "a", wanted=2)
    for option in (3, 0, 1):
        entry = answering.choose(entry, option, "multi_select")
    assert entry.choice == (0, 3)
    assert entry.state is EntryState.COMPLETE


def test_striking_takes_the_choice_away_and_choosing_takes_the_strike_off() -> None:
    entry = answering.choose(Entry("i", 1, "a"), 1, "single_choice")
    entry = answering.strike(entry, 1)
    assert (entry.choice, entry.struck) == ((), (1,))
    entry = answering.choose(entry, 1, "single_choice")
    assert (entry.choice, entry.struck) == ((1,), ())


def test_states_of_an_entry() -> None:
    entry = Entry("i", 1, "a", wanted=2)
    assert entry.state is EntryState.UNSEEN
    assert replace(entry, seen=True).state is EntryState.INCOMPLETE
    assert replace(entry, choice=(1,)).state is EntryState.INCOMPLETE
    assert replace(entry, choice=(1, 2)).state is EntryState.COMPLETE


acts = st.lists(st.tuples(st.sampled_from(["choose", "strike"]), st.integers(0, 3)), max_size=30)


@given(acts)
def test_no_option_is_ever_chosen_and_struck(done: list[tuple[str, int]]) -> None:
    entry = Entry("i", 1, "a", option_order=(0, 1, 2, 3))
    for act, option in done:
        entry = (
            answering.choose(entry, option, "single_choice")
            if act == "choose"
            else answering.strike(entry, option)
        )
        assert not set(entry.choice) & set(entry.struck)
        assert len(entry.choice) <= 1


@given(st.floats(-1e6, 1e6), st.floats(0, 1e5))
def test_a_changed_system_clock_changes_nothing_within_one_boot(jump: float, passed: float) -> None:
    clock = SittingClock(None, 5.0, BOOT)
    assert clock.used(later(passed, wall=jump)) == pytest.approx(5.0 + passed)


def test_across_a_restart_the_wall_clock_counts_and_never_gives_time_back() -> None:
    clock = SittingClock(600.0, 100.0, BOOT)
    assert clock.used(later(60, boot_id="boot-2")) == pytest.approx(160.0)
    assert clock.used(later(60, wall=-3600, boot_id="boot-2")) == 100.0


def test_practice_time_stands_still_while_paused_or_closed() -> None:
    clock = SittingClock(600.0, 0.0, BOOT).pause(later(30))
    assert clock.used(later(500)) == 30.0
    clock = clock.resume(later(500))
    assert clock.used(later(510)) == 40.0
    assert SittingClock(600.0, 30.0, BOOT).reopen(later(900)).used(later(905)) == 35.0


def test_time_left_stops_at_zero() -> None:
    clock = SittingClock(600.0, 0.0, BOOT)
    assert clock.left(later(599)) == 1.0
    assert clock.left(later(9999)) == 0.0
    assert clock.used(later(9999)) == 600.0
    assert clock.expired(later(600))
    assert SittingClock(None, 0.0, BOOT).left(later(9999)) is None


def test_multi_select_is_all_or_nothing() -> None:
    two = item("i", 0, 2, choices=5)
    assert points(two, Entry("i", 1, "a", choice=(0, 2))) == 1
    assert points(two, Entry("i", 1, "a", choice=(0,))) == 0
    assert points(two, Entry("i", 1, "a")) == 0


def test_blanks_match_in_any_order_within_a_role_but_each_only_once() -> None:
    record = case(
        "c",
        Blank("principal_diagnosis", ("A41.9",), poa="Y"),
        Blank("other_diagnosis", ("E11.9",)),
        Blank("other_diagnosis", ("I10",)),
        Blank("procedure", ("0DTJ4ZZ",), ordered=True),
        Blank("procedure", ("0DBN8ZX",), ordered=True),
    )
    typed = ("a419|Y", "i10", "e11.9", "0DBN8ZX", "0DTJ4ZZ")
    assert blank_marks(record, Entry("c", 1, "case", blanks=typed)) == (
        True, True, True, False, False,
    )  # fmt: skip
    twice = ("A41.9|N", "I10", "I10", "0DTJ4ZZ", "0DBN8ZX")
    assert blank_marks(record, Entry("c", 1, "case", blanks=twice)) == (
        False, True, False, True, True,
    )  # fmt: skip
    assert points(record, Entry("c", 1, "case")) == 0


def test_the_report_counts_domains_changes_certainty_and_blanks() -> None:
    items = {name: item(name, 0) for name in ("a", "b", "c", "d")}
    sat = sitting(
        Entry("a", 1, "x", choice=(0,), confidence="unsure", seen=True, seconds=40.0),
        Entry("b", 1, "x", choice=(2,), confidence="sure", seen=True, seconds=10.0),
        Entry("c", 1, "y", seen=True, seconds=4.0),
        Entry("d", 1, "y", choice=(0,), scored=False, seen=True, seconds=6.0),
    )
    choices: dict[int, list[tuple[int, ...]]] = {
        0: [(1,), (0,)],
        1: [(0,), (), (2,)],
        3: [(0,), (), (0,)],
    }
    result = score_sitting(sat, items, form(("x", 2, "choice"), ("y", 2, "choice")), choices)
    assert (result.won, result.of) == (1, 3)
    assert [(row.id, row.won, row.of) for row in result.domains] == [("x", 1, 2), ("y", 0, 1)]
    assert result.sure_and_wrong == (1,)
    assert result.unsure_and_right == (0,)
    assert result.blank == (2,)
    assert result.count_changes(False, True) == 1
    assert result.count_changes(True, False) == 1
    assert len(result.changes) == 2
    assert result.pace.slowest[0] == 0
    assert result.pace.budget == 150.0
    assert result.needed == 3
    assert result.passed is False


@pytest.mark.parametrize(("of", "needed"), [(150, 105), (100, 70), (97, 68), (136, 96), (3, 3)])
def test_the_pass_mark_is_the_next_whole_point(of: int, needed: int) -> None:
    entries = [Entry(f"i{n}", 1, "x") for n in range(of)]
    result = score_sitting(sitting(*entries), {}, form(("x", of, "choice")), {})
    assert result.needed == needed


def test_a_scaled_rule_uses_its_stand_in() -> None:
    rule = PassRule("scaled", scale=(100, 400), cut=300, practice_proxy_percent=70)
    assert rule.fraction == 0.7


def test_an_item_gone_from_the_bank_keeps_the_mark_it_had() -> None:
    sat = sitting(Entry("gone", 1, "x", choice=(1,), correct=1.0))
    assert score_sitting(sat, {}, None, {}).won == 1.0


@pytest.mark.parametrize(("won", "middle"), [(0, 100), (70, 300), (100, 400), (35, 200), (85, 350)])
def test_a_scaled_score_runs_through_the_cut(won: int, middle: int) -> None:
    rule = PassRule("scaled", scale=(100, 400), cut=300, practice_proxy_percent=70)
    entries = [Entry(f"i{n}", 1, "x", correct=float(n < won)) for n in range(100)]
    result = score_sitting(sitting(*entries), {}, form(("x", 100, "choice"), passing=rule), {})
    low, estimate, high = scaled_estimate(result)
    assert estimate == middle
    assert 100 <= low <= estimate <= high <= 400
