"""Turns a loaded file into items, scenarios, cards, decks and certifications.

Owns what kinds of file there are and that one faulty entry never takes the others with it. The
validator (pydantic) is imported on first use: a warm start never needs it. Judges form only; the
standard of the content is judged in ``checks``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mbc_prep.content.document import Document, Place
from mbc_prep.content.findings import Finding
from mbc_prep.content.loader import load, load_file
from mbc_prep.content.structure import Content, faults
from mbc_prep.content.wording import describe, field_path
from mbc_prep.exam.certification import Certification
from mbc_prep.exam.item import Item, Scenario
from mbc_prep.study.card import Card, Deck

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

Kind = Literal["item", "scenario", "card", "deck", "certification"]

_TYPES: dict[Kind, type[Content]] = {
    "item": Item,
    "scenario": Scenario,
    "card": Card,
    "deck": Deck,
    "certification": Certification,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One compiled object with its place. ``body`` is its JSON, as the cache keeps it."""

    kind: Kind
    id: str
    value: Content
    body: str
    place: Place


@dataclass(frozen=True, slots=True)
class CompiledFile:
    """Everything usable in one file, in file order, and everything wrong with it."""

    path: str
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def compile_file(path: Path, label: str) -> CompiledFile:
    """Read and compile a file; ``label`` is how findings name it."""
    return compile_document(load_file(path, label))


def compile_bytes(data: bytes, label: str) -> CompiledFile:
    """Compile the bytes of a file."""
    return compile_document(load(data, label))


def compile_document(document: Document) -> CompiledFile:
    """Compile a loaded file."""
    compiler = _Compiler(document)
    if isinstance(document.value, dict):
        compiler.run(document.value)
    elif document.value is not None:
        document.complain(1, 1, "a content file is a mapping: items, or deck and cards", "kind")
    order = sorted(compiler.findings(), key=lambda finding: (finding.line, finding.column))
    return CompiledFile(document.path, tuple(compiler.entries), tuple(order))


class _Compiler:
    """Compiles one document."""

    def __init__(self, document: Document) -> None:
        self.entries: list[Entry] = []
        self._document = document
        self._own: list[Finding] = []
        self._named: dict[int, Finding] = {}

    def findings(self) -> Iterator[Finding]:
        """Findings of loader and compiler, with the id of the entry they stand in."""
        for index, finding in enumerate(self._document.findings):
            yield self._named.get(index, finding)
        yield from self._own

    def run(self, tree: dict[str, Any]) -> None:
        """Compile all entries of the file."""
        if "items" in tree or "scenarios" in tree:
            self._only(tree, "items", "scenarios")
            self._bank(tree)
        elif "deck" in tree or "cards" in tree:
            self._only(tree, "deck", "cards")
            self._deck(tree)
        elif "forms" in tree or "topics" in tree:
            self._entry("certification", tree, self._document.place, ())
        else:
            message = "this is no content file: expected items, or deck and cards"
            self._complain(self._document.place, "", message, "kind")

    def _bank(self, tree: dict[str, Any]) -> None:
        scenarios = {entry.id for entry in self._list(tree, "scenarios", "scenario")}
        for entry in list(self._list(tree, "items", "item")):
            named = getattr(entry.value, "scenario", "")
            if named and named not in scenarios:
                message = f'scenario: no usable scenario "{named}" stands in this file'
                self._complain(entry.place.find(("scenario",)), entry.id, message, "scenario")
                self.entries.remove(entry)

    def _deck(self, tree: dict[str, Any]) -> None:
        if "deck" not in tree:
            self._complain(self._document.place, "", "deck: this field is missing", "schema")
            return
        deck = self._entry("deck", tree["deck"], self._document.place.find(("deck",)), ("deck",))
        for _ in self._list(tree, "cards", "card"):
            pass
        if deck is None:
            self.entries = []  # cards without their deck cannot be placed

    def _list(self, tree: dict[str, Any], name: str, kind: Kind) -> Iterator[Entry]:
        members = tree.get(name, [])
        place = self._document.place.find((name,))
        if not isinstance(members, list):
            self._complain(place, "", f"{name}: this should be a list", "schema")
            return
        for index, member in enumerate(members):
            entry = self._entry(kind, member, place.find((index,)), (name, index))
            if entry is not None:
                yield entry

    def _entry(
        self, kind: Kind, member: Any, place: Place, where: tuple[str | int, ...]
    ) -> Entry | None:
        identity = member.get("id") if isinstance(member, dict) else None
        name = identity if isinstance(identity, str) else ""
        usable = self._claim_loader_findings(place, name)
        before = len(self._own)
        body = json.dumps(member, ensure_ascii=False, separators=(",", ":"))
        value = self._validate(kind, body, place, name, where)
        if value is None:
            return None
        for loc, message in faults(value):
            path = field_path(loc)
            self._complain(place.find(loc), name, f"{path}: {message}", "structure")
        if not usable or len(self._own) > before:
            return None
        entry = Entry(kind, value.id, value, body, place)
        self.entries.append(entry)
        return entry

    def _validate(
        self, kind: Kind, body: str, place: Place, name: str, where: tuple[str | int, ...]
    ) -> Content | None:
        from pydantic import ValidationError

        try:
            return _adapter(kind).validate_json(body, strict=True)
        except ValidationError as error:
            self._explain(error, kind, place, name, where)
            return None

    def _explain(
        self,
        error: ValidationError,
        kind: Kind,
        place: Place,
        name: str,
        where: tuple[str | int, ...],
    ) -> None:
        told = {(finding.line, finding.column) for finding in self._document.findings}
        for problem in error.errors(include_url=False):
            loc = tuple(problem["loc"])
            spot = place.find(loc)
            if (spot.line, spot.column) in told and spot.raw:
                continue  # the loader has said so already
            message = describe(problem, spot.raw, _fields(_TYPES[kind], loc))
            if not name:
                message = f"{field_path(where)}: {message}" if where else message
            self._complain(spot, name, message, "schema")

    def _claim_loader_findings(self, place: Place, name: str) -> bool:
        """Put the id into the loader's findings inside ``place``; False if one is an error."""
        usable = True
        for index, finding in enumerate(self._document.findings):
            spot = (finding.line, finding.column)
            if (place.line, place.column) <= spot < place.end:
                self._named[index] = replace(finding, id=name)
                usable = usable and finding.severity != "error"
        return usable

    def _only(self, tree: dict[str, Any], *names: str) -> None:
        for name in tree:
            if name not in names:
                message = f"{name}: there is no such field in this kind of file"
                self._complain(self._document.place.find((name,)), "", message, "schema")

    def _complain(self, place: Place, name: str, message: str, rule: str) -> None:
        spot = place.line, place.column
        self._own.append(Finding("error", self._document.path, *spot, name, message, rule))


@cache
def _adapter(kind: Kind) -> TypeAdapter[Content]:
    from pydantic import TypeAdapter

    return TypeAdapter(_TYPES[kind])


def _fields(kind: type[Content], loc: tuple[str | int, ...]) -> tuple[str, ...]:
    """Field names that are possible where ``loc`` points."""
    import typing

    here: Any = kind
    for step in loc[:-1]:
        if isinstance(step, str) and step in getattr(here, "__dataclass_fields__", {}):
            hints = typing.get_type_hints(here)
            here = hints[step]
            members = [one for one in typing.get_args(here) if hasattr(one, "__dataclass_fields__")]
            here = members[0] if members else here
    return tuple(one.name for one in fields(here)) if hasattr(here, "__dataclass_fields__") else ()
