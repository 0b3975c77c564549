"""Auditing a suggested coding: the learner's decisions and whether they are right. Pure.

Decisions stand on the answer sheet as texts, in any order: ``accept 0``, ``remove 1``,
``replace 2 E11.22``, ``add Z79.4``, ``query``; numbers are places of the suggestions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mbc_prep.exam.codeform import normal_code
from mbc_prep.exam.item import Item

Verdict = Literal["", "accept", "remove", "replace"]


@dataclass(frozen=True, slots=True)
class Audit:
    """Decisions read from an answer sheet."""

    verdicts: Mapping[int, tuple[Verdict, str]]
    added: tuple[str, ...]
    query: bool

    def texts(self) -> tuple[str, ...]:
        """The decisions as they stand on the answer sheet."""
        lines = [f"{name} {place} {code}".strip() for place, (name, code) in
                 sorted(self.verdicts.items())]  # fmt: skip
        lines += [f"add {code}" for code in self.added]
        return (*lines, "query") if self.query else tuple(lines)

    def decide(self, place: int, verdict: Verdict, code: str = "") -> Audit:
        """Return the audit with one decision changed; the same again takes it back."""
        verdicts = dict(self.verdicts)
        if verdicts.get(place) == (verdict, code):
            del verdicts[place]
        else:
            verdicts[place] = (verdict, code)
        return Audit(verdicts, self.added, self.query)

    def add(self, code: str) -> Audit:
        """Return the audit with a code added, or taken back if it was added before."""
        if code in self.added:
            return Audit(self.verdicts, tuple(c for c in self.added if c != code), self.query)
        return Audit(self.verdicts, (*self.added, code), self.query)

    def toggle_query(self) -> Audit:
        """Return the audit with the query to the provider asked for, or not."""
        return Audit(self.verdicts, self.added, not self.query)


def read_audit(texts: Sequence[str]) -> Audit:
    """Read decisions from an answer sheet; unknown texts are passed over."""
    verdicts: dict[int, tuple[Verdict, str]] = {}
    added: list[str] = []
    for text in texts:
        name, _, rest = text.partition(" ")
        place, _, code = rest.partition(" ")
        if name == "add":
            added.append(rest)
        elif name in ("accept", "remove", "replace") and place.isdecimal():
            verdict: Verdict = name  # type: ignore[assignment]
            verdicts[int(place)] = (verdict, code)
    return Audit(verdicts, tuple(added), "query" in texts)


def audit_marks(item: Item, texts: Sequence[str]) -> dict[str, bool]:
    """Tell of each decision whether it is right: places of suggestions, ``add`` and ``query``."""
    audit = read_audit(texts)
    marks: dict[str, bool] = {}
    wanted = {normal_code(one.code) for one in item.missing}
    for place, suggestion in enumerate(item.suggestions):
        verdict, code = audit.verdicts.get(place, ("", ""))
        right = verdict == suggestion.verdict
        if right and verdict == "replace":
            right = normal_code(code) == normal_code(suggestion.replacement[0])
        # Where several codes replace one, those beside the chosen one are to be added.
        wanted |= {normal_code(one) for one in suggestion.replacement[1:]}
        marks[str(place)] = right
    marks["add"] = {normal_code(code) for code in audit.added} == wanted
    marks["query"] = audit.query == bool(item.query)
    return marks
