from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mbc_prep.codebook.icd10cm import Icd10Cm
from mbc_prep.content.checks.items import check_item
from mbc_prep.content.checks.standard import Books, open_books
from mbc_prep.content.compile import compile_bytes
from mbc_prep.exam.certification import Certification
from mbc_prep.exam.item import (
    Blank,
    CodeRef,
    CommonError,
    Item,
    NotCoded,
    Omission,
    Option,
    Suggestion,
)
from tests.content.samples import CERTIFICATION, RATIONALE, REASON, bank

BOOK = Icd10Cm(2026, {"I10": "Hypertension", "E1165": "With hyperglycemia"}, {"E11": "Type 2"})


@pytest.fixture(scope="module")
def books() -> Books:
    [entry] = compile_bytes(CERTIFICATION.format(id="cpc").encode(), "f").entries
    assert isinstance(entry.value, Certification)
    return open_books([entry.value], [], BOOK)


@pytest.fixture(scope="module")
def sound() -> Item:
    [entry] = compile_bytes(bank("sound").encode(), "f").entries
    assert isinstance(entry.value, Item)
    return entry.value


def test_a_sound_item_has_no_remarks(sound: Item, books: Books) -> None:
    assert list(check_item(sound, books)) == []


@pytest.mark.parametrize(
    ("change", "rule", "words"),
    [
        ({"certifications": {"cpx": "surg"}}, "certification", 'no certification "cpx"'),
        ({"certifications": {"cpc": "xyz"}}, "domain", 'no domain "xyz"'),
        ({"topics": ("repair", "xyz")}, "topic", 'no topic "xyz"'),
        ({"topics": ()}, "topic", "none of the topics is one of cpc"),
        ({"rationale": "Too short."}, "rationale-length", "2 words, at least 25"),
        ({"rationale": f"{RATIONALE} So option B is wrong."}, "option-letter", "option B"),
        ({"rationale": f"{RATIONALE} The first choice fails."}, "option-letter", "first choice"),
        ({"rationale": f"{RATIONALE} See E11.99."}, "code", "no code E11.99"),
        ({"authority": ()}, "authority", "at least one"),
        ({"authority": ("www.x.com",)}, "authority", "website"),
        ({"written": "22.11.2026"}, "date", "written"),
        ({"codes": (CodeRef("icd10cm", "E11"),)}, "code", "not a complete code"),
        ({"codes": (CodeRef("cpt", "99213", "Visit"),)}, "code", "AMA"),
        ({"codes": (CodeRef("icd10cm", "I10", "Fever"),)}, "code", "official title"),
        ({"codes": (CodeRef("icd10pcs", "0OTJ4ZZ"),)}, "code", "never I or O"),
    ],
)
def test_what_the_standard_refuses(
    sound: Item, books: Books, change: dict[str, Any], rule: str, words: str
) -> None:
    remarks = list(check_item(replace(sound, **change), books))
    assert [remark.rule for remark in remarks] == [rule]
    assert words in remarks[0].message


@pytest.mark.parametrize(
    ("option", "rule", "words"),
    [
        (
            Option("x", False, "Too short a reason.", "over_correction"),
            "rationale-length",
            "4 words",
        ),
        (Option("x", False, "word " * 36, "over_correction"), "rationale-length", "36 words"),
        (Option("x", False, REASON, ""), "error-tag", "missing"),
        (Option("x", False, REASON, "my_tag"), "error-tag", '"my_tag" is no known'),
        (Option("E11.99", False, REASON, "over_correction"), "code", "no code E11.99"),
        (Option("I10, Z99", False, REASON, "over_correction"), "code", "no code Z99"),
        (Option("E11", True), "code", "not a complete code"),
        (Option("I10", True, "", "over_correction"), "error-tag", "a key has no error tag"),
    ],
)
def test_what_the_standard_refuses_in_an_option(
    sound: Item, books: Books, option: Option, rule: str, words: str
) -> None:
    remarks = list(check_item(replace(sound, options=(*sound.options[1:], option)), books))
    assert [remark.rule for remark in remarks] == [rule]
    assert words in remarks[0].message
    assert remarks[0].loc[:2] == ("options", 3)


def test_headers_are_good_enough_for_distractors(sound: Item, books: Books) -> None:
    header = Option("E11", False, REASON, "unspecified_over_specific")
    item = replace(sound, options=(*sound.options[:3], header), codes=(CodeRef("icd10cm", "E11"),))
    assert list(check_item(item, books)) == []


@pytest.mark.parametrize(
    "text", ["Medicare Part B pays.", "This answers a question.", "the option above", "vitamin A"]
)
def test_letters_that_are_no_option(sound: Item, books: Books, text: str) -> None:
    assert list(check_item(replace(sound, rationale=f"{RATIONALE} {text}"), books)) == []


def test_other_years_are_checked_for_form_only(sound: Item, books: Books) -> None:
    item = replace(sound, code_year=2027, codes=(CodeRef("icd10cm", "Z99.99"),))
    assert list(check_item(item, books)) == []


def test_cases_and_audits(sound: Item, books: Books) -> None:
    bare = replace(sound, options=(), record="A record.")
    case = replace(
        bare,
        type="case_fill_in",
        blanks=(
            Blank("principal_diagnosis", ("I10", "E11"), "Y"),
            Blank("procedure", ("0DTJ4ZZ", "47562"), "Y"),
            Blank("msdrg", ("291",), common_errors=(CommonError("29", "nonsense", "No."),)),
        ),
        not_coded=(NotCoded("E11.65", "history_as_current", "Only a history."),),
    )
    found = [(remark.loc, remark.rule) for remark in check_item(case, books)]
    assert found == [
        (("blanks", 2, "common_errors", 0, "error"), "error-tag"),
        (("blanks", 0, "answers", 1), "code"),
        (("blanks", 1, "answers", 1), "code"),
        (("blanks", 1, "poa"), "poa"),
    ]
    audit = replace(
        bare,
        type="audit",
        suggestions=(
            Suggestion("icd10cm", "I10", "accept", "Right."),
            Suggestion("icd10cm", "E11", "replace", "More known.", ("E11.65",), "over_specified"),
            Suggestion("icd10cm", "E11.65", "replace", "No.", (), "over_correction"),
            Suggestion("icd10cm", "E11", "accept", "Wrong.", (), ""),
        ),
        missing=(Omission("icd10cm", "I99", "It is there.", "combination_missed"),),
    )
    rules = [(remark.loc, remark.rule) for remark in check_item(audit, books)]
    assert rules == [
        (("suggestions", 2), "replacement"),
        (("suggestions", 3, "code"), "code"),
        (("missing", 0, "code"), "code"),
    ]
