from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mbc_prep.codebook.entries import BookError
from mbc_prep.codebook.library import Library
from mbc_prep.codebook.shelf import Shelf
from mbc_prep.paths import Paths
from tests.codebook import samples

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@pytest.fixture
def shelf(shelf_paths: Paths) -> Shelf:
    return Shelf(shelf_paths)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    for name, text in (
        ("icd10pcs_tables_2026.xml", samples.PCS_TABLES),
        ("icd10pcs_definitions_2026.xml", samples.PCS_DEFINITIONS),
        ("icd10cm_index_2026.xml", samples.CM_INDEX),
        ("icd10cm_tabular_2027.xml", samples.TABULAR.replace("2026", "2027")),
        ("HCPC2026.txt", samples.HCPCS),
        ("my-cpt-2026.csv", samples.OWN_LIST),
        ("notes.txt", "Read me first.\n"),
        ("icd10cm_tabular_2025.xml", samples.TABULAR),
        ("half.xml", samples.PCS_TABLES[:800]),
        ("hollow_2026.xml", "<ICD10PCS.tabular><version>2026</version></ICD10PCS.tabular>"),
    ):
        (folder / name).write_text(text)
    return folder


def everything(paths: Paths) -> dict[str, int]:
    folders = (paths.books, paths.book_indexes)
    return {file.name: file.stat().st_ino for one in folders for file in one.glob("*")}


def opened(shelf: Shelf) -> Iterator[Library]:
    with Library(shelf.open()) as library:
        yield library


def test_one_book_is_built_in(shelf: Shelf) -> None:
    [book] = shelf.books()
    assert (book.id, book.system, book.built_in) == ("icd10cm-2026", "icd10cm", True)
    assert book.label == "ICD-10-CM Tabular List FY2026, April 2026 update"
    assert shelf.missing() == ()


def test_add_use_remove(shelf: Shelf, files: Path, shelf_paths: Paths) -> None:
    before = everything(shelf_paths)
    added = shelf.add([files / "HCPC2026.txt", files / "my-cpt-2026.csv"], NOW)
    assert [book.id for book in added] == ["hcpcs-2026", "cpt-2026"]
    assert [book.id for book in shelf.books()] == ["icd10cm-2026", "hcpcs-2026", "cpt-2026"]
    provenance = json.loads((shelf_paths.books / "hcpcs-2026.json").read_text())
    assert provenance["source"] == "HCPC2026.txt"
    assert provenance["added"] == "2026-11-22T15:00:00+00:00"
    for library in opened(shelf):
        assert library.page_of("J1885").line.title.startswith("Injection, ketorolac")
        assert library.search("my words")[0].line.code == "99213"
        assert library.search("my words", systems=["icd10cm"]) == ()
    shelf.remove("hcpcs-2026")
    shelf.remove("cpt-2026")
    assert everything(shelf_paths) == before


def test_a_whole_archive(shelf: Shelf, files: Path, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for name in ("icd10pcs_tables_2026.xml", "icd10pcs_definitions_2026.xml", "notes.txt"):
            packed.write(files / name, f"2026 tables/{name}")
    added = shelf.add([archive], NOW)
    assert sorted(book.id for book in added) == ["icd10pcs-2026", "icd10pcs-definitions-2026"]
    for library in opened(shelf):
        assert library.build_pcs("0FT44Z").title.endswith("No Device")
        page = library.defined("0", 3, "Resection")
        assert page is not None
        assert page.notes[0].lines[0].text == "Cutting out all of a body part"
        assert library.defined("0", 3, "Nothing") is None


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ("notes.txt", "none of the files that make a code book"),
        ("icd10cm_tabular_2025.xml", "2025 in its name and 2026 inside"),
        ("half.xml", "damaged or incomplete"),
        ("hollow_2026.xml", "holds no ICD-10-PCS tables"),
        ("gone.xml", "is not a file"),
    ],
)
def test_one_bad_file_changes_nothing(
    shelf: Shelf, files: Path, shelf_paths: Paths, bad: str, sentence: str
) -> None:
    before = everything(shelf_paths)
    with pytest.raises(BookError, match=sentence):
        shelf.add([files / "HCPC2026.txt", files / bad], NOW)
    assert everything(shelf_paths) == before


def test_the_same_book_twice_at_once(shelf: Shelf, files: Path) -> None:
    with pytest.raises(BookError, match="same book"):
        shelf.add([files / "HCPC2026.txt", files / "HCPC2026.txt"], NOW)


