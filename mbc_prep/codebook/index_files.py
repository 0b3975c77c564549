"""Alphabetic indexes as entries: the ICD-10-CM indexes and tables, and the ICD-10-PCS index.

Owns their forms: main terms, subterms, cross references, table cells. A term is found by its
whole path and leads to its code.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from mbc_prep.codebook.codes import undotted
from mbc_prep.codebook.entries import TOP, BookError, Entry, Note, NoteKind, squeezed

SEPARATOR = ", "
_REFERENCES: dict[str, NoteKind] = {
    "see": "see",
    "use": "see",
    "seecat": "see",
    "seeAlso": "see_also",
    "subcat": "see",
    "manif": "cell",
    "etiology": "cell",
}
_CODES = ("code", "codes", "tab")


def read_index(root: Element) -> list[Entry]:
    """Every term of an index in order; raises BookError where there are none."""
    heads = {head.get("col", ""): squeezed("".join(head.itertext())) for head in root.iter("head")}
    entries: list[Entry] = []
    for letter in root.findall("letter"):
        for term in letter.findall("mainTerm"):
            _term(term, TOP, (), heads, entries)
    if not entries:
        raise BookError("The index holds no terms.")
    return entries


def _term(
    term: Element,
    parent: int,
    above: tuple[str, ...],
    heads: Mapping[str, str],
    entries: list[Entry],
) -> None:
    title_node = term.find("title")
    title = squeezed("".join(title_node.itertext())) if title_node is not None else ""
    path = (*above, _bare(title_node) or title) if title else above
    place = len(entries)
    shown = next((squeezed(node.text) for tag in _CODES for node in term.findall(tag)), "")
    notes = tuple(_notes(term, heads))
    named = title or next((line for note in notes for line in note.lines), "")
    entries.append(
        Entry(
            undotted(shown).rstrip("-"),
            shown,
            named,
            "term",
            parent,
            notes,
            phrase=SEPARATOR.join(path),
        )
    )
    for child in term.findall("term"):
        _term(child, place, path, heads, entries)


def _bare(title: Element | None) -> str:
    """A title without its nonessential modifiers."""
    if title is None:
        return ""
    return squeezed((title.text or "") + " ".join(child.tail or "" for child in title))


def _notes(term: Element, heads: Mapping[str, str]) -> list[Note]:
    notes: list[Note] = []
    for tag, kind in _REFERENCES.items():
        lines = tuple(_reference(node) for node in term.findall(tag))
        if lines:
            notes.append(Note(kind, lines))
    more = [squeezed(node.text) for tag in _CODES for node in term.findall(tag)][1:]
    cells = [
        f"{heads.get(cell.get('col', ''), 'Column ' + cell.get('col', ''))}: {squeezed(cell.text)}"
        for cell in term.findall("cell")
        if squeezed(cell.text) not in ("", "-", "--")
    ]
    if more or cells:
        notes.append(Note("cell", (*more, *cells)))
    return notes


def _reference(node: Element) -> str:
    """A cross reference with the codes that PCS writes into it: "Resection, Uterus (0UT9)"."""
    codes = [squeezed(child.text) for child in node]
    text = squeezed(node.text)
    return f"{text} ({', '.join(codes)})" if codes else text
