"""Excludes1 conflicts: two codes that the Tabular List says are never reported together.

Owns how a note's codes cover others ("O24.4-", "P70-P74"). Knows no items.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mbc_prep.codebook.codes import undotted
from mbc_prep.codebook.entries import Entry
from mbc_prep.codebook.mentions import Named, codes_named

_CHARACTERS = re.compile(
    r"with (?:fifth|sixth|5th|6th)(?: or (?:sixth|6th))? characters? ([\d, or-]+)"
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """``one`` stands under a note, printed at ``origin``, that excludes ``other``."""

    one: str
    other: str
    origin: str
    line: str


class Excludes1:
    """The Excludes1 notes of a Tabular List."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._place: Mapping[str, int] = {
            entry.code: place for place, entry in enumerate(entries) if entry.code
        }

    def conflicts(self, codes: Iterable[str]) -> list[Conflict]:
        """Every pair of codes of which one excludes the other."""
        known = [code for code in dict.fromkeys(map(undotted, codes)) if code in self._place]
        found: dict[frozenset[str], Conflict] = {}
        for one in known:
            for origin, line in self._notes(one):
                for other in known:
                    if other != one and _excludes(line, other):
                        pair = frozenset((one, other))
                        found.setdefault(pair, Conflict(one, other, origin, line))
        return list(found.values())

    def _notes(self, code: str) -> Iterable[tuple[str, str]]:
        place = self._place[code]
        while place >= 0:
            entry = self._entries[place]
            for note in entry.notes:
                if note.kind == "excludes1":
                    yield from ((entry.shown, line) for line in note.lines)
            place = entry.parent


def _excludes(line: str, code: str) -> bool:
    return any(_covers(named, code) for named in codes_named(line)) and _has_character(line, code)


def _covers(named: Named, code: str) -> bool:
    first, last = undotted(named.first), undotted(named.last)
    if not last:
        return code.startswith(first)
    return code[: len(first)] >= first and code[: len(last)] <= last


def _has_character(line: str, code: str) -> bool:
    """Notes such as "(T36-T50 with fifth or sixth character 5)" mean some codes only."""
    limit = _CHARACTERS.search(line)
    if not limit:
        return True
    ends = [int(digit) for digit in re.findall(r"\d", limit[1])]
    wanted = set(range(ends[0], ends[-1] + 1)) if "-" in limit[1] else set(ends)
    return any(str(digit) in code[4:6] for digit in wanted)
