"""Answering: the verbs of a candidate in an open sitting, and of the sitting's clock.

Each act is stored before the open sitting shows it. The time of an item is what the sitting's
clock counted while the item was on the screen; time away belongs to no item.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mbc_prep.errors import MbcError
from mbc_prep.exam import answering
from mbc_prep.exam.audit import Audit
from mbc_prep.exam.clock import ClockReading, SittingClock
from mbc_prep.exam.sitting import Confidence, Entry
from mbc_prep.workspace.table import OpenSitting

if TYPE_CHECKING:
    from mbc_prep.storage.sitting_rows import ClockAct, EntryAct
    from mbc_prep.workspace.room import Room


class Answering:
    """The verbs inside a sitting; each raises MbcError, and changes nothing, when it fails."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def visit(self, opened: OpenSitting, position: int) -> None:
        """Go to a position: the time so far belongs to the item that was on the screen."""
        reading = self._reading(opened)
        here = opened.sitting.position
        sitting = opened.sitting.change(here, self._timed(opened, opened.entry, reading))
        sitting = sitting.change(position, replace(sitting.entries[position], seen=True))
        sitting = replace(sitting, position=position, clock=sitting.clock.record(reading))
        changed = {place: sitting.entries[place] for place in (here, position)}
        self._room.sittings.move(
            sitting.id, position, changed, sitting.clock, self._room.clock.now()
        )
        opened.attributed = sitting.clock.elapsed
        opened.sitting = sitting

    def choose(self, opened: OpenSitting, option: int) -> None:
        """Choose an option of the present item by its bank place; again clears it."""
        item = opened.item(opened.sitting.position)
        self._store(opened, answering.choose(opened.entry, option, item.type), "answer")

    def strike(self, opened: OpenSitting, option: int) -> None:
        """Strike an option of the present item out, or take the strike off."""
        self._store(opened, answering.strike(opened.entry, option), "strike")

    def flag(self, opened: OpenSitting) -> None:
        """Flag the present item for review, or take the flag off."""
        self._store(opened, answering.flag(opened.entry), "flag")

    def note(self, opened: OpenSitting, text: str) -> None:
        """Replace the note on the present item."""
        self._store(opened, answering.write_note(opened.entry, text), "note")

    def be_confident(self, opened: OpenSitting, confidence: Confidence) -> None:
        """Say how sure one is of the present item; the same again takes it back."""
        self._store(opened, answering.be_confident(opened.entry, confidence), "confidence")

    def fill(self, opened: OpenSitting, blank: int, text: str) -> None:
        """Write a typed code into a blank of the present case."""
        self._store(opened, answering.fill(opened.entry, blank, text), "blank")

    def audit(self, opened: OpenSitting, audit: Audit) -> None:
        """Replace the decisions on the suggested coding of the present item."""
        self._store(opened, answering.audit(opened.entry, audit.texts()), "blank")

    def show_feedback(self, opened: OpenSitting) -> None:
        """Show key and rationale of the present item; practice mode only, and logged."""
        if opened.sitting.mode != "practice":
            raise MbcError("In strict mode the key is shown after the sitting is submitted.")
        self._store(opened, opened.entry, "feedback")
        shown = opened.sitting.feedback | {opened.sitting.position}
        opened.sitting = replace(opened.sitting, feedback=shown)

    # -- the clock -------------------------------------------------------------------------

    def seconds_left(self, opened: OpenSitting) -> float | None:
        """Seconds left on the clock, None if the sitting is untimed."""
        return opened.sitting.clock.left(self._room.clock.reading())

    def seconds_used(self, opened: OpenSitting) -> float:
        """Seconds used so far."""
        return opened.sitting.clock.used(self._room.clock.reading())

    def heartbeat(self, opened: OpenSitting) -> None:
        """Settle the clock in the database, so that a crash costs little practice time."""
        if opened.sitting.status == "open" and opened.sitting.clock.running:
            self._store_clock(opened, opened.sitting.clock.record(self._room.clock.reading()), None)

    def pause(self, opened: OpenSitting) -> None:
        """Stop the clock of a practice sitting; logged."""
        if opened.sitting.mode != "practice":
            raise MbcError("A strict sitting has no pause.")
        self.settle(opened)
        self._store_clock(opened, opened.sitting.clock.pause(self._room.clock.reading()), "pause")

    def resume(self, opened: OpenSitting) -> None:
        """Let the clock of a paused practice sitting go on; logged."""
        self._store_clock(opened, opened.sitting.clock.resume(self._room.clock.reading()), "resume")
        opened.attributed = opened.sitting.clock.elapsed

    def reopen(self, opened: OpenSitting) -> None:
        """Come back to a sitting: a strict clock ran on, a practice clock stood still."""
        reading = self._room.clock.reading()
        clock = opened.sitting.clock
        strict = opened.sitting.mode == "strict"
        self._store_clock(
            opened, clock.record(reading) if strict else clock.reopen(reading), "reopen"
        )
        opened.attributed = opened.sitting.clock.elapsed

    def leave(self, opened: OpenSitting) -> None:
        """Close the window on an open sitting; in practice mode the clock stops."""
        if opened.sitting.status != "open":
            return
        self.settle(opened)
        clock = opened.sitting.clock.record(self._room.clock.reading())
        if opened.sitting.mode == "practice":
            clock = replace(clock, running=False)
        self._store_clock(opened, clock, "leave")

    def settle(self, opened: OpenSitting) -> None:
        """Give the time so far to the present item."""
        reading = self._room.clock.reading()
        position = opened.sitting.position
        entry = self._timed(opened, opened.entry, reading)
        clock = opened.sitting.clock.record(reading)
        self._room.sittings.move(
            opened.sitting.id, position, {position: entry}, clock, self._room.clock.now()
        )
        opened.sitting = replace(opened.sitting.change(position, entry), clock=clock)
        opened.attributed = clock.elapsed

    # -- inside ----------------------------------------------------------------------------

    def _reading(self, opened: OpenSitting) -> ClockReading:
        """Read the clock; refuse acts on a sitting that is over."""
        if opened.sitting.status != "open":
            raise MbcError("This sitting is submitted; its answers stand.")
        reading = self._room.clock.reading()
        if opened.sitting.clock.expired(reading):
            raise MbcError("The time is up; the sitting is being submitted.")
        return reading

    def _timed(self, opened: OpenSitting, entry: Entry, reading: ClockReading) -> Entry:
        spent = max(0.0, opened.sitting.clock.used(reading) - opened.attributed)
        return replace(entry, seconds=entry.seconds + spent)

    def _store(self, opened: OpenSitting, entry: Entry, kind: EntryAct) -> None:
        """Write the present entry with its time, then show it."""
        reading = self._reading(opened)
        entry = self._timed(opened, entry, reading)
        clock = opened.sitting.clock.record(reading)
        position = opened.sitting.position
        self._room.sittings.save_entry(
            opened.sitting.id, position, entry, kind, clock, self._room.clock.now()
        )
        opened.sitting = replace(opened.sitting.change(position, entry), clock=clock)
        opened.attributed = clock.elapsed

    def _store_clock(self, opened: OpenSitting, clock: SittingClock, kind: ClockAct | None) -> None:
        self._room.sittings.save_clock(opened.sitting.id, clock, kind, self._room.clock.now())
        opened.sitting = replace(opened.sitting, clock=clock)
