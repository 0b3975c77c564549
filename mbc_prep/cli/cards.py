"""``mbc-prep cards``: every card of the decks, to read or for other tools."""

from __future__ import annotations

import argparse
import json
from typing import Any

from mbc_prep.content.catalog import Catalog
from mbc_prep.paths import Paths
from mbc_prep.study.card import Card

_FRONT = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print all cards, deck after deck."""
    with Catalog.open(paths) as catalog:
        rows = catalog.card_index()
        cards = catalog.cards(row.id for row in rows)
        if arguments.json:
            sources = catalog.sources(cards)
            for row in rows:
                print(json.dumps(_as_data(cards[row.id], row.deck, sources[row.id])))
            return 0
    width = max((len(row.id) for row in rows), default=0)
    deck_width = max((len(row.deck) for row in rows), default=0)
    for row in rows:
        card = cards[row.id]
        print(f"{row.id:{width}}  {row.deck:{deck_width}}  {card.kind:7}  {_start(card)}")
    print(f"{len(rows)} {'card' if len(rows) == 1 else 'cards'}")
    return 0


def _as_data(card: Card, deck: str, source: str) -> dict[str, Any]:
    return {
        "id": card.id,
        "deck": deck,
        "kind": card.kind,
        "certifications": card.certifications,
        "topic": card.topic,
        "front": card.front,
        "back": card.back,
        "example": card.example,
        "near_miss": card.near_miss,
        "answers": card.answers,
        "authority": card.authority,
        "code_year": card.code_year,
        "source": source,
    }


def _start(card: Card) -> str:
    front = " ".join(card.front.split())
    return front if len(front) <= _FRONT else front[: _FRONT - 1] + "…"
