"""Sittings as rows, and rows as sittings.

Owns the conversion between the answer sheet of ``exam`` and the columns of ``sitting``,
``sitting_item`` and ``response``. Lists are JSON. Runs no query.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row

from mbc_prep.exam.clock import ClockReading, SittingClock
from mbc_prep.exam.sitting import Entry, Sitting, SittingKind
from mbc_prep.storage.moments import from_ms, moment_or_none, to_ms

EntryAct = Literal[
    "seen", "answer", "blank", "flag", "strike", "note", "confidence", "feedback"
]  # fmt: skip
"""What a learner does to an entry of an open sitting."""

ClockAct = Literal["pause", "resume", "leave", "reopen"]
"""What happens to a sitting's clock."""

Act = Literal[EntryAct, ClockAct, "reason", "submit", "abandon"]
"""Everything the log knows."""

COLUMNS_OF: dict[EntryAct, tuple[str, ...]] = {
    "seen": (),
    "answer": ("choice", "struck"),
    "strike": ("choice", "struck"),
    "blank": ("blanks",),
    "flag": ("flagged",),
    "note": ("note",),
    "confidence": ("confidence",),
    "feedback": ("feedback",),
}
"""Which columns an act may change, beside ``seen`` and ``seconds``: an act in one window leaves
alone what another window did to the rest of the entry."""


@dataclass(frozen=True, slots=True)
class Response:
    """One act in a sitting, as the log has it.

    ``position`` is None for acts on the clock or the whole sitting. ``elapsed`` is seconds of the
    sitting's own clock. ``value`` holds the changed fields of the entry by name.
    """

    id: int
    sitting_id: int
    position: int | None
    at: datetime
    elapsed: float
    kind: Act
    value: dict[str, Any]


@dataclass(frozen=True, slots=True)
class SittingLine:
    """A sitting in a list: no entries, only counts.

    ``answered`` counts complete entries. ``won`` of ``worth`` points and ``passed`` are None until
    it is submitted; ``passed`` stays None for drills. ``elapsed`` is seconds of its own clock.
    """

    id: int
    certification: str
    form: str
    kind: SittingKind
    mode: str
    title: str
    status: str
    started: datetime
    last_open: datetime
    submitted: datetime | None
    items: int
    answered: int
    elapsed: float
    limit: float | None
    won: float | None
    worth: int | None
    passed: bool | None

    @property
    def fraction(self) -> float | None:
        """Share of the points that was won, None until submitted."""
        return None if self.won is None or not self.worth else self.won / self.worth


def clock_values(clock: SittingClock) -> dict[str, Any]:
    """The columns of a clock."""
    return {
        "elapsed_s": clock.elapsed,
        "clock_wall": clock.at.wall,
        "clock_boot": clock.at.boot,
        "clock_boot_id": clock.at.boot_id,
        "running": int(clock.running),
    }


def sitting_values(sitting: Sitting) -> dict[str, Any]:
    """The columns of a sitting that is being started."""
    return {
        "certification": sitting.certification,
        "form": sitting.form,
        "kind": sitting.kind,
        "mode": sitting.mode,
        "seed": sitting.seed,
        "title": sitting.title,
        "started_ms": to_ms(sitting.started),
        "limit_s": sitting.clock.limit,
        "status": sitting.status,
        "submitted_ms": None if sitting.submitted is None else to_ms(sitting.submitted),
        "ended_by": sitting.ended_by,
        "position": sitting.position,
        "last_open_ms": to_ms(sitting.started),
        **clock_values(sitting.clock),
    }


def entry_values(entry: Entry, *, feedback: bool) -> dict[str, Any]:
    """The columns of an entry."""
    return {
        "item_id": entry.item_id,
        "revision": entry.revision,
        "domain": entry.domain,
        "scored": int(entry.scored),
        "option_order": json.dumps(entry.option_order),
        "wanted": entry.wanted,
        "choice": json.dumps(entry.choice),
        "blanks": json.dumps(entry.blanks, ensure_ascii=False),
        "seen": int(entry.seen),
        "flagged": int(entry.flagged),
        "struck": json.dumps(entry.struck),
        "note": entry.note,
        "confidence": entry.confidence,
        "seconds": entry.seconds,
        "reason": entry.reason,
        "correct": entry.correct,
        "feedback": int(feedback),
    }


def act_value(kind: EntryAct, entry: Entry) -> str:
    """What the log keeps of an act: the fields it may have changed, as JSON."""
    value = {
        name: True if name == "feedback" else getattr(entry, name) for name in COLUMNS_OF[kind]
    }
    return json.dumps(value, ensure_ascii=False)


def read_sitting(row: Row[Any], entries: Sequence[Row[Any]]) -> Sitting:
    """A sitting from its row and those of its entries, in order."""
    reading = ClockReading(row.clock_wall, row.clock_boot, row.clock_boot_id)
    return Sitting(
        id=row.id,
        certification=row.certification,
        form=row.form,
        kind=row.kind,
        mode=row.mode,
        seed=row.seed,
        title=row.title,
        started=from_ms(row.started_ms),
        clock=SittingClock(row.limit_s, row.elapsed_s, reading, bool(row.running)),
        entries=tuple(_read_entry(entry) for entry in entries),
        status=row.status,
        position=row.position,
        submitted=moment_or_none(row.submitted_ms),
        ended_by=row.ended_by,
        feedback=frozenset(entry.position for entry in entries if entry.feedback),
    )


def read_line(row: Row[Any]) -> SittingLine:
    """A line of the list of sittings."""
    return SittingLine(
        id=row.id,
        certification=row.certification,
        form=row.form,
        kind=row.kind,
        mode=row.mode,
        title=row.title,
        status=row.status,
        started=from_ms(row.started_ms),
        last_open=from_ms(row.last_open_ms),
        submitted=moment_or_none(row.submitted_ms),
        items=row.items,
        answered=row.answered,
        elapsed=row.elapsed_s,
        limit=row.limit_s,
        won=row.won,
        worth=row.worth,
        passed=None if row.passed is None else bool(row.passed),
    )


def read_response(row: Row[Any]) -> Response:
    """A line of the log."""
    return Response(
        id=row.id,
        sitting_id=row.sitting_id,
        position=row.position,
        at=from_ms(row.at_ms),
        elapsed=row.elapsed_s,
        kind=row.kind,
        value=json.loads(row.value),
    )


def read_choices(responses: Iterable[Response]) -> dict[int, list[tuple[int, ...]]]:
    """Every choice made at each position, in the order it was made."""
    choices: dict[int, list[tuple[int, ...]]] = {}
    for response in responses:
        if response.position is not None and "choice" in response.value:
            choices.setdefault(response.position, []).append(tuple(response.value["choice"]))
    return choices


def _read_entry(row: Row[Any]) -> Entry:
    return Entry(
        item_id=row.item_id,
        revision=row.revision,
        domain=row.domain,
        scored=bool(row.scored),
        option_order=tuple(json.loads(row.option_order)),
        choice=tuple(json.loads(row.choice)),
        blanks=tuple(json.loads(row.blanks)),
        seen=bool(row.seen),
        flagged=bool(row.flagged),
        struck=tuple(json.loads(row.struck)),
        note=row.note,
        confidence=row.confidence,
        seconds=row.seconds,
        reason=row.reason,
        correct=row.correct,
        wanted=row.wanted,
    )
