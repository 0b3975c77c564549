"""Runs the checks that need the official tables, and the report on a change of years.

Owns opening the tables and the grouper once for all files. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from mbc_prep.codebook.grouping import Grouper, grouper_is_here
from mbc_prep.codebook.icd10cm import tabular_file
from mbc_prep.codebook.tabular import read_tabular
from mbc_prep.codebook.xml import read_xml
from mbc_prep.content.checks.codesets import load_code_sets
from mbc_prep.content.checks.drgs import DrgProver, Proof
from mbc_prep.content.checks.excludes import Excludes1
from mbc_prep.content.checks.gather import Gathered, gather
from mbc_prep.content.checks.official import check_card_officially, check_item_officially
from mbc_prep.content.checks.standard import Remark
from mbc_prep.content.checks.switch import YearSwitch
from mbc_prep.content.compile import CompiledFile, Entry
from mbc_prep.content.findings import Finding
from mbc_prep.exam.item import Item, Scenario
from mbc_prep.paths import Paths
from mbc_prep.study.card import Card


@dataclass(frozen=True, slots=True)
class SwitchReport:
    """What a new fiscal year's books change in items and cards.

    ``changes`` counts the codes that its addenda add, delete and revise, by code set.
    """

    year: int
    findings: tuple[Finding, ...]
    changes: dict[str, dict[str, int]]
    grouped: bool
    """Whether claims were grouped under both versions."""

    @property
    def exit_code(self) -> int:
        """1 when something right today is wrong then, else 0."""
        return 1 if any(finding.fails for finding in self.findings) else 0

    def touched(self, *rules: str) -> int:
        """How many items and cards have a finding, of these rules if any are named."""
        return len({one.id for one in self.findings if not rules or one.rule in rules})


def check_officially(gathered: Gathered, folder: Path) -> tuple[list[Finding], Proof | None]:
    """Findings of the official tables, and how many MS-DRG statements were proved.

    The proof is None where no grouper is installed. Raises ContentError for an unusable folder.
    """
    sets = load_code_sets(folder)
    xml = tabular_file()
    excludes = Excludes1(read_tabular(read_xml(xml.read_bytes(), xml.name, trusted=True)))
    found: list[Finding] = []
    with ExitStack() as stack:
        prover = DrgProver(stack.enter_context(Grouper())) if grouper_is_here() else None
        for file, entry, record in _entries(gathered):
            remarks: list[Remark] = []
            if isinstance(entry.value, Item):
                remarks += check_item_officially(entry.value, sets, excludes)
                if prover is not None:
                    remarks += prover.check(entry.value, record)
            elif isinstance(entry.value, Card):
                remarks += check_card_officially(entry.value, sets)
            found += [finding_of(file, entry, remark) for remark in remarks]
    return found, prover.proof if prover else None


def run_switch(
    paths: Paths, chosen: Sequence[Path], start: Path, folder: Path, year: int
) -> SwitchReport:
    """List what changes from fiscal year ``year - 1`` to ``year``.

    Raises ContentError where a path or the tables cannot be used.
    """
    gathered = gather(paths, chosen, start)
    sets = load_code_sets(folder)
    found: list[Finding] = []
    with ExitStack() as stack:
        grouper = stack.enter_context(Grouper()) if grouper_is_here() else None
        switch = YearSwitch(sets, year, grouper)
        for file, entry, record in _entries(gathered):
            remarks: Iterable[Remark] = ()
            if isinstance(entry.value, Item):
                remarks = switch.item(entry.value, record)
            elif isinstance(entry.value, Card):
                remarks = switch.card(entry.value)
            found += [finding_of(file, entry, remark) for remark in remarks]
        grouped = grouper is not None and grouper.year_used(year) == year
    found.sort(key=lambda one: (not one.fails, one.rule, one.path, one.line, one.column))
    return SwitchReport(year, tuple(found), switch.counts(), grouped)


def finding_of(file: CompiledFile, entry: Entry, remark: Remark) -> Finding:
    """A remark with its place in the file."""
    place = entry.place.find(remark.loc)
    return Finding(
        remark.severity, file.path, place.line, place.column, entry.id, remark.message, remark.rule
    )


def _entries(gathered: Gathered) -> Iterator[tuple[CompiledFile, Entry, str]]:
    """Every checked entry, items with their record or their scenario's."""
    for file in gathered.checked:
        records = {
            entry.id: entry.value.record
            for entry in file.entries
            if isinstance(entry.value, Scenario)
        }
        for entry in file.entries:
            record = ""
            if isinstance(entry.value, Item):
                record = entry.value.record or records.get(entry.value.scenario, "")
            yield file, entry, record
