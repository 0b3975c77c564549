"""What the learner decided: marks on cards, and items that became study cards.

Owns suspended, buried, doubtful and leech marks with their notes, and the list of items taken into
study after a sitting, each once. Knows nothing of reviews.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from mbc_prep.storage.database import Database
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.storage.tables import ITEM_CARD, MARK
from mbc_prep.study.memory import Mark

_new_mark = upsert(MARK)
_SET_MARK = _new_mark.on_conflict_do_update(
    index_elements=[MARK.c.card_id],
    set_={column.name: _new_mark.excluded[column.name] for column in MARK.c},
)


@dataclass(frozen=True, slots=True)
class ItemCard:
    """An item of the bank that is studied as a card, and why ("missed", "guessed")."""

    item_id: str
    added: datetime
    sitting_id: int | None
    reason: str


class Marks:
    """The learner's decisions about cards."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def marks(self) -> dict[str, Mark]:
        """All cards that carry a mark."""
        with self._database.reading() as connection:
            rows = connection.execute(select(MARK)).all()
        return {
            row.card_id: Mark(
                card_id=row.card_id,
                suspended=bool(row.suspended),
                buried_until=row.buried_until,
                doubtful=bool(row.doubtful),
                note=row.note,
                leech=bool(row.leech),
            )
            for row in rows
        }

    def set_mark(self, mark: Mark) -> None:
        """Replace a card's mark; one that says nothing is removed."""
        with self._database.transaction() as connection:
            if mark == Mark(mark.card_id):
                connection.execute(delete(MARK).where(MARK.c.card_id == mark.card_id))
            else:
                connection.execute(_SET_MARK, _mark_values(mark))

    def item_cards(self) -> tuple[ItemCard, ...]:
        """Items that became cards, in the order they were added."""
        query = select(ITEM_CARD).order_by(ITEM_CARD.c.added_ms, ITEM_CARD.c.item_id)
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple(
            ItemCard(row.item_id, from_ms(row.added_ms), row.sitting_id, row.reason) for row in rows
        )

    def add_item_cards(
        self, item_ids: Iterable[str], sitting_id: int | None, reason: str, now: datetime
    ) -> int:
        """Take items into study, each once however often it is missed; returns how many are new."""
        with self._database.transaction() as connection:
            known = set(connection.execute(select(ITEM_CARD.c.item_id)).scalars())
            fresh = [item for item in dict.fromkeys(item_ids) if item not in known]
            if fresh:
                connection.execute(
                    insert(ITEM_CARD),
                    [
                        {
                            "item_id": item_id,
                            "added_ms": to_ms(now),
                            "sitting_id": sitting_id,
                            "reason": reason,
                        }
                        for item_id in fresh
                    ],
                )
        return len(fresh)


def _mark_values(mark: Mark) -> dict[str, Any]:
    return {
        "card_id": mark.card_id,
        "suspended": int(mark.suspended),
        "buried_until": mark.buried_until,
        "doubtful": int(mark.doubtful),
        "note": mark.note,
        "leech": int(mark.leech),
    }
