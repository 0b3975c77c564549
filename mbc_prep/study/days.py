"""Study days: a day that begins at the roll-over hour of the learner's clock, not at midnight.

Owns the arithmetic between moments and day numbers. A day number is the proleptic ordinal of
the local date (``date.toordinal``), so differences are whole days whatever daylight saving does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class StudyDays:
    """Turns moments into day numbers and back, for one time zone and roll-over hour."""

    zone: tzinfo
    rollover_hour: int = 4

    def number(self, moment: datetime) -> int:
        """Day number of an aware moment."""
        local = moment.astimezone(self.zone).replace(tzinfo=None)
        return (local - timedelta(hours=self.rollover_hour)).toordinal()

    def start(self, number: int) -> datetime:
        """First moment (UTC) of a day number."""
        local = datetime.combine(date.fromordinal(number), time(self.rollover_hour), self.zone)
        return local.astimezone(UTC)
