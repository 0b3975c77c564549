"""What is remembered about a card: its FSRS memory state, its reviews and the learner's marks.

Owns the words of spaced repetition (stability, difficulty, lapse, leech). All times are aware
UTC datetimes; a *study day* is a day number that begins at the roll-over hour (see ``days``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum


class Rating(IntEnum):
    """How well a card was recalled, as in Anki and FSRS."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Phase(IntEnum):
    """Where a card stands in its life; numbers as in the ``fsrs`` package, 0 is never seen."""

    NEW = 0
    LEARNING = 1
    REVIEW = 2
    RELEARNING = 3


@dataclass(frozen=True, slots=True)
class Memory:
    """FSRS state of one card after its last review.

    ``stability`` is in days (the time until recall falls to 90 %), ``difficulty`` 1 to 10.
    ``due`` is exact for learning steps and the start of the due study day otherwise.
    """

    card_id: str
    phase: Phase
    step: int | None
    stability: float
    difficulty: float
    due: datetime
    last_review: datetime
    reps: int
    lapses: int


@dataclass(frozen=True, slots=True)
class Review:
    """One line of the append-only review log. ``seconds`` is the thinking time.

    ``scheduled`` is False for practice outside the schedule (cramming on the same day): it is kept,
    but does not move the memory state.
    """

    card_id: str
    at: datetime
    rating: Rating
    seconds: float
    scheduled: bool = True
    id: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What the learner decided about a card."""

    card_id: str
    suspended: bool = False
    buried_until: int = 0
    doubtful: bool = False
    note: str = ""
    leech: bool = False
