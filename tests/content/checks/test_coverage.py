from __future__ import annotations

from dataclasses import replace

import pytest

from mbc_prep.content.checks.coverage import ShortTopic, coverage, disjoint_forms
from mbc_prep.content.compile import compile_bytes
from mbc_prep.exam.certification import Certification
from mbc_prep.exam.item import Item
from tests.content.checks.test_cards import SOUND
from tests.content.samples import CERTIFICATION, bank


@pytest.fixture(scope="module")
def certification() -> Certification:
    [entry] = compile_bytes(CERTIFICATION.format(id="cpc").encode(), "f").entries
    assert isinstance(entry.value, Certification)
    return entry.value


def items(surgery: int, diagnoses: int) -> list[Item]:
    [entry] = compile_bytes(bank("sound").encode(), "f").entries
    sound = entry.value
    assert isinstance(sound, Item)
    return [replace(sound, id=f"s{number}") for number in range(surgery)] + [
        replace(sound, id=f"d{number}", certifications={"cpc": "icd"})
        for number in range(diagnoses)
    ]


@pytest.mark.parametrize(
    ("surgery", "diagnoses", "forms"), [(0, 0, 0), (2, 0, 0), (2, 1, 1), (9, 2, 2), (5, 9, 2)]
)
def test_counts_forms_without_repeats(
    certification: Certification, surgery: int, diagnoses: int, forms: int
) -> None:
    count, lacks = disjoint_forms(certification.forms[0], items(surgery, diagnoses), "cpc")
    assert count == forms
    assert "cannot fill" in lacks


def test_topics_by_weight(certification: Certification) -> None:
    covered = coverage(certification, items(1, 0), [])
    assert covered.short_topics == (ShortTopic("repair", 2, 1), ShortTopic("chapter-rules", 1, 0))
    assert not covered.complete
    assert "Surgery 1 of 2" in covered.missing
    with_card = coverage(certification, items(4, 2), [replace(SOUND, topic="chapter-rules")])
    assert with_card.short_topics == ()
    assert with_card.uncarded_topics == ("repair",)
    joined = replace(certification.topics[0], same_as=("chapter-rules",))
    joined_topics = replace(certification, topics=(joined, *certification.topics[1:]))
    card = replace(SOUND, topic="chapter-rules")
    assert coverage(joined_topics, items(4, 2), [card]).uncarded_topics == ()
    both = [replace(SOUND, topic=topic) for topic in ("chapter-rules", "repair")]
    with_card = coverage(certification, items(4, 2), both)
    assert with_card.uncarded_topics == ()
    assert with_card.complete
    assert with_card.missing == ""
    assert {figure.verdict for figure in with_card.figures} == {"ok"}


def test_items_of_other_certifications_do_not_count(certification: Certification) -> None:
    other = [replace(item, certifications={"coc": "surg"}) for item in items(4, 2)]
    assert not coverage(certification, other, []).complete
