from __future__ import annotations

import pytest

from mbc_prep.codebook.icd10cm import Icd10Cm
from mbc_prep.content.checks.codes import (
    code_problem,
    diagnosis_codes,
    form_problem,
    option_codes,
    option_diagnoses,
    reference_problem,
)
from mbc_prep.exam.item import CodeRef, CodeSystem

BOOK = Icd10Cm(
    2026, {"I10": "Essential hypertension", "E1165": "With hyperglycemia"}, {"E11": "T2"}
)


@pytest.mark.parametrize(
    ("system", "code"),
    [
        ("cpt", "99213"),
        ("cpt", "0042T"),
        ("cpt", "11055-59"),
        ("cpt", "3008F"),
        ("hcpcs", "J1100"),
        ("icd10pcs", "0DTJ4ZZ"),
        ("icd10pcs", "XW033E5"),
        ("modifier", "RT"),
        ("modifier", "25"),
        ("msdrg", "291"),
        ("icd10cm", "S52.501A"),
        ("icd10cm", "C4A.0"),
    ],
)
def test_good_forms(system: CodeSystem, code: str) -> None:
    assert form_problem(system, code) == ""


@pytest.mark.parametrize(
    ("system", "code"),
    [
        ("cpt", "9921"),
        ("cpt", "J1100"),
        ("hcpcs", "D0120"),
        ("hcpcs", "J110"),
        ("icd10pcs", "0DTJ4Z"),
        ("icd10pcs", "0OTJ4ZZ"),
        ("icd10pcs", "0DTI4ZZ"),
        ("modifier", "RTX"),
        ("msdrg", "29"),
        ("icd10cm", "11.9"),
        ("icd10cm", "E11.99999"),
        ("icd10cm", "i10"),
    ],
)
def test_bad_forms(system: CodeSystem, code: str) -> None:
    assert code in form_problem(system, code)


def test_diagnoses_must_exist_and_be_complete() -> None:
    assert code_problem("icd10cm", "E11.65", BOOK) == ""
    assert "has no code E11.66" in code_problem("icd10cm", "E11.66", BOOK)
    assert "such as E11.65" in code_problem("icd10cm", "E11", BOOK)
    assert code_problem("icd10cm", "E11", BOOK, allow_header=True) == ""
    assert code_problem("icd10cm", "E11.66", None) == ""


def test_titles() -> None:
    def said(system: CodeSystem, code: str, title: str) -> str:
        return reference_problem(CodeRef(system, code, title), BOOK, allow_header=False)

    assert said("icd10cm", "I10", "essential HYPERTENSION") == ""
    assert 'official title is "Essential hypertension"' in said("icd10cm", "I10", "High pressure")
    assert "AMA" in said("cpt", "99213", "Office visit")
    assert said("hcpcs", "J1100", "Injection, dexamethasone") == ""


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("12031", ["12031"]),
        ("12031, 11402-59", ["12031", "11402-59"]),
        ("I10 and E11.65", ["I10", "E11.65"]),
        ("J1100 x 3 units", ["J1100"]),
        ("0DTJ4ZZ; 0DJD8ZZ", ["0DTJ4ZZ", "0DJD8ZZ"]),
        ("Report the repair only", []),
        ("99213 with a query to the surgeon", []),
        ("Vertebra T12 is broken", []),
    ],
)
def test_codes_of_an_option(text: str, codes: list[str]) -> None:
    assert option_codes(text) == codes


def test_diagnoses_in_text() -> None:
    text = "E11.65 (not E11.9), guideline B3.2d, section I.C.4, v43.1, 42 CFR 412.3, see S06.-."
    assert list(diagnosis_codes(text)) == ["E11.65", "E11.9"]
    assert option_diagnoses("I10, 99213") == ["I10"]
    assert option_diagnoses("a burst T12 vertebra") == []
