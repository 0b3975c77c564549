from __future__ import annotations

from datetime import timedelta

from mbc_prep.storage.database import Database
from mbc_prep.storage.marks import ItemCard, Marks
from mbc_prep.storage.moments import from_ms, to_ms
from mbc_prep.storage.settings import Settings
from mbc_prep.study.memory import Mark

from .conftest import NOW


def test_marks_come_back_until_they_are_taken_off(database: Database) -> None:
    marks = Marks(database)
    mark = Mark("a-1", True, 739_000, True, "Is this still so in 2026? [I10] ☂", True)
    marks.set_mark(mark)
    marks.set_mark(Mark("a-2", buried_until=5))
    assert marks.marks() == {"a-1": mark, "a-2": Mark("a-2", buried_until=5)}
    marks.set_mark(Mark("a-1", doubtful=True))
    marks.set_mark(Mark("a-2"))
    assert marks.marks() == {"a-1": Mark("a-1", doubtful=True)}


def test_an_item_becomes_a_card_once(database: Database) -> None:
    marks = Marks(database)
    assert marks.add_item_cards(["i-2", "i-1", "i-2"], None, "missed", NOW) == 2
    assert marks.add_item_cards(["i-1", "i-3"], None, "guessed", NOW + timedelta(days=1)) == 1
    assert marks.add_item_cards([], None, "missed", NOW) == 0
    added = from_ms(to_ms(NOW))
    assert marks.item_cards() == (
        ItemCard("i-1", added, None, "missed"),
        ItemCard("i-2", added, None, "missed"),
        ItemCard("i-3", added + timedelta(days=1), None, "guessed"),
    )


def test_settings_are_kept_until_taken_back(database: Database) -> None:
    settings = Settings(database)
    assert settings.get("certification") is None
    settings.set("certification", "cpc")
    settings.set("exam_date.cpc", "2027-03-01")
    settings.set("certification", "ccs")
    assert settings.all() == {"certification": "ccs", "exam_date.cpc": "2027-03-01"}
    settings.set("certification", None)
    assert settings.get("certification") is None
    assert settings.get("exam_date.cpc") == "2027-03-01"
