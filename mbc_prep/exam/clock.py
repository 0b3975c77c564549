"""The clock of a sitting: how much of its time is used, whatever happens to the machine.

Rule, told on the rules page:

- Strict mode counts every second from the start, also while the program is closed, the laptop
  sleeps or the terminal is gone.
- Practice mode counts only while the sitting is open and not paused; after a crash it goes on
  from the last recorded moment.
- A system clock set back never gives time back; one set forward costs time only across a
  restart of the machine, because within one boot the sleep-counting clock decides.

Pure: readings of the clocks are arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ClockReading:
    """The machine's clocks at one moment.

    ``wall`` is seconds since 1970 (UTC); ``boot`` seconds on a clock that counts sleep and only
    runs forward; ``boot_id`` names the run of the machine that ``boot`` belongs to.
    """

    wall: float
    boot: float
    boot_id: str


@dataclass(frozen=True, slots=True)
class SittingClock:
    """Time used up to a recorded moment, and that moment.

    ``limit`` is in seconds, None for untimed drills. ``running`` is False while paused or left
    in practice mode.
    """

    limit: float | None
    elapsed: float
    at: ClockReading
    running: bool = True

    def used(self, now: ClockReading) -> float:
        """Seconds used by ``now``; never more than the limit, where there is one."""
        if not self.running:
            return self.elapsed
        if now.boot_id == self.at.boot_id:
            passed = now.boot - self.at.boot
        else:
            passed = now.wall - self.at.wall
        used = self.elapsed + max(0.0, passed)
        return used if self.limit is None else min(used, max(self.limit, self.elapsed))

    def left(self, now: ClockReading) -> float | None:
        """Seconds left, never below zero; None when there is no limit."""
        return None if self.limit is None else max(0.0, self.limit - self.used(now))

    def expired(self, now: ClockReading) -> bool:
        """Whether the time is up."""
        return self.left(now) == 0.0

    def record(self, now: ClockReading) -> SittingClock:
        """Return the same clock with its time used so far settled at ``now``."""
        return replace(self, elapsed=self.used(now), at=now)

    def pause(self, now: ClockReading) -> SittingClock:
        """Return the clock stopped at ``now``."""
        return replace(self.record(now), running=False)

    def resume(self, now: ClockReading) -> SittingClock:
        """Return the clock going on from ``now``; a running clock is only settled."""
        return replace(self.record(now), running=True)

    def reopen(self, now: ClockReading) -> SittingClock:
        """Return the clock going on from ``now`` without the time since it was last recorded."""
        return replace(self, at=now, running=True)
