"""Own decks of code cards: built from the code book, built anew when its year changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mbc_prep.codebook.codecards import KINDS, Choice, CodeCardKind, build_cards
from mbc_prep.codebook.entries import BookError
from mbc_prep.content.own_decks import (
    OwnDeck,
    deck_id,
    find_deck,
    own_decks,
    remove_deck,
    write_deck,
)
from mbc_prep.errors import ContentError
from mbc_prep.study.card import Deck

if TYPE_CHECKING:
    from mbc_prep.workspace.codebook import CodeBook
    from mbc_prep.workspace.room import Room

_KINDS_WORD = "--kinds="


@dataclass(frozen=True, slots=True)
class BuiltDeck:
    """A deck as just built: its id, what it was built from, and how many cards it has."""

    id: str
    words: tuple[str, ...]
    cards: int


class CodeDecks:
    """The verbs of own code decks; each raises MbcError with a sentence when it fails."""

    def __init__(self, room: Room, book: CodeBook) -> None:
        self._room = room
        self._book = book

    def build(
        self, words: Sequence[str], name: str = "", kinds: Sequence[CodeCardKind] = KINDS
    ) -> BuiltDeck:
        """Build a deck of the chosen codes and what stands below them; replaces one of its name."""
        book = self._book.library.pages_of("icd10cm")
        if book is None:
            raise BookError("The ICD-10-CM book is not ready yet; open the code book once.")
        choice = Choice(tuple(words), tuple(kinds))
        cards = build_cards(book, choice, [one.id for one in self._room.catalog.certifications])
        if not cards:
            raise ContentError("Nothing on those pages makes a card of these kinds.")
        title = name or " ".join(words)
        deck = Deck(
            deck_id(title), f"Codes: {title}", f"Built from {book.info.label}: {' '.join(words)}."
        )
        recipe = [*words, _KINDS_WORD + ",".join(kinds)]
        own = write_deck(self._room.paths.own_decks, deck, recipe, cards)
        self._room.reopen_catalog()
        return BuiltDeck(own.id, tuple(words), len(cards))

    def rebuild(self, name: str = "") -> tuple[BuiltDeck, ...]:
        """Build one deck, or all, again from the present book; cards keep ids and history."""
        folder = self._room.paths.own_decks
        decks = (find_deck(folder, name),) if name else own_decks(folder)
        return tuple(self._again(deck) for deck in decks)

    def decks(self) -> tuple[BuiltDeck, ...]:
        """All own decks."""
        counts = self._room.catalog.deck_counts()
        return tuple(
            BuiltDeck(deck.id, _without_kinds(deck), counts.get(deck.id, 0))
            for deck in own_decks(self._room.paths.own_decks)
        )

    def remove(self, name: str) -> OwnDeck:
        """Remove a deck; its reviews stay in the log."""
        removed = remove_deck(self._room.paths.own_decks, name)
        self._room.reopen_catalog()
        return removed

    def _again(self, deck: OwnDeck) -> BuiltDeck:
        kinds = [one for one in deck.words if one.startswith(_KINDS_WORD)]
        named = kinds[-1].removeprefix(_KINDS_WORD).split(",") if kinds else KINDS
        return self.build(_without_kinds(deck), deck.id, [one for one in KINDS if one in named])


def _without_kinds(deck: OwnDeck) -> tuple[str, ...]:
    return tuple(one for one in deck.words if not one.startswith(_KINDS_WORD))
