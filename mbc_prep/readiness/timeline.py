"""How study and idleness passed until now, and how they will pass until the exam.

Owns the two clocks that ability moves by: *growth*, which runs while one studies, and *fading*,
which runs while one does not. Knows nothing of right and wrong answers.

Growth is logarithmic in the weeks studied, so that each further week adds less (the law of
practice, Newell & Rosenbloom 1981); fading is logarithmic in the weeks of a pause (Wickelgren 1974;
skill decay by length of the pause: Arthur et al. 1998).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p

from mbc_prep.readiness.evidence import DAY, Answer, CardState, Evidence

WEEK = 7.0 * DAY
GROWTH_WEEKS = 10.0
"""After so many weeks of study a further week adds half of what the first did."""
FADING_WEEKS = 6.0
"""After so many weeks of a pause a further week takes half of what the first did."""
SHORTEST_PAUSE = 10.0 * DAY
"""A gap that is no longer than this is no pause."""
SURPRISE = 0.1
"""A gap is a pause if so long a one was less likely than this, at the learner's own rhythm."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """Readings of the two clocks: ``growth`` and ``fading``, in weeks, and weeks since ``now``.

    ``ago`` is negative for the future.
    """

    growth: float
    fading: float
    ago: float


class Timeline:
    """Reads the two clocks at any moment of one learner's study."""

    def __init__(
        self, evidence: Evidence, answers: Sequence[Answer], cards: Sequence[CardState]
    ) -> None:
        self._evidence = evidence
        self._start = min([evidence.started, evidence.now, *(a.at for a in answers[:1])])
        answered = _days([answer.at for answer in answers])
        reviewed = _days([card.last_review for card in cards])
        self._pauses = _pauses(self._start, evidence.now, answered, reviewed)

    @property
    def weeks_studied(self) -> float:
        """Weeks from the start until now, pauses left out."""
        return self._studied(self._evidence.now)

    def at(self, moment: float) -> Clocks:
        """Clocks at a moment that is past."""
        growth = GROWTH_WEEKS * log1p(self._studied(moment) / GROWTH_WEEKS)
        fading = sum(_fading((min(end, moment) - start) / WEEK) for start, end in self._pauses)
        return Clocks(growth, fading, (self._evidence.now - moment) / WEEK)

    def at_exam(self) -> Clocks:
        """Clocks on the day of the exam, under the plan of the evidence."""
        now, weeks = self.at(self._evidence.now), self._evidence.horizon * DAY / WEEK
        growth, fading = now.growth, now.fading
        if self._evidence.plan == "continue":
            growth = GROWTH_WEEKS * log1p((self.weeks_studied + weeks) / GROWTH_WEEKS)
        elif self._evidence.plan == "pause":
            fading += _fading(weeks)
        return Clocks(growth, fading, -weeks)

    def _studied(self, moment: float) -> float:
        paused = sum(max(0.0, min(end, moment) - start) for start, end in self._pauses)
        return max(0.0, moment - self._start - paused) / WEEK


def _fading(weeks: float) -> float:
    return FADING_WEEKS * log1p(max(0.0, weeks) / FADING_WEEKS)


def _days(moments: Sequence[float]) -> list[float]:
    """Beginnings of the days that hold a moment, in order."""
    return [day * DAY for day in sorted({moment // DAY for moment in moments})]


def _pauses(
    start: float, now: float, answered: Sequence[float], reviewed: Sequence[float]
) -> tuple[tuple[float, float], ...]:
    """Gaps between answers too long for the learner's own rhythm, less what reviews fill.

    Were days of answers to come at random, one of n + 1 gaps would take the share g of the whole
    time or more with a chance of (1 - g)^n; so a few answers far apart are a slow rhythm and no
    pause. Reviews do not make the rhythm, as only the last one of each card is known: they would
    show study of late and none before.
    """
    edges = [*answered, now]
    gaps = list(pairwise(edges))
    found = []
    for before, after in gaps:
        rest = 1.0 - (after - before) / max(now - edges[0], DAY)
        if after - before <= SHORTEST_PAUSE or rest ** (len(gaps) - 1) * len(gaps) > SURPRISE:
            continue
        inside = [before, *(day for day in reviewed if before < day < after), after]
        length, end = max((later - one, later) for one, later in pairwise(inside))
        if length > SHORTEST_PAUSE:
            found.append((max(start, end - length), end))
    return tuple(found)


def spans(answers: Sequence[Answer], now: float) -> tuple[tuple[Answer, ...], ...]:
    """Divide answers into spans of time, oldest first: short ones lately, longer ones long ago."""
    found: list[tuple[Answer, ...]] = []
    moments = [answer.at for answer in answers]
    end = len(answers)
    while end:
        last = moments[end - 1]
        width = max(3.0 * DAY, 0.35 * (now - last))
        begin = bisect_right(moments, last - width, hi=end)
        found.append(tuple(answers[begin:end]))
        end = begin
    return tuple(reversed(found))
