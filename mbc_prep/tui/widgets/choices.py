"""The options of an item as lines, and the feedback on it. Knows nothing of the workspace."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import OptionList

from mbc_prep.exam.item import Item, Option
from mbc_prep.exam.sitting import Entry
from mbc_prep.tui.text import plain, prose
from mbc_prep.wording import clean

LETTERS = "ABCDEFGHIJKLMNO"


class Choices(OptionList, inherit_bindings=False, can_focus=False):
    """An option list that leaves every key to its screen; the mouse chooses as usual."""


def letter(place: int) -> str:
    """Letter of a place on the screen."""
    return LETTERS[place]


def choice_line(
    place: int, option: Option, bank_place: int, entry: Entry, item_type: str, shown: bool
) -> Content:
    """One option with its signs: chosen, struck out and, where shown, right or wrong."""
    chosen, struck = bank_place in entry.choice, bank_place in entry.struck
    if item_type == "multi_select":
        box = "[x]" if chosen else "[ ]"
    else:
        box = "(●)" if chosen else "( )"
    line = Content.styled(f"{box} {letter(place)}  ", "bold $accent" if chosen else "bold")
    style = "strike dim" if struck else ("bold" if chosen else "")
    line += Content.styled(clean(option.text), style) if style else plain(option.text)
    if struck:
        line += Content("  (struck out)")
    if shown:
        line += verdict(option, chosen)
    return line


def verdict(option: Option, chosen: bool) -> Content:
    """The sign and word behind an option whose key is known."""
    if option.key:
        return Content.styled("  ✓ key" + (", your choice" if chosen else ""), "bold $success")
    return Content.styled("  ✗ your choice", "bold $error") if chosen else Content()


def feedback_text(item: Item, entry: Entry) -> Content:
    """Rationale for every option in the order on the screen, then authority and code year."""
    lines = [Content()]
    for place, bank_place in enumerate(entry.option_order):
        option = item.options[bank_place]
        head = f"{letter(place)}  {clean(option.text)}"
        lines.append(Content.styled(head, "bold") + verdict(option, bank_place in entry.choice))
        lines.append(prose(item.rationale if option.key else option.rationale))
        lines.append(Content())
    lines.append(authority_text(item.authority, item.code_year))
    return Content("\n").join(lines)


def authority_text(authority: tuple[str, ...], code_year: int) -> Content:
    """Where it stands, and for which books."""
    books = f"Books of {code_year} (CPT, HCPCS {code_year}; ICD-10 fiscal year {code_year})"
    return Content("\n").join(
        [Content.styled("Authority  ", "bold $accent") + plain("; ".join(authority)),
         Content.styled("Code year  ", "bold $accent") + Content(books)]
    )  # fmt: skip
