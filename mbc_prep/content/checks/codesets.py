"""Official tables beside the code book: which codes were in force when, and what CMS says of them.

Owns finding and reading the tables of a folder (tab separated, plain or xz). A table that is not
there is simply not asked. Codes are without the dot inside this module.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mbc_prep.codebook.codes import undotted
from mbc_prep.codebook.entries import BookError
from mbc_prep.codebook.flat_files import in_force
from mbc_prep.codebook.pcs_files import read_tables
from mbc_prep.codebook.sources import read_pieces
from mbc_prep.codebook.xml import read_xml
from mbc_prep.errors import ContentError

SWITCH = 2027
"""First fiscal year whose titles stand in the tables' title column."""


@dataclass(frozen=True, slots=True)
class Known:
    """A code as the tables know it. ``valid`` are intervals of dates, '' for always."""

    title: str
    valid: str = ""
    before: str = ""

    def title_in(self, year: int) -> str:
        """Official title in a year; '' where none is at hand."""
        return self.before if self.before and year < SWITCH else self.title


@dataclass(frozen=True, slots=True)
class Addendum:
    """What the addenda of a year do to a code: "add", "delete" or "revise" its title."""

    action: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CodeSets:
    """The tables of a folder. ``names`` says which were found.

    ``pcs_tables`` are the codes the tables of a year make. ``severity`` is CC, MCC or NCC by
    MS-DRG version (43, 44); ``drgs`` the titles by fiscal year; ``addenda`` what a fiscal year
    changes, by year, system and code.
    """

    names: tuple[str, ...]
    icd10cm: Mapping[str, Known] = field(default_factory=dict)
    icd10pcs: Mapping[str, Known] = field(default_factory=dict)
    pcs_tables: Mapping[int, frozenset[str]] = field(default_factory=dict)
    hcpcs: Mapping[str, Known] = field(default_factory=dict)
    modifiers: Mapping[str, Known] = field(default_factory=dict)
    poa_exempt: frozenset[str] = frozenset()
    severity: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    drgs: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    addenda: Mapping[int, Mapping[str, Mapping[str, Addendum]]] = field(default_factory=dict)

    def of(self, system: str) -> Mapping[str, Known]:
        """The codes of a system; empty where its table is not at hand."""
        known: Mapping[str, Mapping[str, Known]] = {
            "icd10cm": self.icd10cm,
            "icd10pcs": self.icd10pcs,
            "hcpcs": self.hcpcs,
            "modifier": self.modifiers,
        }
        return known.get(system, {})

    def severity_of(self, code: str, year: int) -> str:
        """CC, MCC or NCC of a diagnosis in a fiscal year; '' where it is not known."""
        return self.severity.get(year - 1983, {}).get(undotted(code), "")


def load_code_sets(folder: Path) -> CodeSets:
    """Read the tables below a folder. Raises ContentError where there are none to be used."""
    if not folder.is_dir():
        raise ContentError(f"{folder} is not a folder with code sets.")
    try:
        sets = _load(folder)
    except BookError as error:
        raise ContentError(str(error)) from error
    if not sets.names:
        raise ContentError(f"{folder} holds none of the code set tables.")
    return sets


def _load(folder: Path) -> CodeSets:
    found = _Found(folder)
    diagnoses = found.rows("icd10cm_codes.tsv")
    hcpcs = found.rows("hcpcs_level2_*.tsv")
    severity = list(found.rows("dx_mdc_severity_v*.tsv"))
    return CodeSets(
        icd10cm={row["code"]: _known(row) for row in diagnoses if row["kind"] == "C"},
        icd10pcs={row["code"]: _known(row) for row in found.rows("icd10pcs_codes.tsv")},
        pcs_tables=dict(found.tables()),
        hcpcs={row["code"]: _dated(row) for row in hcpcs},
        modifiers={row["modifier"]: _dated(row) for row in found.rows("hcpcs_modifiers_*.tsv")},
        poa_exempt=frozenset(row["code"] for row in found.rows("poa_exempt_*.tsv")),
        severity={
            43: {row["code"]: row.get("severity_v43_1", "") for row in severity},
            44: {row["code"]: row.get("severity_v44", "") for row in severity},
        },
        drgs={
            2026: dict(found.weights()),
            2027: {row["drg"]: row["title"] for row in found.rows("drg_titles_v44.tsv")},
        },
        addenda=found.addenda(),
        names=tuple(found.names),
    )


