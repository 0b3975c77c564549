"""Proves what items say of MS-DRGs with the grouper of the extra ``drg``.

Owns what counts as a statement: a blank of role msdrg, the MS-DRG a case's rationale names, an
item's ``claims``, the msdrg entries of its ``codes``, and "groups to MS-DRG 871". The first three
bring a claim to group; the others are proved by one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mbc_prep.codebook.grouping import Grouped, Grouper, GroupingError
from mbc_prep.content.checks.standard import Remark
from mbc_prep.content.findings import Severity
from mbc_prep.content.structure import Loc
from mbc_prep.exam.claims import is_stay, key_claim
from mbc_prep.exam.item import Claim, Item

_NAMED = re.compile(r"\b(?:MS-)?DRGs? (\d{3})\b")
_GROUPS_TO = re.compile(r"\bgroup(?:s|ed)? to (?:MS-)?(?:DRG )?(\d{3})\b")
_KEY_NUMBER = re.compile(r"(?:^|MS-DRG |; )(\d{3})(?=$|[,;])")
"""An MS-DRG in an option: "684, renal failure", "5A1945Z; 004", "5A1945Z with MS-DRG 871"."""


@dataclass(slots=True)
class Proof:
    """How many statements were proved, are wrong, or have no claim; ``package`` by what."""

    package: str
    proved: int = 0
    wrong: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class _Statement:
    """Where an item says that ``claim`` groups to one of ``numbers``."""

    loc: Loc
    claim: Claim
    numbers: tuple[str, ...]


class DrgProver:
    """Proves items one after the other and counts."""

    def __init__(self, grouper: Grouper) -> None:
        self._grouper = grouper
        self.proof = Proof(grouper.package)

    def check(self, item: Item, record: str) -> Iterator[Remark]:
        """Say where the grouper disagrees with an item, and what no claim proves."""
        shown: set[str] = set()
        for statement in _statements(item, record):
            shown.update(statement.numbers)
            remark = self._disagreement(statement, item.code_year)
            if remark is None:
                self.proof.proved += 1
            else:
                self.proof.wrong += 1
                yield remark
        for loc, number in _mentions(item):
            if number in shown:
                self.proof.proved += 1
            else:
                self.proof.open += 1
                message = f"MS-DRG {number} is not proved: no claim of the item groups to it"
                yield Remark(loc, message, "drg-open", "note")
            shown.add(number)

    def _disagreement(self, statement: _Statement, year: int) -> Remark | None:
        claim = statement.claim
        try:
            found = self._grouper.group(claim, year)
            invalid = [
                edit.sentence
                for edit in self._grouper.edits(claim, year)
                if edit.name == "INVALID_CODE"
            ]
        except GroupingError as error:
            return Remark(statement.loc, str(error), "drg")
        if invalid:
            return Remark(statement.loc, f"claim: {invalid[0]}", "drg")
        if found.drg in statement.numbers:
            return None
        severity: Severity = "error" if found.year == year else "note"
        return Remark(statement.loc, self._words(statement, found, year), "drg", severity)

    def _words(self, statement: _Statement, found: Grouped, year: int) -> str:
        what = found.fault or found.title
        words = (
            f"MS-DRG version {found.version} groups this claim to {found.drg} ({what}), "
            f"not to {' or '.join(statement.numbers)}: {_shown(statement.claim)}"
        )
        if found.year != year:
            words += (
                f". {self._grouper.package} has none for {year}; this version is {found.year}'s"
            )
        return words


def _statements(item: Item, record: str) -> Iterator[_Statement]:
    for place, claim in enumerate(item.claims):
        if claim.msdrg:
            yield _Statement(("claims", place, "msdrg"), claim, (claim.msdrg,))
    if not is_stay(item):
        return
    claim = key_claim(item, record)
    for place, blank in enumerate(item.blanks):
        if blank.role == "msdrg":
            yield _Statement(("blanks", place, "answers"), claim, blank.answers)
    text = " ".join(item.rationale.split())
    numbers = _GROUPS_TO.findall(text) or _NAMED.findall(text)
    if numbers:
        yield _Statement(("rationale",), claim, tuple(dict.fromkeys(numbers)))


def _mentions(item: Item) -> Iterator[tuple[Loc, str]]:
    """Statements that bring no claim of their own."""
    for place, ref in enumerate(item.codes):
        if ref.system == "msdrg":
            yield ("codes", place), ref.code
    if is_stay(item):
        return
    said: list[tuple[Loc, str]] = [
        (("rationale",), number) for number in _GROUPS_TO.findall(" ".join(item.rationale.split()))
    ]
    if _NAMED.search(item.stem + item.rationale) or "MS-DRG" in item.stem:
        said += [
            (("options", place, "text"), number)
            for place, option in enumerate(item.options)
            if option.key
            for number in _KEY_NUMBER.findall(option.text)
        ]
    yield from {number: (loc, number) for loc, number in reversed(said)}.values()


def _shown(claim: Claim) -> str:
    parts = [claim.principal, *claim.others, *claim.procedures]
    return f"{', '.join(parts)}; {claim.age} years, sex {claim.sex or 'not told'}, {claim.status}"
