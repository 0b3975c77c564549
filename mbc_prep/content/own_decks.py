"""The learner's own decks: files beside the progress, read like the shipped ones.

Owns their folder, names and first line, which says how the deck was built so that it can be built
again. A file is replaced whole or not at all. Knows nothing of what the cards are made from.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from mbc_prep.errors import ContentError
from mbc_prep.study.card import Card, Deck

PREFIX = "own-"
_HEAD = "# built by mbc-prep codecards: "
_SLUG = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class OwnDeck:
    """A deck on file. ``words`` is what it was built from, as given on the command line."""

    id: str
    words: tuple[str, ...]
    file: Path


def deck_id(name: str) -> str:
    """The id of an own deck of that name. Raises ContentError for a name without a letter."""
    slug = _SLUG.sub("-", name.casefold()).strip("-")[:_LONGEST_NAME].strip("-")
    if not slug:
        raise ContentError(f"{name!r} is no name for a deck: use letters and digits.")
    return slug if slug.startswith(PREFIX) else PREFIX + slug


def write_deck(folder: Path, deck: Deck, words: Sequence[str], cards: Sequence[Card]) -> OwnDeck:
    """Write a deck in the place of the one with its id. Raises ContentError where that fails."""
    body = {"deck": _plain(asdict(deck)), "cards": [_plain(asdict(card)) for card in cards]}
    text = _HEAD + shlex.join(words) + "\n"
    text += yaml.safe_dump(body, sort_keys=False, allow_unicode=True, width=100)
    file = folder / f"{deck.id}.yaml"
    waiting = file.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with waiting.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        waiting.replace(file)
    except OSError as error:
        with suppress(OSError):
            waiting.unlink()
        reason = error.strerror or "it cannot be written"
        raise ContentError(f"The deck {file} cannot be written: {reason}.") from error
    return OwnDeck(deck.id, tuple(words), file)


def own_decks(folder: Path) -> tuple[OwnDeck, ...]:
    """All own decks, in the order of their ids."""
    found = []
    for file in sorted(folder.glob(f"{PREFIX}*.yaml")):
        try:
            with file.open(encoding="utf-8", errors="replace") as stream:
                head = stream.readline()
        except OSError:
            continue
        if head.startswith(_HEAD):
            found.append(OwnDeck(file.stem, tuple(shlex.split(head.removeprefix(_HEAD))), file))
    return tuple(found)


def find_deck(folder: Path, name: str) -> OwnDeck:
    """The own deck of that name. Raises ContentError naming the decks there are."""
    wanted = deck_id(name)
    decks = own_decks(folder)
    for deck in decks:
        if deck.id == wanted:
            return deck
    known = ", ".join(deck.id for deck in decks) or "none"
    raise ContentError(f"There is no own deck {name!r}; there are: {known}.")


def remove_deck(folder: Path, name: str) -> OwnDeck:
    """Remove a deck; what was studied of it stays in the progress. Raises ContentError."""
    deck = find_deck(folder, name)
    try:
        deck.file.unlink()
    except OSError as error:
        reason = error.strerror or "it cannot be removed"
        raise ContentError(f"The deck {deck.file} cannot be removed: {reason}.") from error
    return deck


def _plain(fields: dict[str, object]) -> dict[str, object]:
    """Fields as YAML has them: lists, and nothing that is empty or as by default."""
    kept = {name: list(v) if isinstance(v, tuple) else v for name, v in fields.items()}
    return {name: value for name, value in kept.items() if value not in ("", [], 0)}
