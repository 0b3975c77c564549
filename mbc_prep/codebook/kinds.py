"""Which published file is which book: recognising a file by what is in it, and reading it.

Owns the kinds of books, their names, and which years are plausible. Knows no folders.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from mbc_prep.codebook import flat_files as flat
from mbc_prep.codebook.entries import BookError, Entry, System, squeezed
from mbc_prep.codebook.index_files import read_index
from mbc_prep.codebook.pcs_files import (
    Stored,
    read_definitions,
    read_tables,
    stored,
    table_entries,
)
from mbc_prep.codebook.sources import Piece
from mbc_prep.codebook.tabular import read_tabular, year_of
from mbc_prep.codebook.xml import read_xml

YEARS = range(2016, 2041)
"""ICD-10-CM and ICD-10-PCS came into use with fiscal year 2016."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of book: its code system, its name, and whether codes have their page there."""

    id: str
    system: System
    name: str
    has_pages: bool = False


_ALL = (
    Kind("icd10cm", "icd10cm", "ICD-10-CM Tabular List", True),
    Kind("icd10cm-index", "icd10cm", "ICD-10-CM Alphabetic Index"),
    Kind("icd10cm-neoplasm", "icd10cm", "ICD-10-CM Table of Neoplasms"),
    Kind("icd10cm-drug", "icd10cm", "ICD-10-CM Table of Drugs and Chemicals"),
    Kind("icd10cm-external", "icd10cm", "ICD-10-CM External Cause Index"),
    Kind("icd10cm-codes", "icd10cm", "ICD-10-CM codes", True),
    Kind("icd10cm-addenda", "icd10cm", "ICD-10-CM addenda"),
    Kind("icd10pcs-codes", "icd10pcs", "ICD-10-PCS codes", True),
    Kind("icd10pcs", "icd10pcs", "ICD-10-PCS Tables", True),
    Kind("icd10pcs-index", "icd10pcs", "ICD-10-PCS Index"),
    Kind("icd10pcs-definitions", "icd10pcs", "ICD-10-PCS Definitions"),
    Kind("icd10pcs-addenda", "icd10pcs", "ICD-10-PCS addenda"),
    Kind("hcpcs", "hcpcs", "HCPCS Level II", True),
    Kind("cpt", "cpt", "Own CPT list", True),
)
KINDS: dict[str, Kind] = {kind.id: kind for kind in _ALL}
"""In the order in which books stand on the shelf and answer for a code."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file known for what it is. ``data`` is what may be kept of it."""

    kind: Kind
    year: int
    source: str
    data: bytes

    @property
    def id(self) -> str:
        """Name of the book: kind and year."""
        return f"{self.kind.id}-{self.year}"

    @property
    def label(self) -> str:
        """Name of the book for the learner, with its year and update."""
        month = re.search(r"(January|April|July|October)-?(\d{0,2})(?=\D|$)", self.source, re.I)
        fiscal = "FY" if self.kind.system.startswith("icd") else ""
        update = f", {month[1].capitalize()} {self.year} update" if month else ""
        return f"{self.kind.name} {fiscal}{self.year}{update}"

    @property
    def digest(self) -> str:
        """SHA-256 of what is kept."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Contents:
    """A book as read."""

    entries: Sequence[Entry]
    tables: tuple[Stored, ...] = ()


def recognise(piece: Piece, year: int = 0) -> Recognised | None:
    """Say what a file is; None if it is nothing a book is made from.

    ``year`` is what the learner says, 0 for nothing. Raises BookError where the file contradicts
    itself or its year is missing or impossible.
    """
    if piece.data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] == b"<" or piece.data[:2] in (
        b"\xff\xfe",
        b"\xfe\xff",
    ):
        root = read_xml(piece.data, piece.name)
        kind = _xml_kind(root)
        return _dated(kind, piece, year_of(root), year) if kind else None
    text = _text(piece.data)
    kind = _flat_kind(text, piece.name) if text is not None else None
    if kind is None or text is None:
        return None
    if kind.id == "hcpcs":
        piece = Piece(piece.name, flat.keep_hcpcs(text).encode()) if _is_layout(text) else piece
    return _dated(kind, piece, 0, year)


def read_contents(book: Recognised, *, trusted: bool = False) -> Contents:
    """Read a recognised file in full; raises BookError with one sentence.

    ``trusted`` files came with the program.
    """
    if book.kind.id in _XML_READERS:
        return _XML_READERS[book.kind.id](read_xml(book.data, book.source, trusted=trusted))
    text = _text(book.data) or ""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return Contents(_read_flat(book, text, lines))


def _read_flat(book: Recognised, text: str, lines: Sequence[str]) -> Sequence[Entry]:
    system = book.kind.system
    if system == "cpt":
        return flat.read_own_list(text)
    if _is_table(lines[0]):
        return flat.read_columns(lines, system, book.year)
    if system == "hcpcs":
        return flat.read_hcpcs(lines)
    if book.kind.id.endswith("-addenda"):
        return flat.read_changes(lines, system)
    if flat.ORDER_LINE.match(lines[0]):
        return flat.read_order(lines, system)
    return flat.read_codes(lines, system)


def _pcs_tables(root: Element) -> Contents:
    tables = read_tables(root)
    return Contents(table_entries(tables), tuple(stored(table) for table in tables))


_XML_READERS: dict[str, Callable[[Element], Contents]] = {
    "icd10cm": lambda root: Contents(read_tabular(root)),
    "icd10pcs": _pcs_tables,
    "icd10pcs-definitions": lambda root: Contents(read_definitions(root)),
    **{
        kind.id: lambda root: Contents(read_index(root))
        for kind in _ALL
        if kind.id.endswith(("-index", "-neoplasm", "-drug", "-external"))
    },
}


def _xml_kind(root: Element) -> Kind | None:
    title = squeezed(root.findtext("title")).upper()
    if root.tag == "ICD10CM.index":
        for word, name in (("NEOPLASM", "neoplasm"), ("DRUG", "drug"), ("EXTERNAL", "external")):
            if word in title:
                return KINDS[f"icd10cm-{name}"]
        return KINDS["icd10cm-index"]
    names = {
        "ICD10CM.tabular": "icd10cm",
        "ICD10PCS.tabular": "icd10pcs",
        "ICD10PCS.index": "icd10pcs-index",
        "ICD10PCS.definitions": "icd10pcs-definitions",
    }
    return KINDS[names[root.tag]] if root.tag in names else None


def _flat_kind(text: str, name: str) -> Kind | None:
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    if not lines:
        return None
    first = lines[0]
    if _is_layout(text):
        return KINDS["hcpcs"]
    if _is_table(first):
        system = _system(name, (line.split("\t")[0] for line in lines[1:2]))
        return KINDS["hcpcs" if system == "hcpcs" else f"{system}-codes"] if system else None
    for pattern, kind, at in (
        (flat.ORDER_LINE, "codes", slice(6, 13)),
        (flat.CODE_LINE, "codes", slice(0, 7)),
    ):
        if all(pattern.match(line) for line in lines[:20]):
            system = _system(name, (line[at].strip() for line in lines[:1]))
            return KINDS[f"{system}-{kind}"] if system.startswith("icd") else None
    changes = [hit for line in lines if (hit := flat.CHANGE_LINE.match(line))]
    if changes:
        system = _system(name, (changes[0]["code"],))
        return KINDS[f"{system}-addenda"] if system.startswith("icd") else None
    return KINDS["cpt"] if any(flat.CPT_LINE.match(line) for line in lines[:2]) else None


def _is_layout(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return bool(flat.HCPCS_LINE.match(first))


def _is_table(first: str) -> bool:
    names = first.rstrip().split("\t")
    return "code" in names and bool({"title", "long", "long_title", "description"} & set(names))


def _system(name: str, codes: object) -> str:
    """Code system by the file's name, else by how its first code looks."""
    for system in ("icd10pcs", "icd10cm", "hcpcs"):
        if system in name.lower().replace("-", "").replace("_", ""):
            return system
    code = next(iter(codes), "")  # type: ignore[call-overload]
    if re.fullmatch(r"[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}", code):
        return "icd10pcs"
    if re.fullmatch(r"[A-Z]\d{4}", code) and not re.match(r"[A-Z]\d[0-9AB]", code):
        return "hcpcs"
    return "icd10cm" if re.fullmatch(r"[A-Z][0-9A][0-9A-Z]{1,5}", code) else ""


def _text(data: bytes) -> str | None:
    """Decoded text; None where it is none."""
    if b"\0" in data[:4096]:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _dated(kind: Kind, piece: Piece, inside: int, said: int) -> Recognised:
    in_name = re.search(r"(?<!\d)(20[1-4]\d)(?!\d)", piece.name)
    named = int(in_name[1]) if in_name else 0
    if inside and named and inside != named:
        raise BookError(
            f"{piece.name} says {named} in its name and {inside} inside; it is not used."
        )
    found = inside or named
    if said and found and said != found:
        raise BookError(f"{piece.name} is of {found}, not of {said}.")
    year = found or said
    if not year:
        raise BookError(f"{piece.name} does not say its year; name it with --year.")
    if year not in YEARS:
        raise BookError(f"{piece.name} is of {year}; years from {YEARS.start} on can be used.")
    return Recognised(kind, year, piece.name, piece.data)
