"""Ids are unique: items, cards and scenarios share one set of ids, decks and certifications each
have their own.

Owns which of two entries with one id counts (the first in file order) and what is said of the
other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mbc_prep.content.compile import CompiledFile, Entry
from mbc_prep.content.findings import Finding


def key_of(entry: Entry) -> str:
    """Name of an entry that must be unique over the whole content."""
    if entry.kind in ("item", "card", "scenario"):
        return entry.id
    return f"{entry.kind}:{entry.id}"


def drop_duplicates(files: Iterable[CompiledFile]) -> Iterator[CompiledFile]:
    """Leave out every later entry of a used id, and say so. The cards of such a deck go too."""
    first: dict[str, str] = {}
    for file in files:
        kept: list[Entry] = []
        found: list[Finding] = []
        deck_is_double = False
        for entry in file.entries:
            key = key_of(entry)
            if key in first:
                found.append(_duplicate(file.path, entry, first[key]))
                deck_is_double = deck_is_double or entry.kind == "deck"
            elif not deck_is_double:
                first[key] = f"{file.path}:{entry.place.line}"
                kept.append(entry)
        if found:
            file = replace(file, entries=tuple(kept), findings=(*file.findings, *found))
        yield file


def _duplicate(path: str, entry: Entry, where: str) -> Finding:
    place = entry.place.find(("id",))
    message = f"this {entry.kind} id is used already: {where}"
    return Finding("error", path, place.line, place.column, entry.id, message, "duplicate-id")
