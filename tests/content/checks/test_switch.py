"""What a new fiscal year changes in items and cards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from mbc_prep.codebook.grouping import Grouper
from mbc_prep.content.checks.codesets import CodeSets, load_code_sets
from mbc_prep.content.checks.standard import Remark
from mbc_prep.content.checks.switch import YearSwitch
from mbc_prep.errors import ContentError
from mbc_prep.exam.item import Blank, Claim, CodeRef, Item, Option
from mbc_prep.study.card import Card
from tests.content.checks.test_official import ITEM, OFFICIAL
from tests.grouper import with_grouper

ADDENDA = """action\tcode\ttitle_fy2026\ttitle_fy2027
delete\tI420\tDilated cardiomyopathy\t
add\tI4200\t\tDilated cardiomyopathy, unspecified
add\tI4209\t\tOther dilated cardiomyopathy
revise\tL02232\tCarbuncle of back\tCarbuncle of back, except flank
revise\tB081\tMolluscum\tMOLLUSCUM
add\tK7683\t\tIntestinal failure-associated liver disease
"""
CODES = """code\tkind\tvalid\ttitle
I420\tC\t20151001-20260930\tDilated cardiomyopathy
I4200\tC\t20261001-\tDilated cardiomyopathy, unspecified
L02232\tC\t20151001-\tCarbuncle of back, except flank
B081\tC\t20151001-\tMOLLUSCUM
K7682\tC\t20221001-\tHepatic encephalopathy
N170\tC\t20151001-20260331\tEnded quietly
Z5902\tC\t20211001-\tUnsheltered homelessness
I10\tC\t20151001-\tEssential (primary) hypertension
"""
PCS = """action\tcode\ttitle_fy2026\ttitle_fy2027
add\t0SG00E0\t\tFusion with a new device
add\tXW0336C\t\tIntroduction of something new
"""
SEVERITY = """code\tseverity_v44\tseverity_v43_1
Z5902\tNCC\tCC
I10\tNCC\tNCC
"""


@pytest.fixture
def sets(tmp_path: Path) -> CodeSets:
    for name, text in (
        ("icd10cm_addenda_2027.tsv", ADDENDA),
        ("icd10pcs_addenda_2027.tsv", PCS),
        ("icd10cm_codes.tsv", CODES),
        ("dx_mdc_severity_v44.tsv", SEVERITY),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    return replace(load_code_sets(tmp_path), drgs={2027: {"305": "HYPERTENSION"}})


def said(sets: CodeSets, item: Item = ITEM, **changes: Any) -> list[Remark]:
    return list(YearSwitch(sets, 2027).item(replace(item, **changes), ""))


def about(sets: CodeSets, code: str, system: Any = "icd10cm") -> list[tuple[str, str, str]]:
    found = said(sets, codes=(CodeRef(system, code, "A title"),))
    return [(one.rule, one.severity, one.message) for one in found]


@pytest.mark.parametrize(
    ("code", "rule", "severity", "message"),
    [
        ("I42.0", "switch-deleted", "warning",
         "I42.0 ends with fiscal year 2026; then I42.00, I42.09"),
        ("N17.0", "switch-deleted", "warning",
         "N17.0 ends with fiscal year 2026; by its dates, the addenda do not list it"),
        ("I42.00", "switch-new", "note", "I42.00 is new in fiscal year 2027"),
        ("L02.232", "switch-title", "warning",
         'L02.232 is called "Carbuncle of back, except flank" from fiscal year 2027 on'),
        ("K76.82", "switch-new", "note", "new beside K76.82: K76.83"),
        ("K76", "switch-new", "note", "new beside K76: K76.83"),
        ("Z59.02", "switch-severity", "warning",
         "Z59.02 is NCC from fiscal year 2027 on, CC before"),
    ],
)  # fmt: skip
def test_each_kind_of_change(
    sets: CodeSets, code: str, rule: str, severity: str, message: str
) -> None:
    assert about(sets, code) == [(rule, severity, message)]


@pytest.mark.parametrize("code", ["I10", "B08.1", "Q99.99"])
def test_what_stays_is_not_listed(sets: CodeSets, code: str) -> None:
    assert about(sets, code) == []


def test_procedures_and_groups(sets: CodeSets) -> None:
    [(rule, _, message)] = about(sets, "0SG00A0", "icd10pcs")
    assert (rule, message) == ("switch-new", "new beside 0SG00A0: 0SG00E0")
    assert about(sets, "XW033E5", "icd10pcs") == []
    assert [rule for rule, _, _ in about(sets, "264", "msdrg")] == ["switch-msdrg"]
    assert about(sets, "305", "msdrg") == []


def test_one_line_for_a_code_at_the_place_where_it_must_be_right(sets: CodeSets) -> None:
    options = (Option("I42.0", key=True), Option("I10"))
    [found] = said(sets, options=options, rationale="It is I42.0, so the note says.")
    assert (found.loc, found.severity) == (("options", 0, "text"), "warning")
    [wrong] = said(sets, options=(Option("I10", key=True), Option("I42.0")))
    assert (wrong.loc, wrong.severity) == (("options", 1, "text"), "note")


def test_blanks_and_cards_are_read_and_later_books_are_left_alone(sets: CodeSets) -> None:
    case: dict[str, Any] = {"blanks": (Blank("other_diagnosis", ("I42.0",)),)}
    assert [one.loc for one in said(sets, **case)] == [("blanks", 0, "answers", 0)]
    assert said(sets, **case, code_year=2027) == []
    card = Card(
        id="c-1", revision=1, kind="basic", certifications=("cic",), topic="t",
        front="Which code?", back="I42.0 it is.", authority=("a",), code_year=2026,
    )  # fmt: skip
    assert [one.loc for one in YearSwitch(sets, 2027).card(card)] == [("back",)]


def test_a_year_without_addenda_is_one_sentence(sets: CodeSets) -> None:
    with pytest.raises(ContentError, match=r"no addenda of fiscal year 2028 \(but of 2027\)"):
        YearSwitch(sets, 2028)


def test_how_much_changes(sets: CodeSets) -> None:
    assert YearSwitch(sets, 2027).counts() == {
        "ICD-10-CM": {"add": 3, "delete": 1, "revise": 2},
        "ICD-10-PCS": {"add": 2, "delete": 0, "revise": 0},
    }


@with_grouper
def test_a_claim_that_groups_otherwise(sets: CodeSets) -> None:
    claim = Claim("Z47.33", (), ("0SPC08Z", "0SRC0J9"), msdrg="468")
    with Grouper() as grouper:
        switch = YearSwitch(sets, 2027, grouper)
        found = list(switch.item(replace(ITEM, claims=(claim,)), ""))
    assert [one.loc for one in found if one.severity == "note"] == [("claims", 0)]
    assert "in fiscal year 2027, to 468 before" in found[-1].message


def test_the_official_addenda() -> None:
    if not OFFICIAL.exists():
        pytest.skip("the official tables (../shared) are not beside this working copy")
    switch = YearSwitch(load_code_sets(OFFICIAL), 2027)
    assert switch.counts() == {
        "ICD-10-CM": {"add": 190, "delete": 30, "revise": 4},
        "ICD-10-PCS": {"add": 101, "delete": 38, "revise": 3},
    }
    [found] = switch.item(replace(ITEM, codes=(CodeRef("icd10cm", "I42.0"),)), "")
    assert found.message == "I42.0 ends with fiscal year 2026; then I42.00, I42.01, I42.09"
