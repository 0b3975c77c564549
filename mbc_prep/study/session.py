"""A study session: what is shown, what was answered, what can be undone.

A state machine without a screen or a database. The caller stores each step before it calls
``apply``; what was stored is what is shown.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from mbc_prep.study.memory import Mark, Memory, Phase, Rating
from mbc_prep.study.queue import StudyQueue

LEARN_AHEAD = timedelta(minutes=20)
"""A card in steps is shown up to this early when nothing else is left, as in Anki."""

StepKind = Literal["rate", "bury", "suspend"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done in the session, with all that is needed to take it back."""

    kind: StepKind
    card_id: str
    before: Memory | None
    after: Memory | None = None
    rating: Rating | None = None
    seconds: float = 0.0
    review_id: int = 0
    mark_before: Mark | None = None
    was_new: bool = False
    day: int = 0


@dataclass(frozen=True, slots=True)
class Remaining:
    """How many cards are still to come, by kind, as the three numbers of Anki."""

    new: int
    learning: int
    due: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.due


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to.

    ``seconds`` is thinking time; ``recalled`` counts answers rated above Again.
    """

    answers: int
    cards: int
    new: int
    recalled: int
    seconds: float
    by_rating: tuple[int, int, int, int]


@dataclass(slots=True)
class StudySession:
    """Walks through a queue; cards in learning steps come back when they are due."""

    queue: StudyQueue
    memories: dict[str, Memory]
    current: str | None = None
    revealed: bool = False
    _main: deque[str] = field(default_factory=deque)
    _learning: list[tuple[datetime, str]] = field(default_factory=list)
    _steps: list[Step] = field(default_factory=list)

    @classmethod
    def start(cls, queue: StudyQueue, memories: dict[str, Memory], now: datetime) -> StudySession:
        """Begin a session with its first card."""
        session = cls(queue, memories)
        session._main = deque(queue.main)
        session._learning = [(memories[card_id].due, card_id) for card_id in queue.learning]
        session.next(now)
        return session

    @property
    def finished(self) -> bool:
        """Whether nothing is left to show now."""
        return self.current is None

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was done, oldest first."""
        return tuple(self._steps)

    @property
    def memory(self) -> Memory | None:
        """Memory of the current card, None for a new one."""
        return None if self.current is None else self.memories.get(self.current)

    def next(self, now: datetime) -> None:
        """Choose the next card: due steps first, then the queue, then steps ahead of time."""
        self.revealed = False
        self._learning.sort()
        if self._learning and self._learning[0][0] <= now:
            self.current = self._learning.pop(0)[1]
        elif self._main:
            self.current = self._main.popleft()
        elif self._learning and self._learning[0][0] <= now + LEARN_AHEAD:
            self.current = self._learning.pop(0)[1]
        else:
            self.current = None

    def reveal(self) -> None:
        """Turn the card over."""
        self.revealed = self.current is not None

    def apply(self, step: Step, now: datetime) -> None:
        """Take note of a stored step on the current card and go on."""
        self._steps.append(step)
        if step.kind == "rate" and step.after is not None:
            self.memories[step.card_id] = step.after
            if step.after.phase is not Phase.REVIEW:
                self._learning.append((step.after.due, step.card_id))
        self.next(now)

    def last_step(self) -> Step | None:
        """The step that ``undo`` would take back."""
        return self._steps[-1] if self._steps else None

    def undo(self) -> Step:
        """Take the last step back; the card is shown again. Raises IndexError if there is none."""
        step = self._steps.pop()
        if self.current is not None:
            self._put_back(self.current)
        self._learning = [entry for entry in self._learning if entry[1] != step.card_id]
        if step.kind == "rate":
            if step.before is None:
                self.memories.pop(step.card_id, None)
            else:
                self.memories[step.card_id] = step.before
        self.current = step.card_id
        self.revealed = False
        return step

    def next_step_due(self) -> datetime | None:
        """When the next card in learning steps is due, if one waits."""
        return min((due for due, _ in self._learning), default=None)

    def remaining(self) -> Remaining:
        """Count what is still to come, the current card included."""
        waiting = list(self._main) + ([self.current] if self.current else [])
        unrated = self.queue.new - self.memories.keys()
        new = sum(1 for card_id in waiting if card_id in unrated)
        steps = sum(1 for card_id in waiting if self._in_steps(card_id))
        return Remaining(new, steps + len(self._learning), len(waiting) - new - steps)

    def summary(self) -> Summary:
        """Sum up the answers given so far."""
        rated = [step for step in self._steps if step.rating is not None]
        counts = tuple(sum(1 for step in rated if step.rating is rating) for rating in Rating)
        return Summary(
            answers=len(rated),
            cards=len({step.card_id for step in rated}),
            new=sum(1 for step in rated if step.was_new),
            recalled=len(rated) - counts[0],
            seconds=sum(step.seconds for step in rated),
            by_rating=(counts[0], counts[1], counts[2], counts[3]),
        )

    def _in_steps(self, card_id: str) -> bool:
        memory = self.memories.get(card_id)
        return memory is not None and memory.phase in (Phase.LEARNING, Phase.RELEARNING)

    def _put_back(self, card_id: str) -> None:
        memory = self.memories.get(card_id)
        if memory is not None and self._in_steps(card_id):
            self._learning.append((memory.due, card_id))
        else:
            self._main.appendleft(card_id)
