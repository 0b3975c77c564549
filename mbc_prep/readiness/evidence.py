"""What readiness is judged from: answers, cards, the blueprint, the dates.

Owns the vocabulary of evidence and the sorting out of what cannot be true. Moments are seconds
since 1970 UTC, the form in which evidence also travels between programs. Knows no database and no
JSON.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal, NamedTuple

Plan = Literal["today", "pause", "continue"]
"""Sit now; stop studying until the exam; go on studying as so far until the exam."""

DAY = 86_400.0
CLOCK_SLACK = 60.0
"""Seconds an answer may lie ahead of now: clocks of two machines differ a little."""


# Named tuples, not dataclasses: there are twenty thousand of them, and these are made four times
# as fast.
class Answer(NamedTuple):
    """One answered item. ``first`` is False where the learner had met the item before."""

    at: float
    item: str
    domain: str
    correct: float
    first: bool
    mock: bool
    session: str
    seconds: float = 0.0


class CardState(NamedTuple):
    """FSRS state of one card that was reviewed; ``stability`` in days."""

    domain: str
    stability: float
    last_review: float
    reps: int
    lapses: int


@dataclass(frozen=True, slots=True)
class Target:
    """The real form: what is asked, in which proportion, what passes and how many do.

    ``weights`` are shares of the scored items and add up to 1. ``cut`` is the fraction that passes;
    for a scaled score it is an approximation, and ``cut_sd`` says how far off it may be.
    ``pass_rate`` is the published one. Domains in ``typed`` are answered by typing codes.
    """

    exam: str
    scored: int
    weights: Mapping[str, float]
    cut: float
    pass_rate: float
    options: int = 4
    cut_sd: float = 0.0
    minutes: float = 240.0
    typed: frozenset[str] = frozenset()

    @property
    def guess(self) -> float:
        """Chance of a right answer by guessing; nothing where answers are typed."""
        return 1.0 / self.options if self.options >= 2 else 0.0

    def guess_in(self, domain: str) -> float:
        """Chance of a right answer by guessing in one domain."""
        return 0.0 if domain in self.typed else self.guess


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything known about one learner at ``now``. ``decks`` counts cards by domain."""

    now: float
    exam: float
    started: float
    plan: Plan
    target: Target
    answers: tuple[Answer, ...] = ()
    cards: tuple[CardState, ...] = ()
    decks: Mapping[str, int] = field(default_factory=dict)

    @property
    def horizon(self) -> float:
        """Days from now to the exam; none where the plan is to sit today."""
        return 0.0 if self.plan == "today" else max(0.0, (self.exam - self.now) / DAY)


def put_in_order(evidence: Evidence) -> tuple[tuple[Answer, ...], tuple[str, ...]]:
    """Return the usable answers, oldest first, and a note for each kind that was left out.

    An item answered before counts as a repeat whatever its record says.
    """
    left_out: Counter[str] = Counter()
    used: list[Answer] = []
    met: set[str] = set()
    weights, latest = evidence.target.weights, evidence.now + CLOCK_SLACK
    for answer in sorted(evidence.answers, key=itemgetter(0)):
        at, item, domain, correct, first, mock, session, seconds = answer
        if 0.0 < at <= latest and domain in weights and 0.0 <= correct <= 1.0:
            if item not in met:
                met.add(item)
            elif first:
                answer = Answer(at, item, domain, correct, False, mock, session, seconds)
            used.append(answer)
        elif not 0.0 < at <= latest:
            left_out["with an impossible time"] += 1
        elif domain not in weights:
            left_out["of a domain the exam does not have"] += 1
        else:
            left_out["with an impossible mark"] += 1
    return tuple(used), _notes(left_out)


def _notes(left_out: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(
        f"{count} {'answer' if count == 1 else 'answers'} {why} left out."
        for why, count in sorted(left_out.items())
    )


def usable_cards(evidence: Evidence) -> tuple[CardState, ...]:
    """Cards whose state can be true."""
    latest = evidence.now + CLOCK_SLACK
    return tuple(
        [
            card
            for card in evidence.cards
            if card.stability > 0.0 and 0.0 < card.last_review <= latest
        ]
    )
