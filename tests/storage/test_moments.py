from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.storage.moments import from_ms, to_ms


@given(st.integers(0, 7_258_118_400_000))  # 1970 to 2200
def test_every_stored_moment_comes_back(milliseconds: int) -> None:
    assert to_ms(from_ms(milliseconds)) == milliseconds


@given(st.datetimes(datetime(1971, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_fractions_are_cut_off_so_that_sums_stay_equal(moment: datetime) -> None:
    later = timedelta(minutes=10)
    assert from_ms(to_ms(moment)) + later == from_ms(to_ms(moment + later))
    assert timedelta(0) <= moment - from_ms(to_ms(moment)) < timedelta(milliseconds=1)


def test_other_zones_are_converted() -> None:
    zone = timezone(timedelta(hours=-5))
    assert to_ms(datetime(2026, 1, 1, tzinfo=zone)) == to_ms(datetime(2026, 1, 1, 5, tzinfo=UTC))


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_ms(datetime(2026, 1, 1))  # noqa: DTZ001
