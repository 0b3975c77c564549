"""Time spent in the books: one look-up each, and what they come to over a sitting. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

SLOWEST = 5


@dataclass(frozen=True, slots=True)
class LookUp:
    """One stay in the code book, from opening to closing.

    ``sitting_id`` and ``position`` are None outside a sitting; ``item_id`` is empty where no item
    stood behind it. ``code`` is the page that was open last, ``trail`` all pages in order.
    """

    sitting_id: int | None
    position: int | None
    item_id: str
    at: datetime
    seconds: float
    code: str = ""
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemLookUps:
    """What one item of a sitting took in the books."""

    position: int
    item_id: str
    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class BookTime:
    """Look-ups of a sitting: ``share`` of its time from 0 to 1, ``each`` in seconds."""

    count: int
    seconds: float
    share: float
    each: float
    items: tuple[ItemLookUps, ...]
    slowest: tuple[ItemLookUps, ...]


def book_time(lookups: Iterable[LookUp], elapsed: float) -> BookTime:
    """Add the look-ups of one sitting up; ``elapsed`` is how long it ran, in seconds."""
    by_position: dict[int, ItemLookUps] = {}
    count, seconds = 0, 0.0
    for one in lookups:
        count += 1
        seconds += one.seconds
        if one.position is not None:
            before = by_position.get(one.position, ItemLookUps(one.position, one.item_id, 0, 0.0))
            by_position[one.position] = ItemLookUps(
                one.position, one.item_id, before.count + 1, before.seconds + one.seconds
            )
    items = tuple(by_position[position] for position in sorted(by_position))
    slowest = tuple(sorted(items, key=lambda one: (-one.seconds, one.position))[:SLOWEST])
    share = min(1.0, seconds / elapsed) if elapsed > 0 else 0.0
    return BookTime(count, seconds, share, seconds / count if count else 0.0, items, slowest)
