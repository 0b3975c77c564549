"""Sittings: the current answer sheet, and the log of every act on it.

Owns the writing of each act (entry, clock, log line: one transaction), submission once and for
all, and the lists of sittings. Does not know what is right: marks are arguments.

Two windows on one sitting: the later act wins, field by field, and the log keeps both. Time used
and seconds on an item never go back. After submission, whoever still answers is told so and
nothing is written.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from mbc_prep.errors import StorageError
from mbc_prep.exam.clock import SittingClock
from mbc_prep.exam.sitting import Entry, Sitting
from mbc_prep.storage.database import Database
from mbc_prep.storage.exposures import note_exposures
from mbc_prep.storage.moments import to_ms
from mbc_prep.storage.sitting_rows import (
    COLUMNS_OF,
    Act,
    ClockAct,
    EntryAct,
    Response,
    SittingLine,
    act_value,
    clock_values,
    entry_values,
    read_choices,
    read_line,
    read_response,
    read_sitting,
    sitting_values,
)
from mbc_prep.storage.sitting_statements import (
    ADD_RESPONSE,
    CHANGE_CLOCK,
    CHANGE_ENTRY,
    CHANGE_PLACE,
    ENTRIES,
    LINES,
    MARK_ENTRY,
    SUBMIT,
    THIS_ENTRY,
)
from mbc_prep.storage.tables import RESPONSE, SITTING, SITTING_ITEM


class Sittings:
    """All sittings of the learner, open and past."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def start(self, sitting: Sitting) -> Sitting:
        """Store a new sitting with its whole answer sheet; returns it with its number."""
        with self._database.transaction() as connection:
            done = connection.execute(insert(SITTING), sitting_values(sitting))
            number = int(done.lastrowid)
            rows = [
                {
                    "sitting_id": number,
                    "position": place,
                    **entry_values(entry, feedback=place in sitting.feedback),
                }
                for place, entry in enumerate(sitting.entries)
            ]
            if rows:
                connection.execute(insert(SITTING_ITEM), rows)
        return replace(sitting, id=number)

    def load(self, sitting_id: int) -> Sitting:
        """Return a sitting as it stands, with the clock as last recorded.

        Raises StorageError for one that does not exist or was given up.
        """
        with self._database.reading() as connection:
            query = select(SITTING).where(SITTING.c.id == sitting_id)
            row = connection.execute(query).one_or_none()
            if row is None or row.status == "abandoned":
                raise StorageError(f"There is no sitting number {sitting_id} to open.")
            entries = connection.execute(ENTRIES, {"of_sitting": sitting_id}).all()
        return read_sitting(row, entries)

    def save_entry(
        self,
        sitting_id: int,
        position: int,
        entry: Entry,
        kind: EntryAct,
        clock: SittingClock,
        at: datetime,
    ) -> None:
        """Store one act on one entry: the entry's part it concerns, place, clock, log line.

        ``kind`` says which fields are written (see ``COLUMNS_OF``), beside ``seen`` and
        ``seconds``. ``clock`` is the sitting's, recorded at ``at``. Raises StorageError when the
        sitting is no longer open.
        """
        with self._database.transaction() as connection:
            _require_done(
                CHANGE_PLACE.run(
                    connection, _clock_change(sitting_id, clock, at, at_position=position)
                ).rowcount
            )
            values = entry_values(entry, feedback=kind == "feedback")
            wanted = {name: values[name] for name in (*COLUMNS_OF[kind], "seen", "seconds")}
            key = {"of_sitting": sitting_id, "at_position": position}
            CHANGE_ENTRY[kind].run(connection, wanted | key)
            _log(connection, sitting_id, position, at, clock, kind, act_value(kind, entry))

    def move(
        self,
        sitting_id: int,
        position: int,
        entries: Mapping[int, Entry],
        clock: SittingClock,
        at: datetime,
    ) -> None:
        """Store that the learner is now at ``position``.

        ``entries`` are those whose seconds or ``seen`` changed: the one left, the one arrived at.
        Raises StorageError when the sitting is no longer open.
        """
        with self._database.transaction() as connection:
            change = _clock_change(sitting_id, clock, at, at_position=position)
            _require_done(CHANGE_PLACE.run(connection, change).rowcount)
            for place, entry in entries.items():
                values = {"seen": int(entry.seen), "seconds": entry.seconds}
                key = {"of_sitting": sitting_id, "at_position": place}
                CHANGE_ENTRY["seen"].run(connection, values | key)
            _log(connection, sitting_id, position, at, clock, "seen", "{}")

    def save_clock(
        self, sitting_id: int, clock: SittingClock, kind: ClockAct | None, at: datetime
    ) -> None:
        """Store the clock: at a pause, a return (``kind``), or as a heartbeat (None, not logged).

        Raises StorageError when the sitting is no longer open.
        """
        with self._database.transaction() as connection:
            change = _clock_change(sitting_id, clock, at)
            _require_done(CHANGE_CLOCK.run(connection, change).rowcount)
            if kind is not None:
                _log(connection, sitting_id, None, at, clock, kind, "{}")

    def submit(
        self, sitting: Sitting, *, won: float, worth: int, passed: bool | None, at: datetime
    ) -> Sitting:
        """Close a sitting for good; returns it as submitted.

        The entries carry their marks (``correct``); ``won`` of ``worth`` points and ``passed``
        (None for drills) are kept as they were told. Load the sitting just before marking it, so
        that answers from another window count. Raises StorageError for a second submission.
        """
        ended_by = sitting.ended_by or "learner"
        final = replace(sitting, status="submitted", submitted=at, ended_by=ended_by)
        with self._database.transaction() as connection:
            change = _clock_change(sitting.id, sitting.clock, at, at_position=sitting.position) | {
                "status": "submitted",
                "submitted_ms": to_ms(at),
                "ended_by": ended_by,
                "won": won,
                "worth": worth,
                "passed": None if passed is None else int(passed),
            }
            _require_done(connection.execute(SUBMIT, change).rowcount)
            rows = [
                {
                    "of_sitting": sitting.id,
                    "at_position": place,
                    **entry_values(entry, feedback=place in sitting.feedback),
                }
                for place, entry in enumerate(sitting.entries)
            ]
            if rows:
                connection.execute(MARK_ENTRY, rows)
            note_exposures(connection, sitting.id, at)
            outcome = json.dumps({"won": won, "worth": worth, "ended_by": ended_by})
            _log(connection, sitting.id, None, at, sitting.clock, "submit", outcome)
        return final

    def abandon(self, sitting_id: int, at: datetime) -> None:
        """Give an open sitting up: it is no longer offered, its rows and log stay.

        Raises StorageError when it is no longer open.
        """
        with self._database.transaction() as connection:
            given_up = (
                update(SITTING)
                .where(SITTING.c.id == sitting_id, SITTING.c.status == "open")
                .values(status="abandoned", running=0)
            )
            _require_done(connection.execute(given_up).rowcount)
            note_exposures(connection, sitting_id, at)
            _log(connection, sitting_id, None, at, None, "abandon", "{}")

    def set_reason(self, sitting_id: int, position: int, reason: str, at: datetime) -> None:
        """Store why an item was missed (empty takes it back); for submitted sittings too."""
        with self._database.transaction() as connection:
            key = {"of_sitting": sitting_id, "at_position": position}
            said = update(SITTING_ITEM).where(*THIS_ENTRY).values(reason=bindparam("said"))
            if connection.execute(said, key | {"said": reason}).rowcount != 1:
                raise StorageError(f"Sitting {sitting_id} has no item number {position + 1}.")
            value = json.dumps({"reason": reason})
            _log(connection, sitting_id, position, at, None, "reason", value)

    def responses(self, sitting_id: int) -> tuple[Response, ...]:
        """The whole log of a sitting, oldest first."""
        query = select(RESPONSE).where(RESPONSE.c.sitting_id == sitting_id).order_by(RESPONSE.c.id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(read_response(row) for row in rows)

    def choices(self, sitting_id: int) -> dict[int, list[tuple[int, ...]]]:
        """Every choice by position, in the order it was made: what finds changed answers."""
        return read_choices(self.responses(sitting_id))

    def open_sittings(self) -> tuple[SittingLine, ...]:
        """Sittings that can be gone on with, last used first."""
        query = LINES.where(SITTING.c.status == "open")
        query = query.order_by(SITTING.c.last_open_ms.desc(), SITTING.c.id.desc())
        with self._database.reading() as connection:
            return tuple(read_line(row) for row in connection.execute(query))

    def history(
        self, certification: str | None = None, limit: int | None = None
    ) -> tuple[SittingLine, ...]:
        """Submitted sittings, newest first."""
        query = LINES.where(SITTING.c.status == "submitted")
        if certification is not None:
            query = query.where(SITTING.c.certification == certification)
        query = query.order_by(SITTING.c.submitted_ms.desc(), SITTING.c.id.desc()).limit(limit)
        with self._database.reading() as connection:
            return tuple(read_line(row) for row in connection.execute(query))


def _clock_change(
    sitting_id: int, clock: SittingClock, at: datetime, **more: object
) -> dict[str, Any]:
    key = {"of_sitting": sitting_id, "last_open_ms": to_ms(at)}
    return clock_values(clock) | key | more


def _require_done(rows: int) -> None:
    if rows != 1:
        raise StorageError(
            "This sitting is closed: it was submitted or given up, perhaps in another window."
        )


def _log(
    connection: Connection,
    sitting_id: int,
    position: int | None,
    at: datetime,
    clock: SittingClock | None,
    kind: Act,
    value: str,
) -> None:
    elapsed = _elapsed(connection, sitting_id) if clock is None else clock.elapsed
    ADD_RESPONSE.run(
        connection,
        {
            "sitting_id": sitting_id,
            "position": position,
            "at_ms": to_ms(at),
            "elapsed_s": elapsed,
            "kind": kind,
            "value": value,
        },
    )


def _elapsed(connection: Connection, sitting_id: int) -> float:
    query = select(SITTING.c.elapsed_s).where(SITTING.c.id == sitting_id)
    return float(connection.execute(query).scalar_one())
