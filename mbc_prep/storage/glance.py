"""What home and ``mbc-prep due`` show of the learner's progress, in a few milliseconds.

Owns the questions asked before SQLAlchemy is imported: standard library only. Knows no content;
which cards count is an argument.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple

from mbc_prep.storage.day_totals import ALL_DECKS
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.study.days import StudyDays

DAYS_AHEAD = 7
DAYS_BACK = 30
LAST_SITTINGS = 5

_IN_STEPS = (1, 3)
"""Learning and relearning, as the column ``phase`` has them (see ``Phase``)."""


# Named tuples, not dataclasses: the first screen waits while the classes are made.
class PastSitting(NamedTuple):
    """A submitted sitting: ``won`` of ``worth`` points; ``passed`` is None for drills."""

    id: int
    title: str
    certification: str
    submitted: datetime
    won: float
    worth: int
    passed: bool | None

    @property
    def fraction(self) -> float:
        """Share of the points that was won."""
        return self.won / self.worth if self.worth else 0.0


class OpenSitting(NamedTuple):
    """A sitting that waits to be gone on with."""

    id: int
    title: str
    mode: str


class Glance(NamedTuple):
    """The figures of the first screen.

    ``due_now`` counts cards whose review is due and cards in steps that come up today, before the
    limit per day. ``due_by_day`` starts with today, overdue cards included. ``new_available``
    counts cards never rated. Suspended and buried cards count nowhere, later days excepted for
    buried ones. ``days_studied`` of the last 30 includes days with a sitting.
    """

    due_now: int
    due_by_day: tuple[int, ...]
    new_available: int
    reviews_today: int
    days_studied: int
    last_sittings: tuple[PastSitting, ...]
    open_sitting: OpenSitting | None
    settings: Mapping[str, str]


def take_glance(
    connection: sqlite3.Connection, cards: Collection[str], now: datetime, days: StudyDays
) -> Glance:
    """Read all figures for the given cards (those of the chosen certification) at ``now``."""
    chosen = cards if isinstance(cards, set | frozenset) else frozenset(cards)
    today = days.number(now)
    suspended, buried = _set_aside(connection, today)
    due_now, due_by_day = _due(connection, chosen, suspended, buried, now, days)
    return Glance(
        due_now=due_now,
        due_by_day=due_by_day,
        new_available=_new(connection, chosen, suspended | buried.keys()),
        reviews_today=_reviews_today(connection, today),
        days_studied=_days_studied(connection, today, days),
        last_sittings=_last_sittings(connection),
        open_sitting=_open_sitting(connection),
        settings=dict(connection.execute('SELECT "key", value FROM setting')),
    )


def _set_aside(connection: sqlite3.Connection, today: int) -> tuple[set[str], dict[str, int]]:
    """Suspended cards, and buried ones with the first day they count again."""
    rows = connection.execute(
        "SELECT card_id, suspended, buried_until FROM mark WHERE suspended OR buried_until > ?",
        (today,),
    ).fetchall()
    suspended = {card_id for card_id, is_suspended, _ in rows if is_suspended}
    buried = {card_id: until for card_id, is_suspended, until in rows if not is_suspended}
    return suspended, buried


def _due(
    connection: sqlite3.Connection,
    cards: Collection[str],
    suspended: set[str],
    buried: Mapping[str, int],
    now: datetime,
    days: StudyDays,
) -> tuple[int, tuple[int, ...]]:
    today = days.number(now)
    ends = [to_ms(days.start(today + ahead + 1)) for ahead in range(DAYS_AHEAD)]
    now_ms = to_ms(now)
    due_now = 0
    by_day = [0] * DAYS_AHEAD
    rows = connection.execute(
        "SELECT card_id, phase, due_ms FROM memory WHERE due_ms < ?", (ends[-1],)
    )
    for card_id, phase, due_ms in rows:
        if card_id not in cards or card_id in suspended:
            continue
        ahead = max(bisect_right(ends, due_ms), buried.get(card_id, today) - today)
        if ahead < DAYS_AHEAD:
            by_day[ahead] += 1
        if ahead == 0 and (due_ms <= now_ms or phase in _IN_STEPS):
            due_now += 1
    return due_now, tuple(by_day)


def _new(connection: sqlite3.Connection, cards: Collection[str], set_aside: Collection[str]) -> int:
    """Count cards never rated that may be shown."""
    # One long text instead of 20,000 rows: a third of the time, and this is most of a glance.
    # No id has a comma in it, and to be asked for any other separator takes SQLite twice as long.
    rated = connection.execute("SELECT group_concat(card_id) FROM memory").fetchone()[0]
    not_new = sum(map(cards.__contains__, rated.split(","))) if rated else 0
    hidden = connection.execute(
        "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT card_id FROM memory)",
        (json.dumps(list(set_aside)),),
    )
    return len(cards) - not_new - sum(1 for (card_id,) in hidden if card_id in cards)


def _reviews_today(connection: sqlite3.Connection, today: int) -> int:
    query = "SELECT coalesce(sum(reviews), 0) FROM day_total WHERE deck = ? AND day = ?"
    return int(connection.execute(query, (ALL_DECKS, today)).fetchone()[0])


def _days_studied(connection: sqlite3.Connection, today: int, days: StudyDays) -> int:
    first = today - DAYS_BACK + 1
    rows = connection.execute(
        "SELECT day FROM day_total WHERE deck = ? AND day BETWEEN ? AND ?",
        (ALL_DECKS, first, today),
    )
    studied = {day for (day,) in rows}
    sat = connection.execute(
        "SELECT started_ms, last_open_ms, submitted_ms FROM sitting WHERE last_open_ms >= ?",
        (to_ms(days.start(first)),),
    )
    moments = {moment for row in sat for moment in row if moment is not None}
    studied.update(days.number(from_ms(moment)) for moment in moments)
    return sum(1 for day in studied if first <= day <= today)


def _last_sittings(connection: sqlite3.Connection) -> tuple[PastSitting, ...]:
    rows = connection.execute(
        "SELECT id, title, certification, submitted_ms, won, worth, passed FROM sitting"
        " WHERE status = 'submitted' ORDER BY submitted_ms DESC, id DESC LIMIT ?",
        (LAST_SITTINGS,),
    )
    return tuple(
        PastSitting(
            number,
            title,
            certification,
            from_ms(submitted),
            won,
            worth,
            None if passed is None else bool(passed),
        )
        for number, title, certification, submitted, won, worth, passed in rows
    )


def _open_sitting(connection: sqlite3.Connection) -> OpenSitting | None:
    row = connection.execute(
        "SELECT id, title, mode FROM sitting WHERE status = 'open'"
        " ORDER BY last_open_ms DESC, id DESC LIMIT 1"
    ).fetchone()
    return OpenSitting(*row) if row else None
