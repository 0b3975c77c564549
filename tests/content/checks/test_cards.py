from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mbc_prep.codebook.icd10cm import Icd10Cm
from mbc_prep.content.checks.cards import check_card, check_deck, lonely
from mbc_prep.content.checks.standard import Books
from mbc_prep.study.card import Card, Deck

BOOKS = Books(
    certifications={"cpc": None},  # type: ignore[dict-item]  # only its name counts here
    domains={},
    topics={"repair": frozenset({"cpc"})},
    decks=frozenset({"basics", "more"}),
    icd10cm=Icd10Cm(2026, {"I10": "Hypertension"}, {"E11": "Type 2"}),
)
SOUND = Card(
    id="sound",
    revision=1,
    kind="basic",
    certifications=("cpc",),
    topic="repair",
    front="What is I10?",
    code_year=2026,
    authority=("ICD-10-CM Tabular List, I10",),
    back="High blood pressure, see also E11.-.",
)


def test_a_sound_card_has_no_remarks() -> None:
    assert list(check_card(SOUND, BOOKS)) == []
    assert list(check_card(replace(SOUND, near_miss="I10.A is no code."), BOOKS)) == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"certifications": ("cpc", "xyz")}, "certification"),
        ({"topic": "xyz"}, "topic"),
        ({"front": "word " * 41}, "card-length"),
        ({"back": "word " * 61}, "card-length"),
        ({"back": "- one\n" * 7}, "card-length"),
        ({"kind": "diagram", "front": "+" + "-" * 60}, "diagram-width"),
        ({"authority": ()}, "authority"),
        ({"reviewed": "yesterday"}, "date"),
        ({"example": "Code I10.9 here."}, "code"),
    ],
)
def test_what_the_standard_refuses(change: dict[str, Any], rule: str) -> None:
    assert [one.rule for one in check_card(replace(SOUND, **change), BOOKS)] == [rule]


def test_limits_are_inclusive() -> None:
    card = replace(SOUND, front="word " * 40, back="word " * 60)
    assert list(check_card(card, BOOKS)) == []
    drawing = replace(SOUND, kind="diagram", front="+ " * 30)
    assert list(check_card(drawing, BOOKS)) == []


def test_pairs_are_two() -> None:
    pair = replace(SOUND, kind="pair", siblings="x")
    assert [card.id for card, _ in lonely([pair])] == ["sound"]
    assert list(lonely([pair, replace(pair, id="other")])) == []
    assert len(list(lonely([pair] * 3))) == 3


def test_decks_follow_decks_that_exist() -> None:
    deck = Deck("basics", "Basics", "About.", ("more", "gone", "basics"))
    remarks = list(check_deck(deck, [SOUND], BOOKS))
    assert [one.loc for one in remarks] == [("after", 1), ("after", 2)]
    assert [one.rule for one in check_deck(replace(deck, after=()), [], BOOKS)] == ["deck"]
