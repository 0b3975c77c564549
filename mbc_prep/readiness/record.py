"""How earlier predictions fared: the program's own Brier score.

Owns the comparison of what was said with the mocks that came after. A mock is no exam; it is what
there is. A prediction is held against the first mock after it, the last one said before a mock
counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

FAIR_DAYS = 30.0
"""A prediction for one day is not held against a mock that came more than a month later."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A chance of passing that was shown for sitting that day, with its 90 % score interval."""

    at: datetime
    p_pass: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Fared:
    """A prediction beside the mock that followed; ``score`` is the fraction right."""

    said: Kept
    at: datetime
    score: float
    passed: bool


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """All comparisons, oldest first."""

    fared: tuple[Fared, ...]

    @property
    def brier(self) -> float | None:
        """Mean squared error of the chances (Brier 1950); 0 is perfect, 0.25 knows nothing."""
        if not self.fared:
            return None
        return sum((one.said.p_pass - one.passed) ** 2 for one in self.fared) / len(self.fared)

    @property
    def inside(self) -> int:
        """How many scores lay within the 90 % interval."""
        return sum(one.said.low <= one.score <= one.said.high for one in self.fared)


def track_record(
    kept: Sequence[Kept], mocks: Sequence[tuple[datetime, float, bool | None]]
) -> TrackRecord:
    """Hold each mock (moment, fraction, passed) against the last prediction before it."""
    found: list[Fared] = []
    before: datetime | None = None
    for at, score, passed in mocks:
        said = [
            one
            for one in kept
            if one.at < at
            and (before is None or one.at >= before)
            and (at - one.at).total_seconds() <= FAIR_DAYS * 86_400
        ]
        if said and passed is not None:
            found.append(Fared(max(said, key=lambda one: one.at), at, score, passed))
        before = at
    return TrackRecord(tuple(found))
