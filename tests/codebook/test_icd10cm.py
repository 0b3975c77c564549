from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from mbc_prep.codebook import icd10cm
from mbc_prep.codebook.codes import dotted, same_title, undotted
from mbc_prep.codebook.icd10cm import Icd10Cm, derive, load_icd10cm, tabular_file
from mbc_prep.errors import ContentError

OFFICIAL = Path(__file__).parents[3] / "shared/codesets/icd10cm/icd10cm_codes.tsv.xz"
LAST_DAY = "20260930"
"""Last day of fiscal year 2026."""


@pytest.fixture(scope="module")
def book() -> Icd10Cm:
    return derive(tabular_file())


def test_size_and_year(book: Icd10Cm) -> None:
    assert book.year == 2026
    assert len(book.billable) == 74_719


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("I10", "Essential (primary) hypertension"),
        ("E11.65", "Type 2 diabetes mellitus with hyperglycemia"),
        (
            "S06.0X1A",
            "Concussion with loss of consciousness of 30 minutes or less, initial encounter",
        ),
        ("T40.1X1A", "Poisoning by heroin, accidental (unintentional), initial encounter"),
        ("H40.1112", "Primary open-angle glaucoma, right eye, moderate stage"),
        ("C4A.0", "Merkel cell carcinoma of lip"),
    ],
)
def test_complete_codes(book: Icd10Cm, code: str, title: str) -> None:
    assert book.is_billable(code)
    assert same_title(str(book.title(code)), title)


@pytest.mark.parametrize("code", ["E11", "S52.501", "S06", "T40.1X1", "H40.111", "O09.0"])
def test_headers_exist_but_are_not_billable(book: Icd10Cm, code: str) -> None:
    assert book.title(code)
    assert not book.is_billable(code)
    assert book.is_billable(book.longer(code))
    assert undotted(book.longer(code)).startswith(undotted(code))


@pytest.mark.parametrize("code", ["E11.99", "I10.9", "S52.501", "S06.0X7D", "S06.1X8S", "Z99.99"])
def test_what_is_not_a_code(book: Icd10Cm, code: str) -> None:
    assert not book.is_billable(code)


def test_agrees_with_the_official_list(book: Icd10Cm) -> None:
    if not OFFICIAL.exists():
        pytest.skip("the official code list (../shared) is not beside this working copy")
    with lzma.open(OFFICIAL, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines][1:]
    billable = {row[0]: row[4] or row[3] for row in rows if row[1] == "C" and in_force(row[2])}
    headers = {row[0]: row[3] for row in rows if row[1] == "H"}
    assert set(book.billable) == set(billable)
    assert set(book.headers) == set(headers)
    wrong = [code for code in billable if not same_title(book.billable[code], billable[code])]
    assert wrong == []


def in_force(valid: str) -> bool:
    spans = [span.split("-") for span in valid.split(";")]
    return any(begin <= LAST_DAY and (not end or end >= LAST_DAY) for begin, end in spans)


def test_the_derived_table_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_icd10cm(tmp_path)

    def never(xml: Path) -> Icd10Cm:
        raise AssertionError(xml)

    monkeypatch.setattr(icd10cm, "derive", never)
    assert load_icd10cm(tmp_path) == first


def test_a_damaged_table_is_derived_again(tmp_path: Path) -> None:
    first = load_icd10cm(tmp_path)
    [kept] = tmp_path.iterdir()
    for damage in ("{", '{"year": 2026}'):
        kept.write_text(damage)
        assert load_icd10cm(tmp_path) == first


def test_works_where_nothing_can_be_kept(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert load_icd10cm(blocked / "cache").is_billable("I10")


def test_without_the_package_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icd10cm, "PACKAGE", "no_such_package_here")
    with pytest.raises(ContentError, match="install the package no-such-package-here"):
        tabular_file()


def test_dots() -> None:
    assert undotted("e11.9") == "E119"
    assert dotted("E119") == "E11.9"
    assert dotted("I10") == "I10"
