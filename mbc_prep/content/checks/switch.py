"""The switch from one fiscal year's books to the next: which items and cards it touches.

Owns what a change is: a code that ends, is new, gets another title, changes between CC, MCC and
neither, an MS-DRG that is gone, a case whose key groups otherwise. ICD-10-CM, ICD-10-PCS and
MS-DRGs only; CPT and HCPCS change with the calendar year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mbc_prep.codebook.codes import dotted, same_title, undotted
from mbc_prep.codebook.flat_files import in_force
from mbc_prep.codebook.grouping import Grouper, GroupingError
from mbc_prep.content.checks.codes import diagnosis_codes
from mbc_prep.content.checks.codesets import Addendum, CodeSets
from mbc_prep.content.checks.standard import Remark
from mbc_prep.content.checks.uses import Use, texts_of_item, uses_of_card, uses_of_item
from mbc_prep.content.findings import Severity
from mbc_prep.content.structure import Loc
from mbc_prep.errors import ContentError
from mbc_prep.exam.claims import is_stay, key_claim
from mbc_prep.exam.item import Item
from mbc_prep.study.card import Card

SYSTEMS = {"icd10cm": "ICD-10-CM", "icd10pcs": "ICD-10-PCS"}
NEW_LISTED = 4
"""New codes named in one line; more are counted."""
_PCS = re.compile(r"(?<![\w.])(?=[0-9A-Z]*\d)[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}(?![\w.]?\w)")


@dataclass(slots=True)
class YearSwitch:
    """What the tables say of the change from fiscal year ``year - 1`` to ``year``."""

    sets: CodeSets
    year: int
    grouper: Grouper | None = None
    _added: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Gather the new codes. Raises ContentError without addenda of the year."""
        if self.year not in self.sets.addenda:
            known = ", ".join(str(one) for one in sorted(self.sets.addenda)) or "no year"
            raise ContentError(
                f"The code sets hold no addenda of fiscal year {self.year} (but of {known})."
            )
        for system in SYSTEMS:
            changes = self._addenda(system).items()
            self._added[system] = [code for code, one in changes if one.action == "add"]

    def counts(self) -> dict[str, dict[str, int]]:
        """How many codes the addenda add, delete and revise, by code set."""
        return {
            SYSTEMS[system]: {
                action: sum(1 for one in self._addenda(system).values() if one.action == action)
                for action in ("add", "delete", "revise")
            }
            for system in SYSTEMS
        }

    def item(self, item: Item, record: str) -> Iterator[Remark]:
        """What changes for an item of the year before."""
        if item.code_year >= self.year:
            return
        texts = [(("stem",), item.stem), (("record",), item.record), *texts_of_item(item)]
        keys = [((("options", p, "text"), o.text), o.key) for p, o in enumerate(item.options)]
        uses = [*uses_of_item(item)]
        uses += [use for (loc, text), right in keys for use in _mentioned(loc, text, right)]
        uses += [use for loc, text in texts for use in _mentioned(loc, text, False)]
        yield from self._uses(uses)
        yield from self._group(item, record)

    def card(self, card: Card) -> Iterator[Remark]:
        """What changes for a card of the year before."""
        if card.code_year >= self.year:
            return
        uses = [*uses_of_card(card)]
        for name in ("front", "back", "example", "near_miss"):
            uses += _mentioned((name,), getattr(card, name), True)
        for place, text in enumerate(card.answers):
            uses += _mentioned(("answers", place), text, True)
        yield from self._uses(uses)

    def _uses(self, uses: Iterable[Use]) -> Iterator[Remark]:
        """One remark per code and kind of change, at the place where the code counts most."""
        first: dict[tuple[str, str], Use] = {}
        for use in sorted(uses, key=lambda one: not one.right):
            first.setdefault((use.system, undotted(use.code)), use)
        beside: dict[str, list[Use]] = {}
        for use in first.values():
            if use.system == "msdrg":
                yield from self._number(use)
            elif use.system in SYSTEMS:
                remarks = list(self._code(use))
                yield from remarks
                if not remarks and (new := self._beside(use.system, undotted(use.code))):
                    beside.setdefault(self._listed(use.system, new), []).append(use)
        for codes, near in beside.items():
            message = f"new beside {', '.join(use.code for use in near)}: {codes}"
            yield _remark(near[0].loc, message, "switch-new", "note")

    def _code(self, use: Use) -> Iterator[Remark]:
        code, severity = undotted(use.code), "warning" if use.right else "note"
        known = self.sets.of(use.system).get(code)
        addendum = self._addenda(use.system).get(code, Addendum("", "", ""))
        was = known is not None and in_force(known.valid, self.year - 1)
        will = known is not None and in_force(known.valid, self.year)
        if addendum.action == "delete" or (was and not will):
            message = (
                f"{use.code} ends with fiscal year {self.year - 1}{self._instead(use.system, code)}"
            )
            if addendum.action != "delete":
                message += "; by its dates, the addenda do not list it"
            yield _remark(use.loc, message, "switch-deleted", severity)
            return
        if addendum.action == "add" or (will and not was):
            message = f"{use.code} is new in fiscal year {self.year}"
            yield _remark(use.loc, message, "switch-new", "note")
        elif addendum.action == "revise" and not same_title(addendum.before, addendum.after):
            message = f'{use.code} is called "{addendum.after}" from fiscal year {self.year} on'
            yield _remark(use.loc, message, "switch-title", severity if use.title else "note")
        levels = [self.sets.severity_of(code, one) for one in (self.year - 1, self.year)]
        if use.system == "icd10cm" and all(levels) and levels[0] != levels[1]:
            message = (
                f"{use.code} is {levels[1]} from fiscal year {self.year} on, {levels[0]} before"
            )
            yield _remark(use.loc, message, "switch-severity", severity)

    def _number(self, use: Use) -> Iterator[Remark]:
        after = self.sets.drgs.get(self.year, {})
        if after and use.code not in after:
            message = f"there is no MS-DRG {use.code} in fiscal year {self.year}"
            severity = "warning" if use.right else "note"
            yield _remark(use.loc, message, "switch-msdrg", severity)

    def _group(self, item: Item, record: str) -> Iterator[Remark]:
        """Claims that group otherwise under the next version."""
        if self.grouper is None or self.grouper.year_used(self.year) != self.year:
            return
        claims = [(("claims", place), claim) for place, claim in enumerate(item.claims)]
        if is_stay(item):
            claims.append((("rationale",), key_claim(item, record)))  # type: ignore[arg-type]
        for loc, claim in claims:
            try:
                was = self.grouper.group(claim, self.year - 1)
                will = self.grouper.group(claim, self.year)
            except GroupingError:
                continue
            if was.drg != will.drg:
                message = (
                    f"the claim groups to MS-DRG {will.drg} ({will.fault or will.title}) in fiscal "
                    f"year {self.year}, to {was.drg} before"
                )
                yield _remark(loc, message, "switch-msdrg", "note")

    def _addenda(self, system: str) -> dict[str, Addendum]:
        return dict(self.sets.addenda[self.year].get(system, {}))

    def _instead(self, system: str, code: str) -> str:
        longer = [one for one in self._added[system] if one.startswith(code)]
        return f"; then {self._listed(system, longer)}" if longer else ""

    def _beside(self, system: str, code: str) -> list[str]:
        """New codes below a code, or with the same beginning: all but the last character.

        In ICD-10-PCS: of the same body part and approach; the new technology of section X says
        nothing of its neighbours.
        """
        if system == "icd10pcs" and code.startswith("X"):
            return []
        stem = code[:5] if system == "icd10pcs" else (code[:-1] if len(code) > 4 else code)
        return [one for one in self._added[system] if one.startswith(stem)]

    def _listed(self, system: str, codes: list[str]) -> str:
        shown = [dotted(one) if system == "icd10cm" else one for one in codes[:NEW_LISTED]]
        more = f" and {len(codes) - NEW_LISTED} more" if len(codes) > NEW_LISTED else ""
        return ", ".join(shown) + more


def _mentioned(loc: Loc, text: str, right: bool) -> Iterator[Use]:
    for code in diagnosis_codes(text):
        yield Use(loc, "icd10cm", code, right=right)
    for code in _PCS.findall(text):
        yield Use(loc, "icd10pcs", code, right=right)


def _remark(loc: Loc, message: str, rule: str, severity: str) -> Remark:
    kind: Severity = "warning" if severity == "warning" else "note"
    return Remark(loc, message, rule, kind)
