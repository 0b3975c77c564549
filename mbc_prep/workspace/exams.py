"""Sitting exams: the verbs on forms, drills, sittings and results."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING, Literal

from mbc_prep.errors import MbcError
from mbc_prep.exam.assembly import Drawn, PoolItem, draw_drill, draw_form, shuffle_options
from mbc_prep.exam.certification import Certification, Form, NamedForm
from mbc_prep.exam.clock import SittingClock
from mbc_prep.exam.item import Item
from mbc_prep.exam.pairs import DIFFICULTIES, Likeness, Traits, draw_named, draw_pair, likeness
from mbc_prep.exam.result import Result, score_sitting
from mbc_prep.exam.scoring import possible
from mbc_prep.exam.sitting import EndedBy, Entry, Mode, Sitting, SittingKind
from mbc_prep.workspace.answers import Answering
from mbc_prep.workspace.table import OpenSitting

if TYPE_CHECKING:
    from mbc_prep.content.catalog import Catalog
    from mbc_prep.workspace.room import Room

DRILL = "drill"
DrillFilter = Literal["all", "unseen", "missed", "flagged"]


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill is made of; ``count`` None means all that fit."""

    domains: tuple[str, ...] = ()
    count: int | None = 20
    only: DrillFilter = "all"
    timed: bool = False


