"""What a learner's wrong answers have in common: kinds of error, certainty, look-ups.

Owns the reading of distractors' error tags and of the reasons the learner gave.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mbc_prep.workspace.gathering import Gathered
    from mbc_prep.workspace.room import Room

LATEST = 300
"""Only so many of the latest answers are looked at: older errors may long be cured."""
SHOWN = 6


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """A kind of error and the points of 100 that it costs."""

    name: str
    count: int
    points: float


@dataclass(frozen=True, slots=True)
class Mistakes:
    """Wrong answers of the latest ``looked_at``; shares are of the wrong ones with a reason."""

    looked_at: int
    wrong: int
    kinds: tuple[ErrorKind, ...]
    sure_and_wrong: int
    look_up_share: float | None


def find_mistakes(room: Room, gathered: Gathered) -> Mistakes:
    """Read the latest answers."""
    latest = gathered.answered[-LATEST:]
    marks = [answer.correct for answer in gathered.evidence.answers[-LATEST:]]
    wrong = [row for row, mark in zip(latest, marks, strict=True) if mark < 1.0]
    items = room.catalog.items(sorted({row.item_id for row in wrong}))
    kinds: Counter[str] = Counter()
    for row in wrong:
        item = items.get(row.item_id)
        places = json.loads(row.choice) if item else []
        options = item.options if item else ()
        kinds.update(
            options[place].error
            for place in places
            if place < len(options) and options[place].error
        )
    reasons = [row.reason for row in wrong if row.reason]
    return Mistakes(
        looked_at=len(latest),
        wrong=len(wrong),
        kinds=tuple(
            ErrorKind(name.replace("_", " "), count, 100 * count / len(latest))
            for name, count in kinds.most_common(SHOWN)
        ),
        sure_and_wrong=sum(row.confidence == "sure" for row in wrong),
        look_up_share=reasons.count("look-up") / len(reasons) if reasons else None,
    )
