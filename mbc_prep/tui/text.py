"""Text as the screens show it: cleaned, never parsed as markup."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from textual.content import Content
from textual.style import Style

from mbc_prep.plaintext import clean, reflow


def plain(text: str, style: str | Style = "") -> Content:
    """Return text for a widget: cleaned, with no markup in it."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def prose(text: str) -> Content:
    """Return a stem or rationale for a widget: cleaned and with its paragraphs joined."""
    return Content(reflow(text))


def document(text: str) -> Content:
    """Return a record with its "## Heading" lines in bold."""
    lines = []
    for line in reflow(text).splitlines():
        if line.startswith("## "):
            lines.append(Content.styled(line[3:], "bold $accent"))
        else:
            lines.append(Content(line))
    return Content("\n").join(lines)


def rows_text(rows: Iterable[tuple[str, str]], width: int) -> Content:
    """Named rows with a hanging indent, wrapped to ``width`` columns."""
    rows = list(rows)
    indent = 2 + max((len(name) for name, _ in rows), default=0)
    lines: list[Content] = []
    for name, text in rows:
        wrapped = textwrap.wrap(clean(text), max(20, width - indent)) or [""]
        head = Content.styled(name.ljust(indent), "bold $accent")
        lines.append(head + Content(wrapped[0]))
        lines += [Content(" " * indent + line) for line in wrapped[1:]]
    return Content("\n").join(lines)


def duration(seconds: float) -> str:
    """A span of time as one reads it: 45 s, 12 min, 3 h 05."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min"
    return f"{whole // 3600} h {whole % 3600 // 60:02d}"


def clock_face(seconds: float) -> str:
    """Time left as h:mm:ss."""
    whole = max(0, int(seconds + 0.5))
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
