"""Clean text: what may reach a terminal, and what is taken out before.

Owns the list of characters that content must not hold: control characters steer terminals,
bidirectional marks reorder what is read. Knows nothing of YAML or files.
"""

from __future__ import annotations

import re

_UNWANTED = re.compile(
    "["
    "\x00-\x08\x0b-\x1f"  # C0 except tab and newline
    "\x7f-\x9f"  # DEL and C1
    "\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c"  # bidirectional controls
    "\u2028\u2029"  # line and paragraph separators
    "\ufeff\ufffe\uffff"  # byte order mark, non-characters
    "\ud800-\udfff"  # lone surrogates
    "]"
)
_SPACED = {"\x0b", "\x0c", "\x85", "\u2028", "\u2029"}
"""These separate words, so a space stays in their place."""


def normalise_lines(text: str) -> str:
    """Make every line end a single newline."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unwanted(text: str) -> list[tuple[int, str]]:
    """Find what ``clean`` would take out, as (offset, name such as ``U+202E``)."""
    return [(hit.start(), f"U+{ord(hit[0]):04X}") for hit in _UNWANTED.finditer(text)]


def is_clean(text: str) -> bool:
    """Whether nothing would be taken out."""
    return _UNWANTED.search(text) is None


def clean(text: str) -> str:
    """Take out control characters, bidirectional controls, separators and the like."""
    return _UNWANTED.sub(lambda hit: " " if hit[0] in _SPACED else "", text)
