"""The comparison of two claims in words, for every front end."""

from __future__ import annotations

from collections.abc import Iterator

from mbc_prep.codebook.grouping import Grouped
from mbc_prep.exam.claims import Pair, Patient
from mbc_prep.workspace.claims import Comparison, Mover

_STATUS = {
    "01": "discharged home", "02": "to another acute-care hospital", "03": "to a nursing facility",
    "06": "home with home health care", "07": "left against advice", "20": "died",
    "62": "to rehabilitation",
}  # fmt: skip
_SEX = {"F": "female", "M": "male", "": "sex not told"}
_ROLES = {
    "principal_diagnosis": "principal diagnosis",
    "other_diagnosis": "diagnosis",
    "procedure": "procedure",
}


def comparison_rows(comparison: Comparison) -> list[tuple[str, str]]:
    """Named rows: both groups, their difference, what moved it, edits, what was assumed."""
    key, yours = comparison.key, comparison.yours
    rows = [("Yours", "nothing was typed" if yours is None else _group(yours))]
    rows.append(("Key", _group(key)))
    if yours is not None:
        rows.append(("Difference", _difference(yours, key)))
        rows += [("Moved by", text) for text in _movers(comparison)]
        rows += [("Code edits", text) for text in _edits(comparison)]
    rows.append(("Read as", _assumed(comparison.patient, key, comparison.asked_year)))
    return rows


def _group(group: Grouped) -> str:
    if group.fault:
        return f"MS-DRG {group.drg}, {group.fault}"
    weight = "" if group.weight is None else f" · weight {group.weight:.4f}"
    severity = f" · severity {group.severity}" if group.severity else ""
    return f"MS-DRG {group.drg}, {group.title}{weight}{severity}"


def _difference(yours: Grouped, key: Grouped) -> str:
    if yours.drg == key.drg:
        return "none: both lead to the same group"
    if yours.weight is None or key.weight is None or not key.weight:
        return "another group; no relative weights to compare"
    less = yours.weight - key.weight
    word = "less" if less < 0 else "more"
    return f"{abs(less):.4f} {word} weight than the key, {100 * abs(less) / key.weight:.0f} %"


def _movers(comparison: Comparison) -> Iterator[str]:
    """The codes that each alone lead to the key's group, or else all that change the group."""
    if not comparison.moved:
        return
    key = comparison.key.drg
    enough = [one for one in comparison.movers if one.mended and one.to.drg == key]
    for mover in enough or comparison.movers:
        end = ", the key's group" if mover.mended and mover.to.drg == key else ""
        yield _exchange(mover) + _to(mover.to) + end
    if not enough:
        yield "no single code leads to the key's group: it takes several together"


def _exchange(mover: Mover) -> str:
    pair, role = mover.pair, _ROLES.get(mover.pair.role, mover.pair.role)
    yours, theirs = _shown(pair)
    if not mover.mended:
        what = f"your {yours}" if yours else "nothing"
        return f"{what} for {theirs} ({role}); with that alone the key would group to "
    if not yours:
        return f"{theirs} left blank ({role}); with it yours would group to "
    return f"your {yours} ({role}); with {theirs} in its place yours would group to "


def _shown(pair: Pair) -> tuple[str, str]:
    """The learner's code and the key's; with their POA where nothing else tells them apart."""
    yours, theirs = pair.yours.partition("|"), pair.key.partition("|")
    if yours[0] != theirs[0]:
        return yours[0], theirs[0]
    return f"{yours[0]} POA {yours[2] or 'exempt'}", f"POA {theirs[2] or 'exempt'}"


def _edits(comparison: Comparison) -> Iterator[str]:
    for edit in comparison.edits:
        in_key = (one for one in comparison.key_edits if one.name == edit.name)
        both = any(set(edit.codes) <= set(one.codes) for one in in_key)
        too = " The key's claim sets it off too." if both else ""
        yield edit.sentence + too
    if not comparison.edits:
        yield "none on your claim"


def _to(group: Grouped) -> str:
    weight = "" if group.weight is None else f" (weight {group.weight:.4f})"
    return f"{group.drg}{weight}"


def _assumed(patient: Patient, key: Grouped, asked_year: int) -> str:
    age = f"{patient.age} years" if patient.told_age else f"{patient.age} years (assumed)"
    status = f"{_STATUS.get(patient.status, 'discharge status')} ({patient.status})"
    words = f"{age}, {_SEX[patient.sex]}, {status}; MS-DRG version {key.version} of {key.year}"
    if key.year != asked_year:
        words += f", as the grouper here has none for {asked_year}"
    return words
