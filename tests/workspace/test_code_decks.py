"""Own decks of code cards: what they hold, that they can be studied, and that history stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.codebook.codecards import KINDS, Choice, build_cards
from mbc_prep.codebook.entries import BookError
from mbc_prep.errors import ContentError
from mbc_prep.study.card import Card
from mbc_prep.study.memory import Rating
from mbc_prep.study.typing import grade_typed
from mbc_prep.workspace import Workspace

pytestmark = pytest.mark.usefixtures("ready_books")


@pytest.fixture
def ready(workspace: Workspace) -> Workspace:
    return workspace


def cards(workspace: Workspace, *words: str) -> dict[str, Card]:
    book = workspace.codebook.library.pages_of("icd10cm")
    assert book is not None
    return {card.id: card for card in build_cards(book, Choice(words), ["cpc"])}


def test_a_code_gives_cards_both_ways_kept_apart(ready: Workspace) -> None:
    made = cards(ready, "E11.65")
    there, back = made["own-cm-e1165-code"], made["own-cm-e1165-title"]
    assert grade_typed("e1165", there.answers).verdict == "right"
    assert back.back == "Type 2 diabetes mellitus with hyperglycemia"
    assert there.siblings == back.siblings != ""


def test_notes_sides_and_seventh_characters_have_cards(ready: Workspace) -> None:
    made = cards(ready, "E11", "M17.1", "S52.5", "T38.3X5")
    assert "insulin (Z79.4)" in made["own-cm-e11-use-additional"].back
    assert "type 1 diabetes mellitus (E10.-)" in made["own-cm-e11-excludes1"].back
    assert "1 right" in made["own-cm-m171-sides"].back
    assert "2 left" in made["own-cm-m171-sides"].back
    stem = made["own-cm-s52501-code"]
    assert "seventh character aside" in stem.front
    assert grade_typed("S52.501", stem.answers).verdict == "right"
    assert not any(name.startswith("own-cm-s52501a") for name in made)


def test_fractures_have_a_card_for_each_seventh_character(ready: Workspace) -> None:
    made = cards(ready, "S52")
    assert made["own-cm-s52-seventh-m"].answers == ("M",)
    assert "nonunion" in made["own-cm-s52-seventh-m"].front


def test_every_card_keeps_the_standard_of_length(ready: Workspace) -> None:
    for card in cards(ready, "I10-I1A", "O09-O9A").values():
        assert len(card.front.split()) <= 40
        assert len(card.back.split()) <= 60
        assert len(card.id) <= 60


@pytest.mark.parametrize("word", ["Z99.99", "chapter:77", "[red]"])
def test_a_word_that_names_nothing_is_told(ready: Workspace, word: str) -> None:
    with pytest.raises(BookError, match="has no"):
        ready.code_decks.build([word])


def test_too_many_codes_are_refused_and_nothing_is_written(ready: Workspace) -> None:
    with pytest.raises(BookError, match="more than the 2000"):
        ready.code_decks.build(["chapter:19"])
    assert ready.code_decks.decks() == ()


def test_a_deck_is_studied_and_keeps_its_history_when_built_again(ready: Workspace) -> None:
    built = ready.code_decks.build(["E11.6"], "diabetes feet")
    assert built.id == "own-diabetes-feet"
    session = ready.study.start([built.id])
    first = session.current
    assert first is not None
    assert first.startswith("own-cm-e116")
    session.reveal()
    ready.study.rate(session, Rating.GOOD, 3.0)
    assert ready.code_decks.rebuild() == (built,)
    memory = ready.study.face(first).memory
    assert memory is not None
    assert memory.reps == 1


def test_kinds_are_kept_for_the_next_time(ready: Workspace) -> None:
    built = ready.code_decks.build(["I11"], kinds=["code"])
    assert ready.code_decks.rebuild(built.id) == (built,)
    assert built.cards == 2
    assert ready.code_decks.build(["I11"], kinds=KINDS).cards > 2


def test_a_removed_deck_is_gone_and_an_unknown_one_is_told(ready: Workspace) -> None:
    built = ready.code_decks.build(["I10"])
    file = ready.code_decks.remove(built.id).file
    assert not file.exists()
    assert built.id not in {deck.id for deck in ready.catalog.decks}
    with pytest.raises(ContentError, match="no own deck"):
        ready.code_decks.remove(built.id)


def test_a_folder_that_cannot_be_written_is_told(ready: Workspace, tmp_path: Path) -> None:
    folder = ready.paths.own_decks
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in the way")
    with pytest.raises(ContentError, match="cannot be written"):
        ready.code_decks.build(["I10"])
