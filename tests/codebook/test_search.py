from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.codebook.book import BookInfo, OpenBook
from mbc_prep.codebook.entries import BookError, Entry, Note
from mbc_prep.codebook.index import write_index
from mbc_prep.codebook.library import Library
from mbc_prep.codebook.search import Order, respelled, search
from mbc_prep.codebook.words import code_typed, typed_words, words_of

ENTRIES = [
    Entry("", "Chapter 1", "Everything", "chapter"),
    Entry("A00", "A00", "Fractures of arm", "header", 0),
    Entry("A001", "A00.1", "Fracture of left arm, type 2", "code", 1),
    Entry("A0025", "A00.25", "Fracture of right arm, type 25", "code", 1),
    Entry("B10", "B10", "Ménière's disease", "code", 0, (Note("inclusion", ("Endless vertigo",)),)),
    Entry("B12", "B12", "Essential (primary) vertigo", "code", 0),
    Entry("", "", "Vertigo", "term", -1, phrase="Dizziness, vertigo"),
    Entry("C1", "C1", "100% [bold] 'quoted\" OR NEAR(x)", "code", 0),
]


def book(folder: Path, full_text: bool, name: str = "x") -> OpenBook:
    info = BookInfo(
        f"{name}-2026", "icd10cm", "icd10cm", 2026, "Test 2026", "x.xml", "0" * 64, False
    )
    file = folder / f"{name}{full_text}.db"
    write_index(file, ENTRIES, {}, [], lambda _: None, full_text=full_text)
    return OpenBook(info, file)


@pytest.fixture(params=[True, False], ids=["full text", "scan"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> OpenBook:
    return book(tmp_path, request.param)


def codes(small: OpenBook, text: str, order: Order = "relevance") -> list[str]:
    return [hit.line.code for hit in search([small], text, order)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("fracture", ["A00.1", "A00.25", "A00"]),
        ("frac left", ["A00.1"]),
        ("arm fracture type 2", ["A00.1", "A00.25"]),
        ("type 2 arm", ["A00.1"]),
        ("menieres", ["B10"]),
        ("MÉNIÈRE’S DIS", ["B10"]),
        ("vertigo", ["B12", "", "B10"]),
        ("dizz ver", [""]),
        ("endless", ["B10"]),
        ("b1", ["B10", "B12"]),
        ("A00.2", ["A00.25"]),
        ("a00.", ["A00", "A00.1", "A00.25"]),
        ("a", ["A00", "A00.1", "A00.25"]),
        ("nothing here", []),
        ("fractured arm", ["A00", "A00.1", "A00.25"]),
        ("fractures left", ["A00.1"]),
        ("", []),
        ("  .,!", []),
        ("%", []),
        ('" OR "x', ["C1"]),
        ("quoted or near", ["C1"]),
        ("100", ["C1"]),
    ],
)
def test_words_and_codes(small: OpenBook, text: str, found: list[str]) -> None:
    assert sorted(codes(small, text)) == sorted(found)
    assert sorted(codes(small, text, "book")) == sorted(found)


def test_the_best_come_first(small: OpenBook) -> None:
    assert codes(small, "vertigo") == ["B12", "", "B10"], "what is in brackets may be left out"
    assert codes(small, "arm type 2") == ["A00.1", "A00.25"], "whole words before beginnings"
    assert codes(small, "fracture") == ["A00.1", "A00.25", "A00"]
    assert codes(small, "fracture", "book") == ["A00", "A00.1", "A00.25"]


def test_how_it_was_found_is_said(small: OpenBook) -> None:
    orders: tuple[Order, ...] = ("relevance", "book")
    for order in orders:
        [hit] = search([small], "endless vert", order)
        assert hit.via == "Endless vertigo"
        [hit] = search([small], "fract right", order)
        assert hit.via == ""


def test_another_spelling(small: OpenBook) -> None:
    assert respelled([small], "vertgo") == "vertigo"
    assert respelled([small], "fracure left") == "fracture left"
    assert respelled([small], "xylophone") == ""
    assert respelled([small], "vertigo") == ""


def test_several_books(tmp_path: Path) -> None:
    books = [book(tmp_path, True, "one"), book(tmp_path, False, "two")]
    found = [(hit.line.book, hit.line.code) for hit in search(books, "endless")]
    assert found == [("one-2026", "B10"), ("two-2026", "B10")]
    ordered = [hit.line.book for hit in search(books, "arm", "book")]
    assert ordered == ["one-2026"] * 3 + ["two-2026"] * 3
    assert len(search(books, "arm", limit=4)) == 4


def test_a_damaged_index_is_one_sentence(tmp_path: Path) -> None:
    opened = book(tmp_path, True)
    file = tmp_path / "xTrue.db"
    opened.close()
    file.write_bytes(file.read_bytes()[:5000])
    with pytest.raises(BookError, match=r"cannot be read|damaged"):
        search([OpenBook(opened.info, file)], "fracture")


def test_words() -> None:
    assert words_of("Crohn's disease [COVID-19] of ½ Sjögren") == [
        "crohns",
        "disease",
        "covid",
        "19",
        "of",
        "1",
        "2",
        "sjogren",
    ]
    assert typed_words("a b a") == ["a", "b"]
    assert code_typed(" e11.6- ") == "E116"
    assert code_typed("two words") == ""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("essential hypertension", "I10"),
        ("type 2 diab ketoacid", "E11.1"),
        ("acute myocardial infarction uns", "I21.9"),
        ("e11.65", "E11.65"),
        ("S52.501A", "S52.501A"),
    ],
)
def test_the_real_book(library: Library, text: str, first: str) -> None:
    assert library.search(text)[0].line.code == first
