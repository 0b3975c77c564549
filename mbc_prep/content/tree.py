"""Builds plain values and their places from YAML events.

Has its own stack instead of recursion, so depth is a finding and not a crash. Refuses what content
files must not use: aliases, anchors, tags, merge keys, double keys, several documents.
"""

from __future__ import annotations

from typing import Any  # yaml's events share no typed base with value and mark

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from mbc_prep.content.document import Document, Place
from mbc_prep.content.plain import read_plain
from mbc_prep.content.text import clean, is_clean, unwanted

MAX_DEPTH = 20
MAX_FINDINGS = 200


class StopReading(Exception):  # noqa: N818 - not an error: reading ends here
    """The rest of the file is not read."""


class TreeBuilder:
    """Builds values and places from events, with its own stack instead of recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.root: tuple[object, Place] | None = None
        self._stack: list[_Frame] = []
        self._documents = 0

    def take(self, event: Any) -> None:
        """Take the next event."""
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._open(event, {} if kind is MappingStartEvent else [])
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            frame = self._stack.pop()
            frame.place.end = (event.start_mark.line + 1, event.start_mark.column + 1)
            self._attach(frame.value, frame.place)
        elif kind is AliasEvent:
            self._complain(event, "aliases (*name) are refused: write the text out", "alias")
            self._attach(None, self._place(event))
        elif kind is DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                message = 'a second document begins here ("---"): one file holds one document'
                self._complain(event, message, "documents")
                raise StopReading

    def _open(self, event: Any, value: dict[str, object] | list[object]) -> None:
        self._refuse_decoration(event)
        if len(self._stack) >= MAX_DEPTH:
            self._complain(event, f"nested more than {MAX_DEPTH} levels deep", "too-deep")
            self.root, self._stack = None, []
            raise StopReading
        self._stack.append(_Frame(value, self._place(event)))

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event)
        frame = self._stack[-1] if self._stack else None
        is_key = frame is not None and frame.wants_key
        value: object = text
        raw = ""
        style = event.style
        if not style:
            raw = text
            value, complaint = read_plain(text)
            if complaint:
                self._complain(event, complaint, "unquoted")
            elif is_key and text == "<<":
                self._complain(event, "merge keys (<<) are refused: write the text out", "alias")
        elif style == '"' and not is_clean(text):
            for _, name in unwanted(text):
                mark = event.start_mark
                self.document.tell_stripped(mark.line + 1, mark.column + 1, name)
            value = clean(text)
        elif style in "|>":
            value = text.rstrip()
        if is_key and type(value) is str and frame is not None and value not in frame.value:
            frame.key, frame.wants_key = value, False
            return
        place = self._place(event)
        place.raw = raw
        self._attach(value, place)

    def _attach(self, value: object, place: Place) -> None:
        if not self._stack:
            self.root = (value, place)
            return
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            frame.children[len(frame.value)] = place
            frame.value.append(value)
        elif frame.wants_key:
            self._refuse_key(value, place)
            frame.key, frame.wants_key = None, False
        else:
            if frame.key is not None:
                frame.value[frame.key] = value
                frame.children[frame.key] = place
            frame.wants_key = True

    def _refuse_key(self, value: object, place: Place) -> None:
        """Say why this cannot be a field name; its value is then dropped."""
        rule = "key"
        if isinstance(value, (dict, list)):
            problem = 'text that begins with "{" or "[" stands in quotes'
        elif isinstance(value, str):
            problem, rule = f'"{value}" stands here twice', "duplicate-key"
        else:
            problem = f'a field name must be text: write "{place.raw}" in quotes'
        self.document.complain(place.line, place.column, problem, rule)

    def _refuse_decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._complain(event, "anchors (&name) are refused: write the text out", "alias")
        if event.tag is not None:
            self._complain(event, "tags (!name) are refused; text stands in quotes", "tag")

    def _complain(self, event: Any, message: str, rule: str) -> None:
        mark = event.start_mark
        self.document.complain(mark.line + 1, mark.column + 1, message, rule)
        if len(self.document.findings) >= MAX_FINDINGS:
            message = f"more than {MAX_FINDINGS} problems: the file was not read further"
            self.document.complain(mark.line + 1, mark.column + 1, message, "too-many")
            self.root, self._stack = None, []
            raise StopReading

    @staticmethod
    def _place(event: Any) -> Place:
        mark = event.start_mark
        return Place(mark.line + 1, mark.column + 1)


class _Frame:
    """A mapping or sequence being filled. A ``key`` of None drops the coming value."""

    __slots__ = ("children", "key", "place", "value", "wants_key")

    def __init__(self, value: dict[str, object] | list[object], place: Place) -> None:
        self.value = value
        self.place = place
        self.children: dict[str | int, Place] = {}
        place.children = self.children
        self.wants_key = isinstance(value, dict)
        self.key: str | None = None
