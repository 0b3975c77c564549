"""A learner's record as evidence of one certification.

Owns which domain an answered item counts for and what its mark is today: an item whose revision
was raised since is marked again, and the difference is told. Knows nothing of the estimate.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from mbc_prep.exam.certification import PRETEST, Certification, Form
from mbc_prep.exam.item import Item
from mbc_prep.exam.scoring import points, possible
from mbc_prep.exam.sitting import Entry
from mbc_prep.readiness.evidence import DAY, Answer, CardState, Evidence, Target
from mbc_prep.study.deckorder import ITEM_PREFIX

if TYPE_CHECKING:
    from mbc_prep.storage.evidence import AnsweredItem
    from mbc_prep.workspace.room import Room

CUT_DOUBT = 0.02
"""How far off the stand-in for a scaled score's cut may be, in fractions right."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Evidence, and what else the record tells; ``pace`` is seconds per item in mocks."""

    evidence: Evidence
    form: Form
    answered: tuple[AnsweredItem, ...]
    notes: tuple[str, ...]
    mocks: int
    pace: float | None
    days_since: int | None


def real_form(certification: Certification) -> Form:
    """The form of the real exam: the official one where it is described."""
    forms = {form.id: form for form in certification.forms}
    return forms.get("official", certification.forms[-1])


def target_of(certification: Certification) -> Target:
    """What the real form asks, in points; pretest items count for nothing."""
    form = real_form(certification)
    blanks = form.cases.blanks_each if form.cases else _case_blanks(certification)
    worth = {
        row.id: row.count * (blanks if row.type == "case_fill_in" else 1)
        for row in form.domains
        if row.id != PRETEST
    }
    total = sum(worth.values())
    typed = {row.id for row in form.domains if row.type in ("case_fill_in", "fill_in")}
    return Target(
        exam=certification.id,
        scored=total,
        weights={domain: count / total for domain, count in worth.items()},
        cut=form.passing.fraction,
        pass_rate=certification.pass_rate,
        cut_sd=CUT_DOUBT if form.passing.rule == "scaled" else 0.0,
        minutes=float(form.minutes),
        typed=frozenset(typed),
    )


def gather(room: Room, certification: Certification) -> Gathered:
    """Collect the evidence for a certification; its plan is to sit today."""
    index = {row.id: row for row in room.catalog.item_index(certification.id)}
    rows = [
        row
        for row in sorted(room.evidence.answered(), key=lambda row: (row.at_ms, row.position))
        if row.item_id in index or row.certification == certification.id
    ]
    blank = sum(row.blank for row in rows)
    rows = [row for row in rows if not row.blank]
    marks, notes = _marks(room, rows, {item: row.revision for item, row in index.items()})
    if blank:
        notes += (f"{_items(blank)} left blank say nothing about what you know; not counted.",)
    answers = _answers(rows, marks, {item: row.domain for item, row in index.items()})
    now = room.clock.now().timestamp()
    cards, decks = _cards(room, certification, {item: row.domain for item, row in index.items()})
    starts = [answer.at for answer in answers[:1]] + [card.last_review for card in cards]
    mocks = [row for row in rows if row.mock and row.certification == certification.id]
    return Gathered(
        evidence=Evidence(
            now, now, min([now, *starts]), "today", target_of(certification),
            answers, cards, decks,
        ),
        form=real_form(certification),
        answered=tuple(rows),
        notes=notes,
        mocks=len({row.sitting_id for row in mocks}),
        pace=median(row.seconds for row in mocks) if mocks else None,
        days_since=int((now - answers[-1].at) / DAY) if answers else None,
    )  # fmt: skip


def _case_blanks(certification: Certification) -> int:
    """Blanks per case as another form of the certification has them."""
    return max((form.cases.blanks_each for form in certification.forms if form.cases), default=1)


def _answers(
    rows: Sequence[AnsweredItem], marks: Sequence[float], domains: dict[str, str]
) -> tuple[Answer, ...]:
    met: set[str] = set()
    found: list[Answer] = []
    for row, mark in zip(rows, marks, strict=True):
        domain = domains.get(row.item_id, row.domain)
        first = row.item_id not in met
        met.add(row.item_id)
        found.append(
            Answer(row.at_ms / 1000, row.item_id, domain, mark, first, row.mock,
                   str(row.sitting_id), row.seconds)
        )  # fmt: skip
    return tuple(found)


def _marks(
    room: Room, rows: Sequence[AnsweredItem], revisions: dict[str, int]
) -> tuple[list[float], tuple[str, ...]]:
    """Share of its points each answer wins by today's bank, and what changed by that."""
    worth = _worth(room, rows)
    changed = {
        row.item_id for row in rows if revisions.get(row.item_id, row.revision) != row.revision
    }
    items = room.catalog.items(sorted(changed))
    marks: list[float] = []
    moved: Counter[str] = Counter()
    for row in rows:
        mark = row.won / worth.get(row.item_id, 1)
        if row.item_id in items:
            new = _mark_again(items[row.item_id], row)
            if abs(new - mark) > 1e-9:
                moved["re-scored"] += 1
            mark = new
        marks.append(min(1.0, mark))
    gone = sum(row.item_id not in revisions for row in rows)
    notes = []
    if moved:
        count = moved["re-scored"]
        notes.append(f"{count} {'answer' if count == 1 else 'answers'} re-scored: the key changed.")
    if gone:
        notes.append(f"{_items(gone)} answered are no longer in the bank; their marks stand.")
    return marks, tuple(notes)


def _worth(room: Room, rows: Sequence[AnsweredItem]) -> dict[str, int]:
    """Points of typed-code cases; every other item is worth one."""
    cases = sorted({row.item_id for row in rows if row.choice == "[]"})
    return {item.id: possible(item) for item in room.catalog.items(cases).values()}


def _mark_again(item: Item, row: AnsweredItem) -> float:
    entry = Entry(
        item.id, item.revision, row.domain,
        choice=tuple(json.loads(row.choice)), blanks=tuple(json.loads(row.blanks)),
    )  # fmt: skip
    return points(item, entry) / possible(item)


def _cards(
    room: Room, certification: Certification, item_domains: dict[str, str]
) -> tuple[tuple[CardState, ...], dict[str, int]]:
    """Memories by domain, and how many cards each domain has."""
    topics = certification.topics_by_name()
    domain_of = {
        row.id: topics[row.topic].domain
        for row in room.catalog.card_index(certification.id)
        if row.topic in topics
    }
    decks = Counter(domain_of.values())
    domain_of |= {ITEM_PREFIX + item: domain for item, domain in item_domains.items()}
    cards = tuple(
        CardState(domain_of[row.card_id], row.stability, row.last_ms / 1000, row.reps, row.lapses)
        for row in room.evidence.memories()
        if row.card_id in domain_of
    )
    return cards, dict(decks)


def _items(count: int) -> str:
    return f"{count} {'item' if count == 1 else 'items'}"
