"""What each published form is read into."""

from __future__ import annotations

import pytest

from mbc_prep.codebook.entries import BookError, Entry, Note
from mbc_prep.codebook.flat_files import in_force, read_changes, read_codes, read_own_list
from mbc_prep.codebook.kinds import read_contents, recognise
from mbc_prep.codebook.sources import Piece
from tests.codebook import samples


def entries(text: str, name: str = "a_2026") -> list[Entry]:
    book = recognise(Piece(name, text.encode()), 0 if "2026" in name else 2027)
    assert book is not None
    return list(read_contents(book).entries)


def test_tabular() -> None:
    found = entries(samples.TABULAR)
    assert [(one.shown, one.kind) for one in found] == [
        ("Chapter 4", "chapter"),
        ("E08-E16", "section"),
        ("E08-E13", "section"),
        ("E11", "header"),
        ("E11.3", "header"),
        ("E11.31", "header"),
        ("E11.31X1", "code"),
        ("E11.31X2", "code"),
        ("E11.9", "code"),
        ("E13", "code"),
    ]
    assert [one.parent for one in found] == [-1, 0, 1, 2, 3, 4, 5, 5, 3, 2]
    assert found[6].title == "Type 2 diabetes mellitus with retinopathy, right eye"
    box = found[4].seventh
    assert box is not None
    assert box.meanings == (("1", "right eye; the other left"), ("2", "left eye"))
    assert found[3].notes[2] == Note(
        "excludes1", ("gestational diabetes (E13.-)", "type 1 (E10.0-E10.9)")
    )


def test_index() -> None:
    found = entries(samples.CM_INDEX)
    assert [(one.shown, one.code, one.phrase) for one in found] == [
        ("E11.9", "E119", "Diabetes, diabetic"),
        ("", "", "Diabetes, diabetic, with"),
        ("E11.31-", "E1131", "Diabetes, diabetic, with, retinopathy"),
        ("", "", "Diabetes, diabetic, bronzed"),
    ]
    assert found[0].title == "Diabetes, diabetic(mellitus) (sugar)"
    assert found[3].notes == (Note("see_also", ("Hemochromatosis",)),)


def test_neoplasm_table() -> None:
    abdomen, wall = entries(samples.NEOPLASMS)
    assert abdomen.notes == (Note("cell", ("Malignant Primary: C76.2",)),), (
        "an empty cell says nothing"
    )
    assert wall.notes == (Note("cell", ("Malignant Primary: C44.509", "Benign: D23.5")),)


def test_pcs_index_references_carry_their_codes() -> None:
    _, see, use = entries(samples.PCS_INDEX)
    assert see.notes == (Note("see", ("Resection, Gallbladder (0FT4)",)),)
    assert see.title == "Resection, Gallbladder (0FT4)", "a term without words is what it refers to"
    assert use.notes == (Note("see", ("Portal Vein",)),)


def test_order_file_nests() -> None:
    header, code = entries(samples.CM_ORDER)
    assert (header.kind, code.kind, code.parent, code.shown) == ("header", "code", 0, "A00.0")
    assert code.title == "Cholera due to Vibrio cholerae 01, biovar cholerae"


def test_changes() -> None:
    found = read_changes(samples.ADDENDA.splitlines(), "icd10cm")
    assert [(one.shown, one.title.split(":")[0]) for one in found] == [
        ("C78.31", "Add"),
        ("I42.0", "Delete"),
        ("B08.1", "Revise from"),
        ("B08.1", "Revise to"),
    ]


def test_hcpcs_records_are_joined() -> None:
    ambulance, ketorolac, left = entries(samples.HCPCS)
    assert ambulance.title == (
        "Ambulance service, outside state per mile, transport (medicaid only)"
    )
    assert ambulance.notes == (
        Note("short", ("Outside state ambulance serv",)),
        Note("dates", ("Added 1985-01-01", "In effect from 1996-09-10", "Ended 2013-12-31")),
    )
    assert (ketorolac.code, left.code, left.title) == ("J1885", "LT", "Left side")


def test_own_list() -> None:
    found = read_own_list('99213;"my words; mine"\n0042T;more\n')
    assert [(one.code, one.title) for one in found] == [
        ("99213", "my words; mine"),
        ("0042T", "more"),
    ]
    with pytest.raises(BookError, match="no number and text"):
        read_own_list("99213,one\nhello,two\n")


def test_a_line_out_of_form_is_named() -> None:
    with pytest.raises(BookError, match="no line like"):
        read_codes(["A000    Cholera", "<html>"], "icd10cm")


@pytest.mark.parametrize(
    ("valid", "year", "answer"),
    [
        ("", 2026, True),
        ("20151001-", 2026, True),
        ("20151001-20250930", 2026, False),
        ("20151001-20251231", 2026, True),
        ("20261001-", 2026, False),
        ("20151001-20170930;20251001-", 2026, True),
        ("20151001-20170930;20251001-", 2020, False),
    ],
)
def test_in_force(valid: str, year: int, answer: bool) -> None:
    assert in_force(valid, year) is answer
