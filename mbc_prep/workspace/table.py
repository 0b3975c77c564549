"""A sitting on the table: its answer sheet with the items and records it needs."""

from __future__ import annotations

from dataclasses import dataclass

from mbc_prep.exam.certification import Form
from mbc_prep.exam.item import Item
from mbc_prep.exam.sitting import Entry, Sitting


@dataclass(slots=True)
class OpenSitting:
    """A sitting with its items; ``sitting`` is replaced after each stored act.

    ``attributed`` is the clock time, in seconds, that already belongs to some item or to none.
    ``items`` lacks those that the bank no longer has (only possible after submission).
    """

    sitting: Sitting
    items: dict[str, Item]
    records: dict[str, str]
    form: Form | None
    attributed: float = 0.0

    @property
    def entry(self) -> Entry:
        """Entry at the present position."""
        return self.sitting.entries[self.sitting.position]

    def item(self, position: int) -> Item:
        """Item at a position."""
        return self.items[self.sitting.entries[position].item_id]

    def record(self, position: int) -> str:
        """Document to read at a position, empty where there is none."""
        return self.records[self.sitting.entries[position].item_id]
