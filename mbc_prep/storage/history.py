"""What was done and what is to come, for plots: days, retention, forecast, scores.

Owns queries over the derived tables, which stay small however long the log grows (a day and deck
is one row). Reads only.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, text

from mbc_prep.storage.database import Database
from mbc_prep.storage.day_totals import ALL_DECKS, SUMS
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.storage.tables import DAY_TOTAL, MARK, MEMORY, SITTING
from mbc_prep.study.days import StudyDays

_DECKS = text("deck IN (SELECT value FROM json_each(:decks))")


@dataclass(frozen=True, slots=True)
class DayTotal:
    """One study day. ``seconds`` is thinking time; see ``day_totals`` for the other counts."""

    day: int
    reviews: int
    seconds: float
    again: int
    hard: int
    good: int
    easy: int
    introduced: int
    tested: int
    recalled: int


@dataclass(frozen=True, slots=True)
class DeckRetention:
    """True retention of a deck: of ``tested`` due reviews, ``recalled`` were above Again."""

    deck: str
    tested: int
    recalled: int

    @property
    def fraction(self) -> float:
        """Share recalled; 0 where nothing was tested."""
        return self.recalled / self.tested if self.tested else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Result of a submitted sitting, for a series over time."""

    sitting_id: int
    submitted: datetime
    certification: str
    form: str
    title: str
    won: float
    worth: int
    passed: bool | None

    @property
    def fraction(self) -> float:
        """Share of the points that was won."""
        return self.won / self.worth if self.worth else 0.0


class History:
    """Questions about the past and the days ahead."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def days(
        self, first: int, last: int, decks: Collection[str] | None = None
    ) -> tuple[DayTotal, ...]:
        """Totals of study days ``first`` to ``last``, in order; days without reviews are absent."""
        sums = [func.sum(DAY_TOTAL.c[name]).label(name) for name in SUMS]
        query = select(DAY_TOTAL.c.day, *sums).where(DAY_TOTAL.c.day.between(first, last))
        if decks is None:
            query = query.where(DAY_TOTAL.c.deck == ALL_DECKS)
        query = query.group_by(DAY_TOTAL.c.day).order_by(DAY_TOTAL.c.day)
        return tuple(
            DayTotal(
                day=row.day,
                reviews=row.reviews,
                seconds=row.took_ms / 1000,
                again=row.again,
                hard=row.hard,
                good=row.good,
                easy=row.easy,
                introduced=row.introduced,
                tested=row.tested,
                recalled=row.recalled,
            )
            for row in self._rows(query, decks)
        )

    def retention(
        self, decks: Collection[str] | None = None, since_day: int | None = None
    ) -> tuple[DeckRetention, ...]:
        """True retention by deck, by name; decks without a due review yet are absent."""
        tested, recalled = func.sum(DAY_TOTAL.c.tested), func.sum(DAY_TOTAL.c.recalled)
        query = select(DAY_TOTAL.c.deck, tested.label("tested"), recalled.label("recalled"))
        if since_day is not None:
            query = query.where(DAY_TOTAL.c.day >= since_day)
        query = query.where(DAY_TOTAL.c.deck != ALL_DECKS)
        query = query.group_by(DAY_TOTAL.c.deck).having(tested > 0).order_by(DAY_TOTAL.c.deck)
        return tuple(
            DeckRetention(row.deck, row.tested, row.recalled) for row in self._rows(query, decks)
        )

    def forecast(
        self, days: StudyDays, now: datetime, ahead: int = 30, decks: Collection[str] | None = None
    ) -> tuple[int, ...]:
        """Cards due on each of the next ``ahead`` study days, today (with overdue ones) first.

        Suspended cards are left out. Reviews of the days between are not simulated.
        """
        today = days.number(now)
        end = to_ms(days.start(today + ahead))
        due = (MEMORY.c.due_ms, func.count().label("cards"))
        query = select(*due).where(MEMORY.c.due_ms < end).group_by(MEMORY.c.due_ms)
        suspended = query.join(MARK, MARK.c.card_id == MEMORY.c.card_id).where(MARK.c.suspended)
        moments = Counter({row.due_ms: row.cards for row in self._rows(query, decks)})
        moments.subtract({row.due_ms: row.cards for row in self._rows(suspended, decks)})
        counts = [0] * ahead
        for due_ms, cards in moments.items():
            counts[max(0, days.number(from_ms(due_ms)) - today)] += cards
        return tuple(counts)

    def scores(self, certification: str | None = None) -> tuple[Score, ...]:
        """Results of all submitted sittings, oldest first."""
        query = select(SITTING).where(SITTING.c.status == "submitted")
        if certification is not None:
            query = query.where(SITTING.c.certification == certification)
        query = query.order_by(SITTING.c.submitted_ms, SITTING.c.id)
        return tuple(
            Score(
                sitting_id=row.id,
                submitted=from_ms(row.submitted_ms),
                certification=row.certification,
                form=row.form,
                title=row.title,
                won=row.won,
                worth=row.worth,
                passed=None if row.passed is None else bool(row.passed),
            )
            for row in self._rows(query, None)
        )

    def _rows(self, query: Select[Any], decks: Collection[str] | None) -> list[Any]:
        values = {}
        if decks is not None:
            query = query.where(_DECKS)
            values["decks"] = json.dumps(list(decks))
        with self._database.reading() as connection:
            return list(connection.execute(query, values))
