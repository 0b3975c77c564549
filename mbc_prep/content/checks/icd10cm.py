"""Every ICD-10-CM code and its official title, from the Tabular List XML of a package.

Owns the reading of the XML that ``simple_icd_10_cm`` brings along (the package itself is never
imported: that would build its whole tree) and the rules of the seventh character. The derived
table is kept in the cache folder. Codes are without the dot inside this module.
"""

from __future__ import annotations

import importlib.util
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mbc_prep.errors import ContentError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

PACKAGE = "simple_icd_10_cm"
FORMAT = 1
"""Raise it when the derivation changes: old cached tables are then left aside."""

_SHORT_OF = re.compile(
    r"7th characters? (\w)(?: and (\w))? do not apply to codes in category (\w+)"
    r" with 6th character (\w)\b(?:.*?, or (\w)\b)?"
)


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


def undotted(code: str) -> str:
    """``e11.9`` as ``E119``."""
    return code.strip().upper().replace(".", "")


def dotted(code: str) -> str:
    """``E119`` as ``E11.9``."""
    return code if len(code) <= 3 else f"{code[:3]}.{code[3:]}"


def same_title(one: str, other: str) -> bool:
    """Whether two titles are equal but for case, accents and punctuation."""
    return _plain(one) == _plain(other)


def _plain(title: str) -> str:
    folded = unicodedata.normalize("NFKD", title).casefold()
    return re.sub(r"[^a-z0-9]", "", folded)


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
    import os

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
            f"ICD-10-CM codes cannot be checked: install the package {PACKAGE.replace('_', '-')}."
        )
    return max(files, key=lambda file: file.name)


def derive(xml: Path) -> Icd10Cm:
    """Read the Tabular List and spell out every code with its seventh character."""
    from xml.etree.ElementTree import parse

    root = parse(xml).getroot()  # the file comes from an installed package, not from a user
    billable: dict[str, str] = {}
    headers: dict[str, str] = {}
    for section in root.iter("section"):
        for category in section.findall("diag"):
            short = dict(_short_of(category))
            for code, title, is_billable in _codes(category, {}, short):
                (billable if is_billable else headers)[code] = title
    return Icd10Cm(int(root.findtext("version", "0")), billable, headers)


def _short_of(category: Element) -> Iterator[tuple[str, set[str]]]:
    """Read notes such as "7th characters D and S do not apply to codes in category S06 with 6th
    character 7": which seventh characters go where the sixth is this one.
    """
    for note in category.iterfind("notes/note"):
        rule = _SHORT_OF.match(note.text or "")
        if rule and rule[3] == category.findtext("name"):
            seventh = {one for one in rule.group(1, 2) if one}
            for sixth in filter(None, rule.group(4, 5)):
                yield sixth, seventh


def _codes(
    diag: Element, seventh: dict[str, str], short: Mapping[str, set[str]]
) -> Iterator[tuple[str, str, bool]]:
    """Give (code, title, billable) of a node and all below it."""
    code = undotted(diag.findtext("name", ""))
    title = diag.findtext("desc", "").strip()
    extensions = diag.find("sevenChrDef")
    if extensions is not None:
        meanings = extensions.findall("extension[@char]")
        seventh = {one.get("char", ""): (one.text or "").strip() for one in meanings}
    children = diag.findall("diag")
    for child in children:
        yield from _codes(child, seventh, short)
    if children or not seventh or len(code) == 7:
        yield code, title, not children
        return
    yield code, title, False
    padded = code.ljust(6, "X")
    left_out = short.get(padded[5], set())
    for character, meaning in seventh.items():
        if character not in left_out:
            yield padded + character, f"{title}, {meaning}", True
