"""What ``mbc-prep codebook`` prints of pages and lines: as text, and as JSON values."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mbc_prep.codebook.book import Line
    from mbc_prep.codebook.page import Page, PageNote
    from mbc_prep.codebook.pcs import PcsBuilder

_WIDTH = 100


def hit_line(line: Line, via: str) -> str:
    """One result or entry on one line; a dash marks what is not a complete code."""
    sign = " " if line.billable or not line.code else "-"
    found = f"  [{via}]" if via else ""
    return f"{line.code:<9}{sign} {line.title}{found}"


def page_lines(page: Page) -> Iterator[str]:
    """A page as text."""
    line = page.line
    state = {"code": "valid", "header": "header, not a complete code"}.get(line.kind, line.kind)
    yield f"{page.book.label}"
    for depth, above in enumerate(page.ancestors):
        yield f"{'  ' * depth}{above.code}  {above.title}"
    yield f"{'  ' * len(page.ancestors)}{line.code}  {line.title}  ({state})"
    for note in page.notes:
        yield from _note_lines(note)
    if page.seventh:
        yield ""
        yield f"Seventh character{_origin(page.seventh.origin)}"
        for text in page.seventh.lines:
            yield from _wrapped(text)
        yield from (f"    {character}  {meaning}" for character, meaning in page.seventh.meanings)
    if page.below:
        yield ""
        yield from (f"  {hit_line(one, '')}" for one in page.below)
    near = [("before", page.before), ("after", page.after)]
    yield ""
    yield from (f"{name}: {one.code}  {one.title}" for name, one in near if one)


def _note_lines(note: PageNote) -> Iterator[str]:
    yield ""
    yield f"{note.label}{_origin(note.origin)}"
    for line in note.lines:
        yield from _wrapped(line.text)


def _origin(origin: Line | None) -> str:
    return f"  (from {origin.code})" if origin else ""


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent="    ", subsequent_indent="      ")


def pcs_lines(built: PcsBuilder | None) -> Iterator[str]:
    """The positions of a procedure code, one a line."""
    for step in built.steps if built else ():
        yield f"  {step.position}  {step.value.character}  {step.title}: {step.value.label}"


def line_data(line: Line) -> dict[str, Any]:
    """An entry as JSON values."""
    return {
        "book": line.book,
        "code": line.code,
        "title": line.title,
        "kind": line.kind,
        "billable": line.billable,
    }


def page_data(page: Page) -> Mapping[str, Any]:
    """A page as JSON values."""
    return {
        **line_data(page.line),
        "label": page.book.label,
        "year": page.book.year,
        "ancestors": [line_data(one) for one in page.ancestors],
        "notes": [
            {
                "kind": note.kind,
                "from": note.origin.code if note.origin else None,
                "lines": [line.text for line in note.lines],
                "codes": [one.target.code for line in note.lines for one in line.mentions],
            }
            for note in page.notes
        ],
        "seventh": {
            "from": page.seventh.origin.code if page.seventh.origin else None,
            "lines": page.seventh.lines,
            "characters": dict(page.seventh.meanings),
        }
        if page.seventh
        else None,
        "below": [line_data(one) for one in page.below],
        "before": line_data(page.before) if page.before else None,
        "after": line_data(page.after) if page.after else None,
    }


def pcs_data(built: PcsBuilder | None) -> list[dict[str, Any]] | None:
    """The positions of a procedure code as JSON values; None where it is none."""
    if built is None:
        return None
    return [
        {
            "position": step.position,
            "axis": step.title,
            "character": step.value.character,
            "label": step.value.label,
        }
        for step in built.steps
    ]
