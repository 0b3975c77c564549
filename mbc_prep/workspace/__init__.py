"""The one door: opened content and opened progress, with the verbs of the product.

Both front ends talk only to ``Workspace``. Its parts are the places of the product: ``study``,
``exams``, ``history``, ``codebook``, ``readiness``; what they return are plain frozen dataclasses.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING

from mbc_prep.clock import SystemClock
from mbc_prep.config import Config, load_config, write_template
from mbc_prep.content.catalog import Catalog
from mbc_prep.errors import MbcError
from mbc_prep.paths import Paths
from mbc_prep.storage.opening import open_progress
from mbc_prep.workspace.home import HomeView, look_home
from mbc_prep.workspace.room import Room

if TYPE_CHECKING:
    from mbc_prep.exam.certification import Certification
    from mbc_prep.workspace.answers import Answering
    from mbc_prep.workspace.code_decks import CodeDecks
    from mbc_prep.workspace.codebook import CodeBook
    from mbc_prep.workspace.exams import Examining
    from mbc_prep.workspace.lookup_drill import LookUpDrilling
    from mbc_prep.workspace.past import Past
    from mbc_prep.workspace.readiness import Readying
    from mbc_prep.workspace.study import Studying

__all__ = ["HomeView", "Workspace"]


class Workspace:
    """One learner's opened content and progress."""

    def __init__(self, room: Room) -> None:
        self._room = room

    @classmethod
    def open(cls, paths: Paths, clock: SystemClock | None = None) -> Workspace:
        """Open content and progress, without what the first screen can do without.

        Raises StorageError or ContentError with a sentence for the learner.
        """
        clock = clock or SystemClock()
        write_template(paths.settings)
        config = load_config(paths.settings)
        opened = open_progress(paths.progress, now=clock.now())
        return cls(Room(paths, clock, config, Catalog.open(paths), opened))

    @cached_property
    def study(self) -> Studying:
        """The verbs on decks and cards."""
        from mbc_prep.workspace.study import Studying

        return Studying(self._room)

    @cached_property
    def answers(self) -> Answering:
        """The verbs inside a sitting."""
        from mbc_prep.workspace.answers import Answering

        return Answering(self._room)

    @cached_property
    def exams(self) -> Examining:
        """The verbs on forms, drills, sittings and results."""
        from mbc_prep.workspace.exams import Examining

        return Examining(self._room, self.answers)

    @cached_property
    def codebook(self) -> CodeBook:
        """The verbs of the code book."""
        from mbc_prep.workspace.codebook import CodeBook

        return CodeBook(self._room)

    @cached_property
    def lookups(self) -> LookUpDrilling:
        """The verbs of look-up drills."""
        from mbc_prep.workspace.lookup_drill import LookUpDrilling

        return LookUpDrilling(self._room, self.codebook)

    @cached_property
    def code_decks(self) -> CodeDecks:
        """The verbs of own decks of code cards."""
        from mbc_prep.workspace.code_decks import CodeDecks

        return CodeDecks(self._room, self.codebook)

    @cached_property
    def history(self) -> Past:
        """The verbs of looking back."""
        from mbc_prep.workspace.past import Past

        return Past(self._room)

    @cached_property
    def readiness(self) -> Readying:
        """The chance of passing, and what to study next."""
        from mbc_prep.workspace.readiness import Readying

        return Readying(self._room)

    @property
    def paths(self) -> Paths:
        """Every place the program reads or writes."""
        return self._room.paths

    @property
    def config(self) -> Config:
        """The settings file as read."""
        return self._room.config

    @property
    def clock(self) -> SystemClock:
        """The clock everything is dated by."""
        return self._room.clock

    @property
    def catalog(self) -> Catalog:
        """The opened content."""
        return self._room.catalog

    @property
    def certifications(self) -> tuple[Certification, ...]:
        """All certifications."""
        return self._room.catalog.certifications

    @property
    def certification(self) -> Certification | None:
        """The chosen certification, None before the first choice."""
        return self._room.certification() if self.setting("certification") else None

    @property
    def exam_date(self) -> date | None:
        """Date of the booked exam for the chosen certification."""
        return self._room.exam_date()

    def setting(self, key: str) -> str:
        """A setting kept in the database, empty where it was never set."""
        return self._room.settings.get(key, "")

    def set_setting(self, key: str, value: str) -> None:
        """Keep a setting in the database."""
        self._room.write_setting(key, value)

    def choose_certification(self, certification_id: str) -> None:
        """Choose the certification to prepare for."""
        self._room.catalog.certification(certification_id)
        self.set_setting("certification", certification_id)

    def set_exam_date(self, text: str) -> date | None:
        """Set the exam date from YYYY-MM-DD, or take it away with an empty text.

        Cards already scheduled past the date come up before it in the final pass.
        Raises MbcError if the text is no date or lies in the past.
        """
        certification = self._room.certification()
        text = text.strip()
        day = _parse_date(text, self._room.today()) if text else None
        self.set_setting(f"exam_date.{certification.id}", day.isoformat() if day else "")
        return day

    def home(self) -> HomeView:
        """Everything the home screen shows, without SQLModel."""
        return look_home(self._room)

    def warm_up(self) -> tuple[str, ...]:
        """Do in a thread what the first screen did without: imports, backup, integrity check.

        Returns sentences the learner should read.
        """
        _ = (self.study, self.exams, self.history)
        return self._room.warm_up()

    def close(self) -> None:
        """Let go of all files."""
        if "codebook" in self.__dict__:
            self.codebook.close()
        self._room.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _parse_date(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise MbcError(f"{text!r} is not a date; write it like 2027-03-14.") from None
    if day < today:
        raise MbcError(f"{day} is in the past; today is {today}.")
    return day
