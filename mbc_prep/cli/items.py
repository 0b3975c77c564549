"""``mbc-prep items``: every item of the bank, to read or for other tools."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import Any

from mbc_prep.content.catalog import Catalog
from mbc_prep.exam.item import Item
from mbc_prep.paths import Paths

_STEM = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print all items in file order."""
    with Catalog.open(paths) as catalog:
        items = catalog.all_items()
        if arguments.json:
            sources = catalog.sources(item.id for item in items)
            for item in items:
                print(json.dumps(_as_data(item, _record(item, catalog), sources[item.id])))
            return 0
    width = max((len(item.id) for item in items), default=0)
    for item in items:
        print(_line(item, width))
    print(f"{len(items)} {'item' if len(items) == 1 else 'items'}")
    return 0


def _record(item: Item, catalog: Catalog) -> str | None:
    """The document to read: the item's own, or the one it shares."""
    if item.scenario:
        return catalog.scenario(item.scenario).record
    return item.record or None


def _as_data(item: Item, record: str | None, source: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": item.id,
        "type": item.type,
        "certifications": item.certifications,
        "scenario": record,
        "stem": item.stem,
        "options": [asdict(option) for option in item.options],
        "blanks": [
            {
                "role": blank.role,
                "answers": blank.answers,
                "poa": blank.poa,
                "ordered": blank.ordered,
                "common_errors": [asdict(error) for error in blank.common_errors],
            }
            for blank in item.blanks
        ],
        "rationale": item.rationale,
        "authority": item.authority,
        "codes": [asdict(code) for code in item.codes],
        "code_year": item.code_year,
        "difficulty": item.difficulty,
        "cognitive": item.cognitive,
        "topics": item.topics,
        "source": source,
    }
    if item.type in ("audit", "case_fill_in"):
        data["suggestions"] = [asdict(one) for one in item.suggestions]
        data["missing"] = [asdict(one) for one in item.missing]
        data["query"] = item.query
        data["not_coded"] = [asdict(one) for one in item.not_coded]
    return data


def _line(item: Item, width: int) -> str:
    stem = " ".join(item.stem.split())
    start = stem if len(stem) <= _STEM else stem[: _STEM - 1] + "…"
    certifications = ",".join(item.certifications)
    return f"{item.id:{width}}  {item.type:13}  {certifications:15}  {item.difficulty:6}  {start}"
