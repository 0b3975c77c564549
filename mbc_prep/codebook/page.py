"""The page of an entry as the printed book shows it, with what is inherited from above.

Owns the page and how it is put together. Knows nothing of screens.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mbc_prep.codebook.book import BookInfo, Line, OpenBook
from mbc_prep.codebook.entries import INHERITED, Note, NoteKind
from mbc_prep.codebook.mentions import codes_named

LABELS: dict[NoteKind, str] = {
    "includes": "Includes",
    "excludes1": "Excludes1",
    "excludes2": "Excludes2",
    "code_first": "Code first",
    "use_additional": "Use additional",
    "code_also": "Code also",
    "inclusion": "Inclusion terms",
    "notes": "Note",
    "table": "Table",
    "see": "See",
    "see_also": "See also",
    "cell": "Codes",
    "definition": "Definition",
    "explanation": "Explanation",
    "short": "Short title",
    "dates": "Dates",
}
"""How each kind of note is headed in print."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A code named in a line of a note, to follow: characters ``start`` to ``end`` of the line."""

    start: int
    end: int
    target: Line


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of a note with the codes it names."""

    text: str
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class PageNote:
    """A note on a page. ``origin`` is where it is printed; None: at this entry itself."""

    kind: NoteKind
    label: str
    lines: tuple[NoteLine, ...]
    origin: Line | None = None


@dataclass(frozen=True, slots=True)
class SeventhBox:
    """The seventh characters that apply here; ``origin`` as with notes."""

    lines: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...]
    origin: Line | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the book says about an entry.

    ``notes`` has the entry's own notes first, then the inherited ones, nearest first. ``below``
    are the entries directly under it; ``before`` and ``after`` its neighbours in book order.
    """

    book: BookInfo
    line: Line
    ancestors: tuple[Line, ...]
    notes: tuple[PageNote, ...]
    seventh: SeventhBox | None
    below: tuple[Line, ...]
    before: Line | None
    after: Line | None

    @property
    def mentions(self) -> tuple[Line, ...]:
        """Every entry that the notes name, each once, in order."""
        found = (one.target for note in self.notes for line in note.lines for one in line.mentions)
        return tuple(dict.fromkeys(found))


def read_page(book: OpenBook, place: int, followed: OpenBook | None = None) -> Page:
    """Put a page together. ``followed`` is the book whose codes the notes name, if another.

    Raises BookError where there is no such entry.
    """
    line = book.line(place)
    ancestors = book.ancestors(place)
    before, after = book.neighbours(place)
    reading = _Notes(book, followed or book)
    notes = reading.printed(line, None, everything=True)
    seventh = _box(book, line, None)
    for above in reversed(ancestors):
        # A code that only adds a seventh character is the entry above it, as printed.
        extended = above is ancestors[-1] and _is_extension(line, above)
        notes += reading.printed(above, above, everything=extended)
        seventh = seventh or _box(book, above, above)
    return Page(
        book.info, line, ancestors, tuple(notes), seventh, book.children(place), before, after
    )


def _is_extension(line: Line, above: Line) -> bool:
    bare, base = line.code.replace(".", ""), above.code.replace(".", "")
    return len(bare) == 7 and bare[:6] == base.ljust(6, "X") and line.title.startswith(above.title)


def _box(book: OpenBook, line: Line, origin: Line | None) -> SeventhBox | None:
    box = book.seventh(line.place)
    return SeventhBox(box.lines, box.meanings, origin) if box else None


class _Notes:
    """Notes of a page, their codes looked up each once."""

    def __init__(self, book: OpenBook, followed: OpenBook) -> None:
        self._book = book
        self._followed = followed
        self._known: dict[tuple[str, str], Line | None] = {}

    def printed(self, line: Line, origin: Line | None, *, everything: bool) -> list[PageNote]:
        return [
            PageNote(note.kind, LABELS[note.kind], tuple(self._lines(note, line)), origin)
            for note in self._book.notes(line.place)
            if everything or note.kind in INHERITED
        ]

    def _lines(self, note: Note, line: Line) -> Iterable[NoteLine]:
        for text in note.lines:
            yield NoteLine(text, tuple(self._mentions(text)) if note.kind != "inclusion" else ())

    def _mentions(self, text: str) -> Iterable[Mention]:
        for named in codes_named(text):
            target = self._target(named.first, named.last)
            if target is not None:
                yield Mention(named.start, named.end, target)

    def _target(self, first: str, last: str) -> Line | None:
        key = first, last
        if key not in self._known:
            section = self._followed.section(f"{first}-{last}") if last else None
            self._known[key] = section or self._followed.find(first)
        return self._known[key]
