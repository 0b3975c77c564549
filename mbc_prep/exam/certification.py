"""Certifications, their forms and their topics, as plain frozen data.

Owns what is tested, in which proportion, for how long and what passes. Knows nothing of
items, files or learners.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Literal

from mbc_prep.exam.fields import FORBID_EXTRA

Confidence = Literal["high", "medium", "low"]
DomainType = Literal["choice", "fill_in", "case_fill_in", "scenario"]

PRETEST = "pretest"
"""Domain of unmarked, unscored items; they are drawn from any domain of the form."""


@dataclass(frozen=True, slots=True)
class FormDomain:
    """One row of a blueprint: ``count`` items (blanks, where ``type`` is fill_in)."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    id: str
    name: str
    count: int
    confidence: Confidence
    type: DomainType = "choice"


@dataclass(frozen=True, slots=True)
class PassRule:
    """What passes: a percentage of the scored items, or a point on a scale.

    For ``scaled`` no raw cut is published; ``practice_proxy_percent`` stands in for it and
    every screen says so.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    rule: Literal["percent", "scaled"]
    percent: int = 70
    min_correct: int | None = None
    per_section: bool = False
    scale: tuple[int, int] = (0, 100)
    cut: int = 0
    practice_proxy_percent: int = 70

    @property
    def fraction(self) -> float:
        """Share of the scored points that passes (for a scaled rule: the stand-in)."""
        return (self.percent if self.rule == "percent" else self.practice_proxy_percent) / 100


@dataclass(frozen=True, slots=True)
class CaseShape:
    """How many typed-code cases a form holds and how many scored blanks each has."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    count: int
    blanks_each: int


@dataclass(frozen=True, slots=True)
class NamedForm:
    """A form fixed item by item, in the order of the sitting; ``pretest`` items do not count."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    name: str
    items: tuple[str, ...]
    pretest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A blueprint: what one sitting of this kind is made of."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    id: str
    basis: str
    items: int
    minutes: int
    passing: PassRule
    item_types: tuple[str, ...]
    order: Literal["by_section", "shuffled"]
    open_book: tuple[str, ...]
    method: str
    domains: tuple[FormDomain, ...]
    scored: int | None = None
    pretest: int = 0
    cases: CaseShape | None = None
    named: tuple[NamedForm, ...] = ()

    @property
    def scored_items(self) -> int:
        """How many of the items count."""
        return self.items if self.scored is None else self.scored


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a candidate must know; ``weight`` 3 is often tested, 1 seldom.

    ``same_as`` are topics of other certifications under which a card on this subject may stand: a
    card names one topic and may serve all four.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    id: str
    domain: str
    weight: int
    name: str
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Certification:
    """One certification: facts, forms and topics."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    id: str
    name: str
    body: str
    books: str
    fee: str
    fee_usd: int
    pass_rate: float
    pass_rate_note: str
    retake: str
    renewal: str
    where: str
    year_from: str
    forms: tuple[Form, ...]
    topics: tuple[Topic, ...] = field(default=())

    def form(self, form_id: str) -> Form:
        """Return the form of that id; raises KeyError."""
        return {form.id: form for form in self.forms}[form_id]

    def topics_by_name(self) -> dict[str, Topic]:
        """Topics by id, and by the ids that other certifications have for the same subject."""
        named = {topic.id: topic for topic in self.topics}
        for topic in self.topics:
            for name in topic.same_as:
                named.setdefault(name, topic)
        return named

    def domain_name(self, domain_id: str) -> str:
        """Name of a domain as its forms give it, or the id where none does."""
        names = {row.id: row.name for form in self.forms for row in form.domains}
        return names.get(domain_id, domain_id)
