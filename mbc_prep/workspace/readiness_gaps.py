"""What the evidence lacks, and what to do next, in sentences.

Owns the order of importance: measure where nothing is known, then win points where most are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mbc_prep.exam.certification import Certification
from mbc_prep.readiness.advice import Gain
from mbc_prep.readiness.estimate import LITTLE, Estimate

if TYPE_CHECKING:
    from mbc_prep.workspace.gathering import Gathered

LONG_AGO_DAYS = 21


def missing(certification: Certification, gathered: Gathered, found: Estimate) -> tuple[str, ...]:
    """Evidence that the estimate lacks, as sentences."""
    name, told = certification.id.upper(), []
    if not found.measured:
        told.append(f"Not measured yet: no {name} item has been answered in a submitted sitting.")
    if not gathered.mocks:
        told.append(f"No {name} mock yet; drills say less about a whole exam.")
    few = [level for level in found.domains if not level.measured]
    if few and found.measured:
        word = "domain has" if len(few) == 1 else "domains have"
        told.append(
            f"{len(few)} of {len(found.domains)} {word} fewer than {LITTLE} answered items."
        )
    if gathered.days_since is not None and gathered.days_since > LONG_AGO_DAYS:
        told.append(f"The last answers are {gathered.days_since} days old.")
    return tuple(told)


def next_steps(
    certification: Certification, gathered: Gathered, found: Estimate, ordered: Sequence[Gain]
) -> tuple[str, ...]:
    """What to do next: measure where nothing is known, then win points where most are."""
    told = []
    if not gathered.mocks:
        told.append("Sit a mock: it measures most in the shortest time.")
    levels = {level.id: level for level in found.domains}
    for gain in ordered[:3]:
        name, level = certification.domain_name(gain.domain), levels[gain.domain]
        if level.measured:
            told.append(f"Study {name}: about {gain.points:.0f} of 100 points are still to be won.")
        else:
            told.append(f"Drill {name}: there is too little to say about it, and it weighs much.")
    return tuple(told)
