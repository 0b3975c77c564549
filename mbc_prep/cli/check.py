"""``mbc-prep check``: what is wrong with decks and bank, and the figures of the bank."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from mbc_prep.paths import Paths

if TYPE_CHECKING:
    from mbc_prep.content.checks.figures import Figure
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
    parser.add_argument("--quiet", action="store_true", help="print the findings only")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Check and print; 0 is clean, 1 has findings. Raises ContentError for an unusable path."""
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
    return report.exit_code


def _as_data(report: Report) -> dict[str, object]:
    return {
        "clean": report.exit_code == 0,
        "files": report.files,
        "items": report.items,
        "cards": report.cards,
        "findings": [asdict(finding) for finding in report.findings],
        "tables": [asdict(table) for table in report.tables],
    }


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"{table.certification}: {_count(table.items, 'item')}"
    yield from _aligned([_row(figure) for figure in (*table.balance, *table.coverage)])
    if table.short_topics:
        yield f"  topics short of items: {len(table.short_topics)} (--json names them)"


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


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
