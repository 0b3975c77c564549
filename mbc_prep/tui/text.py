"""Text as the screens show it: cleaned, never parsed as markup."""

from __future__ import annotations

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
