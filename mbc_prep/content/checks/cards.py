"""Checks of one card and of a deck against the standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from mbc_prep.content.checks.codes import code_problem, diagnosis_codes, reference_problem
from mbc_prep.content.checks.items import book_of_year, check_authority, check_dates
from mbc_prep.content.checks.standard import Books, Remark, words
from mbc_prep.study.card import Card, Deck

MAX_FRONT = 40
MAX_BACK = 60
MAX_LIST = 6
MAX_COLUMNS = 60
PARTNERS = 2


def check_card(card: Card, books: Books) -> Iterator[Remark]:
    """Say everything the standard finds wrong with a card."""
    for place, name in enumerate(card.certifications):
        if name not in books.certifications:
            message = f'there is no certification "{name}"'
            yield Remark(("certifications", place), message, "certification")
    if card.topic not in books.topics:
        yield Remark(("topic",), f'there is no topic "{card.topic}"', "topic")
    yield from _limits(card)
    yield from check_authority(card.authority)
    yield from check_dates(card.written, card.reviewed)
    book = book_of_year(card.code_year, books)
    for place, ref in enumerate(card.codes):
        problem = reference_problem(ref, book, allow_header=True)
        if problem:
            yield Remark(("codes", place), problem, "code")
    if book is None:
        return
    for name in ("front", "back", "example"):  # a near-miss may well show a code that is none
        for code in diagnosis_codes(getattr(card, name)):
            problem = code_problem("icd10cm", code, book, allow_header=True)
            if problem:
                yield Remark((name,), problem, "code")


def check_deck(deck: Deck, cards: Sequence[Card], books: Books) -> Iterator[Remark]:
    """Say what is wrong with a deck as a whole."""
    for place, name in enumerate(deck.after):
        if name not in books.decks:
            yield Remark(("after", place), f'there is no deck "{name}"', "deck")
        elif name == deck.id:
            yield Remark(("after", place), "a deck cannot come after itself", "deck")
    if not cards:
        yield Remark((), "this deck has no usable card", "deck")


def lonely(cards: Sequence[Card]) -> Iterator[tuple[Card, Remark]]:
    """Give pair cards that are not exactly two under their name."""
    groups = Counter(card.siblings for card in cards if card.siblings)
    for card in cards:
        if card.kind == "pair" and groups[card.siblings] != PARTNERS:
            message = (
                f'siblings "{card.siblings}" means two cards of this deck,'
                f" here {'is' if groups[card.siblings] == 1 else 'are'} {groups[card.siblings]}"
            )
            yield card, Remark(("siblings",), message, "siblings")


def _limits(card: Card) -> Iterator[Remark]:
    front, back = words(card.front), words(card.back)
    if card.kind != "diagram" and front > MAX_FRONT:
        message = f"the front has {front} words, at most {MAX_FRONT} are wanted"
        yield Remark(("front",), message, "card-length")
    if back > MAX_BACK:
        message = f"the back has {back} words, at most {MAX_BACK} are wanted"
        yield Remark(("back",), message, "card-length")
    points = [line for line in card.back.splitlines() if line.lstrip()[:2] in ("- ", "* ", "• ")]
    if len(points) > MAX_LIST:
        message = f"the back lists {len(points)} things, at most {MAX_LIST} are wanted"
        yield Remark(("back",), message, "card-length")
    if card.kind == "diagram":
        columns = max(len(line.rstrip()) for line in card.front.splitlines())
        if columns > MAX_COLUMNS:
            message = f"the drawing is {columns} columns wide, at most {MAX_COLUMNS} fit"
            yield Remark(("front",), message, "diagram-width")
