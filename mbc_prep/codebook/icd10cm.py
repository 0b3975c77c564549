"""Every ICD-10-CM code and its official title, for checks that ask about single codes.

Owns where the built-in Tabular List is (the package ``simple_icd_10_cm`` brings the XML along and
is never imported: that would build its whole tree) and the small derived table kept in the cache
folder. Codes are without the dot inside this module.
"""

from __future__ import annotations

import importlib.util
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mbc_prep.codebook.codes import dotted, undotted
from mbc_prep.codebook.tabular import read_tabular, year_of
from mbc_prep.codebook.xml import read_xml
from mbc_prep.errors import ContentError

PACKAGE = "simple_icd_10_cm"
FORMAT = 1
"""Raise it when the derivation changes: old cached tables are then left aside."""


@dataclass(frozen=True, slots=True)
class Icd10Cm:
    """The code set of one fiscal year: titles of billable codes and headers, by undotted code."""

    year: int
    billable: Mapping[str, str]
    headers: Mapping[str, str]

    def title(self, code: str) -> str | None:
        """Official title of a code or header; None if it does not exist."""
        bare = undotted(code)
        return self.billable.get(bare) or self.headers.get(bare)

    def is_billable(self, code: str) -> bool:
        """Whether the code may be reported."""
        return undotted(code) in self.billable

    def longer(self, code: str) -> str:
        """A billable code that begins like this header, dotted; '' if there is none."""
        bare = undotted(code)
        return next((dotted(one) for one in self.billable if one.startswith(bare)), "")


def load_icd10cm(cache_folder: Path) -> Icd10Cm:
    """Return the code set, from the cache if it was derived before.

    Raises ContentError if the package with the Tabular List is not installed.
    """
    xml = tabular_file()
    stat = xml.stat()
    kept = cache_folder / f"icd10cm-{FORMAT}-{xml.stem}-{stat.st_size}.json"
    with suppress(OSError, ValueError, KeyError, TypeError):
        data = json.loads(kept.read_text("utf-8"))
        return Icd10Cm(int(data["year"]), dict(data["billable"]), dict(data["headers"]))
    codes = derive(xml)
    with suppress(OSError):
        _keep(codes, kept)
    return codes


def _keep(codes: Icd10Cm, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.{os.getpid()}")
    data = {"year": codes.year, "billable": dict(codes.billable), "headers": dict(codes.headers)}
    half.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    half.replace(file)


def tabular_file() -> Path:
    """Path of the newest Tabular List XML in the installed package. Raises ContentError."""
    spec = importlib.util.find_spec(PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    files = [file for folder in folders or () for file in Path(folder).rglob("*tabular*.xml")]
    if not files:
        raise ContentError(
            f"The ICD-10-CM codes are not at hand: install the package {PACKAGE.replace('_', '-')}."
        )
    return max(files, key=lambda file: file.name)


def derive(xml: Path) -> Icd10Cm:
    """Read the Tabular List and spell out every code with its seventh character."""
    root = read_xml(xml.read_bytes(), xml.name, trusted=True)
    entries = read_tabular(root, notes=False)
    return Icd10Cm(
        year_of(root),
        {entry.code: entry.title for entry in entries if entry.kind == "code"},
        {entry.code: entry.title for entry in entries if entry.kind == "header"},
    )
