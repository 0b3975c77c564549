"""The queue's order and limits, and undo as the inverse of every step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.study.days import StudyDays
from mbc_prep.study.memory import Mark, Memory, Phase, Rating
from mbc_prep.study.queue import Limits, StudyCard, build_queue, in_final_pass
from mbc_prep.study.scheduling import Schedule, ScheduleSettings
from mbc_prep.study.session import Step, StudySession

NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
DAYS = StudyDays(UTC)
PLAN = Schedule(ScheduleSettings(), DAYS)


def known(card_id: str, days_ago: int, stability: float = 5.0) -> Memory:
    then = NOW - timedelta(days=days_ago)
    due = then + timedelta(days=max(1, round(stability)))
    return Memory(card_id, Phase.REVIEW, None, stability, 5.0, due, then, 3, 0)


def test_weakest_due_card_comes_first_and_new_ones_are_spread() -> None:
    cards = [StudyCard(name, "d") for name in ("due1", "due2", "due3", "new1")]
    memories = {
        "due1": known("due1", 10, 9.0),
        "due2": known("due2", 30, 9.0),
        "due3": known("due3", 20, 9.0),
    }
    queue = build_queue(cards, memories, {}, Limits(), PLAN, NOW)
    assert [card for card in queue.main if card != "new1"] == ["due2", "due3", "due1"]
    assert queue.new == {"new1"}
    assert queue.main.index("new1") == 3


def test_limits_count_what_was_done_today() -> None:
    cards = [StudyCard(f"new{n}", "d") for n in range(9)]
    queue = build_queue(cards, {}, {}, Limits(new_per_day=5, new_done=3), PLAN, NOW)
    assert len(queue.main) == 2
    assert not build_queue(cards, {}, {}, Limits(5, 5, new_done=7), PLAN, NOW).main


def test_missed_items_come_before_new_cards_and_outside_their_limit() -> None:
    cards = [StudyCard("item:1", "missed", due_unseen=True), StudyCard("new1", "d")]
    queue = build_queue(cards, {}, {}, Limits(new_per_day=0), PLAN, NOW)
    assert queue.main == ("item:1",)
    assert not queue.new


def test_siblings_are_kept_apart_also_from_one_in_steps() -> None:
    cards = [StudyCard(name, "d", siblings="pair") for name in ("a", "b")]
    assert len(build_queue(cards, {}, {}, Limits(), PLAN, NOW).main) == 1
    step = PLAN.rate(None, "a", Rating.AGAIN, NOW)
    queue = build_queue(cards, {"a": step}, {}, Limits(), PLAN, NOW + timedelta(minutes=2))
    assert queue.learning == ("a",)
    assert not queue.main


def test_the_sibling_of_a_card_seen_today_waits_until_tomorrow() -> None:
    cards = [StudyCard(name, "d", siblings="pair") for name in ("a", "b")]
    memories = {"a": PLAN.rate(None, "a", Rating.EASY, NOW - timedelta(hours=2))}
    assert not build_queue(cards, memories, {}, Limits(), PLAN, NOW, {"a"}).main
    tomorrow = NOW + timedelta(days=1)
    assert build_queue(cards, memories, {}, Limits(), PLAN, tomorrow).main == ("b",)


def test_suspended_and_buried_cards_stay_away() -> None:
    today = DAYS.number(NOW)
    cards = [StudyCard(name, "d") for name in ("a", "b", "c")]
    marks = {"a": Mark("a", suspended=True), "b": Mark("b", buried_until=today + 1)}
    assert build_queue(cards, {}, marks, Limits(), PLAN, NOW).main == ("c",)
    tomorrow = NOW + timedelta(days=1)
    assert set(build_queue(cards, {}, marks, Limits(), PLAN, tomorrow).main) == {"b", "c"}


def test_new_cards_come_by_rank() -> None:
    cards = [StudyCard("late", "d", (1, -3)), StudyCard("light", "d", (0, -1)),
             StudyCard("heavy", "d", (0, -3))]  # fmt: skip
    assert build_queue(cards, {}, {}, Limits(), PLAN, NOW).main == ("heavy", "light", "late")


def test_the_last_week_brings_every_weak_card_once_more() -> None:
    exam_day = DAYS.number(NOW) + 5
    plan = Schedule(ScheduleSettings(exam_day=exam_day), DAYS)
    today = DAYS.number(NOW)
    weak, strong = known("weak", 20, 40.0), known("strong", 20, 900.0)
    assert in_final_pass(weak, plan, today)
    assert not in_final_pass(strong, plan, today)
    assert not in_final_pass(known("fresh", 1, 4.0), plan, today)
    far = Schedule(ScheduleSettings(exam_day=today + 30), DAYS)
    assert not in_final_pass(weak, far, today)
    cards = [StudyCard("weak", "d"), StudyCard("strong", "d")]
    memories = {"weak": weak, "strong": strong}
    assert build_queue(cards, memories, {}, Limits(), plan, NOW).main == ("weak",)


acts = st.lists(st.sampled_from([*Rating, "bury", "suspend"]), max_size=25)


@given(acts)
def test_undoing_every_step_restores_the_session(chosen: list[Rating | str]) -> None:
    cards = [StudyCard(f"new{n}", "d") for n in range(4)] + [StudyCard("due", "d")]
    memories = {"due": known("due", 10)}
    queue = build_queue(cards, memories, {}, Limits(), PLAN, NOW)
    session = StudySession.start(queue, dict(memories), NOW)
    first, now = session.current, NOW
    for act in chosen:
        if session.current is None:
            break
        before = session.memory
        if isinstance(act, Rating):
            after = PLAN.rate(before, session.current, act, now)
            step = Step("rate", session.current, before, after, act, 2.0)
        else:
            step = Step("bury" if act == "bury" else "suspend", session.current, before)
        session.apply(step, now)
        now += timedelta(seconds=30)
    while session.last_step() is not None:
        session.undo()
    assert session.current == first
    assert session.memories == memories
    assert session.remaining().total == 5
    assert session.summary().answers == 0


def test_a_card_in_steps_returns_when_due_or_ahead_of_time_at_the_end() -> None:
    queue = build_queue([StudyCard("a", "d"), StudyCard("b", "d")], {}, {}, Limits(), PLAN, NOW)
    session = StudySession.start(queue, {}, NOW)
    for card_id in ("a", "b"):
        assert session.current == card_id
        after = PLAN.rate(None, card_id, Rating.AGAIN, NOW)
        session.apply(Step("rate", card_id, None, after, Rating.AGAIN), NOW)
    assert session.current == "a"
    after = PLAN.rate(session.memory, "a", Rating.EASY, NOW)
    session.apply(Step("rate", "a", session.memory, after, Rating.EASY), NOW)
    assert session.current == "b"
    assert session.remaining().learning == 1
