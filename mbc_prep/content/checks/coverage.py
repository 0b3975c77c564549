"""Coverage: how many forms a bank can fill, and whether every topic has its items.

A growing bank may fall short; that is shown and never fails a check.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from mbc_prep.content.checks.figures import Figure, Verdict
from mbc_prep.errors import NotEnoughItemsError
from mbc_prep.exam.assembly import PoolItem, draw_form
from mbc_prep.exam.certification import Certification, Form
from mbc_prep.exam.item import Item
from mbc_prep.study.card import Card

MAIN_FORM = "mock-150"
CARDED_WEIGHT = 2
"""From this weight on a topic has at least one card."""


@dataclass(frozen=True, slots=True)
class ShortTopic:
    """A topic with fewer items than its weight asks for."""

    id: str
    weight: int
    items: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Forms and topics of one certification.

    ``complete``: the main form can be filled at least once; if not, ``missing`` says what it lacks.
    """

    figures: tuple[Figure, ...]
    complete: bool
    missing: str
    short_topics: tuple[ShortTopic, ...]
    uncarded_topics: tuple[str, ...]


def coverage(
    certification: Certification, items: Sequence[Item], cards: Sequence[Card]
) -> Coverage:
    """Work out the coverage of a certification by the whole bank."""
    own = [item for item in items if certification.id in item.certifications]
    figures: list[Figure] = []
    complete, missing = False, ""
    for form in certification.forms:
        count, lacks = disjoint_forms(form, own, certification.id)
        name = f"disjoint forms {form.id}"
        figures.append(Figure(name, str(count), ">= 1", len(own), "ok" if count else "growing"))
        if form.id == MAIN_FORM:
            complete = count > 0
            missing = "" if complete else lacks
    short = _short_topics(certification, own, cards)
    figures += [_weight_figure(certification, weight, short, len(own)) for weight in (3, 2, 1)]
    uncarded = _topics_without_card(certification, cards)
    figures.append(_card_figure(certification, uncarded, cards))
    return Coverage(tuple(figures), complete, missing, tuple(short), tuple(uncarded))


def disjoint_forms(form: Form, items: Sequence[Item], certification: str) -> tuple[int, str]:
    """Count the forms that can be drawn one after another without repeats.

    Also says what the next one lacks, in the words of the assembly.
    """
    pool = [
        PoolItem(item.id, item.certifications[certification], item.type, item.scenario)
        for item in items
    ]
    count = 0
    while True:
        try:
            drawn = draw_form(form, pool, Random(0))
        except NotEnoughItemsError as error:
            return count, str(error)
        taken = {one.id for one in drawn}
        if not taken:
            return count, "the form is empty"
        pool = [item for item in pool if item.id not in taken]
        count += 1


def _short_topics(
    certification: Certification, items: Sequence[Item], cards: Sequence[Card]
) -> list[ShortTopic]:
    """Topics below their weight in items; for weight 1 a card will do."""
    have = Counter(topic for item in items for topic in item.topics)
    carded = {card.topic for card in cards if certification.id in card.certifications}
    return [
        ShortTopic(topic.id, topic.weight, have[topic.id])
        for topic in certification.topics
        if have[topic.id] < topic.weight and not (topic.weight == 1 and topic.id in carded)
    ]


def _topics_without_card(certification: Certification, cards: Sequence[Card]) -> list[str]:
    """Topics of weight 2 and 3 that no card of the certification names."""
    carded = {card.topic for card in cards if certification.id in card.certifications}
    return [
        topic.id
        for topic in certification.topics
        if topic.weight >= CARDED_WEIGHT and carded.isdisjoint((topic.id, *topic.same_as))
    ]


def _card_figure(
    certification: Certification, uncarded: Sequence[str], cards: Sequence[Card]
) -> Figure:
    total = sum(1 for topic in certification.topics if topic.weight >= CARDED_WEIGHT)
    own = sum(1 for card in cards if certification.id in card.certifications)
    value = f"{total - len(uncarded)} of {total}"
    verdict: Verdict = "growing" if uncarded else "ok"
    return Figure("topics of weight 2 and 3 with a card", value, "all", own, verdict)


def _weight_figure(
    certification: Certification, weight: int, short: Sequence[ShortTopic], counted: int
) -> Figure:
    total = sum(1 for topic in certification.topics if topic.weight == weight)
    met = total - sum(1 for topic in short if topic.weight == weight)
    need = "an item or card" if weight == 1 else f"{weight} items"
    name = f"topics of weight {weight} with {need}"
    return Figure(name, f"{met} of {total}", "all", counted, "ok" if met == total else "growing")
