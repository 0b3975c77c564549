"""What would raise the score most: domains by the points to be won in them.

Points to be won = weight of the domain · gap · how fast it moves. The gap is the share of items one
would get wrong. A domain moves slowly while most of it is guessing (nothing to tie new facts to)
and at full speed when most of it is known; that halves the worth of an unknown domain at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mbc_prep.readiness.estimate import DomainLevel


@dataclass(frozen=True, slots=True)
class Gain:
    """Points of 100 that study of one domain could still win; ``urgency`` orders the domains."""

    domain: str
    points: float
    urgency: float


def gains(levels: Sequence[DomainLevel], guess: float) -> tuple[Gain, ...]:
    """Domains by what they offer, the most worth studying first."""
    found = []
    for level in levels:
        gap = 1.0 - level.mid
        known = max(0.0, (level.mid - guess) / (1.0 - guess))
        urgency = level.weight * gap * (0.5 + 0.5 * known)
        found.append(Gain(level.id, 100.0 * level.weight * gap, urgency))
    return tuple(sorted(found, key=lambda gain: (-gain.urgency, gain.domain)))
