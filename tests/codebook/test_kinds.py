from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.codebook.entries import BookError
from mbc_prep.codebook.kinds import read_contents, recognise
from mbc_prep.codebook.sources import Piece, read_pieces
from tests.codebook.conftest import official
from tests.codebook.samples import (
    ADDENDA,
    CM_CODES,
    CM_INDEX,
    CM_ORDER,
    DRUGS,
    HCPCS,
    NEOPLASMS,
    OWN_LIST,
    PCS_CODES,
    PCS_DEFINITIONS,
    PCS_INDEX,
    PCS_ORDER,
    PCS_TABLES,
    TABULAR,
)

FILES = {
    "icd10cm_tabular_2026.xml": (TABULAR, "icd10cm-2026"),
    "icd10cm_index_2026.xml": (CM_INDEX, "icd10cm-index-2026"),
    "icd10cm_neoplasm_2026.xml": (NEOPLASMS, "icd10cm-neoplasm-2026"),
    "icd10cm_drug_2026.xml": (DRUGS, "icd10cm-drug-2026"),
    "icd10cm_order_2026.txt": (CM_ORDER, "icd10cm-codes-2026"),
    "icd10cm_codes_2026.txt": (CM_CODES, "icd10cm-codes-2026"),
    "icd10cm_codes_addenda_2027.txt": (ADDENDA, "icd10cm-addenda-2027"),
    "icd10pcs_tables_2026.xml": (PCS_TABLES, "icd10pcs-2026"),
    "icd10pcs_definitions_2026.xml": (PCS_DEFINITIONS, "icd10pcs-definitions-2026"),
    "icd10pcs_index_2026.xml": (PCS_INDEX, "icd10pcs-index-2026"),
    "icd10pcs_order_2026.txt": (PCS_ORDER, "icd10pcs-codes-2026"),
    "icd10pcs_codes_2026.txt": (PCS_CODES, "icd10pcs-codes-2026"),
    "HCPC2026_JAN_ANWEB.txt": (HCPCS, "hcpcs-2026"),
    "my-cpt-2026.csv": (OWN_LIST, "cpt-2026"),
}


@pytest.mark.parametrize("name", FILES)
def test_each_kind_is_known_and_read(name: str) -> None:
    text, book_id = FILES[name]
    book = recognise(Piece(name, text.encode()))
    assert book is not None
    assert book.id == book_id
    assert str(book.year) in book.label
    assert len(read_contents(book).entries) >= 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("readme.txt", b"These are the code tables for fiscal year 2026.\nSee the manual.\n"),
        ("empty.txt", b""),
        ("binary.txt", b"\0\1\2" * 50),
        ("page.xml", b"<html><body>2026</body></html>"),
        ("list.csv", b"name,age\nann,3\n"),
    ],
)
def test_anything_else_is_not(name: str, data: bytes) -> None:
    assert recognise(Piece(name, data)) is None


def test_the_year_must_be_there_and_agree() -> None:
    with pytest.raises(BookError, match="does not say its year"):
        recognise(Piece("codes.txt", CM_CODES.encode()))
    said = recognise(Piece("codes.txt", CM_CODES.encode()), 2026)
    assert said is not None
    assert said.id == "icd10cm-codes-2026"
    with pytest.raises(BookError, match="2025 in its name and 2026 inside"):
        recognise(Piece("icd10cm_tabular_2025.xml", TABULAR.encode()))
    with pytest.raises(BookError, match="of 2026, not of 2025"):
        recognise(Piece("icd10cm_tabular_2026.xml", TABULAR.encode()), 2025)
    with pytest.raises(BookError, match="is of 2011"):
        recognise(Piece("a.xml", TABULAR.replace("2026", "2011").encode()))


def test_a_tabular_list_without_codes() -> None:
    book = recognise(Piece("a.xml", b"<ICD10CM.tabular><version>2026</version></ICD10CM.tabular>"))
    assert book is not None
    with pytest.raises(BookError, match="holds no codes"):
        read_contents(book)


def test_d_codes_and_cpt_are_not_even_kept() -> None:
    book = recognise(Piece("HCPC2026.txt", HCPCS.encode()))
    assert book is not None
    kept = book.data.decode()
    assert "D0120" not in kept
    assert "99213" not in kept
    assert "P1" not in [line[:5].strip() for line in kept.splitlines()]
    assert [entry.code for entry in read_contents(book).entries] == ["A0021", "J1885", "LT"]


@pytest.mark.parametrize(
    ("file", "book_id", "entries"),
    [
        ("icd10cm/icd10cm_tabular_2026_april.xml.xz", "icd10cm-2026", 98_505),
        ("icd10pcs/icd10pcs_tables_2026.xml.xz", "icd10pcs-2026", 9_000),
        ("icd10pcs/icd10pcs_definitions_2026.xml.xz", "icd10pcs-definitions-2026", 1_000),
        ("icd10pcs/icd10pcs_index_2025.xml.xz", "icd10pcs-index-2025", 24_484),
        ("icd10cm/icd10cm_order_2025.tsv.xz", "icd10cm-codes-2025", 97_584),
        ("hcpcs/hcpcs_level2_2026.tsv.xz", "hcpcs-2026", 8_725),
    ],
)
def test_the_official_files(file: str, book_id: str, entries: int) -> None:
    [piece] = read_pieces(official(file))
    book = recognise(piece)
    assert book is not None
    assert book.id == book_id
    assert len(read_contents(book).entries) >= entries


def test_codes_with_dates_are_those_in_force(tmp_path: Path) -> None:
    [piece] = read_pieces(official("icd10pcs/icd10pcs_codes.tsv.xz"))
    for year, count in ((2027, 79_256),):
        book = recognise(piece, year)
        assert book is not None
        assert abs(len(read_contents(book).entries) - count) <= 200
