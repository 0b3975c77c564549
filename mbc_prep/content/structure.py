"""What an item, card or deck needs so that it can be shown and scored at all.

Owns the rules of form that the types cannot say (one key, a cloze with one hidden part). Whether
the content is good is judged in ``checks``. Each fault is a path of fields and a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mbc_prep.exam.certification import Certification
from mbc_prep.exam.item import Item, Scenario
from mbc_prep.study.card import Card, Deck

Loc = tuple[str | int, ...]
Fault = tuple[Loc, str]
Content = Item | Scenario | Card | Deck | Certification

CLOZE = re.compile(r"\{\{(.+?)\}\}", re.DOTALL)
MAX_ID = 60
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def faults(content: Content) -> Iterator[Fault]:
    """Say everything that is wrong with the form of one object."""
    if not _ID.fullmatch(content.id) or len(content.id) > MAX_ID:
        yield (
            ("id",),
            f"an id is small letters, digits and single hyphens, at most {MAX_ID} characters",
        )
    if isinstance(content, Item):
        yield from _item(content)
    elif isinstance(content, Card):
        yield from _card(content)
    elif isinstance(content, Scenario):
        yield from _filled(content, "record")
    elif isinstance(content, Deck):
        yield from _filled(content, "name", "about")


def _filled(content: Content, *fields: str) -> Iterator[Fault]:
    for field in fields:
        if not str(getattr(content, field)).strip():
            yield (field,), "this text is empty"


def _item(item: Item) -> Iterator[Fault]:
    yield from _filled(item, "stem", "rationale")
    if item.revision < 1:
        yield ("revision",), "revisions count from 1"
    if not item.certifications:
        yield ("certifications",), "name at least one certification"
    if item.record and item.scenario:
        yield ("scenario",), "an item has its own record or a shared scenario, not both"
    if item.type in ("single_choice", "multi_select"):
        yield from _choices(item)
    elif item.options:
        yield ("options",), f"a {item.type} item has no options"
    for field, only in (
        ("blanks", "case_fill_in"),
        ("not_coded", "case_fill_in"),
        ("suggestions", "audit"),
        ("missing", "audit"),
        ("query", "audit"),
    ):
        if item.type != only and getattr(item, field):
            yield (field,), f"only {only} items have this field"
    if item.type == "case_fill_in":
        yield from _case(item)
    if item.type == "audit":
        if not item.suggestions:
            yield ("suggestions",), "an audit item needs suggestions"
        yield from _needs_record(item)


def _choices(item: Item) -> Iterator[Fault]:
    options, keys = len(item.options), len(item.keys)
    if item.type == "single_choice" and (options != 4 or keys != 1):
        yield (
            ("options",),
            f"single choice means 4 options and 1 key, here are {options} and {keys}",
        )
    if item.type == "multi_select" and not (5 <= options <= 15 and 2 <= keys <= 5):
        yield (
            ("options",),
            f"multi-select means 5 to 15 options and 2 to 5 keys, here are {options} and {keys}",
        )
    seen: set[str] = set()
    for place, option in enumerate(item.options):
        text = " ".join(option.text.casefold().split())
        if not text:
            yield ("options", place, "text"), "this text is empty"
        elif text in seen:
            yield ("options", place, "text"), "two options are equal"
        seen.add(text)


def _case(item: Item) -> Iterator[Fault]:
    if not item.blanks:
        yield ("blanks",), "a case needs blanks to fill in"
    for place, blank in enumerate(item.blanks):
        if not any(answer.strip() for answer in blank.answers):
            yield ("blanks", place, "answers"), "a blank needs at least one accepted answer"
    yield from _needs_record(item)


def _needs_record(item: Item) -> Iterator[Fault]:
    if not item.record.strip() and not item.scenario:
        yield ("record",), f"a {item.type} item needs a record"


def _card(card: Card) -> Iterator[Fault]:
    yield from _filled(card, "front")
    if card.revision < 1:
        yield ("revision",), "revisions count from 1"
    if not card.certifications:
        yield ("certifications",), "name at least one certification"
    hidden = len(CLOZE.findall(card.front))
    if card.kind == "cloze" and hidden != 1:
        yield ("front",), f"a cloze card hides exactly one {{{{part}}}}, here are {hidden}"
    if card.kind != "cloze" and hidden:
        yield ("front",), "only cloze cards hide a {{part}}"
    if card.kind == "typed" and not any(answer.strip() for answer in card.answers):
        yield ("answers",), "a typed card lists the accepted answers"
    if card.kind == "pair" and not card.siblings:
        yield ("siblings",), "a pair card names its siblings"
    if card.kind in ("basic", "pair", "diagram") and not card.back.strip():
        yield ("back",), "this text is empty"