def _known(row: Mapping[str, str]) -> Known:
    return Known(row["title"], row["valid"], row.get("title_before_fy2027", ""))


def _dated(row: Mapping[str, str]) -> Known:
    """A HCPCS row: in force from its first date on, until its last one."""
    ends = next((row[name] for name in row if name.startswith("term_date")), "")
    begins = row.get("add_date") or "19800101"
    return Known(row["long"] or row["short"], f"{begins}-{ends}")


class _Found:
    """The files of a folder; ``names`` grows as they are read."""

    def __init__(self, folder: Path) -> None:
        self._files = sorted(file for file in folder.rglob("*") if file.is_file())
        self.names: list[str] = []

    def rows(self, pattern: str) -> Iterator[dict[str, str]]:
        """Rows of the newest table of that name."""
        text = self._text(pattern)
        lines = text.splitlines() if text else []
        names = lines[0].split("\t") if lines else []
        for line in lines[1:]:
            yield dict(zip(names, line.split("\t"), strict=False))

    def tables(self) -> Iterator[tuple[int, frozenset[str]]]:
        """Codes that the ICD-10-PCS tables make, by year."""
        for file in self._matching("icd10pcs_tables_20??.xml"):
            [piece] = read_pieces(file)
            year = re.search(r"20\d\d", piece.name)
            tables = read_tables(read_xml(piece.data, piece.name))
            self.names.append(piece.name)
            codes = frozenset(code for table in tables for code in table.codes())
            yield int(year[0]) if year else 0, codes

    def addenda(self) -> dict[int, dict[str, dict[str, Addendum]]]:
        """What each year's addenda change."""
        years: dict[int, dict[str, dict[str, Addendum]]] = {}
        for file in self._matching("icd10*_addenda_20??.tsv"):
            system, _, year = Path(file.name.removesuffix(".xz")).stem.partition("_addenda_")
            before, after = f"title_fy{int(year) - 1}", f"title_fy{year}"
            years.setdefault(int(year), {})[system] = {
                row["code"]: Addendum(row["action"], row.get(before, ""), row.get(after, ""))
                for row in self.rows(file.name.removesuffix(".xz"))
            }
        return years

    def weights(self) -> Iterator[tuple[str, str]]:
        """Numbers and titles of the MS-DRGs in the IPPS table of weights."""
        for line in self._text("ipps_table5_*.txt").splitlines():
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) > 5 and re.fullmatch(r"\d{3}", cells[0]):
                yield cells[0], cells[5].strip('"')

    def _matching(self, pattern: str) -> list[Path]:
        return [file for file in self._files if Path(file.name.removesuffix(".xz")).match(pattern)]

    def _text(self, pattern: str) -> str:
        files = self._matching(pattern)
        if not files:
            return ""
        self.names.append(files[-1].name)
        try:
            [piece] = read_pieces(files[-1])
        except lzma.LZMAError as error:
            raise ContentError(f"{files[-1]} is damaged.") from error
        return piece.data.decode("utf-8", errors="replace")


def in_force_on_code_year(known: Known, system: str, year: int) -> bool:
    """Whether a code was in force at any time of its code year.

    Fiscal years begin on 1 October before; HCPCS years are calendar years.
    """
    if not system.startswith("icd"):
        spans = (span.partition("-") for span in known.valid.split(";"))
        return any(
            begin <= f"{year}1231" and (not end or end >= f"{year}0101") for begin, _, end in spans
        )
    return in_force(known.valid, year)
