"""The acts of a candidate on one entry of the answer sheet.

Each returns a new entry; nothing here knows of time, storage or keys being right.
"""

from __future__ import annotations

from dataclasses import replace

from mbc_prep.exam.item import ItemType
from mbc_prep.exam.sitting import Confidence, Entry


def choose(entry: Entry, option: int, item_type: ItemType) -> Entry:
    """Choose an option by its bank place; choosing it again clears it.

    A single-choice entry keeps one choice, a multi-select entry at most as many as are right.
    Choosing a struck option takes the strike off.
    """
    struck = tuple(place for place in entry.struck if place != option)
    if option in entry.choice:
        choice = tuple(place for place in entry.choice if place != option)
    elif item_type == "multi_select":
        if len(entry.choice) >= entry.wanted:
            return entry
        choice = tuple(sorted((*entry.choice, option)))
    else:
        choice = (option,)
    return replace(entry, choice=choice, struck=struck, seen=True)


def strike(entry: Entry, option: int) -> Entry:
    """Strike an option out, or take the strike off; a struck option is no longer chosen."""
    if option in entry.struck:
        return replace(entry, struck=tuple(place for place in entry.struck if place != option))
    choice = tuple(place for place in entry.choice if place != option)
    return replace(entry, struck=tuple(sorted((*entry.struck, option))), choice=choice)


def flag(entry: Entry) -> Entry:
    """Flag the entry for review, or take the flag off."""
    return replace(entry, flagged=not entry.flagged)


def write_note(entry: Entry, text: str) -> Entry:
    """Replace the learner's note on the entry."""
    return replace(entry, note=text.strip())


def be_confident(entry: Entry, confidence: Confidence) -> Entry:
    """Say how sure one is; saying the same again takes it back. Never changes the score."""
    return replace(entry, confidence="" if entry.confidence == confidence else confidence)


def audit(entry: Entry, decisions: tuple[str, ...]) -> Entry:
    """Replace the decisions on a suggested coding."""
    return replace(entry, blanks=decisions, seen=True)


def fill(entry: Entry, blank: int, text: str) -> Entry:
    """Write a typed code into a blank of a case."""
    blanks = list(entry.blanks) + [""] * (entry.wanted - len(entry.blanks))
    blanks[blank] = text.strip()
    return replace(entry, blanks=tuple(blanks), seen=True)
