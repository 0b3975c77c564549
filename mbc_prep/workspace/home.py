"""What home and ``mbc-prep due`` show: due cards, days studied, last mocks, what to do next.

Reads with plain sqlite3 only, so that the first frame waits for nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from mbc_prep.storage.glance import Glance, OpenSitting, PastSitting, take_glance
from mbc_prep.study.deckorder import ITEM_PREFIX

if TYPE_CHECKING:
    from mbc_prep.content.catalog import CertificationFacts
    from mbc_prep.exam.certification import Certification
    from mbc_prep.workspace.room import Room

NextAct = Literal["resume", "study", "exam", "drill", "decks"]
MOCK_EVERY_DAYS = 14
"""A whole mock about every two weeks shows where one stands without eating the study time."""


# A named tuple, not a dataclass: the first screen waits while the class is made.
class HomeView(NamedTuple):
    """The home screen's figures.

    ``due_now`` is all that waits; ``reviews_left`` is how many of them today's limit still allows.
    ``new_today`` is within its limit.
    ``content_faults`` counts the errors in the files: what they stand in is left out.
    ``due_by_day`` has seven days, today first. ``days_studied`` is out of the last 30.
    """

    certification: str
    certification_name: str
    exam_date: date | None
    days_left: int | None
    due_now: int
    reviews_left: int
    new_today: int
    due_by_day: tuple[int, ...]
    days_studied: int
    reviewed_today: int
    sittings: tuple[PastSitting, ...]
    open_sitting: OpenSitting | None
    items: int
    cards: int
    year_warning: str
    content_faults: int
    next_act: NextAct
    next_text: str


def look_home(room: Room) -> HomeView:
    """Gather the figures for the chosen certification."""
    certification = room.certification_facts()
    days, now = room.days(), room.clock.now()
    bank = room.catalog.counting(certification.id, room.item_card_ids())
    missed = {ITEM_PREFIX + item_id for item_id in bank}
    waiting = missed & _unrated_items(room, days.number(now))
    cards = room.catalog.card_ids(certification.id)
    cards = cards | missed if missed else cards
    glance = take_glance(room.opened.connection, cards - waiting if waiting else cards, now, days)
    glance = glance._replace(
        due_now=glance.due_now + len(waiting),
        due_by_day=(glance.due_by_day[0] + len(waiting), *glance.due_by_day[1:]),
    )
    introduced, tested = _done_today(room, days.number(now))
    new_today = max(0, min(glance.new_available, room.config.new_per_day - introduced))
    reviews_left = max(0, room.config.reviews_per_day - tested)
    exam = room.exam_date()
    today = room.today()
    act, text = _advice(glance, new_today, reviews_left, today, exam, certification.id)
    return HomeView(
        certification=certification.id,
        certification_name=certification.name,
        exam_date=exam,
        days_left=(exam - today).days if exam else None,
        due_now=glance.due_now,
        reviews_left=reviews_left,
        new_today=new_today,
        due_by_day=glance.due_by_day,
        days_studied=glance.days_studied,
        reviewed_today=glance.reviews_today,
        sittings=glance.last_sittings,
        open_sitting=glance.open_sitting,
        items=room.catalog.item_count(certification.id),
        cards=len(cards),
        year_warning=year_warning(certification, exam),
        content_faults=room.catalog.problem_count,
        next_act=act,
        next_text=text,
    )


def year_warning(
    certification: Certification | CertificationFacts, exam: date | None, books: int = 2026
) -> str:
    """Say when the exam will test newer books than the content follows; empty if it will not.

    AAPC changes books in mid-January, AHIMA about 1 May (``year_from`` of the certification).
    """
    if exam is None:
        return ""
    month, day = (int(part) for part in certification.year_from.split("-"))
    switch = date(books + 1, month, day)
    if exam < switch:
        return ""
    return (
        f"Your exam falls after about {switch}, when {certification.body} changes to newer books; "
        f"this content follows the books of {books}."
    )


def _unrated_items(room: Room, today: int) -> set[str]:
    """Missed items that are due and were never rated, as card ids."""
    rows = room.opened.connection.execute(
        "SELECT :prefix || item_id FROM item_card"
        " WHERE :prefix || item_id NOT IN (SELECT card_id FROM memory)"
        " AND :prefix || item_id NOT IN"
        " (SELECT card_id FROM mark WHERE suspended OR buried_until > :today)",
        {"prefix": ITEM_PREFIX, "today": today},
    )
    return {card_id for (card_id,) in rows}


def _done_today(room: Room, today: int) -> tuple[int, int]:
    """How many new cards were begun today, and how many due ones count towards the limit."""
    query = (
        "SELECT coalesce(sum(introduced), 0), coalesce(sum(tested), 0) FROM day_total WHERE day = ?"
    )
    introduced, tested = room.opened.connection.execute(query, (today,)).fetchone()
    return int(introduced), int(tested)


def _advice(
    glance: Glance,
    new_today: int,
    reviews_left: int,
    today: date,
    exam: date | None,
    certification: str,
) -> tuple[NextAct, str]:
    """One next thing to do, most pressing first."""
    if glance.open_sitting is not None:
        return "resume", f"Go on with your open sitting: {glance.open_sitting.title}."
    due = min(glance.due_now, reviews_left)
    if due:
        return "study", f"Study the {due} cards that are due."
    mocks = [s for s in glance.last_sittings if s.passed is not None]
    mocks = [s for s in mocks if s.certification == certification]
    if not mocks and glance.days_studied >= 1:
        return "exam", "Sit a first mock to see where you stand; practice mode is fine."
    if new_today:
        return "study", f"Learn today's {new_today} new cards."
    since = (today - mocks[0].submitted.date()).days if mocks else MOCK_EVERY_DAYS
    if since >= MOCK_EVERY_DAYS or (exam and 0 < (exam - today).days <= 7 and since >= 3):
        return "exam", f"Your last mock was {since} days ago; sit another."
    return "drill", "Cards are done for today. Drill a domain, or rest."
