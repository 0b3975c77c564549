"""Looking back and ahead: the verbs of history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mbc_prep.study.deckorder import ITEM_DECK, ITEM_DECK_NAME

if TYPE_CHECKING:
    from mbc_prep.storage.history import DayTotal, Score
    from mbc_prep.storage.sitting_rows import SittingLine
    from mbc_prep.workspace.room import Room

YEAR_DAYS = 365
RETENTION_DAYS = 90


@dataclass(frozen=True, slots=True)
class DeckRecall:
    """Recall of due reviews of a deck in the last 90 days."""

    name: str
    tested: int
    recalled: int


class Past:
    """What was done, and what is to come."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def sittings(self) -> tuple[SittingLine, ...]:
        """Open sittings, then submitted ones, newest first."""
        return (*self._room.sittings.open_sittings(), *self._room.sittings.history())

    def scores(self) -> tuple[Score, ...]:
        """Results of the chosen certification, oldest first."""
        return self._room.history.scores(self._room.certification().id)

    def today(self) -> int:
        """Number of the present study day."""
        return self._room.today().toordinal()

    def year(self) -> tuple[DayTotal, ...]:
        """Totals of the last year's study days; days without reviews are absent."""
        today = self.today()
        return self._room.history.days(today - YEAR_DAYS + 1, today)

    def retention(self) -> tuple[DeckRecall, ...]:
        """Recall by deck over the last 90 days."""
        names = {deck.id: deck.name for deck in self._room.catalog.decks}
        names[ITEM_DECK] = ITEM_DECK_NAME
        rows = self._room.history.retention(since_day=self.today() - RETENTION_DAYS + 1)
        return tuple(
            DeckRecall(names.get(row.deck, row.deck or "(removed cards)"), row.tested, row.recalled)
            for row in rows
        )

    def forecast(self, ahead: int = 30) -> tuple[int, ...]:
        """Cards due on each of the coming study days, today first."""
        return self._room.history.forecast(self._room.days(), self._room.clock.now(), ahead)

    def day(self, number: int) -> date:
        """Calendar date of a study day."""
        return date.fromordinal(number)