def test_again_replaces(shelf: Shelf, files: Path, shelf_paths: Paths) -> None:
    shelf.add([files / "my-cpt-2026.csv"], NOW)
    first = everything(shelf_paths)
    shelf.add([files / "my-cpt-2026.csv"], NOW)
    assert everything(shelf_paths).keys() == first.keys()
    (files / "my-cpt-2026.csv").write_text("99213,other words\n")
    shelf.add([files / "my-cpt-2026.csv"], NOW)
    assert len(everything(shelf_paths)) == len(first), "the old index has gone"
    for library in opened(shelf):
        assert library.page_of("99213").line.title == "other words"


def test_the_index_terms_lead_to_the_tabular_list(shelf: Shelf, files: Path) -> None:
    shelf.add([files / "icd10cm_index_2026.xml"], NOW)
    for library in opened(shelf):
        [hit] = library.search("diabetes with retino", systems=["icd10cm"])[:1]
        assert hit.via in ("", "Diabetes, diabetic, with, retinopathy")
        assert library.find("E11.31") is not None


def test_two_years_stand_side_by_side(shelf: Shelf, files: Path) -> None:
    shelf.add([files / "icd10cm_tabular_2027.xml"], NOW)
    assert [book.year for book in shelf.books()] == [2027, 2026]


def test_a_lost_index_is_made_again(shelf: Shelf, files: Path) -> None:
    [book] = shelf.add([files / "HCPC2026.txt"], NOW)
    shelf.index_file(book).unlink()
    assert shelf.missing() == (book,)
    shares: list[float] = []
    shelf.build(shares.append)
    assert shelf.missing() == ()
    assert shares[-1] == 1.0
    assert shares == sorted(shares)


def test_a_lost_source_is_one_sentence(shelf: Shelf, files: Path, shelf_paths: Paths) -> None:
    [book] = shelf.add([files / "HCPC2026.txt"], NOW)
    shelf.index_file(book).unlink()
    [kept] = shelf_paths.books.glob("*.xz")
    kept.write_bytes(b"rubbish")
    with pytest.raises(BookError, match="remove it and add it again"):
        shelf.build()


def test_a_damaged_note_leaves_the_rest_usable(shelf: Shelf, shelf_paths: Paths) -> None:
    shelf_paths.books.mkdir(parents=True)
    for name, text in (("a", "{"), ("b", "[]"), ("c", '{"id": "c", "kind": "rubbish"}')):
        (shelf_paths.books / f"{name}.json").write_text(text)
    assert [book.id for book in shelf.books()] == ["icd10cm-2026"]


def test_what_cannot_be_removed(shelf: Shelf) -> None:
    with pytest.raises(BookError, match="built in"):
        shelf.remove("icd10cm-2026")
    with pytest.raises(BookError, match=r"no added book \.\./x; added: none"):
        shelf.remove("../x")


def test_pcs_without_tables(shelf: Shelf) -> None:
    for library in opened(shelf):
        with pytest.raises(BookError, match="tables are not on the shelf"):
            library.build_pcs()


def test_no_such_code_says_how_far_it_goes(library: Library) -> None:
    with pytest.raises(BookError, match=r"no code E11\.99; E11\.9 \(Type 2"):
        library.page_of("E11.99")
    with pytest.raises(BookError, match="no code NONSENSE in the books"):
        library.page_of("nonsense")


def test_following_codes_in_notes(library: Library) -> None:
    page = library.page_of("e11")
    named = {line.code for line in page.mentions}
    assert {"E08", "E09", "O24.4", "P70.2", "Z79.4"} <= named
    gestational = next(line for line in page.mentions if line.code == "O24.4")
    assert library.page(gestational).line.title == "Gestational diabetes mellitus"
    note = next(note for note in page.notes if note.kind == "excludes1")
    for line in note.lines:
        for mention in line.mentions:
            assert line.text[mention.start : mention.end].startswith(mention.target.code)


def test_neighbours_and_what_is_below(library: Library) -> None:
    page = library.page_of("E11.9")
    assert page.before is not None
    assert page.after is not None
    assert (page.before.code, page.after.code) == ("E11.8", "E11.A")
    assert [line.code for line in library.page_of("E11.0").below] == ["E11.00", "E11.01"]
    assert library.page(library.page(page.before).after or page.before).line == page.line
