"""Reviews and memories as rows, and rows as reviews and memories.

Owns the conversion between the dataclasses of ``study`` and the columns of ``review`` and
``memory``. Runs no query.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from mbc_prep.storage.day_totals import took_ms
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.study.memory import Memory, Phase, Rating, Review


def review_values(review: Review) -> dict[str, Any]:
    """The columns of a review that is being recorded."""
    return {
        "card_id": review.card_id,
        "at_ms": to_ms(review.at),
        "rating": int(review.rating),
        "took_ms": took_ms(review),
        "scheduled": int(review.scheduled),
        "origin": "",
    }


def read_review(row: Row[Any]) -> Review:
    """A review from its line in the log."""
    return Review(
        card_id=row.card_id,
        at=from_ms(row.at_ms),
        rating=Rating(row.rating),
        seconds=row.took_ms / 1000,
        scheduled=bool(row.scheduled),
        id=row.id,
    )


def memory_values(memory: Memory, deck: str) -> dict[str, Any]:
    """The columns of a card's memory."""
    return {
        "card_id": memory.card_id,
        "deck": deck,
        "phase": int(memory.phase),
        "step": memory.step,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "due_ms": to_ms(memory.due),
        "last_ms": to_ms(memory.last_review),
        "reps": memory.reps,
        "lapses": memory.lapses,
    }


def read_memory(row: Row[Any]) -> Memory:
    """A memory from its row."""
    # By place, not by name: a session reads tens of thousands of these at its start.
    card_id, _, phase, step, stability, difficulty, due_ms, last_ms, reps, lapses = tuple(row)
    return Memory(
        card_id=card_id,
        phase=Phase(phase),
        step=step,
        stability=stability,
        difficulty=difficulty,
        due=from_ms(due_ms),
        last_review=from_ms(last_ms),
        reps=reps,
        lapses=lapses,
    )
