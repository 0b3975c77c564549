"""The three ICD-10-PCS XML files as entries: tables, definitions, index.

Owns their forms. Tables also come out as ``pcs`` objects, and as the texts the index file keeps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from mbc_prep.codebook.entries import TOP, BookError, Entry, Note, squeezed
from mbc_prep.codebook.pcs import TABLE, Axis, Outline, Table, Value

Stored = tuple[str, str, str]
"""A table in the index file: prefix, head, rows."""


def read_tables(root: Element) -> list[Table]:
    """All tables of the file; raises BookError where it is not as published."""
    tables = [_table(node) for node in root.findall("pcsTable")]
    if not tables:
        raise BookError("The file holds no ICD-10-PCS tables.")
    return tables


def _table(node: Element) -> Table:
    heads = sorted(node.findall("axis"), key=lambda axis: axis.get("pos", ""))
    labels = [axis.find("label") for axis in heads]
    if len(heads) != TABLE or any(label is None or not label.get("code") for label in labels):
        raise BookError("A table of the file does not name section, body system and operation.")
    known = [label for label in labels if label is not None]
    prefix = "".join(label.get("code", "") for label in known)
    titles = [squeezed(axis.findtext("title")) for axis in heads]
    words = [squeezed(label.text) for label in known]
    outline = Outline(
        prefix,
        (titles[0], titles[1], titles[2]),
        (words[0], words[1], words[2]),
        squeezed(heads[2].findtext("definition")),
    )
    return Table(outline, tuple(_row(row, prefix) for row in node.findall("pcsRow")))


def _row(row: Element, prefix: str) -> tuple[Axis, ...]:
    axes = tuple(
        Axis(
            int(axis.get("pos", "0")),
            squeezed(axis.findtext("title")),
            tuple(Value(one.get("code", ""), squeezed(one.text)) for one in axis.findall("label")),
        )
        for axis in row.findall("axis")
    )
    values = [value for axis in axes for value in axis.values]
    if [axis.position for axis in axes] != [4, 5, 6, 7] or not all(
        len(value.character) == 1 for value in values
    ):
        raise BookError(f"A row of table {prefix} does not have the positions 4 to 7.")
    return axes


def stored(table: Table) -> Stored:
    """A table as the index file keeps it."""
    head = table.outline
    rows = [
        [[axis.title, [[v.character, v.label] for v in axis.values]] for axis in row]
        for row in table.rows
    ]
    body = json.dumps(rows, ensure_ascii=False)
    return head.prefix, json.dumps([head.titles, head.labels, head.definition]), body


def outline_from(prefix: str, head: str) -> Outline:
    """Head of a kept table."""
    titles, labels, definition = json.loads(head)
    return Outline(prefix, tuple(titles), tuple(labels), definition)


def rows_from(body: str) -> tuple[tuple[Axis, ...], ...]:
    """Rows of a kept table."""
    return tuple(
        tuple(
            Axis(position, title, tuple(Value(*value) for value in values))
            for position, (title, values) in enumerate(row, TABLE + 1)
        )
        for row in json.loads(body)
    )


def table_entries(tables: Sequence[Table]) -> list[Entry]:
    """Sections, body systems, tables and, below each, what its fourth character may be."""
    entries: list[Entry] = []
    places: dict[str, int] = {}

    def place(code: str, title: str, phrase: str = "", notes: tuple[Note, ...] = ()) -> None:
        if code not in places:
            parent = places.get(code[:-1], TOP)
            places[code] = len(entries)
            entries.append(Entry(code, code, title, "header", parent, notes, phrase=phrase))

    for table in sorted(tables, key=lambda one: one.outline.prefix):
        head = table.outline
        section, system, operation = head.labels
        place(head.prefix[:1], section)
        place(head.prefix[:2], system)
        defined = (Note("definition", (head.definition,)),) if head.definition else ()
        place(head.prefix, operation, f"{operation} {system}", defined)
        for row in table.rows:
            for value in row[0].values:
                code = head.prefix + value.character
                place(code, f"{operation}, {value.label}")
    return entries


def read_definitions(root: Element) -> list[Entry]:
    """Definitions and keys; ``ref`` is section, position and term ("0.3.Bypass")."""
    entries: list[Entry] = []
    for section in root.findall("section"):
        number, name = section.get("code", ""), squeezed(section.findtext("title"))
        for axis in section.findall("axis"):
            position, kind = axis.get("pos", ""), squeezed(axis.findtext("title"))
            top = len(entries)
            entries.append(Entry("", f"{number}.{position}", f"{name}: {kind}", "chapter"))
            entries.extend(
                _definition(terms, f"{number}.{position}", top) for terms in axis.findall("terms")
            )
    entries += _aggregated(root, len(entries))
    if not entries:
        raise BookError("The file holds no ICD-10-PCS definitions.")
    return entries


def _definition(terms: Element, where: str, parent: int) -> Entry:
    title = squeezed(terms.findtext("title"))
    notes = tuple(
        Note(kind, tuple(squeezed(one.text) for one in found))  # type: ignore[arg-type]
        for kind, found in (
            ("definition", terms.findall("definition")),
            ("explanation", terms.findall("explanation")),
            # What a key says is the word in the record, so it is searched as a term is.
            ("inclusion", terms.findall("includes")),
        )
        if found
    )
    return Entry("", "", title, "definition", parent, notes, ref=f"{where}.{title}")


def _aggregated(root: Element, place: int) -> Iterator[Entry]:
    found = root.findall("deviceAggregation/aggregate")
    if found:
        yield Entry("", "", "Device aggregation table", "chapter")
    for one in found:
        systems = ", ".join(squeezed(system.text) for system in one.findall("bodySys"))
        parent = one.find("parent")
        general = squeezed(parent.text) if parent is not None else ""
        value = parent.get("value", "") if parent is not None else ""
        lines = (
            f"Operation: {squeezed(one.findtext('operation'))}",
            f"Body systems: {systems}",
            f"In general: {value} {general}",
        )
        note = Note("explanation", lines)
        yield Entry("", "", squeezed(one.findtext("device")), "definition", place, (note,))
