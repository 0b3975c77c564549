"""Studying: the verbs on decks and cards.

Turns content and progress into study sessions, stores each step before the session moves on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Literal

from mbc_prep.errors import ChangedElsewhereError
from mbc_prep.exam.item import Item
from mbc_prep.study.card import Card
from mbc_prep.study.deckorder import ITEM_DECK, ITEM_DECK_NAME, ITEM_PREFIX, deck_levels
from mbc_prep.study.examday import Pace, is_near
from mbc_prep.study.memory import Mark, Memory, Phase, Rating, Review
from mbc_prep.study.queue import FINAL_PASS_DAYS, Limits, StudyCard, build_queue
from mbc_prep.study.session import Step, StudySession

if TYPE_CHECKING:
    from mbc_prep.study.scheduling import Schedule
    from mbc_prep.workspace.room import Room


@dataclass(frozen=True, slots=True)
class Face:
    """What a study screen shows: a card, or an item of the bank that became one."""

    id: str
    deck: str
    card: Card | None
    item: Item | None
    option_order: tuple[int, ...]
    record: str
    mark: Mark
    memory: Memory | None


@dataclass(frozen=True, slots=True)
class DeckView:
    """One line of the deck list."""

    id: str
    name: str
    about: str
    total: int
    new: int
    learning: int
    due: int
    suspended: int


@dataclass(frozen=True, slots=True)
class Interval:
    """What a rating would lead to: when the card is due again."""

    rating: Rating
    due: datetime
    days: int | None
    """Whole study days, None for a step within the session."""


class Studying:
    """The verbs of study; one object per opened workspace."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def decks(self) -> tuple[DeckView, ...]:
        """All decks of the chosen certification with what waits in each."""
        now = self._room.clock.now()
        memories = self._memories_for_today(now)
        rated = self._room.reviews.rated_ids()
        marks = self._room.marks.marks()
        by_deck: dict[str, list[StudyCard]] = {deck: [] for deck in self._deck_names()}
        for card in self.cards():
            by_deck.setdefault(card.deck, []).append(card)
        names = self._deck_names()
        return tuple(
            self._deck_view(deck, *names.get(deck, (deck, "")), cards, rated, memories, marks, now)
            for deck, cards in by_deck.items()
            if cards
        )

    def cards(self, decks: Iterable[str] | None = None) -> tuple[StudyCard, ...]:
        """Cards of the chosen certification (of those decks), missed items included."""
        wanted = None if decks is None else set(decks)
        certification = self._room.certification()
        topics = certification.topics_by_name()
        weights = {name: topic.weight for name, topic in topics.items()}
        levels = deck_levels({deck.id: deck.after for deck in self._room.catalog.decks})
        cards = [
            StudyCard(
                row.id,
                row.deck,
                (levels.get(row.deck, 0), -weights.get(row.topic, 0), row.order),
                row.siblings,
                weight=max(1, weights.get(row.topic, 1)),
            )
            for row in self._room.catalog.card_index(certification.id)
        ]
        bank = {row.id for row in self._room.catalog.item_index(certification.id)}
        cards += [
            StudyCard(ITEM_PREFIX + item_id, ITEM_DECK, (0, -9, place), due_unseen=True, weight=3)
            for place, item_id in enumerate(self._room.item_card_ids())
            if item_id in bank
        ]
        return tuple(card for card in cards if wanted is None or card.deck in wanted)

    def start(self, decks: Iterable[str] | None = None) -> StudySession:
        """Begin a session over all due cards, or those of some decks."""
        now = self._room.clock.now()
        memories = self._memories_for_today(now)
        schedule = self.schedule()
        dawn = schedule.days.start(schedule.days.number(now))
        seen_today = self._room.reviews.rated_since(dawn)
        later = self._room.reviews.rated_ids() - memories.keys() - seen_today
        memories |= self._room.reviews.memories(seen_today - memories.keys())
        queue = build_queue(
            [card for card in self.cards(decks) if card.id not in later],
            memories,
            self._room.marks.marks(),
            self._limits(now),
            schedule,
            now,
            seen_today,
            self._pace() if is_near(schedule, now) else None,
        )
        return StudySession.start(queue, memories, now)

    def review_limit_reached(self) -> bool:
        """Whether today's due reviews are as many as the settings allow."""
        limits = self._limits(self._room.clock.now())
        return limits.reviews_done >= limits.reviews_per_day

    def schedule(self) -> Schedule:
        """The scheduler under the learner's settings and exam date."""
        return self._room.schedule()

    def face(self, card_id: str) -> Face:
        """Everything to show for a card."""
        mark = self._room.marks.marks().get(card_id, Mark(card_id))
        memory = self._room.reviews.memory(card_id)
        if card_id.startswith(ITEM_PREFIX):
            item = self._room.catalog.item(card_id.removeprefix(ITEM_PREFIX))
            record = item.record
            if item.scenario:
                record = self._room.catalog.scenario(item.scenario).record
            order = option_order(item, memory)
            return Face(card_id, ITEM_DECK, None, item, order, record, mark, memory)
        card = self._room.catalog.card(card_id)
        return Face(card_id, self._deck_of(card_id), card, None, (), "", mark, memory)

    def faces(self, deck: str) -> tuple[Face, ...]:
        """All cards of a deck, for browsing."""
        marks = self._room.marks.marks()
        memories = self._room.reviews.memories()
        ids = [card.id for card in self.cards([deck])]
        cards = self._room.catalog.cards(ids)
        items = self._room.catalog.items(
            [one.removeprefix(ITEM_PREFIX) for one in ids if one.startswith(ITEM_PREFIX)]
        )
        return tuple(
            Face(
                one,
                deck,
                cards.get(one),
                items.get(one.removeprefix(ITEM_PREFIX)),
                (),
                "",
                marks.get(one, Mark(one)),
                memories.get(one),
            )
            for one in ids
        )

    def toggle_suspended(self, card_id: str) -> Mark:
        """Take a card out of study, or put it back."""
        mark = self._room.marks.marks().get(card_id, Mark(card_id))
        mark = replace(mark, suspended=not mark.suspended)
        self._room.marks.set_mark(mark)
        return mark

    def intervals(self, session: StudySession) -> tuple[Interval, ...]:
        """What each rating of the current card would lead to."""
        if session.current is None:
            return ()
        now = self._room.clock.now()
        schedule = self.schedule()
        days = schedule.days
        before = session.memory
        after = schedule.preview(before, session.current, now)
        if not schedule.counts(before, now) and before is not None:
            after = dict.fromkeys(Rating, before)
        return tuple(
            Interval(
                rating,
                memory.due,
                days.number(memory.due) - days.number(now)
                if memory.phase is Phase.REVIEW
                else None,
            )
            for rating, memory in after.items()
        )

    def rate(self, session: StudySession, rating: Rating, seconds: float) -> Step:
        """Rate the current card: stored first, then the session goes on.

        Where another window has rated the card meanwhile, this rating is based on that one.
        """
        assert session.current is not None
        try:
            step = self._rated(session, rating, seconds)
        except ChangedElsewhereError:
            fresh = self._room.reviews.memory(session.current)
            if fresh is None:
                session.memories.pop(session.current, None)
            else:
                session.memories[session.current] = fresh
            step = self._rated(session, rating, seconds)
        session.apply(step, self._room.clock.now())
        return step

    def _rated(self, session: StudySession, rating: Rating, seconds: float) -> Step:
        """Store a rating of the current card and return it as a step."""
        assert session.current is not None
        now = self._room.clock.now()
        schedule = self.schedule()
        card_id, before = session.current, session.memory
        counted = schedule.counts(before, now)
        after = schedule.rate(before, card_id, rating, now) if counted else before
        assert after is not None
        day = schedule.days.number(now)
        review = Review(card_id, now, rating, min(seconds, 600.0), counted)
        review_id = self._room.reviews.record(
            review, before, after, deck=self._deck_of(card_id), day=day
        )
        mark_before = None
        if before is not None and after.lapses > before.lapses and schedule.is_leech(after):
            mark_before = self._set_aside(card_id)
        return Step(
            "rate", card_id, before, after, rating, review.seconds, review_id,
            mark_before, before is None, day,
        )  # fmt: skip

    def undo(self, session: StudySession) -> Step | None:
        """Take back the last step of the session, if there is one."""
        step = session.last_step()
        if step is None:
            return None
        now = self._room.clock.now()
        if step.kind == "rate":
            deck = self._deck_of(step.card_id)
            self._room.reviews.undo(step.review_id, step.before, deck=deck, day=step.day, at=now)
        if step.mark_before is not None:
            self._room.marks.set_mark(step.mark_before)
        return session.undo()

    def bury(self, session: StudySession) -> Step:
        """Put the current card off until tomorrow."""
        today = self.schedule().days.number(self._room.clock.now())
        return self._change_mark(session, "bury", lambda m: replace(m, buried_until=today + 1))

    def suspend(self, session: StudySession) -> Step:
        """Take the current card out of study until it is put back."""
        return self._change_mark(session, "suspend", lambda mark: replace(mark, suspended=True))

    def unsuspend(self, decks: Iterable[str] | None = None) -> int:
        """Put suspended cards back into study; return how many."""
        marks = self._room.marks.marks()
        back = [marks[c.id] for c in self.cards(decks) if c.id in marks and marks[c.id].suspended]
        for mark in back:
            self._room.marks.set_mark(replace(mark, suspended=False))
        return len(back)

    def doubt(self, card_id: str, note: str, doubtful: bool = True) -> Mark:
        """Flag a card as doubtful with a note of one's own, or take the flag off."""
        mark = self._room.marks.marks().get(card_id, Mark(card_id))
        mark = replace(mark, doubtful=doubtful, note=note if doubtful else "")
        self._room.marks.set_mark(mark)
        return mark

    def add_items(self, item_ids: Sequence[str], sitting_id: int, reason: str) -> int:
        """Make items due cards, once each; return how many are new."""
        now = self._room.clock.now()
        return self._room.marks.add_item_cards(item_ids, sitting_id, reason, now)

    def rebuild(self) -> int:
        """Derive memories, day totals and items seen anew; return how many reviews were replayed.

        Other windows wait meanwhile; an error leaves everything as it was.
        """
        schedule = self.schedule()
        reviews = self._room.reviews.rebuild(schedule.rate, self._deck_of, schedule.days.number)
        self._room.exposures.rebuild()
        return reviews

    def _memories_for_today(self, now: datetime) -> dict[str, Memory]:
        """Memories that today's queue may need; in the last week before the exam, all."""
        schedule = self.schedule()
        today = schedule.days.number(now)
        exam_day = schedule.settings.exam_day
        if exam_day is not None and 0 < exam_day - today <= FINAL_PASS_DAYS:
            return self._room.reviews.memories()
        return self._room.reviews.memories_due(schedule.days.start(today + 1))

    def _pace(self) -> Pace:
        return Pace.measured(self._room.reviews.seconds_lately())

    def _change_mark(
        self,
        session: StudySession,
        kind: Literal["bury", "suspend"],
        change: Callable[[Mark], Mark],
    ) -> Step:
        assert session.current is not None
        card_id = session.current
        before = self._room.marks.marks().get(card_id, Mark(card_id))
        self._room.marks.set_mark(change(before))
        step = Step(kind, card_id, session.memory, mark_before=before)
        session.apply(step, self._room.clock.now())
        return step

    def _set_aside(self, card_id: str) -> Mark:
        before = self._room.marks.marks().get(card_id, Mark(card_id))
        self._room.marks.set_mark(replace(before, leech=True, suspended=True))
        return before

    def _limits(self, now: datetime) -> Limits:
        today = self.schedule().days.number(now)
        config = self._room.config
        return Limits(
            config.new_per_day,
            config.reviews_per_day,
            self._room.reviews.introduced_on(today),
            self._room.reviews.reviewed_on(today),
        )

    def _deck_of(self, card_id: str) -> str:
        if card_id.startswith(ITEM_PREFIX):
            return ITEM_DECK
        return self._room.deck_of(card_id)

    def _deck_names(self) -> dict[str, tuple[str, str]]:
        names = {deck.id: (deck.name, deck.about) for deck in self._room.catalog.decks}
        names[ITEM_DECK] = (ITEM_DECK_NAME, "Items you missed or guessed in mocks and drills.")
        return names

    def _deck_view(
        self,
        deck: str,
        name: str,
        about: str,
        cards: Sequence[StudyCard],
        rated: set[str],
        memories: dict[str, Memory],
        marks: dict[str, Mark],
        now: datetime,
    ) -> DeckView:
        suspended = {c.id for c in cards if c.id in marks and marks[c.id].suspended}
        known = [memories[c.id] for c in cards if c.id in memories and c.id not in suspended]
        unseen = [c for c in cards if c.id not in rated and c.id not in suspended]
        steps = [m for m in known if m.phase is not Phase.REVIEW]
        return DeckView(
            deck,
            name,
            about,
            len(cards),
            sum(1 for c in unseen if not c.due_unseen),
            len(steps),
            sum(1 for m in known if m.phase is Phase.REVIEW and m.due <= now)
            + sum(1 for c in unseen if c.due_unseen),
            len(suspended),
        )


def option_order(item: Item, memory: Memory | None) -> tuple[int, ...]:
    """Order of an item's options for one review: new at each repetition, so no place is learned."""
    order = list(range(len(item.options)))
    Random(f"{item.id}/{memory.reps if memory else 0}").shuffle(order)
    return tuple(order)
