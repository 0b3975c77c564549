"""Typing into a case and judging a suggestion: the small dialogs behind an answer line.

Reads what is typed and says what cannot be a code; never whether it is right.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from textual.screen import Screen

from mbc_prep.exam.audit import Audit, read_audit
from mbc_prep.exam.codeform import read_code
from mbc_prep.exam.item import Item
from mbc_prep.exam.scoring import typed_codes
from mbc_prep.exam.sitting import Entry
from mbc_prep.tui.screens.dialogs import Ask, Choose
from mbc_prep.tui.widgets.choices import ROLE_NAMES

Fill = Callable[[int, str], None]
"""Takes a blank's place and the text for the answer sheet."""

Judge = Callable[[Audit], None]
"""Takes the decisions as they are now."""


class EntryDialogs:
    """Asks for the code of a blank, or for a decision on a suggested code."""

    def __init__(self, screen: Screen[Any], fill: Fill, judge: Judge) -> None:
        self._screen = screen
        self._fill = fill
        self._judge = judge

    def ask(self, item: Item, entry: Entry, place: int) -> None:
        """Open the dialog behind an answer line."""
        if item.type == "case_fill_in":
            kept = typed_codes(item, entry)[place].replace("|", " ")
            self._ask_blank(item, place, kept)
        else:
            self._ask_audit(item, read_audit(entry.blanks), place)

    def _ask_blank(self, item: Item, place: int, kept: str) -> None:
        """Ask for the code of a blank, with the POA indicator behind it where it counts."""
        blank = item.blanks[place]
        words = "The code, with or without its dot; nothing clears the blank."
        if blank.poa is not None:
            words = "The code and the POA indicator (Y N U W, 1 for exempt), such as: A41.9 Y"
        ask = Ask(f"{place + 1}  {ROLE_NAMES[blank.role]}", words, kept)
        self._screen.app.push_screen(ask, partial(self._typed, item, place))

    def _typed(self, item: Item, place: int, text: str | None) -> None:
        if text is None:
            return
        code = read_code(text, item.blanks[place].role)
        if code.fault:
            self._screen.notify(code.fault, severity="warning", markup=False)
            self._ask_blank(item, place, text)
        else:
            self._fill(place, code.text)

    def _ask_audit(self, item: Item, audit: Audit, place: int) -> None:
        """Ask what to do with a suggestion, for a code to add, or change the query."""
        count = len(item.suggestions)
        if place == count + 1:
            self._judge(audit.toggle_query())
        elif place == count:
            ask = Ask("Add a code", "A code that the suggestion lacks; the same again removes it.")
            self._screen.app.push_screen(ask, partial(self._added, audit))
        else:
            rows = [("accept", "Accept"), ("remove", "Remove"), ("replace", "Replace")]
            choose = Choose(f"Suggested: {item.suggestions[place].code}", rows)
            self._screen.app.push_screen(choose, partial(self._judged, audit, place))

    def _judged(self, audit: Audit, place: int, verdict: str | None) -> None:
        if verdict == "accept":
            self._judge(audit.decide(place, "accept"))
        elif verdict == "remove":
            self._judge(audit.decide(place, "remove"))
        elif verdict == "replace":
            ask = Ask("Replace with", "The code that belongs there.")
            self._screen.app.push_screen(ask, partial(self._replaced, audit, place))

    def _replaced(self, audit: Audit, place: int, text: str | None) -> None:
        if text and text.strip():
            self._judge(audit.decide(place, "replace", text.strip().upper()))

    def _added(self, audit: Audit, text: str | None) -> None:
        if text and text.strip():
            self._judge(audit.add(text.strip().upper()))
