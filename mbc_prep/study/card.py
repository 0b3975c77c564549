"""The card and the deck as plain frozen data.

Owns the vocabulary of flashcards. Knows nothing of YAML, files, screens or review history.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mbc_prep.exam.fields import FORBID_EXTRA
from mbc_prep.exam.item import CodeRef

CardKind = Literal["basic", "cloze", "typed", "pair", "diagram"]


@dataclass(frozen=True, slots=True)
class Card:
    """One fact to recall.

    ``cloze`` cards mark the hidden words of ``front`` as ``{{words}}``. ``typed`` cards list the
    accepted ``answers``. Cards with the same ``siblings`` name train the same fact from two sides
    and are kept apart in a session. ``order`` places a new card inside its deck (file order
    when equal).
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    id: str
    revision: int
    kind: CardKind
    certifications: tuple[str, ...]
    topic: str
    front: str
    code_year: int
    authority: tuple[str, ...]
    back: str = ""
    example: str = ""
    near_miss: str = ""
    answers: tuple[str, ...] = ()
    siblings: str = ""
    order: int = 0
    codes: tuple[CodeRef, ...] = ()
    written: str = ""
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class Deck:
    """A named set of cards on one subject; ``after`` names decks best begun earlier."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    id: str
    name: str
    about: str
    after: tuple[str, ...] = ()
