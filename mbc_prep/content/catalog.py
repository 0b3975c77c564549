"""The opened content: certifications, items, scenarios, decks and cards, read when asked for.

Owns the reading side of the cache. Opening costs a folder scan; every index is one SELECT; whole
items and cards are made from JSON one by one. May be used from several threads. Knows nothing of
learners. The classes of items and cards are imported with the first item or card.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self, TypeVar

from mbc_prep.content.cache_tables import SEPARATOR
from mbc_prep.content.reader import Reader
from mbc_prep.content.sources import all_sources
from mbc_prep.errors import ContentError
from mbc_prep.paths import Paths

if TYPE_CHECKING:
    from mbc_prep.content.findings import Finding
    from mbc_prep.exam.certification import Certification
    from mbc_prep.exam.item import Item, Scenario
    from mbc_prep.study.card import Card, Deck

T = TypeVar("T")

CERTIFICATION_ORDER = ("cpc", "coc", "cic", "ccs")


# Named tuples, not dataclasses: 20,000 of them are made at once while the learner waits.
class ItemRow(NamedTuple):
    """What assembly and drills need to know of an item, for one certification."""

    id: str
    type: str
    domain: str
    topics: tuple[str, ...]
    difficulty: str
    scenario: str
    revision: int


class CardRow(NamedTuple):
    """What queues need to know of a card. ``order`` counts from 0 within the deck."""

    id: str
    deck: str
    topic: str
    certifications: tuple[str, ...]
    siblings: str
    order: int


class CertificationFacts(NamedTuple):
    """What the first screen says of a certification, without its forms and topics."""

    id: str
    name: str
    body: str
    year_from: str


class Catalog:
    """Everything the learner can study, as it was when the catalog was opened."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._card_ids: dict[str, frozenset[str]] = {}

    @classmethod
    def open(cls, paths: Paths) -> Self:
        """Open the shipped content and own decks; raises ContentError without the former."""
        if not paths.exams.is_dir():
            raise ContentError(
                f"The folder with the exams is missing ({paths.exams}); install mbc-prep again."
            )
        return cls(Reader(paths.content_cache, all_sources(paths)))

    def close(self) -> None:
        """Let go of the cache."""
        self._reader.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @cached_property
    def certifications(self) -> tuple[Certification, ...]:
        """All certifications, the usual ones first."""
        from mbc_prep.content.certification_objects import certification_from

        found = self._reader.all("certification", certification_from)
        rank = {name: place for place, name in enumerate(CERTIFICATION_ORDER)}
        return tuple(sorted(found, key=lambda one: (rank.get(one.id, len(rank)), one.id)))

    def certification(self, certification_id: str) -> Certification:
        """Return one certification. Raises ContentError if there is none of that id."""
        for certification in self.certifications:
            if certification.id == certification_id:
                return certification
        known = ", ".join(one.id for one in self.certifications) or "none"
        raise ContentError(f"There is no certification {certification_id!r}; there are: {known}.")

    def certification_facts(self, certification_id: str) -> CertificationFacts:
        """Return the facts of a certification. Raises ContentError if there is none of that id."""
        key = f"certification:{certification_id}"
        found = self._reader.several("certification", [key], _facts_from)
        if key not in found:
            self.certification(certification_id)
        return found[key]

    def item_index(self, certification: str) -> tuple[ItemRow, ...]:
        """Light rows of all items that count for a certification, ordered by id."""
        sql = (
            "SELECT id, type, domain, topics, difficulty, scenario, revision FROM item_row"
            " WHERE certification = ? ORDER BY id"
        )

        def query(db: sqlite3.Connection) -> tuple[ItemRow, ...]:
            memo: dict[str, tuple[str, ...]] = {}
            return tuple(
                ItemRow(item, kind, domain, _split(topics, memo), difficulty, scenario, revision)
                for item, kind, domain, topics, difficulty, scenario, revision in db.execute(
                    sql, (certification,)
                )
            )

        return self._reader.read(query)

    def has_item(self, item_id: str) -> bool:
        """Whether the bank has an item of that id."""
        return self._reader.has("item", item_id)

    def item(self, item_id: str) -> Item:
        """Return one item. Raises ContentError if there is none of that id."""
        return _only(self.items([item_id]), "item", item_id)

    def items(self, ids: Iterable[str]) -> dict[str, Item]:
        """Return several items by id, in the order asked for; unknown ids are left out."""
        from mbc_prep.content.objects import item_from

        return self._reader.several("item", ids, item_from)

    def scenario(self, scenario_id: str) -> Scenario:
        """Return one shared record. Raises ContentError if there is none of that id."""
        from mbc_prep.content.objects import scenario_from

        found = self._reader.several("scenario", [scenario_id], scenario_from)
        return _only(found, "scenario", scenario_id)

    def all_items(self) -> tuple[Item, ...]:
        """Every item, in file order."""
        from mbc_prep.content.objects import item_from

        return self._reader.all("item", item_from)

    def all_cards(self) -> tuple[Card, ...]:
        """Every card, in file order."""
        from mbc_prep.content.objects import card_from

        return self._reader.all("card", card_from)

    @cached_property
    def decks(self) -> tuple[Deck, ...]:
        """All decks; those named in ``after`` come before, otherwise in file order."""
        from mbc_prep.content.objects import deck_from

        return _in_learning_order(self._reader.all("deck", deck_from))

    def card_index(self, certification: str | None = None) -> tuple[CardRow, ...]:
        """Light rows of all cards (of a certification), in the order of decks and authors."""
        rank = {deck.id: place for place, deck in enumerate(self.decks)}
        where, arguments = _cards_of(certification)
        sql = (
            "SELECT id, deck, topic, certifications, siblings, place FROM card_row"
            f"{where} ORDER BY deck, place"
        )

        def query(db: sqlite3.Connection) -> tuple[CardRow, ...]:
            memo: dict[str, tuple[str, ...]] = {}
            rows = [
                CardRow(card, deck, topic, _split(names, memo), siblings, place)
                for card, deck, topic, names, siblings, place in db.execute(sql, arguments)
            ]
            rows.sort(key=lambda row: rank.get(row.deck, len(rank)))
            return tuple(rows)

        return self._reader.read(query)

    def card_ids(self, certification: str) -> frozenset[str]:
        """Ids of all cards of a certification; kept, for the first screen asks again and again."""
        if certification not in self._card_ids:
            where, arguments = _cards_of(certification)
            # One long text instead of 20,000 rows: a third of the time. No id has a comma in it.
            sql = f"SELECT group_concat(id) FROM card_row{where}"
            text = self._reader.read(lambda db: db.execute(sql, arguments).fetchone()[0])
            self._card_ids[certification] = frozenset(text.split(",") if text else ())
        return self._card_ids[certification]

    def item_count(self, certification: str) -> int:
        """How many items count for a certification."""
        sql = "SELECT count(*) FROM item_row WHERE certification = ?"
        return int(self._reader.read(lambda db: db.execute(sql, (certification,)).fetchone()[0]))

    def counting(self, certification: str, item_ids: Iterable[str]) -> frozenset[str]:
        """Those of the items that count for a certification."""
        sql = (
            "SELECT id FROM item_row"
            " WHERE certification = ? AND id IN (SELECT value FROM json_each(?))"
        )
        wanted = json.dumps(list(item_ids))
        rows = self._reader.read(lambda db: db.execute(sql, (certification, wanted)).fetchall())
        return frozenset(one for (one,) in rows)

    def deck_counts(self, certification: str | None = None) -> dict[str, int]:
        """How many cards (of a certification) each deck has; decks without any are left out."""
        where, arguments = _cards_of(certification)
        sql = f"SELECT deck, count(*) FROM card_row{where} GROUP BY deck"
        return self._reader.read(lambda db: dict(db.execute(sql, arguments).fetchall()))

    def has_card(self, card_id: str) -> bool:
        """Whether there is a card of that id."""
        return self._reader.has("card", card_id)

    def card(self, card_id: str) -> Card:
        """Return one card. Raises ContentError if there is none of that id."""
        return _only(self.cards([card_id]), "card", card_id)

    def cards(self, ids: Iterable[str]) -> dict[str, Card]:
        """Return several cards by id, in the order asked for; unknown ids are left out."""
        from mbc_prep.content.objects import card_from

        return self._reader.several("card", ids, card_from)

    def source(self, entry_id: str) -> str:
        """Where an item, scenario or card stands, as ``exams/bank/x.yaml:12``; '' if nowhere."""
        return self.sources([entry_id]).get(entry_id, "")

    def sources(self, ids: Iterable[str]) -> dict[str, str]:
        """Where several items, scenarios or cards stand; unknown ids are left out."""
        return self._reader.places(ids)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was wrong with the files when they were compiled, in file order."""
        from mbc_prep.content.findings import Finding

        sql = (
            "SELECT severity, label, line, column, problem.id, message, rule"
            " FROM problem JOIN file ON file.id = file ORDER BY label, line, column"
        )
        return self._reader.read(lambda db: tuple(Finding(*row) for row in db.execute(sql)))

    @property
    def problem_count(self) -> int:
        """How many errors were found: what they stand in is left out of the content."""
        sql = "SELECT count(*) FROM problem WHERE severity = 'error'"
        return int(self._reader.read(lambda db: db.execute(sql).fetchone()[0]))


def _only(found: Mapping[str, T], kind: str, entry_id: str) -> T:
    if entry_id not in found:
        raise ContentError(f"There is no {kind} {entry_id!r} any more.")
    return found[entry_id]


def _facts_from(body: str) -> CertificationFacts:
    data = json.loads(body)
    return CertificationFacts(data["id"], data["name"], data["body"], data["year_from"])


def _split(text: str, memo: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Split joined names; equal lists share one tuple."""
    names = memo.get(text)
    if names is None:
        names = memo[text] = tuple(filter(None, text.split(SEPARATOR)))
    return names


def _cards_of(certification: str | None) -> tuple[str, tuple[str, ...]]:
    """Condition and arguments for the cards of a certification."""
    if certification is None:
        return "", ()
    return " WHERE instr(certifications, ?)", (f"{SEPARATOR}{certification}{SEPARATOR}",)


def _in_learning_order(decks: Sequence[Deck]) -> tuple[Deck, ...]:
    """Place each deck behind those it names in ``after``; a circle is broken where it closes."""
    by_id = {deck.id: deck for deck in decks}
    placed: dict[str, Deck] = {}
    entered: set[str] = set()

    def place(deck: Deck) -> None:
        if deck.id in entered:
            return
        entered.add(deck.id)
        for before in deck.after:
            if before in by_id:
                place(by_id[before])
        placed[deck.id] = deck

    for deck in decks:
        place(deck)
    return tuple(placed.values())
