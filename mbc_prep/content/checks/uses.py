"""Which codes and texts of an item or card speak for it, and where they stand.

Owns telling codes that must be right from those of wrong answers. Judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mbc_prep.content.checks.codes import option_codes
from mbc_prep.content.structure import Loc
from mbc_prep.exam.item import CodeSystem, Item
from mbc_prep.study.card import Card

_PCS = re.compile(r"(?=.*\d)[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}")
_HCPCS = re.compile(r"([A-CEGHJ-MP-V]\d{4})(?:-[A-Z0-9]{2})*")


@dataclass(frozen=True, slots=True)
class Use:
    """A code an item relies on; ``right`` unless it stands in a wrong answer."""

    loc: Loc
    system: CodeSystem
    code: str
    title: str = ""
    right: bool = True


def uses_of_card(card: Card) -> Iterator[Use]:
    """Codes that a card relies on."""
    for place, ref in enumerate(card.codes):
        yield Use(("codes", place), ref.system, ref.code, ref.title)


def uses_of_item(item: Item) -> Iterator[Use]:
    """Codes that an item relies on, in its keys or in wrong answers."""
    wrong = " ".join(option.text for option in item.options if not option.key)
    for place, ref in enumerate(item.codes):
        yield Use(("codes", place), ref.system, ref.code, ref.title, ref.code not in wrong)
    for place, option in enumerate(item.options):
        for code in option_codes(option.text):
            hcpcs = _HCPCS.fullmatch(code)
            loc = ("options", place, "text")
            if _PCS.fullmatch(code):
                yield Use(loc, "icd10pcs", code, right=option.key)
            elif hcpcs:
                yield Use(loc, "hcpcs", hcpcs[1], right=option.key)
    systems: dict[str, CodeSystem] = {"procedure": "icd10pcs", "msdrg": "msdrg"}
    for place, blank in enumerate(item.blanks):
        for at, answer in enumerate(blank.answers):
            system = systems.get(blank.role, "icd10cm")
            yield Use(("blanks", place, "answers", at), system, answer)
    for place, suggestion in enumerate(item.suggestions):
        right = suggestion.verdict == "accept"
        loc = ("suggestions", place, "code")
        yield Use(loc, suggestion.system, suggestion.code, right=right)
        for at, code in enumerate(suggestion.replacement):
            yield Use(("suggestions", place, "replacement", at), suggestion.system, code)
    for place, omission in enumerate(item.missing):
        yield Use(("missing", place, "code"), omission.system, omission.code)
    for place, claim in enumerate(item.claims):
        for code in claim.procedures:
            yield Use(("claims", place), "icd10pcs", code)
        for text in (claim.principal, *claim.others):
            yield Use(("claims", place), "icd10cm", text.partition(" ")[0])
        if claim.msdrg:
            yield Use(("claims", place, "msdrg"), "msdrg", claim.msdrg)


def texts_of_item(item: Item) -> Iterator[tuple[Loc, str]]:
    """All texts that explain an answer."""
    yield ("rationale",), item.rationale
    for place, option in enumerate(item.options):
        yield ("options", place, "rationale"), option.rationale
    for place, blank in enumerate(item.blanks):
        yield ("blanks", place, "rationale"), blank.rationale
        for at, error in enumerate(blank.common_errors):
            yield ("blanks", place, "common_errors", at, "message"), error.message
    for place, suggestion in enumerate(item.suggestions):
        yield ("suggestions", place, "rationale"), suggestion.rationale
