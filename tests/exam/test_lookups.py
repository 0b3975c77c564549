from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mbc_prep.exam.lookups import ItemLookUps, LookUp, book_time

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


def lookup(position: int | None, seconds: float) -> LookUp:
    return LookUp(1, position, "" if position is None else f"item-{position}", NOW, seconds)


def test_a_sitting_without_look_ups() -> None:
    time = book_time([], 0.0)
    assert (time.count, time.seconds, time.share, time.each, time.slowest) == (0, 0.0, 0.0, 0.0, ())


def test_times_add_up() -> None:
    seconds = {0: 10.0, 1: 40.0, 2: 5.0, 3: 6.0, 4: 7.0, 5: 40.0}
    lookups = [lookup(position, time) for position, time in seconds.items()]
    time = book_time([*lookups, lookup(2, 60.0), lookup(None, 32.0)], 1000.0)
    assert (time.count, time.seconds) == (8, 200.0)
    assert time.share == pytest.approx(0.2)
    assert time.each == 25.0
    assert time.items[2] == ItemLookUps(2, "item-2", 2, 65.0)
    assert [one.position for one in time.slowest] == [2, 1, 5, 0, 4]


def test_the_share_is_never_more_than_all() -> None:
    assert book_time([lookup(0, 50.0)], 20.0).share == 1.0
