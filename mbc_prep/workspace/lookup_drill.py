"""Practising look-ups against the clock: what to find, the way taken, the shortest one.

Half of the codes are those that the bank's items turn on, half are drawn from the books at hand
that the chosen certification's exam allows. Each stay in the book is in the log, as any look-up.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from random import Random
from statistics import median
from typing import TYPE_CHECKING

from mbc_prep.codebook.entries import BookError
from mbc_prep.codebook.finding import (
    Target,
    Way,
    described,
    random_pcs_target,
    random_target,
    shortest_way,
)

if TYPE_CHECKING:
    from mbc_prep.codebook.entries import System
    from mbc_prep.codebook.library import Library
    from mbc_prep.workspace.codebook import CodeBook
    from mbc_prep.workspace.room import Room

LENGTH = 10
SYSTEM_NAMES: dict[System, str] = {
    "icd10cm": "ICD-10-CM", "icd10pcs": "ICD-10-PCS", "hcpcs": "HCPCS Level II",
}  # fmt: skip
_FORM_BOOKS: dict[str, System] = {"icd10cm": "icd10cm", "icd10pcs": "icd10pcs", "hcpcs2": "hcpcs"}
_LOG = "lookup:"
"""What stands before the wanted code where the log of look-ups has the item."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How a look-up was done: the code given ('' for none), seconds, searches and pages."""

    given: str
    seconds: float
    searches: tuple[str, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One finished look-up."""

    target: Target
    taken: Taken
    shortest: Way

    @property
    def right(self) -> bool:
        """Whether the code given is the one asked for."""
        return self.taken.given == self.target.code


@dataclass(frozen=True, slots=True)
class Record:
    """Look-ups drilled so far: how many, how many ended on the right page, median seconds."""

    count: int
    right: int
    seconds: float


class LookUpDrill:
    """One round of look-ups."""

    def __init__(self, targets: tuple[Target, ...], book: CodeBook) -> None:
        self.targets = targets
        self.found: list[Found] = []
        self._book = book

    @property
    def target(self) -> Target | None:
        """What to find now, None when the round is over."""
        place = len(self.found)
        return self.targets[place] if place < len(self.targets) else None

    def answer(self, taken: Taken) -> Found:
        """Finish the present look-up; some tenths of a second of work for the shortest way."""
        target = self.targets[len(self.found)]
        found = Found(target, taken, shortest_way(self._book.library, target))
        self.found.append(found)
        return found


def log_name(target: Target) -> str:
    """How the log of look-ups names a drill's target."""
    return _LOG + target.code


class LookUpDrilling:
    """The verbs of look-up drills."""

    def __init__(self, room: Room, book: CodeBook) -> None:
        self._room = room
        self._book = book

    def begin(self, count: int = LENGTH, seed: int | None = None) -> LookUpDrill:
        """Choose what to find. Raises BookError where no book is at hand yet."""
        rng = Random(secrets.randbelow(2**31) if seed is None else seed)
        library = self._book.library
        systems = self._systems(library)
        targets: dict[str, Target] = {}
        own = self._of_bank(library, systems, count, rng)
        for turn in range(8 * count):
            if len(targets) == count:
                break
            target = own.pop() if own and turn % 2 == 0 else _drawn(library, systems, rng)
            if target is not None:
                targets.setdefault(target.code, target)
        if not targets:
            raise BookError("No book with codes to find is at hand.")
        return LookUpDrill(tuple(targets.values()), self._book)

    def record(self) -> Record:
        """What the log says of the look-ups drilled so far."""
        stays = self._room.code_marks.named(_LOG)
        right = sum(stay.code == stay.item_id.removeprefix(_LOG) for stay in stays)
        seconds = median(stay.seconds for stay in stays) if stays else 0.0
        return Record(len(stays), right, seconds)

    def _systems(self, library: Library) -> list[System]:
        """Books that the exam allows and the shelf has."""
        allowed = [
            _FORM_BOOKS[book]
            for book in self._room.certification().forms[0].open_book
            if book in _FORM_BOOKS
        ]
        return [
            system
            for system in allowed
            if library.pages_of(system) is not None
            or (system == "icd10pcs" and library.pcs_tables is not None)
        ]

    def _of_bank(
        self, library: Library, systems: list[System], count: int, rng: Random
    ) -> list[Target]:
        """Codes that some items of the certification turn on."""
        catalog = self._room.catalog
        rows = catalog.item_index(self._room.certification().id)
        chosen = rng.sample(rows, min(len(rows), 3 * count))
        items = catalog.items(sorted(row.id for row in chosen))
        targets = []
        for item in items.values():
            codes = [one for one in item.codes if one.system in systems]
            code = rng.choice(codes) if codes else None
            book = library.pages_of(code.system) if code else None  # type: ignore[arg-type]
            line = book.find(code.code) if book and code else None
            if book is not None and line is not None and line.billable:
                targets.append(described(book, line, rng))
        rng.shuffle(targets)
        return targets


def _drawn(library: Library, systems: list[System], rng: Random) -> Target | None:
    system = rng.choice(systems) if systems else None
    if system == "icd10pcs" and library.pcs_tables is not None:
        return random_pcs_target(library.pcs_tables, rng)
    book = library.pages_of(system) if system else None
    return random_target(book, rng) if book else None
