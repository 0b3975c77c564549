"""Runs all checks over the gathered files and puts the results together.

Owns the order of checks and which severity means what for the exit status. Prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from mbc_prep.codebook.icd10cm import load_icd10cm
from mbc_prep.content.checks.balance import balance, read_items
from mbc_prep.content.checks.cards import check_card, check_deck, lonely
from mbc_prep.content.checks.coverage import ShortTopic, coverage
from mbc_prep.content.checks.drgs import Proof
from mbc_prep.content.checks.facts import check_certification
from mbc_prep.content.checks.figures import Figure, still_growing
from mbc_prep.content.checks.gather import Gathered, entries_of, gather
from mbc_prep.content.checks.items import check_item
from mbc_prep.content.checks.named import check_named
from mbc_prep.content.checks.officially import check_officially, finding_of
from mbc_prep.content.checks.similar import (
    CARD_THRESHOLD,
    STEM_THRESHOLD,
    Text,
    near_duplicates,
)
from mbc_prep.content.checks.standard import Books, Remark, open_books
from mbc_prep.content.compile import CompiledFile, Entry
from mbc_prep.content.findings import Finding, Severity
from mbc_prep.content.structure import CLOZE
from mbc_prep.exam.certification import Certification
from mbc_prep.exam.item import Item, Scenario
from mbc_prep.paths import Paths
from mbc_prep.study.card import Card, Deck

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of one certification. ``missing`` says what its first full form still lacks."""

    certification: str
    items: int
    balance: tuple[Figure, ...]
    coverage: tuple[Figure, ...] = ()
    missing: str = ""
    short_topics: tuple[ShortTopic, ...] = ()
    uncarded_topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a check found. ``proof`` is of MS-DRG statements, None where none was tried."""

    findings: tuple[Finding, ...]
    tables: tuple[Table, ...]
    files: int
    items: int
    cards: int
    proof: Proof | None = None

    @property
    def exit_code(self) -> int:
        """0 when clean, 1 when something must be mended."""
        return 1 if any(finding.fails for finding in self.findings) else 0


def run_checks(
    paths: Paths, chosen: Sequence[Path], start: Path, codesets: Path | None = None
) -> Report:
    """Check the shipped content, or the chosen files and folders.

    ``codesets`` is a folder of official tables to check codes and claims against. Raises
    ContentError where a path cannot be used.
    """
    gathered = gather(paths, chosen, start)
    decks = [one.id for file in gathered.files for one in file.entries if one.kind == "deck"]
    books = open_books(gathered.certifications, decks, load_icd10cm(paths.cache))
    findings = [finding for file in gathered.checked for finding in file.findings]
    findings += [finding for file in gathered.checked for finding in _file(file, books)]
    findings += _duplicates(gathered)
    proof = None
    if codesets is not None:
        found, proof = check_officially(gathered, codesets)
        findings += found
    tables = tuple(_tables(gathered))
    if gathered.whole:
        findings += [one for table in tables for one in _shortfalls(table, gathered)]
        findings += _named_forms(gathered)
    findings.sort(key=lambda one: (one.path, one.line, one.column))
    return Report(
        findings=tuple(findings),
        tables=tables,
        files=len(gathered.checked),
        items=len(_values(gathered.checked, Item)),
        cards=len(_values(gathered.checked, Card)),
        proof=proof,
    )


def _values(files: Iterable[CompiledFile], kind: type[T]) -> list[T]:
    return [one.value for file in files for one in file.entries if isinstance(one.value, kind)]


def _file(file: CompiledFile, books: Books) -> Iterator[Finding]:
    cards = _values([file], Card)
    by_card = {entry.id: entry for entry in file.entries if entry.kind == "card"}
    for entry in file.entries:
        for remark in _entry(entry, cards, books):
            yield finding_of(file, entry, remark)
    for card, remark in lonely(cards):
        yield finding_of(file, by_card[card.id], remark)


def _entry(entry: Entry, cards: Sequence[Card], books: Books) -> Iterator[Remark]:
    if isinstance(entry.value, Item):
        yield from check_item(entry.value, books)
    elif isinstance(entry.value, Card):
        yield from check_card(entry.value, books)
    elif isinstance(entry.value, Deck):
        yield from check_deck(entry.value, cards, books)
    elif isinstance(entry.value, Certification):
        yield from check_certification(entry.value, books.topics)


def _duplicates(gathered: Gathered) -> list[Finding]:
    """Near-duplicates with at least one side among the checked files."""
    where = {
        entry.id: (file, entry)
        for file in gathered.files
        for entry in file.entries
        if entry.kind in ("item", "card")
    }
    checked = {entry.id for file in gathered.checked for entry in file.entries}
    items = [_item_text(item) for item in _values(gathered.files, Item)]
    cards = [_card_text(card) for card in _values(gathered.files, Card)]
    pairs = [
        *near_duplicates(items, STEM_THRESHOLD),
        *near_duplicates(cards, CARD_THRESHOLD),
    ]
    found = []
    for one, other, score in pairs:
        if one not in checked and other not in checked:
            continue
        here, there = (one, other) if one in checked else (other, one)
        file, entry = where[there]
        message = f"{100 * score:.0f} % the same as {there} ({file.path}:{entry.place.line})"
        field = ("front",) if entry.kind == "card" else ("stem",)
        remark = Remark(field, message, "near-duplicate", "warning")
        found.append(finding_of(*where[here], remark))
    return found


def _item_text(item: Item) -> Text:
    """Record, stem and the words of the options: what makes one item another than the next."""
    options = " ".join(option.text for option in item.options)
    return Text(item.id, f"{item.record} {item.stem} {options}")


def _card_text(card: Card) -> Text:
    front = CLOZE.sub(lambda hit: hit[1], card.front)
    return Text(card.id, f"{front} {' '.join(card.answers[:1])} {card.back}", card.siblings)


def _tables(gathered: Gathered) -> Iterator[Table]:
    """Figures per certification that has items. Coverage makes sense for a whole content only."""
    items = _values(gathered.checked, Item)
    cards = _values(gathered.checked, Card)
    records = {one.id: one.record for one in _values(gathered.checked, Scenario)}
    for certification in gathered.certifications:
        own = [item for item in items if certification.id in item.certifications]
        if not own:
            continue
        figures = balance(read_items(own, records))
        if not gathered.whole:
            yield Table(certification.id, len(own), tuple(figures))
            continue
        covered = coverage(certification, items, cards)
        if not covered.complete:
            figures = [still_growing(figure) for figure in figures]
        yield Table(
            certification.id,
            len(own),
            tuple(figures),
            covered.figures,
            covered.missing,
            covered.short_topics,
            covered.uncarded_topics,
        )


def _named_forms(gathered: Gathered) -> Iterator[Finding]:
    """Findings of the fixed forms; only a whole content can be held to them."""
    items = _values(gathered.checked, Item)
    records = {one.id: one.record for one in _values(gathered.checked, Scenario)}
    for file, entry in entries_of(gathered.checked, "certification"):
        assert isinstance(entry.value, Certification)
        own = [item for item in items if entry.value.id in item.certifications]
        for remark in check_named(entry.value, read_items(own, records)):
            yield finding_of(file, entry, remark)


def _shortfalls(table: Table, gathered: Gathered) -> Iterator[Finding]:
    """Make findings of missed bars, and notes of what a growing bank still lacks.

    They stand at the certification whose bank it is.
    """
    found = entries_of(gathered.files, "certification")
    paths = [file.path for file, entry in found if entry.id == table.certification]
    path = paths[0] if paths else table.certification

    def finding(severity: Severity, message: str, rule: str) -> Finding:
        return Finding(severity, path, 1, 1, table.certification, message, rule)

    for figure in table.balance:
        message = f"{figure.name}: {figure.value}, wanted {figure.bar}"
        if figure.verdict == "miss":
            yield finding("error", message, "balance")
        elif figure.verdict == "growing":
            yield finding("note", message, "growing")
    if table.missing:
        yield finding("note", table.missing, "growing")
