"""Which items the learner has met, how often, and how that ended.

Owns ``item_seen``, derived from the answer sheets of ended sittings: what least-seen-first assembly
and the drills on missed, unseen and flagged items ask. An item counts as met when it was on the
screen. One bank serves all certifications, so an item met for one is met for all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from mbc_prep.storage.database import Database
from mbc_prep.storage.moments import from_ms, to_ms

# An abandoned sitting has no marks: the result of the last marked one stays.
_NOTE = text(
    """INSERT INTO item_seen (item_id, times, last_ms, last_correct, flagged)
    SELECT item_id, 1, :at, correct, flagged FROM sitting_item
    WHERE sitting_id = :sitting AND seen
    ON CONFLICT (item_id) DO UPDATE SET times = times + 1, last_ms = excluded.last_ms,
        last_correct = coalesce(excluded.last_correct, last_correct), flagged = excluded.flagged"""
)
_ENDED = text(
    """SELECT sitting.id, max(response.at_ms) AS at_ms FROM sitting
    JOIN response ON response.sitting_id = sitting.id AND response.kind IN ('submit', 'abandon')
    GROUP BY sitting.id ORDER BY max(response.id)"""
)
_ALL = text(
    """SELECT item_id, times, last_ms, last_correct, flagged FROM item_seen
    UNION ALL
    SELECT item_id, 1, last_open_ms, NULL, sitting_item.flagged FROM sitting_item
    JOIN sitting ON sitting.id = sitting_item.sitting_id
    WHERE sitting.status = 'open' AND seen"""
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """How often an item was met, last when, and with what result.

    ``last_correct`` is the share of its points won the last time it was marked, None if it never
    was. ``flagged`` says whether the learner had it flagged the last time.
    """

    times: int
    last: datetime
    last_correct: float | None
    flagged: bool


class Exposures:
    """What the learner has met of the bank."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, Exposure]:
        """All items ever met, those of open sittings included; others are absent."""
        found: dict[str, Exposure] = {}
        with self._database.reading() as connection:
            rows = connection.execute(_ALL).all()
        for row in rows:
            known = found.get(row.item_id)
            new = Exposure(row.times, from_ms(row.last_ms), row.last_correct, bool(row.flagged))
            found[row.item_id] = new if known is None else _together(known, new)
        return found

    def rebuild(self) -> None:
        """Derive everything anew from the answer sheets of ended sittings."""
        with self._database.transaction() as connection:
            connection.execute(text("DELETE FROM item_seen"))
            for row in connection.execute(_ENDED).all():
                connection.execute(_NOTE, {"sitting": row.id, "at": row.at_ms})


def note_exposures(connection: Connection, sitting_id: int, at: datetime) -> None:
    """Add the items of a sitting that ends now, inside its transaction."""
    connection.execute(_NOTE, {"sitting": sitting_id, "at": to_ms(at)})


def _together(known: Exposure, new: Exposure) -> Exposure:
    """Join what ended sittings say with an open one."""
    return Exposure(
        times=known.times + new.times,
        last=max(known.last, new.last),
        last_correct=known.last_correct if new.last_correct is None else new.last_correct,
        flagged=known.flagged or new.flagged,
    )
