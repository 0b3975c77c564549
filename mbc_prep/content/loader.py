"""Strict YAML: a file's bytes become plain values and, beside them, the place of each value.

Works on libyaml's event stream, so aliases are never expanded and depth is bounded. Whatever the
bytes are, the outcome is a ``Document`` with findings, never an exception. Knows nothing of items
or cards.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from mbc_prep.content.bulk import without_gc
from mbc_prep.content.document import Document
from mbc_prep.content.text import clean, is_clean, normalise_lines, unwanted
from mbc_prep.content.tree import MAX_FINDINGS, StopReading, TreeBuilder

MAX_BYTES = 10_000_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_file(path: Path, label: str) -> Document:
    """Read and load a file; ``label`` is how findings name it."""
    document = Document(label)
    data = read_bytes(path, document)
    return document if data is None else load(data, label)


def read_bytes(path: Path, document: Document) -> bytes | None:
    """Read a file's bytes; None with a finding in ``document`` where that is refused."""
    try:
        if not path.is_file():
            document.complain(0, 0, "this is not a file", "unreadable")
            return None
        if path.stat().st_size > MAX_BYTES:
            document.complain(0, 0, "the file is larger than 10 MB: split it", "too-large")
            return None
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        document.complain(0, 0, f"the file cannot be read: {reason}", "unreadable")
        return None


def load(data: bytes, label: str) -> Document:
    """Turn bytes into values and places."""
    document = Document(label)
    if len(data) > MAX_BYTES:
        document.complain(0, 0, "the file is larger than 10 MB: split it", "too-large")
        return document
    text = _decode(data, document)
    if text is None:
        return document
    builder = TreeBuilder(document)
    with without_gc():
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                builder.take(event)
        except StopReading:
            pass
        except yaml.YAMLError as error:
            _syntax(error, text, document)
            builder.root = None
    if builder.root is not None:
        document.value, document.place = builder.root
    elif not document.findings:
        document.complain(1, 1, "the file is empty", "empty")
    return document


def _decode(data: bytes, document: Document) -> str | None:
    if b"\0" in data:
        document.complain(0, 0, "this is not a text file", "binary")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        document.complain(line, 1, "the file is not UTF-8 text", "binary")
        return None
    text = normalise_lines(text)
    if is_clean(text):
        return text
    for offset, name in unwanted(text)[:MAX_FINDINGS]:
        line, column = text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
        document.tell_stripped(line, column, name)
    return clean(text)


def _syntax(error: yaml.YAMLError, text: str, document: Document) -> None:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    before = lines[line - 1][:column] if line <= len(lines) else ""
    if "\t" in before or "\\t" in problem or "tab character" in problem:
        problem = "a tab stands where spaces belong: indent with spaces"
    elif "mapping values are not allowed" in problem:
        problem += ' (text that holds ": " stands in quotes)'
    document.complain(line, column, f"the YAML cannot be read: {problem}", "yaml-syntax")
