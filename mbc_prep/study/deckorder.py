"""Order of decks and of new cards; names of the deck that missed items make. Pure."""

from __future__ import annotations

from collections.abc import Mapping

ITEM_PREFIX = "item:"
"""Card id of an item of the bank that became a card: this and the item's id."""

ITEM_DECK = "missed-items"
ITEM_DECK_NAME = "Missed and guessed items"


def deck_levels(after: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """How many decks come before each at most; a circle counts as no prerequisite."""
    levels: dict[str, int] = {}

    def level(deck: str, path: frozenset[str]) -> int:
        if deck not in levels:
            earlier = [one for one in after.get(deck, ()) if one in after and one not in path]
            levels[deck] = 1 + max((level(one, path | {deck}) for one in earlier), default=-1)
        return levels[deck]

    for deck in after:
        level(deck, frozenset((deck,)))
    return levels
