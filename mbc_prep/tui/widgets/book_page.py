"""The page of a code as text, as the printed book shows it. Knows pages, not the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from mbc_prep.tui.text import plain

if TYPE_CHECKING:
    from mbc_prep.codebook.book import Line
    from mbc_prep.codebook.page import NoteLine, Page, PageNote, SeventhBox
    from mbc_prep.storage.codebook import CodeMark

_SIGNS = {"code": "✓ valid", "header": "○ header: needs more characters"}


def line_words(line: Line, via: str = "") -> Content:
    """An entry on one line; ``via`` is the term it was found by."""
    head = Content.styled(f"{line.code:<8} ", "bold") if line.code else Content()
    found = f"  ({via})" if via else ""
    return head + plain(f"{line.title}{found}")


def page_text(page: Page, mark: CodeMark) -> Content:
    """Everything the book says about an entry, own notes first, then inherited ones."""
    lines = [_place_words(page), _head(page), _state(page, mark)]
    if mark.note:
        lines.append(Content.styled("Your note  ", "bold $accent") + plain(mark.note))
    for note in page.notes:
        lines += [Content(), *_note_lines(note)]
    if page.seventh is not None:
        lines += [Content(), *_seventh_lines(page.seventh)]
    if page.below:
        lines += [Content(), Content.styled("Below", "bold $accent")]
        lines += [plain("  ") + line_words(line) for line in page.below]
    lines += [Content(), _neighbours(page)]
    return Content("\n").join(lines)


def _place_words(page: Page) -> Content:
    names = [line.code or line.title for line in page.ancestors]
    return plain(" › ".join(names), "dim") if names else plain(page.book.label, "dim")


def _head(page: Page) -> Content:
    code = f"{page.line.code}  " if page.line.code else ""
    return Content.styled(code, "bold $accent") + plain(page.line.title, "bold")


def _state(page: Page, mark: CodeMark) -> Content:
    words = _SIGNS.get(page.line.kind, page.line.kind)
    tab = "   ⚑ tabbed" if mark.tabbed else ""
    return plain(f"{words}   {page.book.label}{tab}", "dim")


def _note_lines(note: PageNote) -> list[Content]:
    head = Content.styled(note.label, "bold $accent")
    if note.origin is not None:
        head += plain(f"  (from {note.origin.code or note.origin.title})", "dim")
    return [head, *(plain("  ") + _note_line(line) for line in note.lines)]


def _note_line(line: NoteLine) -> Content:
    """A line of a note with the codes it names in bold."""
    parts: list[Content] = []
    end = 0
    for mention in line.mentions:
        parts.append(plain(line.text[end : mention.start]))
        parts.append(plain(line.text[mention.start : mention.end], "bold underline"))
        end = mention.end
    parts.append(plain(line.text[end:]))
    return Content("").join(parts)


def _seventh_lines(box: SeventhBox) -> list[Content]:
    head = Content.styled("Seventh character", "bold $accent")
    if box.origin is not None:
        head += plain(f"  (from {box.origin.code or box.origin.title})", "dim")
    lines = [head, *(plain(f"  {line}") for line in box.lines)]
    return [*lines, *(plain(f"  {sign}  {words}") for sign, words in box.meanings)]


def _neighbours(page: Page) -> Content:
    names = [
        f"{sign} {line.code or line.title}"
        for sign, line in (("p ←", page.before), ("n →", page.after))
        if line is not None
    ]
    return plain("     ".join(names), "dim")
