"""The review log and the memories derived from it.

Owns the writing of an answer (log line, memory, sums of the day: one transaction), its undoing, and
the rebuilding of everything derived. The log only grows; undoing a review marks its line. Does not
know how memory is computed: that is an argument.

Two windows: an answer is stored only if the card's memory is still the one it was based on;
otherwise ``ChangedElsewhereError`` is raised and nothing is written. The caller reads the memory
again and repeats.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    insert,
    select,
    text,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from mbc_prep.errors import ChangedElsewhereError, StorageError
from mbc_prep.storage.database import Database
from mbc_prep.storage.day_totals import ALL_DECKS, SUMS, sums_of
from mbc_prep.storage.fixed import Fixed, named
from mbc_prep.storage.moments import to_ms
from mbc_prep.storage.review_rows import memory_values, read_memory, read_review, review_values
from mbc_prep.storage.tables import DAY_TOTAL, MEMORY, REVIEW
from mbc_prep.study.memory import Memory, Rating, Review

Rate = Callable[[Memory | None, str, Rating, datetime], Memory]
"""Gives the memory after a rating: ``Schedule.rate``."""

_LISTED = text("card_id IN (SELECT value FROM json_each(:listed))")
"""A list of any length as one parameter; SQLite allows only so many of them."""

_ADD_REVIEW = Fixed(insert(REVIEW).values(named(REVIEW, except_=("id", "undone_ms"))))
_ADD_MEMORY = Fixed(upsert(MEMORY).values(named(MEMORY)).on_conflict_do_nothing())
_CHANGE_MEMORY = Fixed(
    update(MEMORY)
    .where(
        MEMORY.c.card_id == bindparam("known_id"),
        MEMORY.c.reps == bindparam("known_reps"),
        MEMORY.c.last_ms == bindparam("known_last_ms"),
    )
    .values(named(MEMORY, except_=("card_id",)))
)
_new_total = upsert(DAY_TOTAL).values(named(DAY_TOTAL))
_ADD_TOTAL = Fixed(
    _new_total.on_conflict_do_update(
        index_elements=[DAY_TOTAL.c.deck, DAY_TOTAL.c.day],
        set_={name: DAY_TOTAL.c[name] + _new_total.excluded[name] for name in SUMS},
    )
)
_DROP_EMPTY_TOTALS = delete(DAY_TOTAL).where(
    DAY_TOTAL.c.deck.in_([bindparam("of_deck"), ALL_DECKS]),
    DAY_TOTAL.c.day == bindparam("on_day"),
    DAY_TOTAL.c.reviews == 0,
)
_LATER_REVIEW = (
    select(REVIEW.c.id)
    .where(
        REVIEW.c.card_id == bindparam("card"),
        REVIEW.c.id > bindparam("after"),
        REVIEW.c.scheduled == 1,
        REVIEW.c.undone_ms.is_(None),
    )
    .limit(1)
)
_IN_ORDER = select(REVIEW).where(REVIEW.c.undone_ms.is_(None)).order_by(REVIEW.c.at_ms, REVIEW.c.id)


class ReviewLog:
    """The reviews of all cards, and what is remembered of each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self, review: Review, before: Memory | None, after: Memory | None, *, deck: str, day: int
    ) -> int:
        """Store one answer; returns the number of its line in the log.

        ``before`` and ``after`` are the card's memory around the review; for one outside the
        schedule the memory is left alone and ``after`` is ignored. Raises ChangedElsewhereError.
        """
        with self._database.transaction() as connection:
            line = _ADD_REVIEW.run(connection, review_values(review))
            if review.scheduled:
                if after is None:
                    raise ValueError("a scheduled review leads to a memory")
                _replace_memory(connection, before, after, deck)
            _add_to_totals(connection, day, deck, sums_of(review, before))
            return int(line.lastrowid)

    def undo(
        self, review_id: int, before: Memory | None, *, deck: str, day: int, at: datetime
    ) -> None:
        """Take a review back; ``before``, ``deck`` and ``day`` are those it was recorded with.

        Its line stays, marked with the moment. Raises ChangedElsewhereError where the card was
        answered again since, StorageError where the review was taken back already.
        """
        with self._database.transaction() as connection:
            review = _open_review(connection, review_id)
            marked = update(REVIEW).where(REVIEW.c.id == review_id).values(undone_ms=to_ms(at))
            connection.execute(marked)
            if review.scheduled:
                _require_last(connection, review)
                _restore_memory(connection, review.card_id, before, deck)
            sums = {name: -value for name, value in sums_of(review, before).items()}
            _add_to_totals(connection, day, deck, sums)
            connection.execute(_DROP_EMPTY_TOTALS, {"on_day": day, "of_deck": deck})

    def memory(self, card_id: str) -> Memory | None:
        """Memory of one card, None if it was never rated."""
        return self.memories((card_id,)).get(card_id)

    def memories(self, card_ids: Iterable[str] | None = None) -> dict[str, Memory]:
        """Memories of the given cards, or of all; cards never rated are absent."""
        query, values = _for_cards(select(MEMORY), card_ids)
        with self._database.reading() as connection:
            rows = connection.execute(query, values).all()
        return {row.card_id: read_memory(row) for row in rows}

    def memories_due(self, before: datetime) -> dict[str, Memory]:
        """Memories of the cards due before a moment: all that a session needs to know."""
        query = select(MEMORY).where(MEMORY.c.due_ms < to_ms(before))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return {row.card_id: read_memory(row) for row in rows}

    def rated_since(self, moment: datetime) -> set[str]:
        """Ids of the cards rated since a moment."""
        query = select(MEMORY.c.card_id).where(MEMORY.c.last_ms >= to_ms(moment))
        with self._database.reading() as connection:
            return set(connection.execute(query).scalars())

    def rated_ids(self) -> set[str]:
        """Ids of all cards that were ever rated."""
        with self._database.reading() as connection:
            return set(connection.execute(select(MEMORY.c.card_id)).scalars())

    def reviews(self, card_id: str) -> tuple[Review, ...]:
        """Reviews of a card that were not taken back, oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(_IN_ORDER.where(REVIEW.c.card_id == card_id)).all()
        return tuple(read_review(row) for row in rows)

    def seconds_lately(self, count: int = 1000) -> list[tuple[bool, float]]:
        """The last answers, newest first: whether it was the card's first, and its seconds."""
        earlier = REVIEW.alias()
        before = select(earlier.c.id).where(
            earlier.c.card_id == REVIEW.c.card_id, earlier.c.id < REVIEW.c.id
        )
        query = (
            select(REVIEW.c.took_ms, ~exists(before))
            .where(REVIEW.c.undone_ms.is_(None))
            .order_by(REVIEW.c.id.desc())
            .limit(count)
        )
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return [(bool(first), took_ms / 1000.0) for took_ms, first in rows]

    def introduced_on(self, day: int, deck: str | None = None) -> int:
        """How many new cards were begun on a study day."""
        return self._sum("introduced", day, deck)

    def reviewed_on(self, day: int, deck: str | None = None) -> int:
        """How many due reviews were done on a study day, as the daily limit counts them.

        Learning steps and practice outside the schedule do not use the limit up.
        """
        return self._sum("tested", day, deck)

    def rebuild(
        self, rate: Rate, deck_of: Callable[[str], str], day_of: Callable[[datetime], int]
    ) -> int:
        """Compute all memories and day totals anew from the log; returns the reviews replayed.

        One transaction: other windows wait, and an error leaves everything as it was.
        """
        with self._database.transaction() as connection:
            rows = connection.execute(_IN_ORDER).all()
            memories, totals = _replay((read_review(row) for row in rows), rate, deck_of, day_of)
            connection.execute(delete(MEMORY))
            connection.execute(delete(DAY_TOTAL))
            if memories:
                values = [memory_values(memory, deck_of(card)) for card, memory in memories.items()]
                connection.execute(insert(MEMORY), values)
            if totals:
                connection.execute(
                    insert(DAY_TOTAL),
                    [{"day": day, "deck": deck, **sums} for (day, deck), sums in totals.items()],
                )
        return len(rows)

    def _sum(self, name: str, day: int, deck: str | None) -> int:
        query = select(DAY_TOTAL.c[name]).where(
            DAY_TOTAL.c.deck == (ALL_DECKS if deck is None else deck), DAY_TOTAL.c.day == day
        )
        with self._database.reading() as connection:
            return int(connection.execute(query).scalar() or 0)


