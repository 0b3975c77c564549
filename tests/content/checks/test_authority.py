from __future__ import annotations

import pytest

from mbc_prep.content.checks.authority import problem


@pytest.mark.parametrize(
    "text",
    [
        "ICD-10-CM Guidelines Section I.C.9.a.3",
        "ICD-10-CM Guidelines Section I.A.19",
        "ICD-10-CM Guidelines Section I.B.14",
        "ICD-10-CM Guidelines Section I.C.19.e.5.(b)",
        "ICD-10-CM Guidelines Section I.C.19.e.5(b)",
        "ICD-10-CM Guidelines Section I.C.1.d.1.b",
        "ICD-10-CM Guidelines Section I.C.1.d.1.b.iii",
        "ICD-10-CM Guidelines Section II.H",
        "ICD-10-CM Guidelines Section III.B",
        "ICD-10-CM Guidelines Section IV.H",
        "ICD-10-CM Official Guidelines, Section II, Uncertain Diagnosis",
        "ICD-10-CM Guidelines Appendix I",
        "ICD-10-PCS Guideline B3.2",
        "ICD-10-PCS Guideline B3.4a",
        "ICD-10-PCS Guideline A10",
        "ICD-10-CM Tabular List, Excludes1 at J44",
        "CPT Surgery guidelines, Repair (Closure)",
        "NCCI Policy Manual chapter I, section E",
        "42 CFR 412.3",
    ],
)
def test_citable_units(text: str) -> None:
    assert problem(text) == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://www.cms.gov/guide", "website"),
        ("www.aapc.com", "website"),
        ("See codingsite.com", "website"),
        ("  ", "empty"),
        ("ICD-10-CM Guidelines", "write it as"),
        ("ICD-10-CM Guidelines I.C.9", "write it as"),
        ("ICD-10-CM Guidelines Section I.D.1", "no section I.D.1"),
        ("ICD-10-CM Guidelines Section I.C.23.a", "no section I.C.23.a"),
        ("ICD-10-CM Guidelines Section I.C.0", "no section I.C.0"),
        ("ICD-10-CM Guidelines Section II.Z", "no section II.Z"),
        ("ICD-10-CM Guidelines Section III.D", "no section III.D"),
        ("ICD-10-CM Guidelines Section V", "no section V"),
        ("ICD-10-PCS Guidelines", "write it as"),
        ("ICD-10-PCS Guideline B9.1", "write it as"),
        ("ICD-10-PCS Guideline B3.2z", "write it as"),
    ],
)
def test_what_is_refused(text: str, words: str) -> None:
    assert words in problem(text)
