"""What the verbs share: opened content, opened progress, settings and the clock.

Progress comes in two speeds: ``glance`` reads with plain sqlite3 and serves the first screen;
the stores built on SQLModel are imported on first use, or by ``warm_up`` in a thread.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING

from mbc_prep.clock import SystemClock
from mbc_prep.config import Config
from mbc_prep.content.catalog import Catalog
from mbc_prep.errors import MbcError
from mbc_prep.paths import Paths
from mbc_prep.study.days import StudyDays

if TYPE_CHECKING:
    from mbc_prep.content.catalog import CertificationFacts
    from mbc_prep.exam.certification import Certification
    from mbc_prep.storage.codebook import CodeBookMarks
    from mbc_prep.storage.database import Database
    from mbc_prep.storage.evidence import EvidenceLog
    from mbc_prep.storage.exposures import Exposures
    from mbc_prep.storage.history import History
    from mbc_prep.storage.marks import Marks
    from mbc_prep.storage.opening import Opened
    from mbc_prep.storage.reviews import ReviewLog
    from mbc_prep.storage.sittings import Sittings
    from mbc_prep.study.scheduling import Schedule


class Room:
    """Opened content and progress of one learner."""

    def __init__(
        self, paths: Paths, clock: SystemClock, config: Config, catalog: Catalog, opened: Opened
    ) -> None:
        self.paths = paths
        self.clock = clock
        self.config = config
        self.catalog = catalog
        self.opened = opened
        self.settings: dict[str, str] = dict(
            opened.connection.execute('SELECT "key", value FROM setting')
        )
        self._lock = RLock()
        self._deck_of: dict[str, str] = {}

    def reopen_catalog(self) -> None:
        """Open the content anew, after a deck was built or removed."""
        with self._lock:
            old, self.catalog = self.catalog, Catalog.open(self.paths)
            self._deck_of.clear()
        old.close()

    @cached_property
    def _database(self) -> Database:
        from mbc_prep.storage.database import Database

        with self._lock:
            return Database(self.paths.progress)

    @cached_property
    def reviews(self) -> ReviewLog:
        """The review log and the memories derived from it."""
        from mbc_prep.storage.reviews import ReviewLog

        with self._lock:
            return ReviewLog(self._database)

    @cached_property
    def marks(self) -> Marks:
        """Suspended, buried and doubtful cards, and items that became cards."""
        from mbc_prep.storage.marks import Marks

        with self._lock:
            return Marks(self._database)

    @cached_property
    def sittings(self) -> Sittings:
        """Sittings and responses."""
        from mbc_prep.storage.sittings import Sittings

        with self._lock:
            return Sittings(self._database)

    @cached_property
    def exposures(self) -> Exposures:
        """Which items the learner has met."""
        from mbc_prep.storage.exposures import Exposures

        with self._lock:
            return Exposures(self._database)

    @cached_property
    def history(self) -> History:
        """Totals for plots."""
        from mbc_prep.storage.history import History

        with self._lock:
            return History(self._database)

    @cached_property
    def code_marks(self) -> CodeBookMarks:
        """Tabs and notes in the code book, and the log of look-ups."""
        from mbc_prep.storage.codebook import CodeBookMarks

        with self._lock:
            return CodeBookMarks(self._database)

    @cached_property
    def evidence(self) -> EvidenceLog:
        """What readiness is judged from, and what it said before."""
        from mbc_prep.storage.evidence import EvidenceLog

        with self._lock:
            return EvidenceLog(self._database)

    def days(self) -> StudyDays:
        """Study days in the learner's present time zone."""
        return StudyDays(self.clock.zone(), self.config.rollover_hour)

    def schedule(self) -> Schedule:
        """The scheduler under the present settings and exam date."""
        from mbc_prep.study.scheduling import Schedule, ScheduleSettings

        exam = self.exam_date()
        settings = ScheduleSettings(
            desired_retention=self.config.desired_retention,
            learning_steps=self.config.learning_steps,
            relearning_steps=self.config.relearning_steps,
            exam_day=exam.toordinal() if exam else None,
            leech_lapses=self.config.leech_lapses,
        )
        return Schedule(settings, self.days())

    def certification(self) -> Certification:
        """The chosen certification; raises MbcError before the first choice."""
        return self.catalog.certification(self._chosen())

    def certification_facts(self) -> CertificationFacts:
        """What home says of the chosen certification; raises MbcError before the first choice."""
        return self.catalog.certification_facts(self._chosen())

    def _chosen(self) -> str:
        chosen = self.settings.get("certification", "")
        if not chosen:
            raise MbcError("No certification is chosen yet: start mbc-prep and choose one.")
        return chosen

    def exam_date(self) -> date | None:
        """Date of the booked exam for the chosen certification, if set."""
        text = self.settings.get(f"exam_date.{self.settings.get('certification', '')}", "")
        return date.fromisoformat(text) if text else None

    def item_card_ids(self) -> tuple[str, ...]:
        """Items that became study cards, oldest first; read without SQLModel."""
        rows = self.opened.connection.execute(
            "SELECT item_id FROM item_card ORDER BY added_ms, item_id"
        )
        return tuple(item_id for (item_id,) in rows)

    def today(self) -> date:
        """The learner's present study day."""
        return date.fromordinal(self.days().number(self.clock.now()))

    def write_setting(self, key: str, value: str) -> None:
        """Keep a setting in the database, then in memory."""
        from mbc_prep.storage.settings import Settings

        Settings(self._database).set(key, value or None)
        self.settings[key] = value

    def deck_of(self, card_id: str) -> str:
        """Deck of a card; of a card no longer in the decks, an empty name."""
        if not self._deck_of:
            self._deck_of = {row.id: row.deck for row in self.catalog.card_index(None)}
        return self._deck_of.get(card_id, "")

    def warm_up(self) -> tuple[str, ...]:
        """Import and open what the first screen did without; safe to call in a thread.

        Makes the day's backup, and looks for damage after an end that was not clean. Returns
        sentences the learner should read.
        """
        from mbc_prep.workspace.safekeeping import look_after

        _ = (self.reviews, self.marks, self.exposures, self.history)
        self.schedule()
        self.sittings.open_sittings()
        return look_after(self.paths, self.opened, self.clock.now())

    def close(self) -> None:
        """Let go of all files."""
        if "_database" in self.__dict__:
            self._database.close()
        self.opened.connection.close()
        self.catalog.close()
