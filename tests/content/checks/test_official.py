"""Items and cards against official tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from mbc_prep.codebook.tabular import read_tabular
from mbc_prep.content.checks.codesets import CodeSets, Known, load_code_sets
from mbc_prep.content.checks.excludes import Excludes1
from mbc_prep.content.checks.official import check_card_officially, check_item_officially
from mbc_prep.errors import ContentError
from mbc_prep.exam.item import Blank, CodeRef, Item, Omission, Option, Suggestion, Unrelated
from mbc_prep.study.card import Card

OFFICIAL = Path(__file__).parents[4] / "shared/codesets"
SETS = CodeSets(
    names=("all",),
    icd10cm={
        "E119": Known("Type 2 diabetes mellitus without complications", "20151001-"),
        "O24410": Known("Gestational diabetes mellitus", "20151001-"),
        "I420": Known("Dilated cardiomyopathy", "20151001-20260930"),
        "B081": Known("Molluscum contagiosum, new", "20151001-", "Molluscum contagiosum"),
        "B900": Known("Sequelae of tuberculosis", "20151001-"),
        "N179": Known("Acute kidney failure, unspecified", "20151001-"),
    },
    icd10pcs={
        "0FT44ZZ": Known("Resection of Gallbladder, Percutaneous Endoscopic Approach", "20151001-"),
        "0FT40ZZ": Known("", "20151001-20200930"),
        "0FT4FZZ": Known("Not in any row", "20151001-"),
        "0F9580E": Known("", "20260401-"),
    },
    pcs_tables={2026: frozenset({"0FT44ZZ"})},
    hcpcs={
        "J1885": Known("Injection, ketorolac tromethamine, per 15 mg", "19950101-"),
        "C9803": Known("Hospital outpatient specimen collection", "20200301-20231231"),
    },
    modifiers={"LT": Known("Left side", "19850101-")},
    poa_exempt=frozenset({"B900"}),
    severity={43: {"N179": "CC", "E119": "NCC"}},
    drgs={2026: {"291": "HEART FAILURE AND SHOCK WITH MCC"}},
)
NOTES = """<ICD10CM.tabular><chapter><name>4</name><desc>E</desc>
<excludes1><note>transitory disorders (P70-P74)</note></excludes1>
<section id="E08-E13"><desc>x</desc><diag><name>E11</name><desc>Type 2</desc>
<excludes1><note>gestational diabetes (O24.4-)</note>
<note>by drugs (T36-T50 with fifth or sixth character 5)</note></excludes1>
<excludes2><note>something else (N17.9)</note></excludes2>
<diag><name>E11.9</name><desc>y</desc></diag></diag></section>
<section id="N17-P74"><desc>x</desc><diag><name>N17.9</name><desc>y</desc></diag>
<diag><name>O24.410</name><desc>y</desc></diag><diag><name>P70.2</name><desc>y</desc></diag>
<diag><name>T38.0X5</name><desc>y</desc></diag><diag><name>T38.0X1</name><desc>y</desc></diag>
</section></chapter></ICD10CM.tabular>"""
EXCLUDES = Excludes1(read_tabular(fromstring(NOTES)))
ITEM = Item(
    id="i-1",
    revision=1,
    type="single_choice",
    certifications={"cic": "case"},
    topics=("t",),
    difficulty="medium",
    cognitive="application",
    code_year=2026,
    stem="?",
    rationale="",
    authority=("a",),
)


def said(**changes: Any) -> list[tuple[str, str]]:
    item = replace(ITEM, **changes)
    return [(one.rule, one.severity) for one in check_item_officially(item, SETS, EXCLUDES)]


def ref(system: Any, code: str, title: str = "") -> dict[str, Any]:
    return {"codes": (CodeRef(system, code, title),)}


@pytest.mark.parametrize(
    ("system", "code", "title", "rules"),
    [
        ("icd10pcs", "0FT44ZZ", "", []),
        ("icd10pcs", "0FT44ZZ", "resection of gallbladder, percutaneous endoscopic approach", []),
        ("icd10pcs", "0FT44ZZ", "Removal of Gallbladder", ["code"]),
        ("icd10pcs", "0FT4XZZ", "", ["code"]),
        ("icd10pcs", "0FT40ZZ", "", ["code-year"]),
        ("icd10pcs", "0FT4FZZ", "", ["code"]),
        ("icd10pcs", "0F9580E", "", []),
        ("hcpcs", "J1885", "Injection, ketorolac tromethamine, per 15 mg", []),
        ("hcpcs", "J1885-LT", "", []),
        ("hcpcs", "J9999", "", ["code"]),
        ("hcpcs", "C9803", "", ["code-year"]),
        ("modifier", "LT", "Right side", ["code"]),
        ("modifier", "25", "", []),
        ("msdrg", "291", "Heart failure and shock with MCC", []),
        ("msdrg", "291", "Heart failure", ["msdrg"]),
        ("msdrg", "999", "", ["msdrg"]),
        ("cpt", "99213", "", []),
        ("icd10cm", "E11.9", "", []),
        ("icd10cm", "I42.0", "", []),
        ("icd10cm", "B08.1", "Molluscum contagiosum", []),
        ("icd10cm", "B08.1", "Molluscum contagiosum, new", ["code"]),
    ],
)
def test_codes_relied_on(system: str, code: str, title: str, rules: list[str]) -> None:
    assert [rule for rule, _ in said(**ref(system, code, title))] == rules


def test_a_code_is_judged_by_the_year_of_its_item() -> None:
    assert said(**ref("icd10cm", "I42.0")) == []
    assert said(**ref("icd10cm", "I42.0"), code_year=2027) == [("code-year", "error")]


def test_a_wrong_answer_may_be_no_code() -> None:
    options = (Option("0FT44ZZ", key=True), Option("0FT4XZZ"), Option("J9999-LT"))
    assert said(options=options) == [("code", "note"), ("code", "note")]
    assert said(options=(Option("0FT4XZZ", key=True),)) == [("code", "error")]
    assert said(options=(Option("Resection of 1 gallbladder", key=True),)) == []


@pytest.mark.parametrize(
    ("codes", "count"),
    [
        (["E11.9", "O24.410"], 1),
        (["O24.410", "E11.9"], 1),
        (["E11.9", "N17.9"], 0),
        (["E11.9", "P70.2"], 1),
        (["E11.9", "T38.0X5"], 1),
        (["E11.9", "T38.0X1"], 0),
        (["E11.9", "E11.9"], 0),
        (["E11.9", "Z99.99"], 0),
        (["O24.410", "P70.2"], 1),
    ],
)
def test_excludes1(codes: list[str], count: int) -> None:
    found = EXCLUDES.conflicts(codes)
    assert len(found) == count
    blanks = tuple(Blank("other_diagnosis", (code,)) for code in codes)
    assert [rule for rule, _ in said(blanks=blanks)].count("excludes1") == count
    [key, *_] = ["; ".join(codes)]
    assert [rule for rule, _ in said(options=(Option(key, key=True),))] == ["excludes1"] * count
    kept = (Suggestion("icd10cm", codes[0], "accept", "because"),)
    more = (Omission("icd10cm", codes[1], "because"),)
    assert [rule for rule, _ in said(suggestions=kept, missing=more)] == ["excludes1"] * count


REASON = "The heartburn is old; the vomiting came with the flu."


@pytest.mark.parametrize(
    ("excepted", "reason", "left"),
    [
        (("O24.410", "E11.9"), REASON, 0),
        (("E119", "O24410"), REASON, 0),
        (("E11.9", "N17.9"), REASON, 2),
        (("E11.9", "O24.410"), "Because.", 1),
    ],
)
def test_a_documented_exception_from_excludes1(
    excepted: tuple[str, str], reason: str, left: int
) -> None:
    blanks = tuple(Blank("other_diagnosis", (code,)) for code in ("E11.9", "O24.410"))
    assert said(blanks=blanks) == [("excludes1", "warning")]
    found = said(blanks=blanks, unrelated=(Unrelated(excepted, reason),))
    assert found == [("excludes1", "warning")] * left


@pytest.mark.parametrize(
    ("code", "poa", "rules"),
    [
        ("B90.0", "exempt", []),
        ("B90.0", "Y", ["poa"]),
        ("E11.9", "exempt", ["poa"]),
        ("E11.9", "N", []),
        ("E11.9", None, []),
    ],
)
def test_poa(code: str, poa: Any, rules: list[str]) -> None:
    blank = Blank("other_diagnosis", (code,), poa=poa)
    assert [rule for rule, _ in said(blanks=(blank,))] == rules


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("N17.9 is a CC and counts.", []),
        ("N17.9 (acute kidney failure) is an MCC.", ["severity"]),
        ("N17.9 is not a CC.", ["severity"]),
        ("N17.9 is not an MCC.", []),
        ("E11.9 counts as a CC.", ["severity"]),
        ("E11.9 is not a CC.", []),
        ("It groups to MS-DRG 291 (Heart failure and shock with MCC).", []),
        ("It groups to DRG 291 (Heart failure and shock without CC).", ["msdrg"]),
        ("It groups to MS-DRG 999.", ["msdrg"]),
    ],
)
def test_statements_on_payment(text: str, rules: list[str]) -> None:
    assert [rule for rule, _ in said(rationale=text)] == rules


def test_cards() -> None:
    card = Card(
        id="c-1",
        revision=1,
        kind="basic",
        certifications=("cic",),
        topic="t",
        front="Which level?",
        back="N17.9 is an MCC.",
        authority=("a",),
        code_year=2026,
        codes=(CodeRef("hcpcs", "C9803"),),
    )
    assert [one.rule for one in check_card_officially(card, SETS)] == ["code-year", "severity"]


def test_a_folder_without_tables(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="none of the code set tables"):
        load_code_sets(tmp_path)
    with pytest.raises(ContentError, match="is not a folder"):
        load_code_sets(tmp_path / "nowhere")


def test_the_official_folder() -> None:
    if not OFFICIAL.exists():
        pytest.skip("the official tables (../shared) are not beside this working copy")
    sets = load_code_sets(OFFICIAL)
    assert len(sets.names) == 11
    assert {name: len(codes) for name, codes in sets.addenda[2027].items()} == {
        "icd10cm": 224,
        "icd10pcs": 142,
    }
    assert len(sets.pcs_tables[2026]) == 79_115
    assert (len(sets.hcpcs), len(sets.poa_exempt)) == (8_725, 37_297)
    assert sets.drgs[2026]["291"] == "HEART FAILURE AND SHOCK WITH MCC"
    assert sets.severity_of("N17.9", 2026) == "CC"
    assert sets.severity_of("J96.01", 2027) == "MCC"
    assert sets.severity_of("I10", 2026) == "NCC"
    assert sets.icd10cm["I420"].valid == "20151001-20260930"
