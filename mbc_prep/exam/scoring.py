"""Points for an answered item.

Single choice: one point for the key. Multi-select: one point for exactly the keys, nothing
otherwise. Typed-code case: one point per blank whose code (and POA indicator, where it is asked) is
accepted; inside one role the order counts only where a blank says so; each code reported that the
record does not support takes a point off, never below zero. Audit: one point when every decision is
right. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mbc_prep.exam.audit import audit_marks
from mbc_prep.exam.codeform import normal_code
from mbc_prep.exam.item import Blank, Item, NotCoded
from mbc_prep.exam.sitting import Entry


def possible(item: Item) -> int:
    """Points an item is worth."""
    return len(item.blanks) or 1


def points(item: Item, entry: Entry) -> float:
    """Points won on an item, from 0 to ``possible(item)``."""
    if item.type == "case_fill_in":
        return float(max(0, sum(blank_marks(item, entry)) - len(over_coded(item, entry))))
    if item.type == "audit":
        marks = audit_marks(item, entry.blanks)
        return float(bool(entry.blanks) and all(marks.values()))
    return float(bool(entry.choice) and set(entry.choice) == set(item.keys))


def blank_marks(item: Item, entry: Entry) -> tuple[bool, ...]:
    """Tell for each blank of a case whether it is right."""
    typed = typed_codes(item, entry)
    marks = [False] * len(item.blanks)
    for group in _groups(item.blanks):
        if any(item.blanks[place].ordered for place in group):
            for place in group:
                marks[place] = _accepted(item.blanks[place], typed[place])
        else:
            _match_unordered(item.blanks, typed, group, marks)
    return tuple(marks)


def over_coded(item: Item, entry: Entry) -> tuple[NotCoded, ...]:
    """Codes that were reported although the record does not support them."""
    typed = {normal_code(text) for text in entry.blanks if text}
    return tuple(wrong for wrong in item.not_coded if normal_code(wrong.code) in typed)


def typed_codes(item: Item, entry: Entry) -> tuple[str, ...]:
    """What was typed, one text per blank."""
    return (*entry.blanks, *[""] * (len(item.blanks) - len(entry.blanks)))


def _groups(blanks: Sequence[Blank]) -> Iterable[list[int]]:
    roles: dict[str, list[int]] = {}
    for place, blank in enumerate(blanks):
        roles.setdefault(blank.role, []).append(place)
    return roles.values()


def _match_unordered(
    blanks: Sequence[Blank], typed: Sequence[str], group: list[int], marks: list[bool]
) -> None:
    """Give each typed code at most one expected blank of the same role."""
    open_blanks = list(group)
    for place in group:
        for expected in open_blanks:
            if _accepted(blanks[expected], typed[place]):
                marks[place] = True
                open_blanks.remove(expected)
                break


def _accepted(blank: Blank, text: str) -> bool:
    code = normal_code(text)
    if not code or code not in {normal_code(answer) for answer in blank.answers}:
        return False
    poa = text.partition("|")[2].strip().upper()
    if blank.poa is None:
        return True
    return poa in {"1", ""} if blank.poa == "exempt" else poa == blank.poa
