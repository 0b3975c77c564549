"""Moments as the database keeps them: whole milliseconds since 1970, UTC.

Owns the conversion at the room's edge. Fractions of a millisecond are cut off, never rounded, so
that a moment computed before storing and one computed after reading are the same.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware moment; raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return (moment - _EPOCH) // _MILLISECOND


def from_ms(milliseconds: int) -> datetime:
    """Aware UTC moment of a stored number."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def moment_or_none(milliseconds: int | None) -> datetime | None:
    """Like ``from_ms``, for a column that may be empty."""
    return None if milliseconds is None else from_ms(milliseconds)