class Examining:
    """The verbs of exams; one object per opened workspace."""

    def __init__(self, room: Room, answers: Answering) -> None:
        self._room = room
        self._answers = answers

    def draw(
        self, certification: Certification, form: Form, seed: int, seen: bool = True
    ) -> tuple[Drawn, ...]:
        """Draw a form; with ``seen`` False as from a bank nobody has used yet."""
        pool = self._pool(certification.id, seen)
        return draw_form(form, pool, _rng(certification.id, form.id, seed, "draw"))

    def draw_named(self, certification: Certification, form: Form, name: str) -> tuple[Drawn, ...]:
        """Return a named form; raises NotEnoughItemsError where there is none of that name."""
        return draw_named(form, name, self._pool(certification.id, seen=False))

    def balanced_pair(
        self, certification: Certification, form: Form, tries: int
    ) -> tuple[tuple[NamedForm, NamedForm], Likeness]:
        """Find two forms without a common item that are as alike as the bank allows."""
        catalog = self._room.catalog
        pool = self._pool(certification.id, seen=False)
        traits = {
            item.id: Traits(DIFFICULTIES[item.difficulty], _words(catalog, item))
            for item in catalog.items([one.id for one in pool]).values()
        }
        rng = _rng(certification.id, form.id, "pair")
        pair = draw_pair(form, pool, traits, rng, tries)
        return pair, likeness(pair[0].items, pair[1].items, traits)

    def form(self, certification: Certification, form_id: str) -> Form:
        """Return a form; raises MbcError naming the forms there are."""
        return _form(certification, form_id)

    def start_mock(
        self, form_id: str, mode: Mode, seed: int | None = None, name: str = ""
    ) -> OpenSitting:
        """Begin a mock exam of the chosen certification: drawn, or the form of that name."""
        certification = self._room.certification()
        form = _form(certification, form_id)
        seed = secrets.randbelow(2**31) if seed is None else seed
        if name:
            drawn = self.draw_named(certification, form, name)
        else:
            drawn = self.draw(certification, form, seed)
        title = f"{certification.id.upper()} {form_id} {name.upper()}".rstrip()
        return self._begin(form_id, "mock", mode, seed, title, drawn, form.minutes * 60.0)

    def start_drill(self, drill: Drill, seed: int | None = None) -> OpenSitting:
        """Draw and begin a drill (practice mode) of the chosen certification."""
        certification = self._room.certification()
        seed = secrets.randbelow(2**31) if seed is None else seed
        rng = _rng(certification.id, DRILL, seed, "draw")
        drawn = draw_drill(
            self._pool(self._room.certification().id), drill.count, rng, self._drill_filter(drill)
        )
        form = certification.forms[0]
        limit = len(drawn) * form.minutes * 60.0 / form.items if drill.timed else None
        title = _drill_title(certification, drill)
        return self._begin(DRILL, "drill", "practice", seed, title, drawn, limit)

    def drill_size(self, drill: Drill) -> int:
        """How many items the bank has for a drill."""
        return sum(map(self._drill_filter(drill), self._pool(self._room.certification().id)))

    def domain_sizes(self) -> dict[str, int]:
        """How many items each domain has for drills, in the order of the blueprint."""
        counts = Counter(item.domain for item in self._pool(self._room.certification().id))
        order = [row.id for form in self._room.certification().forms for row in form.domains]
        ordered = dict.fromkeys([*order, *sorted(counts)])
        return {domain: counts[domain] for domain in ordered if counts[domain]}

    def open(self, sitting_id: int) -> OpenSitting:
        """Open a sitting again; the clock goes on as its mode promises."""
        opened = self._table(self._room.sittings.load(sitting_id))
        if opened.sitting.status == "open":
            self._answers.reopen(opened)
        return opened

    def submit(self, opened: OpenSitting, ended_by: EndedBy) -> Result:
        """End the sitting, score it and make missed and guessed items due cards, once each."""
        if opened.sitting.status == "open":
            self._answers.settle(opened)
            # Loaded anew: answers given in another window count as well.
            stored = replace(self._room.sittings.load(opened.sitting.id), ended_by=ended_by)
            result = score_sitting(stored, opened.items, opened.form, {})
            entries = tuple(
                replace(entry, correct=mark)
                for entry, mark in zip(stored.entries, result.marks, strict=True)
            )
            marked = replace(stored, entries=entries)
            opened.sitting = self._room.sittings.submit(
                marked, won=result.won, worth=result.of, passed=result.passed,
                at=self._room.clock.now(),
            )  # fmt: skip
            self._remember(
                opened, [e.item_id for e in entries if self._missed(opened, e)], "missed"
            )
            guessed = [e.item_id for e in entries if e.confidence == "unsure"]
            self._remember(opened, guessed, "guessed")
        return self.result(opened)

    def result(self, opened: OpenSitting) -> Result:
        """Score a submitted sitting, with its changed answers from the log."""
        choices = self._room.sittings.choices(opened.sitting.id)
        return score_sitting(opened.sitting, opened.items, opened.form, choices)

    def set_reason(self, opened: OpenSitting, position: int, reason: str) -> None:
        """Say why an item was missed; the same reason again takes it back.

        An item that was a guess becomes a due card.
        """
        entry = opened.sitting.entries[position]
        entry = replace(entry, reason="" if entry.reason == reason else reason)
        now = self._room.clock.now()
        self._room.sittings.set_reason(opened.sitting.id, position, entry.reason, now)
        opened.sitting = opened.sitting.change(position, entry)
        if entry.reason == "guess":
            self._remember(opened, [entry.item_id], "guessed")

    def abandon(self, sitting_id: int) -> None:
        """Give an open sitting up: it is no longer offered; its log stays."""
        self._room.sittings.abandon(sitting_id, self._room.clock.now())

    # -- inside ----------------------------------------------------------------------------

    def _pool(self, certification: str, seen: bool = True) -> tuple[PoolItem, ...]:
        """The bank of a certification with how often and when the learner met each item."""
        exposures = self._room.exposures.all() if seen else {}
        rows = []
        for row in self._room.catalog.item_index(certification):
            met = exposures.get(row.id)
            times, last = (met.times, met.last.timestamp()) if met else (0, 0.0)
            rows.append(PoolItem(row.id, row.domain, row.type, row.scenario, times, last))
        return tuple(rows)

    def _drill_filter(self, drill: Drill) -> Callable[[PoolItem], bool]:
        exposures = self._room.exposures.all()

        def wanted(item: PoolItem) -> bool:
            if drill.domains and item.domain not in drill.domains:
                return False
            met = exposures.get(item.id)
            if drill.only == "unseen":
                return met is None
            if drill.only == "missed":
                return met is not None and met.last_correct is not None and met.last_correct < 1
            return drill.only == "all" or (met is not None and met.flagged)

        return wanted

    def _begin(
        self,
        form_id: str,
        kind: SittingKind,
        mode: Mode,
        seed: int,
        title: str,
        drawn: Sequence[Drawn],
        limit: float | None,
    ) -> OpenSitting:
        certification = self._room.certification()
        items = self._room.catalog.items([place.id for place in drawn])
        ordered = [items[place.id] for place in drawn]
        orders = shuffle_options(ordered, _rng(certification.id, form_id, seed, "options"))
        entries = tuple(
            Entry(item.id, item.revision, place.domain, place.scored, order, wanted=_wanted(item))
            for place, item, order in zip(drawn, ordered, orders, strict=True)
        )
        clock = SittingClock(limit, 0.0, self._room.clock.reading())
        sitting = Sitting(
            0, certification.id, form_id, kind, mode, seed, title,
            self._room.clock.now(), clock, entries,
        )  # fmt: skip
        return self._table(self._room.sittings.start(sitting))

    def _table(self, sitting: Sitting) -> OpenSitting:
        catalog = self._room.catalog
        items = catalog.items([entry.item_id for entry in sitting.entries])
        gone = [entry.item_id for entry in sitting.entries if entry.item_id not in items]
        if gone and sitting.status == "open":
            raise MbcError(f"The sitting cannot go on: the bank no longer has the item {gone[0]}.")
        records = {
            item.id: catalog.scenario(item.scenario).record if item.scenario else item.record
            for item in items.values()
        }
        form = None
        if sitting.kind == "mock":
            form = _form(catalog.certification(sitting.certification), sitting.form)
        return OpenSitting(sitting, items, records, form, sitting.clock.elapsed)

    def _missed(self, opened: OpenSitting, entry: Entry) -> bool:
        item = opened.items.get(entry.item_id)
        return item is not None and (entry.correct or 0.0) < possible(item)

    def _remember(self, opened: OpenSitting, item_ids: Sequence[str], reason: str) -> None:
        now = self._room.clock.now()
        self._room.marks.add_item_cards(item_ids, opened.sitting.id, reason, now)


def _form(certification: Certification, form_id: str) -> Form:
    try:
        return certification.form(form_id)
    except KeyError:
        known = ", ".join(form.id for form in certification.forms)
        raise MbcError(
            f"{certification.id.upper()} has no form {form_id!r}; there are: {known}."
        ) from None


def _words(catalog: Catalog, item: Item) -> int:
    """Words to read before the options, a shared record counted with each of its items."""
    record = catalog.scenario(item.scenario).record if item.scenario else item.record
    return len(record.split()) + len(item.stem.split())


def _drill_title(certification: Certification, drill: Drill) -> str:
    what = ", ".join(certification.domain_name(d) for d in drill.domains) or "all domains"
    only = "" if drill.only == "all" else f", only {drill.only}"
    return f"{certification.id.upper()} drill: {what}{only}"


def _wanted(item: Item) -> int:
    return len(item.blanks) or len(item.suggestions) or max(1, len(item.keys))


def _rng(*parts: str | int) -> Random:
    """A generator that the same parts always seed alike, on every system."""
    return Random("/".join(str(part) for part in parts))
