"""The tables as SQLModel classes, and the same tables for SQLAlchemy statements.

Owns nothing but their shape, which a test compares with what the migrations make. Rows do not
leave this room: they become the plain dataclasses of ``study`` and ``exam`` at its edge. Importing
this module costs a third of a second; nothing the first screen needs may import it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer, Table, Text
from sqlmodel import Field, SQLModel

_WITHOUT_ROWID: dict[str, Any] = {"sqlite_with_rowid": False}


class SettingRow(SQLModel, table=True):
    """One setting that belongs to the learner, not to the machine."""

    __tablename__ = "setting"
    __table_args__: ClassVar[Any] = _WITHOUT_ROWID
    key: str = Field(primary_key=True, sa_type=Text)
    value: str = Field(sa_type=Text)


class ReviewRow(SQLModel, table=True):
    """One line of the review log; ``undone_ms`` is set when it was taken back."""

    __tablename__ = "review"
    __table_args__: ClassVar[Any] = (Index("review_card", "card_id"),)
    id: int | None = Field(default=None, primary_key=True)
    card_id: str = Field(sa_type=Text)
    at_ms: int
    rating: int
    took_ms: int
    scheduled: int
    undone_ms: int | None = None
    origin: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class MemoryRow(SQLModel, table=True):
    """FSRS state of a card, derived from the review log."""

    __tablename__ = "memory"
    __table_args__: ClassVar[Any] = (Index("memory_due", "due_ms", "deck"), _WITHOUT_ROWID)
    card_id: str = Field(primary_key=True, sa_type=Text)
    deck: str = Field(sa_type=Text)
    phase: int
    step: int | None = None
    stability: float = Field(sa_type=REAL)
    difficulty: float = Field(sa_type=REAL)
    due_ms: int
    last_ms: int
    reps: int
    lapses: int


class MarkRow(SQLModel, table=True):
    """What the learner decided about a card."""

    __tablename__ = "mark"
    __table_args__: ClassVar[Any] = _WITHOUT_ROWID
    card_id: str = Field(primary_key=True, sa_type=Text)
    suspended: int
    buried_until: int
    doubtful: int
    note: str = Field(sa_type=Text)
    leech: int


class DayTotalRow(SQLModel, table=True):
    """Sums of one study day and deck (empty: all decks), derived from the review log."""

    __tablename__ = "day_total"
    __table_args__: ClassVar[Any] = _WITHOUT_ROWID
    deck: str = Field(primary_key=True, sa_type=Text)
    day: int = Field(primary_key=True)
    reviews: int
    took_ms: int
    again: int
    hard: int
    good: int
    easy: int
    introduced: int
    tested: int
    recalled: int


class SittingRow(SQLModel, table=True):
    """A sitting with its clock; ``won`` of ``worth`` points once it is submitted."""

    __tablename__ = "sitting"
    id: int | None = Field(default=None, primary_key=True)
    certification: str = Field(sa_type=Text)
    form: str = Field(sa_type=Text)
    kind: str = Field(sa_type=Text)
    mode: str = Field(sa_type=Text)
    seed: int
    title: str = Field(sa_type=Text)
    started_ms: int
    limit_s: float | None = Field(default=None, sa_type=REAL)
    status: str = Field(sa_type=Text)
    submitted_ms: int | None = None
    ended_by: str = Field(sa_type=Text)
    position: int
    elapsed_s: float = Field(sa_type=REAL)
    clock_wall: float = Field(sa_type=REAL)
    clock_boot: float = Field(sa_type=REAL)
    clock_boot_id: str = Field(sa_type=Text)
    running: int
    last_open_ms: int
    won: float | None = Field(default=None, sa_type=REAL)
    worth: int | None = None
    passed: int | None = None


class SittingItemRow(SQLModel, table=True):
    """One line of an answer sheet as it stands now; lists are JSON."""

    __tablename__ = "sitting_item"
    __table_args__: ClassVar[Any] = _WITHOUT_ROWID
    sitting_id: int = Field(
        sa_column=Column(Integer, ForeignKey("sitting.id"), primary_key=True, nullable=False)
    )
    position: int = Field(primary_key=True)
    item_id: str = Field(sa_type=Text)
    revision: int
    domain: str = Field(sa_type=Text)
    scored: int
    option_order: str = Field(sa_type=Text)
    wanted: int
    choice: str = Field(sa_type=Text)
    blanks: str = Field(sa_type=Text)
    seen: int
    flagged: int
    struck: str = Field(sa_type=Text)
    note: str = Field(sa_type=Text)
    confidence: str = Field(sa_type=Text)
    seconds: float = Field(sa_type=REAL)
    reason: str = Field(sa_type=Text)
    correct: float | None = Field(default=None, sa_type=REAL)
    feedback: int


class ResponseRow(SQLModel, table=True):
    """One act in a sitting, never changed; ``position`` is empty for acts on the clock."""

    __tablename__ = "response"
    __table_args__: ClassVar[Any] = (Index("response_sitting", "sitting_id"),)
    id: int | None = Field(default=None, primary_key=True)
    sitting_id: int = Field(foreign_key="sitting.id")
    position: int | None = None
    at_ms: int
    elapsed_s: float = Field(sa_type=REAL)
    kind: str = Field(sa_type=Text)
    value: str = Field(sa_type=Text)


class ItemSeenRow(SQLModel, table=True):
    """How often an item was met, derived from the answer sheets."""

    __tablename__ = "item_seen"
    __table_args__: ClassVar[Any] = _WITHOUT_ROWID
    item_id: str = Field(primary_key=True, sa_type=Text)
    times: int
    last_ms: int
    last_correct: float | None = Field(default=None, sa_type=REAL)
    flagged: int


class ItemCardRow(SQLModel, table=True):
    """An item of the bank that became a study card."""

    __tablename__ = "item_card"
    __table_args__: ClassVar[Any] = _WITHOUT_ROWID
    item_id: str = Field(primary_key=True, sa_type=Text)
    added_ms: int
    sitting_id: int | None = Field(default=None, foreign_key="sitting.id")
    reason: str = Field(sa_type=Text)


class PredictionRow(SQLModel, table=True):
    """A chance of passing that was shown to the learner; scores are fractions right."""

    __tablename__ = "prediction"
    id: int | None = Field(default=None, primary_key=True)
    at_ms: int
    certification: str = Field(sa_type=Text)
    plan: str = Field(sa_type=Text)
    exam_ms: int
    p_pass: float = Field(sa_type=REAL)
    score_low: float = Field(sa_type=REAL)
    score_mid: float = Field(sa_type=REAL)
    score_high: float = Field(sa_type=REAL)
    answers: int


class CodeMarkRow(SQLModel, table=True):
    """A code the learner has tabbed or written a note on."""

    __tablename__ = "code_mark"
    __table_args__: ClassVar[Any] = _WITHOUT_ROWID
    system: str = Field(primary_key=True, sa_type=Text)
    code: str = Field(primary_key=True, sa_type=Text)
    tabbed: int
    note: str = Field(sa_type=Text)
    changed_ms: int


class LookupRow(SQLModel, table=True):
    """One stay in the code book, never changed; ``trail`` is a JSON list of codes."""

    __tablename__ = "lookup"
    __table_args__: ClassVar[Any] = (Index("lookup_sitting", "sitting_id"),)
    id: int | None = Field(default=None, primary_key=True)
    sitting_id: int | None = Field(default=None, foreign_key="sitting.id")
    position: int | None = None
    item_id: str = Field(sa_type=Text)
    at_ms: int
    seconds: float = Field(sa_type=REAL)
    code: str = Field(sa_type=Text)
    trail: str = Field(sa_type=Text)


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]


SETTING = _table("setting")
REVIEW = _table("review")
MEMORY = _table("memory")
MARK = _table("mark")
DAY_TOTAL = _table("day_total")
SITTING = _table("sitting")
SITTING_ITEM = _table("sitting_item")
RESPONSE = _table("response")
ITEM_SEEN = _table("item_seen")
ITEM_CARD = _table("item_card")
PREDICTION = _table("prediction")
CODE_MARK = _table("code_mark")
LOOKUP = _table("lookup")
