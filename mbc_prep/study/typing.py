"""Grading of typed answers: right, nearly, or not. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "near", "wrong"]


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What was typed and what it is worth."""

    text: str
    verdict: Verdict


def grade_typed(text: str, answers: Sequence[str]) -> TypedAnswer:
    """Grade a typed answer; case, spaces, dots and hyphens do not count.

    Words of five letters and more may differ by one slip (two from nine letters on) to be near;
    a code that differs in any character is simply wrong.
    """
    typed = _normal(text)
    if any(typed == _normal(answer) for answer in answers):
        return TypedAnswer(text, "right")
    for answer in answers:
        wanted = _normal(answer)
        if any(sign.isdigit() for sign in wanted) or len(wanted) < 5:
            continue
        if slips(typed, wanted) <= (2 if len(wanted) >= 9 else 1):
            return TypedAnswer(text, "near")
    return TypedAnswer(text, "wrong")


def slips(one: str, other: str) -> int:
    """Fewest insertions, deletions and replacements between two words (Levenshtein 1966)."""
    row = list(range(len(other) + 1))
    for i, left in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(other, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
    return row[-1]


def _normal(text: str) -> str:
    return re.sub(r"[\s.\-‐-―]+", "", text).casefold()
