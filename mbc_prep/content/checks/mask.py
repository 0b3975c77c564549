"""Text with everything taken out that a template family would vary: codes, numbers, sides, sex."""

from __future__ import annotations

import re

_MASKS = (
    (
        re.compile(
            r"\b(?:[A-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?|[0-9A-HJ-NP-Z]*\d[0-9A-HJ-NP-Z]{3,})\b"
        ),
        " # ",
    ),
    (re.compile(r"\d+(?:[.,:/]\d+)*"), " # "),
    (re.compile(r"\b(?:left|right|bilateral|unilateral)\b", re.I), " ~ "),
    (re.compile(r"\b(?:wo)?m[ae]n\b|\b(?:fe)?male\b|\bgirl\b|\bboy\b", re.I), " person "),
    (re.compile(r"\b(?:she|he|her|his|him)\b", re.I), " they "),
)
_WORD = re.compile(r"[#~]|\w+")


def masked(text: str) -> str:
    """Reduce a text to its words in small letters, what may vary masked."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return " ".join(_WORD.findall(text.casefold()))


def sentences(text: str) -> list[str]:
    """Split into sentences, roughly."""
    return [one for one in re.split(r"(?<=[.?!:])\s+", text.strip()) if one]
