"""Finds content files: which there are, how findings name them, and whether they changed.

Owns the walk through ``exams/`` and ``decks/``. Reads no file, only ``stat``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mbc_prep.content.text import clean
from mbc_prep.paths import Paths

SUFFIXES = (".yaml", ".yml")
_MAX_FOLDERS_DEEP = 8


@dataclass(frozen=True, slots=True)
class Source:
    """A content file as ``stat`` sees it. ``label`` is its name in findings."""

    path: str
    label: str
    mtime_ns: int
    size: int


def shipped_sources(paths: Paths) -> list[Source]:
    """All content files, certifications and bank first, each folder in the order of names."""
    return [*folder_sources(paths.exams, "exams"), *folder_sources(paths.decks, "decks")]


def all_sources(paths: Paths) -> list[Source]:
    """Everything there is to study: what is shipped, then the learner's own decks."""
    return [*shipped_sources(paths), *folder_sources(paths.own_decks, "own decks")]


def folder_sources(folder: Path, label: str) -> list[Source]:
    """All content files below a folder, in the order of names; hidden ones are passed over.

    A folder that cannot be read counts as empty.
    """
    return sorted(_walk(str(folder), label, 0), key=lambda source: source.label)


def file_source(path: Path, label: str) -> Source:
    """One named file, whatever its suffix. Raises OSError if it is not there."""
    stat = path.stat()
    return Source(str(path), printable(label), stat.st_mtime_ns, stat.st_size)


def printable(name: str) -> str:
    """Make a file name fit for a terminal and for UTF-8."""
    if name.isascii() and name.isprintable():
        return name
    return clean(name.encode("utf-8", "replace").decode("utf-8")).replace("\n", " ")


def _walk(folder: str, label: str, depth: int) -> Iterator[Source]:
    try:
        with os.scandir(folder) as entries:
            members = [entry for entry in entries if not entry.name.startswith(".")]
    except OSError:
        return
    for entry in members:
        name = f"{label}/{entry.name}"
        try:
            if entry.is_dir(follow_symlinks=False):
                if depth < _MAX_FOLDERS_DEEP:
                    yield from _walk(entry.path, name, depth + 1)
            elif entry.name.endswith(SUFFIXES):
                stat = entry.stat()
                yield Source(entry.path, printable(name), stat.st_mtime_ns, stat.st_size)
        except OSError:  # gone since the folder was read, or a dangling link
            continue
