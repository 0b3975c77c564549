"""Content and progress of a full-grown product: 10,000 items, 20,000 cards, 1,000,000 reviews."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterable
from pathlib import Path

from mbc_prep.workspace import Workspace
from tests.benchmarks.bench_storage import DECKS, make_learner
from tests.small_content import card, item, paths_of, write_bank, write_deck, write_yaml

ITEMS, CARDS, REVIEWS = 10_000, 20_000, 1_000_000
ITEMS_A_FILE = 40
RECORD = "## NOTE\n" + "\n".join(f"Line {line} of a note about a wound." for line in range(40))
STEM = "A patient is seen for a wound of the arm, as the note of today says. " * 3


def make_large(root: Path, items: int = ITEMS, cards: int = CARDS, reviews: int = REVIEWS) -> Path:
    """Write everything below ``root`` and compile it once; return ``root``."""
    write_yaml(root / "exams" / "cpc.yaml", _certification())
    for start in range(0, items, ITEMS_A_FILE):
        rows = [_item(number) for number in range(start, min(items, start + ITEMS_A_FILE))]
        write_bank(root, f"part-{start}", rows, ())
    for deck in range(DECKS):
        rows = [
            card(f"card-{n}", front=f"Question {n} about wounds?")
            for n in range(deck, cards, DECKS)
        ]
        write_deck(root, f"deck-{deck}", f"Deck {deck}", rows)
    paths = paths_of(root)
    paths.data.mkdir(parents=True, exist_ok=True)
    paths.settings.write_text("reviews_per_day = 9999\n", "utf-8")
    make_learner(paths.progress, cards=cards, reviews=reviews)
    with Workspace.open(paths) as workspace:
        workspace.choose_certification("cpc")
        workspace.warm_up()
    return root


def program_words(root: Path) -> list[str]:
    """How to start the program on that content."""
    return [sys.executable, "-m", "tests.tui.launch", str(root)]


def bare_words() -> list[str]:
    """How to start the bare list that everything is compared with."""
    return [sys.executable, "-m", "tests.benchmarks.bare_list"]


def p50_p95(times: Iterable[float]) -> tuple[float, float]:
    """Median and 95th percentile of seconds, in milliseconds."""
    ordered = sorted(times)
    return statistics.median(ordered) * 1e3, ordered[int(len(ordered) * 0.95)] * 1e3


def line(name: str, value: float, unit: str, limit: float | None = None) -> str:
    """One line of a report."""
    verdict = ""
    if limit is not None:
        verdict = f"at most {limit:g}: {'ok' if value <= limit else 'MISSED'}"
    return f"{name:<58} {value:8.2f} {unit:<3} {verdict}"


def _item(number: int) -> dict[str, object]:
    entry = item(f"item-{number}", domain="surg" if number % 2 else "em", stem=STEM + str(number))
    return {**entry, "record": RECORD} if number % 5 == 0 else entry


def _certification() -> dict[str, object]:
    domains = [
        {"id": "surg", "name": "Surgery", "count": 100, "confidence": "high"},
        {"id": "em", "name": "Evaluation", "count": 50, "confidence": "high"},
    ]
    form = {
        "id": "mock-150", "basis": "test", "items": 150, "minutes": 340,
        "passing": {"rule": "percent", "percent": 70}, "item_types": ["single_choice"],
        "order": "by_section", "open_book": ["icd10cm"], "method": "none", "domains": domains,
    }  # fmt: skip
    return {
        "id": "cpc", "name": "Large Coder", "body": "Body", "books": "CPT", "fee": "about $1",
        "fee_usd": 1, "pass_rate": 0.5, "pass_rate_note": "weak", "retake": "paid",
        "renewal": "none", "where": "at home", "year_from": "01-15", "forms": [form],
        "topics": [{"id": "repair", "domain": "surg", "name": "Repair", "weight": 2}],
    }  # fmt: skip
