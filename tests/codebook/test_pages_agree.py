"""Pages against the published XML, read here by other means than the index's reader."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from xml.etree.ElementTree import Element

import pytest

from mbc_prep.codebook.library import Library
from mbc_prep.codebook.search import Hit

PRINTED = {
    "includes": "includes",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code_first",
    "useAdditionalCode": "use_additional",
    "codeAlso": "code_also",
    "notes": "notes",
    "inclusionTerm": "inclusion",
}
Printed = tuple[str, str, tuple[str, ...]]


def clean(text: str | None) -> str:
    return " ".join((text or "").split())


def notes_at(node: Element, own: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    for child in node:
        if child.tag in PRINTED and (own or child.tag != "inclusionTerm"):
            yield PRINTED[child.tag], tuple(clean(one.text) for one in child.iter("note"))


def name_of(node: Element) -> str:
    if node.tag == "chapter":
        return "Chapter " + clean(node.findtext("name"))
    return node.get("id") or clean(node.findtext("name"))


class Printing:
    """For each node of the XML, the nodes above it, the nearest first."""

    def __init__(self, root: Element) -> None:
        self.above: dict[str, list[Element]] = {}
        self.nodes: dict[str, Element] = {}
        for chapter in root.iter("chapter"):
            sections = chapter.findall("section")
            for section in sections:
                first, last = self.ends(section)
                around = [  # a section that comes later is no heading over this one
                    one
                    for one in sections[: sections.index(section)]
                    if self.ends(one)[0] <= first and last <= self.ends(one)[1]
                ]
                around.sort(key=lambda one: self.ends(one)[0], reverse=True)
                around.sort(key=lambda one: self.width(one, sections))
                for diag in section.findall("diag"):
                    self.walk(diag, [section, *around, chapter])

    @staticmethod
    def ends(section: Element) -> tuple[str, str]:
        first, _, last = section.get("id", "").partition("-")
        return first, last or first

    def width(self, section: Element, sections: list[Element]) -> int:
        first, last = self.ends(section)
        return sum(1 for one in sections if first <= self.ends(one)[0] <= last)

    def walk(self, diag: Element, above: list[Element]) -> None:
        code = clean(diag.findtext("name"))
        self.nodes[code] = diag
        self.above[code] = above
        for child in diag.findall("diag"):
            self.walk(child, [diag, *above])

    def expected(self, code: str) -> list[Printed]:
        base = code
        while base not in self.nodes:  # a seventh character is not printed on its own
            base = base[:-1].rstrip("X").rstrip(".")
        node, above = self.nodes[base], self.above[base]
        found = [("" if base == code else base, *note) for note in notes_at(node, own=True)]
        for one in above:
            found += [(name_of(one), *note) for note in notes_at(one, own=False)]
        return found

    def seventh(self, code: str) -> list[tuple[str, str]]:
        base = code
        while base not in self.nodes:
            base = base[:-1].rstrip("X").rstrip(".")
        for one in (self.nodes[base], *self.above[base]):
            box = one.find("sevenChrDef")
            if box is not None:
                return [(one.get("char", ""), clean(one.text)) for one in box.iter("extension")]
        return []


@pytest.fixture(scope="module")
def printing(tabular: Element) -> Printing:
    return Printing(tabular)


def shown(library: Library, code: str) -> list[Printed]:
    page = library.page_of(code)
    return [
        (note.origin.code if note.origin else "", note.kind, tuple(one.text for one in note.lines))
        for note in page.notes
        if note.kind != "table"
    ]


def test_every_note_of_200_random_codes(library: Library, printing: Printing) -> None:
    [book] = library.books
    codes = [
        hit.line.code
        for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        for hit in by_letter(library, letter)
    ]
    chosen = Random(2026).sample(codes, 200)
    assert book.year == 2026
    for code in chosen:
        assert shown(library, code) == printing.expected(code), code
        box = library.page_of(code).seventh
        found = [(sign, text.split("; ")[0]) for sign, text in box.meanings] if box else []
        assert found == [(sign, text.split("; ")[0]) for sign, text in printing.seventh(code)], code


def by_letter(library: Library, letter: str) -> list[Hit]:
    return [
        hit
        for digit in "0123456789A"
        for hit in library.search(letter + digit, "book", limit=20_000)
        if hit.line.billable and hit.line.code.startswith(letter + digit)
    ]


@pytest.mark.parametrize("code", ["C7A.00", "C50.911", "T20.011A", "M05.00", "V00.01XA", "Y63.0"])
def test_sections_within_sections(library: Library, printing: Printing, code: str) -> None:
    assert shown(library, code) == printing.expected(code)


def test_notes_are_not_lost_on_the_way(library: Library, printing: Printing) -> None:
    """Every note in the XML is on the page of the entry it is printed at."""
    for code, node in list(printing.nodes.items())[::60]:
        own = [note for note in shown(library, code) if note[0] == ""]
        assert own == [("", *note) for note in notes_at(node, own=True)], code
