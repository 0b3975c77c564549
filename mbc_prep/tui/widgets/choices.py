"""The answer lines of an item: options to choose, blanks to fill, suggestions to judge.

Knows items and entries, not the workspace.
"""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import OptionList

from mbc_prep.exam.audit import read_audit
from mbc_prep.exam.item import Blank, Item, Option
from mbc_prep.exam.scoring import typed_codes
from mbc_prep.exam.sitting import Entry
from mbc_prep.plaintext import clean
from mbc_prep.tui.text import plain

LETTERS = "ABCDEFGHIJKLMNO"
ROLE_NAMES = {
    "principal_diagnosis": "Principal diagnosis",
    "other_diagnosis": "Other diagnosis",
    "procedure": "Procedure (PCS)",
    "msdrg": "MS-DRG",
}


class Choices(OptionList, inherit_bindings=False, can_focus=False):
    """An option list that leaves every key to its screen; the mouse chooses as usual.

    It is as high as its lines, so the pane around it scrolls to the highlighted one.
    """

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Keep the highlighted line in sight."""
        super().watch_highlighted(highlighted)
        if highlighted is not None:
            self.call_after_refresh(self._keep_in_sight, highlighted)

    def _keep_in_sight(self, highlighted: int) -> None:
        pane = self.parent
        if highlighted >= self.option_count or not isinstance(pane, VerticalScroll):
            return
        heights = [self._height_of(place) for place in range(highlighted + 1)]
        # Region counts from the pane's top as scrolled; the pane wants it from its content's top.
        top = self.virtual_region.y + sum(heights[:-1])
        pane.scroll_to_region(Region(0, top, 1, heights[-1]), animate=False)

    def _height_of(self, place: int) -> int:
        prompt = self.get_option_at_index(place).prompt
        width = max(1, self.content_size.width)
        return prompt.get_height({}, width) if isinstance(prompt, Content) else 1


def letter(place: int) -> str:
    """Letter of a place on the screen."""
    return LETTERS[place]


def answer_lines(item: Item, entry: Entry, shown: bool) -> list[Content]:
    """All answer lines of an item; with ``shown`` options also tell right from wrong."""
    if item.type == "case_fill_in":
        typed = typed_codes(item, entry)
        return [_blank_line(place, item.blanks[place], typed[place]) for place in range(len(typed))]
    if item.type == "audit":
        return _audit_lines(item, entry)
    return [
        choice_line(place, item.options[option], option, entry, item.type, shown)
        for place, option in enumerate(entry.option_order)
    ]


def verdict(option: Option, chosen: bool) -> Content:
    """The sign and word behind an option whose key is known."""
    if option.key:
        return Content.styled("  ✓ key" + (", your choice" if chosen else ""), "bold $success")
    return Content.styled("  ✗ your choice", "bold $error") if chosen else Content()


def choice_line(
    place: int, option: Option, bank_place: int, entry: Entry, item_type: str, shown: bool
) -> Content:
    """One option with its signs: chosen, struck out and, where shown, right or wrong."""
    chosen, struck = bank_place in entry.choice, bank_place in entry.struck
    if item_type == "multi_select":
        box = "[x]" if chosen else "[ ]"
    else:
        box = "(●)" if chosen else "( )"
    line = Content.styled(f"{box} {letter(place)}  ", "bold")
    style = "strike dim" if struck else ("bold" if chosen else "")
    line += Content.styled(clean(option.text), style) if style else plain(option.text)
    if struck:
        line += Content("  (struck out)")
    return line + verdict(option, chosen) if shown else line


def _blank_line(place: int, blank: Blank, typed: str) -> Content:
    code, _, poa = typed.partition("|")
    shown = code or "________"
    if blank.poa is not None:
        shown = f"{shown:<9} POA {poa or '_'}"
    return plain(f"{place + 1:>2}  {ROLE_NAMES[blank.role]:<20} ") + plain(shown, "bold")


def _audit_lines(item: Item, entry: Entry) -> list[Content]:
    audit = read_audit(entry.blanks)
    lines = []
    for place, suggestion in enumerate(item.suggestions):
        name, code = audit.verdicts.get(place, ("", ""))
        words = f"{name} with {code}" if code else name
        lines.append(plain(f"{place + 1:>2}  {suggestion.code:<12} ") + plain(words or "?", "bold"))
    added = ", ".join(audit.added) or "nothing"
    lines.append(plain(" +  add a code   ") + plain(added, "bold"))
    query = "yes, a query is due" if audit.query else "no"
    lines.append(plain(" ?  ask the provider   ") + plain(query, "bold"))
    return lines
