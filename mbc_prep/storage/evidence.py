"""What readiness is judged from, out of the logs: answered items, memories, past predictions.

Owns the queries over answer sheets of submitted sittings and the list of predictions that were
shown. Knows nothing of the estimate, and not which domain an item counts for today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import insert, select, text

from mbc_prep.storage.database import Database
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.storage.tables import MEMORY, PREDICTION

# The moment of an answer is taken to be the end of its sitting: readiness counts in days, and the
# exact moments would mean a walk through the whole log.
_ANSWERED = text(
    """SELECT si.item_id, si.revision, si.domain, coalesce(si.correct, 0.0), si.seconds,
        si.confidence, si.reason, si.choice, si.choice = '[]' AND trim(si.blanks, '[]", ') = '',
        s.kind = 'mock', s.certification, s.submitted_ms, s.id, si.position, si.blanks
    FROM sitting s JOIN sitting_item si ON si.sitting_id = s.id
    WHERE s.status = 'submitted' AND si.seen"""
)


# A named tuple, not a dataclass: there may be twenty thousand, and these are made four times as
# fast.
class AnsweredItem(NamedTuple):
    """One item of a submitted sitting, as it was marked then: ``won`` holds its points.

    ``domain`` is the one it was drawn for, in the sitting's ``certification``. ``choice`` and
    ``blanks`` are JSON lists; ``blank`` tells that it was seen and left without an answer.
    """

    item_id: str
    revision: int
    domain: str
    won: float
    seconds: float
    confidence: str
    reason: str
    choice: str
    blank: bool
    mock: bool
    certification: str
    at_ms: int
    sitting_id: int
    position: int
    blanks: str


class CardMemory(NamedTuple):
    """FSRS state of one card, as far as readiness asks."""

    card_id: str
    stability: float
    last_ms: int
    reps: int
    lapses: int


@dataclass(frozen=True, slots=True)
class Prediction:
    """A chance of passing that was shown; scores are fractions right, with a 90 % interval.

    ``plan`` is "today", "pause" or "continue" until ``exam``. ``answers`` counts what it stood on.
    """

    at: datetime
    certification: str
    plan: str
    exam: datetime
    p_pass: float
    low: float
    mid: float
    high: float
    answers: int


class EvidenceLog:
    """The learner's record as evidence."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def answered(self) -> tuple[AnsweredItem, ...]:
        """Every item met in a submitted sitting of any certification, in no special order."""
        with self._database.reading() as connection:
            rows = connection.execute(_ANSWERED).all()
        return tuple(AnsweredItem(*row) for row in rows)

    def memories(self) -> tuple[CardMemory, ...]:
        """The memory of every card that was rated."""
        columns = (MEMORY.c.card_id, MEMORY.c.stability, MEMORY.c.last_ms, MEMORY.c.reps)
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns, MEMORY.c.lapses)).all()
        return tuple(CardMemory(*row) for row in rows)

    def sitting_seconds(self) -> float:
        """Seconds spent in all submitted sittings together."""
        query = text("SELECT coalesce(sum(elapsed_s), 0) FROM sitting WHERE status = 'submitted'")
        with self._database.reading() as connection:
            return float(connection.execute(query).scalar_one())

    def add_prediction(self, prediction: Prediction) -> None:
        """Keep a prediction that is being shown."""
        with self._database.transaction() as connection:
            connection.execute(insert(PREDICTION), _prediction_values(prediction))

    def predictions(self, certification: str) -> tuple[Prediction, ...]:
        """Predictions shown for a certification, oldest first."""
        query = select(PREDICTION).where(PREDICTION.c.certification == certification)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(PREDICTION.c.at_ms, PREDICTION.c.id)).all()
        return tuple(
            Prediction(
                from_ms(row.at_ms), row.certification, row.plan, from_ms(row.exam_ms),
                row.p_pass, row.score_low, row.score_mid, row.score_high, row.answers,
            )
            for row in rows
        )  # fmt: skip


def _prediction_values(prediction: Prediction) -> dict[str, Any]:
    return {
        "at_ms": to_ms(prediction.at),
        "certification": prediction.certification,
        "plan": prediction.plan,
        "exam_ms": to_ms(prediction.exam),
        "p_pass": prediction.p_pass,
        "score_low": prediction.low,
        "score_mid": prediction.mid,
        "score_high": prediction.high,
        "answers": prediction.answers,
    }