def _replay(
    reviews: Iterable[Review],
    rate: Rate,
    deck_of: Callable[[str], str],
    day_of: Callable[[datetime], int],
) -> tuple[dict[str, Memory], dict[tuple[int, str], dict[str, int]]]:
    memories: dict[str, Memory] = {}
    totals: dict[tuple[int, str], dict[str, int]] = {}
    for review in reviews:
        before = memories.get(review.card_id)
        day = day_of(review.at)
        for deck in (deck_of(review.card_id), ALL_DECKS):
            sums = totals.setdefault((day, deck), dict.fromkeys(SUMS, 0))
            for name, value in sums_of(review, before).items():
                sums[name] += value
        if review.scheduled:
            memories[review.card_id] = rate(before, review.card_id, review.rating, review.at)
    return memories, totals


def _add_to_totals(connection: Connection, day: int, deck: str, sums: dict[str, int]) -> None:
    for name in (deck, ALL_DECKS):
        _ADD_TOTAL.run(connection, {"day": day, "deck": name, **sums})


def _replace_memory(
    connection: Connection, before: Memory | None, after: Memory, deck: str
) -> None:
    values = memory_values(after, deck)
    if before is None:
        done = _ADD_MEMORY.run(connection, values)
    else:
        known = {
            "known_id": before.card_id,
            "known_reps": before.reps,
            "known_last_ms": to_ms(before.last_review),
        }
        done = _CHANGE_MEMORY.run(connection, values | known)
    if done.rowcount != 1:
        raise ChangedElsewhereError(
            "This card was answered in another window in the meantime; this answer was not stored."
        )


def _restore_memory(connection: Connection, card_id: str, before: Memory | None, deck: str) -> None:
    connection.execute(delete(MEMORY).where(MEMORY.c.card_id == card_id))
    if before is not None:
        connection.execute(insert(MEMORY), memory_values(before, deck))


def _open_review(connection: Connection, review_id: int) -> Review:
    row = connection.execute(select(REVIEW).where(REVIEW.c.id == review_id)).one_or_none()
    if row is None or row.undone_ms is not None:
        raise StorageError("This answer was taken back already.")
    return read_review(row)


def _require_last(connection: Connection, review: Review) -> None:
    later = connection.execute(_LATER_REVIEW, {"card": review.card_id, "after": review.id})
    if later.first() is not None:
        raise ChangedElsewhereError(
            "This card was answered again since, perhaps in another window; take that answer "
            "back first."
        )


def _for_cards(
    query: Select[Any], card_ids: Iterable[str] | None
) -> tuple[Select[Any], dict[str, str]]:
    if card_ids is None:
        return query, {}
    return query.where(_LISTED), {"listed": json.dumps(list(card_ids))}
