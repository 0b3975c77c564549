"""A sitting: one learner, one form, one clock, and an answer sheet.

A state machine without a screen. Every method returns a new state; the caller stores the
change before it shows it. Positions count from 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Literal

from mbc_prep.exam.clock import SittingClock

Mode = Literal["strict", "practice"]
SittingKind = Literal["mock", "drill"]
SittingStatus = Literal["open", "submitted"]
Confidence = Literal["", "sure", "unsure"]
EndedBy = Literal["", "learner", "time"]


_BESIDE = ("add", "query")
"""Decisions of an audit that complete nothing: only a verdict on each suggestion does."""


class EntryState(StrEnum):
    """State of an answer, in the words of the test centres."""

    UNSEEN = "unseen"
    INCOMPLETE = "incomplete"
    COMPLETE = "complete"


class MissReason(StrEnum):
    """Why an item was missed, said by the learner afterwards."""

    KNOWLEDGE = "knowledge"
    MISREAD = "misread"
    LOOKUP = "look-up"
    RULE = "rule"
    TIME = "time"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the answer sheet.

    ``option_order`` maps the place on the screen to the option's place in the bank. ``choice`` and
    ``struck`` hold bank places, so nothing depends on the shuffle. ``blanks`` holds typed codes
    ("E11.9", or "E11.9|Y" with its POA indicator) by blank. ``seconds`` is the time spent on the
    item. ``revision`` is the item's revision when it was drawn. ``correct`` holds the points won,
    set when the sitting is submitted.
    """

    item_id: str
    revision: int
    domain: str
    scored: bool = True
    option_order: tuple[int, ...] = ()
    choice: tuple[int, ...] = ()
    blanks: tuple[str, ...] = ()
    seen: bool = False
    flagged: bool = False
    struck: tuple[int, ...] = ()
    note: str = ""
    confidence: Confidence = ""
    seconds: float = 0.0
    reason: str = ""
    correct: float | None = None
    wanted: int = 1
    """How many choices (multi-select) or blanks (cases) make the entry complete."""

    @property
    def state(self) -> EntryState:
        """Unseen, incomplete or complete."""
        answered = len(self.choice) or sum(
            1 for text in self.blanks if text and text.partition(" ")[0] not in _BESIDE
        )
        if answered >= self.wanted:
            return EntryState.COMPLETE
        if self.seen or answered:
            return EntryState.INCOMPLETE
        return EntryState.UNSEEN


@dataclass(frozen=True, slots=True)
class Sitting:
    """The whole answer sheet with its clock.

    ``feedback`` holds the positions whose key was shown during the sitting (practice mode only).
    """

    id: int
    certification: str
    form: str
    kind: SittingKind
    mode: Mode
    seed: int
    title: str
    started: datetime
    clock: SittingClock
    entries: tuple[Entry, ...]
    status: SittingStatus = "open"
    position: int = 0
    submitted: datetime | None = None
    ended_by: EndedBy = ""
    feedback: frozenset[int] = field(default_factory=frozenset)

    def change(self, position: int, entry: Entry) -> Sitting:
        """Return the sitting with one entry replaced."""
        entries = (*self.entries[:position], entry, *self.entries[position + 1 :])
        return replace(self, entries=entries)

    @property
    def blank_positions(self) -> tuple[int, ...]:
        """Positions without a complete answer."""
        return tuple(
            i for i, entry in enumerate(self.entries) if entry.state is not EntryState.COMPLETE
        )

    @property
    def flagged_positions(self) -> tuple[int, ...]:
        """Positions the learner flagged."""
        return tuple(i for i, entry in enumerate(self.entries) if entry.flagged)
