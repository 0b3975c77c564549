"""Text as the screens show it: cleaned, never parsed as markup.

Owns the last line of defence between a deck or a file name and the terminal.
"""

from __future__ import annotations

from textual.content import Content
from textual.style import Style

_RANGES = (
    (0x00, 0x09),
    (0x0B, 0x20),
    (0x7F, 0xA0),
    (0x200E, 0x2010),
    (0x2028, 0x202F),
    (0x2066, 0x206A),
    (0xFEFF, 0xFF00),
)
_DROP = {code: None for low, high in _RANGES for code in range(low, high)}
"""Control characters, escape sequences' first bytes and signs that turn the line around."""


def clean(text: str) -> str:
    """Return the text without anything that a terminal would obey."""
    cleaned = text.replace("\r\n", "\n").replace("\r", "\n").translate(_DROP)
    return cleaned.encode("utf-8", "replace").decode("utf-8")


def plain(text: str, style: str | Style = "") -> Content:
    """Return text for a widget: cleaned, with no markup in it."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def document(text: str) -> Content:
    """Return a record with its "## Heading" lines in bold."""
    lines = []
    for line in clean(text).splitlines():
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
