"""Checks of items and cards against the official tables: codes, titles, POA, CC and DRG claims.

What the built-in Tabular List can tell is checked elsewhere; here is what needs the tables of
``codesets``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mbc_prep.codebook.codes import dotted, same_title, undotted
from mbc_prep.content.checks.codes import option_diagnoses
from mbc_prep.content.checks.codesets import CodeSets, Known, in_force_on_code_year
from mbc_prep.content.checks.excludes import Excludes1
from mbc_prep.content.checks.standard import Remark
from mbc_prep.content.checks.uses import Use, texts_of_item, uses_of_card, uses_of_item
from mbc_prep.content.structure import Loc
from mbc_prep.exam.item import Blank, Item
from mbc_prep.study.card import Card

_NAMES = {
    "icd10cm": "ICD-10-CM",
    "icd10pcs": "ICD-10-PCS",
    "hcpcs": "HCPCS Level II",
    "modifier": "HCPCS Level II",
}
_CLAIM = re.compile(
    r"(?P<code>[A-Z]\d[0-9AB](?:\.[0-9A-Z]{1,4})?)(?: \([^()]*\))? (?:is|counts as|ranks as)"
    r" (?P<not>not )?an? (?P<level>MCC|CC)\b"
)
_DRG = re.compile(
    r"\b(?:MS-)?DRG (?P<number>\d{3})(?: \((?P<title>[^()]+(?:\([^()]*\))?[^()]*)\))?"
)
MIN_REASON = 5
"""Words of the reason why two conditions are unrelated."""
_POA_LIST_TO = "20210930"
"""Codes that came later cannot stand in the list at hand."""


def check_item_officially(item: Item, sets: CodeSets, excludes: Excludes1) -> Iterator[Remark]:
    """Say what the tables find wrong with an item."""
    for use in uses_of_item(item):
        yield from _code(use, item.code_year, sets)
    yield from _excludes(item, excludes)
    for place, blank in enumerate(item.blanks):
        yield from _blank(blank, place, item.code_year, sets)
    for loc, text in texts_of_item(item):
        yield from _claims(loc, text, item.code_year, sets)


def check_card_officially(card: Card, sets: CodeSets) -> Iterator[Remark]:
    """Say what the tables find wrong with a card."""
    for use in uses_of_card(card):
        yield from _code(use, card.code_year, sets)
    for name in ("front", "back", "example"):
        yield from _claims((name,), getattr(card, name), card.code_year, sets)


def _code(use: Use, year: int, sets: CodeSets) -> Iterator[Remark]:
    """Existence, validity in the code year, title, and for procedures a row in the tables."""
    if use.system == "msdrg":
        yield from _drg(use.loc, use.code, use.title, year, sets)
        return
    known = sets.of(use.system)
    code = undotted(use.code).partition("-")[0]
    if not known or (use.system == "modifier" and code.isdigit()):
        return  # no table, or a modifier of the CPT
    if use.system == "icd10cm" and code not in known:
        return  # a header or no code at all: the Tabular List's check says so
    severity = "error" if use.right else "note"
    name = f"{_NAMES[use.system]} {year}"
    found = known.get(code)
    if found is None and use.system == "modifier":
        return  # letter modifiers may be CPT's too, such as P1
    made = sets.pcs_tables.get(year) if use.system == "icd10pcs" else None
    if found is None:
        yield Remark(use.loc, f"{name} has no code {use.code}", "code", severity)  # type: ignore[arg-type]
    elif not in_force_on_code_year(found, use.system, year):
        message = f"{use.code} was not in force in {name} ({_interval(found)})"
        yield Remark(use.loc, message, "code-year", severity)  # type: ignore[arg-type]
    elif made is not None and code not in made and not _came_later(found, year):
        message = f"no row of the {name} tables makes {use.code}"
        yield Remark(use.loc, message, "code", severity)  # type: ignore[arg-type]
    elif use.title and found.title_in(year) and not same_title(use.title, found.title_in(year)):
        message = f'{use.code}: the official title is "{found.title_in(year)}"'
        yield Remark(use.loc, message, "code")


def _came_later(known: Known, year: int) -> bool:
    """Whether a code came after the tables of its year were published, as in April."""
    return not any(span[:8] <= f"{year - 1}1001" for span in known.valid.split(";"))


def _interval(known: Known) -> str:
    return known.valid.replace("-", " to ").replace(";", ", ").strip()


def _excludes(item: Item, excludes: Excludes1) -> Iterator[Remark]:
    """Excludes1 conflicts inside one key, and exceptions from them that except nothing."""
    excepted = {frozenset(map(undotted, one.codes)): place
                for place, one in enumerate(item.unrelated)}  # fmt: skip
    met = set()
    for loc, codes in _keys(item):
        for hit in excludes.conflicts(codes):
            pair = frozenset((hit.one, hit.other))
            met.add(pair)
            if pair not in excepted:
                message = (
                    f"{dotted(hit.one)} and {dotted(hit.other)}: Excludes1 at {hit.origin}"
                    f' ("{hit.line[:60]}"); right only if the two conditions are unrelated, '
                    "and then the item says so under unrelated"
                )
                yield Remark(loc, message, "excludes1", "warning")
    for pair, place in excepted.items():
        if pair not in met:
            message = f"no Excludes1 note keeps {' and '.join(item.unrelated[place].codes)} apart"
            yield Remark(("unrelated", place, "codes"), message, "excludes1", "warning")
        if len(item.unrelated[place].reason.split()) < MIN_REASON:
            message = f"say in {MIN_REASON} words or more why the two conditions are unrelated"
            yield Remark(("unrelated", place, "reason"), message, "excludes1", "warning")


def _keys(item: Item) -> Iterator[tuple[Loc, list[str]]]:
    """Diagnoses that an item says are right together."""
    for place, option in enumerate(item.options):
        if option.key:
            yield ("options", place, "text"), option_diagnoses(option.text)
    coded = [blank.answers[0] for blank in item.blanks if blank.role.endswith("diagnosis")]
    yield ("blanks",), coded
    kept = [one.code for one in item.suggestions if one.verdict == "accept"]
    kept += [code for one in item.suggestions for code in one.replacement]
    kept += [one.code for one in item.missing]
    yield ("suggestions",), kept


def _blank(blank: Blank, place: int, year: int, sets: CodeSets) -> Iterator[Remark]:
    """POA indicators against the list of exempt codes."""
    if not blank.poa or not sets.poa_exempt:
        return
    for code in blank.answers:
        bare = undotted(code)
        known = sets.icd10cm.get(bare)
        if known is None or known.valid[:8] > _POA_LIST_TO:
            continue
        exempt = bare in sets.poa_exempt
        if exempt != (blank.poa == "exempt"):
            says = "is exempt from POA reporting" if exempt else "is not exempt from POA reporting"
            yield Remark(("blanks", place, "poa"), f"{code} {says}", "poa")


def _claims(loc: Loc, text: str, year: int, sets: CodeSets) -> Iterator[Remark]:
    """Statements such as "N17.9 is a CC" and "MS-DRG 291"."""
    for hit in _CLAIM.finditer(text):
        level = sets.severity_of(hit["code"], year)
        if level and (level == hit["level"]) == bool(hit["not"]):
            is_one = "neither a CC nor an MCC" if level == "NCC" else f"a {level}"
            yield Remark(loc, f"{hit['code']} is {is_one} in fiscal year {year}", "severity")
    for hit in _DRG.finditer(text):
        yield from _drg(loc, hit["number"], hit["title"] or "", year, sets)


def _drg(loc: Loc, number: str, title: str, year: int, sets: CodeSets) -> Iterator[Remark]:
    known = sets.drgs.get(year, {})
    if known and number not in known:
        yield Remark(loc, f"there is no MS-DRG {number} in fiscal year {year}", "msdrg")
    elif title and known and not same_title(title, known[number]):
        yield Remark(loc, f'MS-DRG {number} is "{known[number]}"', "msdrg")
