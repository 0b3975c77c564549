"""What a published file is read into: entries in book order, with their notes. Pure data.

Every reader of this room makes these, and the index is made from nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mbc_prep.errors import MbcError

System = Literal["icd10cm", "icd10pcs", "hcpcs", "cpt"]
EntryKind = Literal["chapter", "section", "header", "code", "term", "definition", "change"]
NoteKind = Literal[
    "includes",
    "excludes1",
    "excludes2",
    "code_first",
    "use_additional",
    "code_also",
    "inclusion",
    "notes",
    "table",
    "see",
    "see_also",
    "cell",
    "definition",
    "explanation",
    "short",
    "dates",
]

INHERITED: frozenset[str] = frozenset(
    {
        "includes",
        "excludes1",
        "excludes2",
        "code_first",
        "use_additional",
        "code_also",
        "notes",
        "table",
    }
)
"""Notes that hold for everything below the place where they are printed."""

TOP = -1
"""Parent of an entry that has none."""


class BookError(MbcError):
    """A book cannot be read, added, opened or found; the text says why."""


@dataclass(frozen=True, slots=True)
class Note:
    """One note as printed, line by line. ``kind`` "cell" is ``heading: code`` of a table."""

    kind: NoteKind
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seventh:
    """A seventh-character box: what it says, and the meaning of each character."""

    lines: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a book.

    ``code`` is undotted; chapters, definitions and unfinished index terms have none. ``shown`` is
    the code as printed. ``parent`` is the place of the entry above in the same list, or TOP.
    ``phrase`` replaces the title in search (an index term is found by its whole path); notes of
    kind "inclusion" are searched too. ``ref`` is a reader's own handle.
    """

    code: str
    shown: str
    title: str
    kind: EntryKind
    parent: int = TOP
    notes: tuple[Note, ...] = ()
    seventh: Seventh | None = None
    phrase: str = ""
    ref: str = ""


def squeezed(text: str | None) -> str:
    """Text on one line, without characters a terminal would act on."""
    line = " ".join((text or "").split())
    return line if line.isprintable() else "".join(c for c in line if c.isprintable())
