"""What a typed-code stay would group to, for the screens that show its feedback.

Owns that grouping happens in a thread, once per answer sheet, and what stands there meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.content import Content
from textual.worker import get_current_worker

from mbc_prep.errors import MbcError
from mbc_prep.exam.claims import is_stay
from mbc_prep.exam.item import Item
from mbc_prep.exam.sitting import Entry
from mbc_prep.tui.place import Place
from mbc_prep.tui.text import plain, rows_text
from mbc_prep.workspace.claim_words import comparison_rows
from mbc_prep.workspace.claims import compare

Key = tuple[str, tuple[str, ...]]
Rows = list[tuple[str, str]]


class Stays:
    """Groups the stays that a screen shows; ``redraw`` is called when a group is known."""

    def __init__(self, place: Place[Any], redraw: Callable[[], None]) -> None:
        self._place = place
        self._redraw = redraw
        self._known: dict[Key, Rows | str] = {}

    def text(self, item: Item, record: str, entry: Entry, width: int) -> Content | None:
        """What the claims of a stay group to, or that it is being found out; None for others."""
        if not is_stay(item):
            return None
        key = (item.id, entry.blanks)
        if key not in self._known:
            self._known[key] = "Grouping your codes and the key's …"
            self._place.run_worker(
                lambda: self._group(key, item, record, entry), thread=True, name="grouping"
            )
        found = self._known[key]
        head = Content.styled("Would group to", "bold")
        body = plain(found) if isinstance(found, str) else rows_text(found, width)
        return Content("\n").join([head, body, Content()])

    def _group(self, key: Key, item: Item, record: str, entry: Entry) -> None:
        """Group in a thread: the first time imports the grouper."""
        found: Rows | str
        try:
            found = comparison_rows(compare(item, record, entry))
        except MbcError as error:
            found = str(error)
        if not get_current_worker().is_cancelled:
            self._place.app.call_from_thread(self._keep, key, found)

    def _keep(self, key: Key, found: Rows | str) -> None:
        self._known[key] = found
        if self._place.is_attached:
            self._redraw()
