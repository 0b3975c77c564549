"""The machine's clocks: the one place that reads the time.

``now()`` is aware UTC. ``reading()`` also gives a clock that counts sleep, for sittings.
"""

from __future__ import annotations

import sys
import time
import uuid
from datetime import UTC, datetime, tzinfo
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mbc_prep.exam.clock import ClockReading


class SystemClock:
    """Real time. Tests put another object with the same three methods in its place."""

    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""
        return datetime.now(UTC)

    def zone(self) -> tzinfo:
        """Return the learner's present time zone."""
        import tzlocal

        return tzlocal.get_localzone()

    def reading(self) -> ClockReading:
        """Read all clocks at once."""
        from mbc_prep.exam.clock import ClockReading

        wall = time.time()  # noqa: TID251 - this module is where the clock is read
        return ClockReading(wall, _seconds_since_boot(), _boot_id())


def _seconds_since_boot() -> float:
    """Seconds that count sleep: CLOCK_BOOTTIME on Linux, CLOCK_MONOTONIC on macOS."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    if boottime is not None:
        return time.clock_gettime(boottime)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


@cache
def _boot_id() -> str:
    """Name of this run of the machine; of this process where the system has no such name.

    In the second case the wall clock decides across restarts of the program.
    """
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return uuid.uuid4().hex
