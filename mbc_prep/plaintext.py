"""Content as text for people: cleaned of control signs, paragraphs joined, cards put in words.

Owns what both front ends show alike. Knows no screen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mbc_prep.content.text import clean as without_controls
from mbc_prep.content.text import normalise_lines

if TYPE_CHECKING:
    from mbc_prep.study.card import Card

CLOZE = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)
"""The hidden part of a cloze card."""

_BROKEN_AT = 50
"""From this length on, a line is taken to have been broken by an editor."""


def clean(text: str) -> str:
    """Return the text without anything that a terminal would obey."""
    return without_controls(normalise_lines(text))


def reflow(text: str) -> str:
    """Join lines that an author's editor broke, so that paragraphs fill the screen's width.

    A line of 50 columns or more goes on in the next one, unless that is indented, a heading, a
    list entry or a table row.
    """
    lines: list[str] = []
    last = 0
    for line in clean(text).strip("\n").splitlines():
        if last >= _BROKEN_AT and not _begins_anew(line):
            lines[-1] += " " + line
        else:
            lines.append(line)
        last = 0 if line.startswith("#") else len(line)
    return "\n".join(lines)


def card_front(card: Card, *, revealed: bool) -> str:
    """The front of a card; a cloze shows its hidden part once revealed."""
    if card.kind == "cloze":
        return clean(CLOZE.sub(r"\1" if revealed else "[ … ]", card.front))
    return clean(card.front.strip("\n"))


def card_back(card: Card) -> str:
    """The back of a card, after the accepted answer of a typed one or the whole cloze."""
    lines = []
    if card.kind == "typed":
        lines.append(f"Answer: {clean(card.answers[0])}")
    if card.kind == "cloze":
        lines.append(card_front(card, revealed=True))
    if card.back:
        lines.append(reflow(card.back))
    return "\n".join(lines)


def _begins_anew(line: str) -> bool:
    numbered = line[:1].isdigit() and ". " in line[:5]
    return not line.strip() or line[0] in " \t#-*|•" or numbered
