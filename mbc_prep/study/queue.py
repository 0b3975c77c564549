"""Which cards a study session shows, and in which order.

Owns limits per day, burying of siblings, the order of new cards, the last pass before the exam,
and in its last weeks the order by what a review is worth on that day. Pure: memories, marks and
the list of cards are arguments.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from mbc_prep.study.examday import Pace, gain_per_second, is_near
from mbc_prep.study.memory import Mark, Memory, Phase

if TYPE_CHECKING:
    from mbc_prep.study.scheduling import Schedule

FINAL_PASS_DAYS = 7
"""The last days before the exam, in which every weak card comes up once more."""

WEAK_BELOW = 0.95
"""A card whose recall on exam day falls below this takes part in the final pass."""


@dataclass(frozen=True, slots=True)
class StudyCard:
    """What the queue needs to know of a card.

    ``rank`` orders new cards: prerequisite decks first, then topics by exam weight, then the
    author's order. ``due_unseen`` cards (missed items) are due before they were ever rated and
    do not count as new. ``weight`` is that of the topic, 1 to 3.
    """

    id: str
    deck: str
    rank: tuple[int, ...] = ()
    siblings: str = ""
    due_unseen: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """How many cards a day at most; what was done today already is taken off."""

    new_per_day: int = 20
    reviews_per_day: int = 200
    new_done: int = 0
    reviews_done: int = 0


@dataclass(frozen=True, slots=True)
class StudyQueue:
    """The cards of a session: ``learning`` are in steps, ``main`` is reviews mixed with new."""

    learning: tuple[str, ...]
    main: tuple[str, ...]
    new: frozenset[str]


def build_queue(
    cards: Sequence[StudyCard],
    memories: Mapping[str, Memory],
    marks: Mapping[str, Mark],
    limits: Limits,
    schedule: Schedule,
    now: datetime,
    seen_today: Collection[str] = (),
    pace: Pace | None = None,
) -> StudyQueue:
    """Build today's queue for a set of cards.

    ``cards`` may leave out what is due later, except the cards ``seen_today``, whose siblings
    wait until tomorrow. With a ``pace``, in the last weeks before the exam, reviews and new cards
    come by what they gain on exam day per second; otherwise the weakest review comes first.
    """
    today = schedule.days.number(now)
    open_cards = [card for card in cards if _available(marks.get(card.id), today)]
    learning, due, fresh = _split(open_cards, memories, schedule, now)
    if pace is None or not is_near(schedule, now):
        due.sort(key=lambda card: (_recall(memories.get(card.id), schedule, today), card.id))
        worth = None
    else:
        worth = _worth((*due, *fresh), memories, schedule, pace, now)
        due.sort(key=lambda card: (-worth[card.id], card.id))
    fresh.sort(key=lambda card: (card.rank, card.id))
    seen = {card.siblings for card in cards if card.siblings and card.id in seen_today}
    taken = seen | {card.siblings for card in learning if card.siblings}
    due = _apart(due, taken)[: max(0, limits.reviews_per_day - limits.reviews_done)]
    taken = seen | {card.siblings for card in (*learning, *due) if card.siblings}
    fresh = _apart(fresh, taken)[: max(0, limits.new_per_day - limits.new_done)]
    main = _mixed([card.id for card in due], [card.id for card in fresh])
    if worth is not None:
        main.sort(key=lambda card_id: -worth[card_id])
    return StudyQueue(
        learning=tuple(
            card.id for card in sorted(learning, key=lambda card: memories[card.id].due)
        ),
        main=tuple(main),
        new=frozenset(card.id for card in fresh),
    )


def in_final_pass(memory: Memory, schedule: Schedule, today: int) -> bool:
    """Whether a card belongs to today's share of the last pass before the exam.

    The weak cards not seen since the last week began are shared out over the days left: weakest
    on exam day first. Whoever is below the bar for the days left comes up today.
    """
    exam_day = schedule.settings.exam_day
    if exam_day is None or not 0 < exam_day - today <= FINAL_PASS_DAYS:
        return False
    if memory.phase is not Phase.REVIEW:
        return False
    seen_in_pass = schedule.days.number(memory.last_review) >= exam_day - FINAL_PASS_DAYS
    return not seen_in_pass and schedule.retrievability(memory, exam_day) < WEAK_BELOW


def _worth(
    cards: Iterable[StudyCard],
    memories: Mapping[str, Memory],
    schedule: Schedule,
    pace: Pace,
    now: datetime,
) -> dict[str, float]:
    """Gain on exam day per second of each card; cards never seen differ by their weight only."""
    unseen = gain_per_second(None, 1, schedule, pace, now)
    worth = {}
    for card in cards:
        memory = memories.get(card.id)
        if memory is None:
            worth[card.id] = unseen * card.weight
        else:
            worth[card.id] = gain_per_second(memory, card.weight, schedule, pace, now)
    return worth


def _recall(memory: Memory | None, schedule: Schedule, today: int) -> float:
    """Probability of recall today; a card never rated comes first."""
    return 0.0 if memory is None else schedule.retrievability(memory, today)


def _available(mark: Mark | None, today: int) -> bool:
    return mark is None or not (mark.suspended or mark.buried_until > today)


def _split(
    cards: Iterable[StudyCard],
    memories: Mapping[str, Memory],
    schedule: Schedule,
    now: datetime,
) -> tuple[list[StudyCard], list[StudyCard], list[StudyCard]]:
    today = schedule.days.number(now)
    tomorrow = schedule.days.start(today + 1)
    learning: list[StudyCard] = []
    due: list[StudyCard] = []
    fresh: list[StudyCard] = []
    for card in cards:
        memory = memories.get(card.id)
        if memory is None:
            (due if card.due_unseen else fresh).append(card)
        elif memory.phase in (Phase.LEARNING, Phase.RELEARNING):
            if memory.due < tomorrow:
                learning.append(card)
        elif memory.due <= now or in_final_pass(memory, schedule, today):
            due.append(card)
    return learning, due, fresh


def _apart(cards: Iterable[StudyCard], taken: set[str]) -> list[StudyCard]:
    """Keep the first of each group of siblings; the others wait for another day."""
    kept: list[StudyCard] = []
    for card in cards:
        if card.siblings:
            if card.siblings in taken:
                continue
            taken.add(card.siblings)
        kept.append(card)
    return kept


def _mixed(due: Sequence[str], fresh: Sequence[str]) -> list[str]:
    """Spread new cards evenly among reviews."""
    if not fresh:
        return list(due)
    mixed: list[str] = []
    total = len(due) + len(fresh)
    placed = 0
    for index in range(total):
        new_by_now = (index + 1) * len(fresh) // total
        if new_by_now > placed:
            mixed.append(fresh[placed])
            placed += 1
        else:
            mixed.append(due[index - placed])
    return mixed
