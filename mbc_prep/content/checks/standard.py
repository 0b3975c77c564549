"""What checks share: the remark, the reference books they judge by, and how words are counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mbc_prep.codebook.icd10cm import Icd10Cm
from mbc_prep.content.findings import Severity
from mbc_prep.content.structure import Loc
from mbc_prep.exam.certification import PRETEST, Certification


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check has to say about one object: which field, what, and by which rule."""

    loc: Loc
    message: str
    rule: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Books:
    """What content is judged by.

    ``domains`` are the blueprint domains an item may name, by certification; ``topics`` says which
    certifications know a topic.
    """

    certifications: Mapping[str, Certification]
    domains: Mapping[str, frozenset[str]]
    topics: Mapping[str, frozenset[str]]
    decks: frozenset[str]
    icd10cm: Icd10Cm


def open_books(
    certifications: Iterable[Certification], decks: Iterable[str], icd10cm: Icd10Cm
) -> Books:
    """Put the books together."""
    by_id = {one.id: one for one in certifications}
    topics: dict[str, set[str]] = {}
    for one in by_id.values():
        for topic in one.topics:
            topics.setdefault(topic.id, set()).add(one.id)
    return Books(
        certifications=by_id,
        domains={name: _domains(one) for name, one in by_id.items()},
        topics={name: frozenset(known) for name, known in topics.items()},
        decks=frozenset(decks),
        icd10cm=icd10cm,
    )


def _domains(certification: Certification) -> frozenset[str]:
    """Domains that items may count for: not the rows that only count a case's blanks."""
    rows = [row for form in certification.forms for row in form.domains]
    named = {row.id for row in rows if row.type != "fill_in" and row.id != PRETEST}
    if any(form.cases for form in certification.forms):
        named.add("case")
    return frozenset(named)


def words(text: str) -> int:
    """Number of words."""
    return len(text.split())
