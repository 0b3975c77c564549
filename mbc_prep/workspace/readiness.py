"""Readiness: the verbs that gather a learner's evidence, judge it and keep what was said.

Turns the record into evidence of the pure room: domains as the certification has them today, marks
as the bank has them today (a changed key re-scores history, and the view says so).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from mbc_prep.errors import MbcError
from mbc_prep.exam.certification import Certification, Form
from mbc_prep.readiness.advice import Gain, gains
from mbc_prep.readiness.booking import WEEK_WORTH, WEEKS, Booking, book_or_wait
from mbc_prep.readiness.calendar import as_calendar
from mbc_prep.readiness.dayplan import PlanDay, Standing, make_plan
from mbc_prep.readiness.estimate import Estimate, estimate
from mbc_prep.readiness.evidence import DAY, Evidence, Plan
from mbc_prep.readiness.record import Kept, TrackRecord, track_record
from mbc_prep.workspace.gathering import gather
from mbc_prep.workspace.mistakes import Mistakes, find_mistakes
from mbc_prep.workspace.readiness_gaps import missing, next_steps

if TYPE_CHECKING:
    from mbc_prep.storage.evidence import Prediction
    from mbc_prep.workspace.room import Room

CARD_SECONDS = 12.0
"""Seconds per card where the learner has no own figure yet."""


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """Everything readiness says; chances by plan, fractions right, minutes and dollars.

    ``now`` is for sitting today, ``then`` for ``exam`` under ``plan`` (the same without a date).
    ``missing`` says what evidence lacks, ``next`` what to do, both as sentences, most important
    first.
    """

    certification: Certification
    form: Form
    exam: date | None
    plan: Plan
    now: Estimate
    then: Estimate
    gains: tuple[Gain, ...]
    mistakes: Mistakes
    missing: tuple[str, ...]
    next: tuple[str, ...]
    notes: tuple[str, ...]
    booking: Booking
    track: TrackRecord
    hours: float
    mocks: int
    pace: float | None
    """Seconds per item in mocks, None without one."""


_MOST_DOLLARS = 9999


class Readying:
    """The verbs of readiness; one object per opened workspace."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def look(
        self, certification_id: str = "", on: date | None = None, plan: Plan = "continue"
    ) -> ReadinessView:
        """Judge the evidence for a date (the exam date, or today where none is set).

        Raises MbcError for a date that is past.
        """
        certification = self._certification(certification_id)
        exam = on or self._exam_date(certification)
        if exam is not None and exam < self._room.today():
            if on is not None:
                raise MbcError(f"{on} is in the past; today is {self._room.today()}.")
            exam = None
        gathered = gather(self._room, certification)
        now = estimate(replace(gathered.evidence, plan="today"))
        then = now
        if exam is not None and exam > self._room.today():
            then = estimate(replace(gathered.evidence, plan=plan, exam=_noon(exam)))
        ordered = gains(now.domains, gathered.evidence.target.guess)
        mistakes = find_mistakes(self._room, gathered)
        return ReadinessView(
            certification=certification,
            form=gathered.form,
            exam=exam,
            plan=plan if then is not now else "today",
            now=now,
            then=then,
            gains=ordered,
            mistakes=mistakes,
            missing=missing(certification, gathered, now),
            next=next_steps(certification, gathered, now, ordered),
            notes=(*now.notes, *gathered.notes),
            booking=self._book(certification, gathered.evidence, now),
            track=self._track(certification.id),
            hours=self._hours(),
            mocks=gathered.mocks,
            pace=gathered.pace,
        )

    def set_fee(self, certification_id: str, dollars: str) -> None:
        """Keep what one attempt costs the learner; nothing means the fee known for the exam.

        Raises MbcError for what is no amount of money.
        """
        self._room.write_setting(f"fee.{certification_id}", _amount(dollars))

    def set_week_worth(self, dollars: str) -> None:
        """Keep what a week without the certificate costs; nothing means the usual figure.

        Raises MbcError for what is no amount of money.
        """
        self._room.write_setting("week_worth", _amount(dollars))

    def remember(self, view: ReadinessView) -> None:
        """Keep what is being shown, to be held against later mocks."""
        shown = [("today", view.now, self._room.clock.now())]
        if view.then is not view.now and view.exam is not None:
            moment = datetime.fromtimestamp(_noon(view.exam), UTC)
            shown.append((view.plan, view.then, moment))
        for plan, found, exam in shown:
            self._room.evidence.add_prediction(
                _prediction(view.certification.id, plan, found, exam, self._room.clock.now())
            )

    def day_plan(self, view: ReadinessView) -> tuple[PlanDay, ...]:
        """Plan each day until the exam; raises MbcError without a date."""
        if view.exam is None:
            raise MbcError("A plan needs an exam date: set one, or name one with --on YYYY-MM-DD.")
        days = self._room.days()
        today = self._room.today()
        year = self._room.history.days(today.toordinal() - 90, today.toordinal())
        reviews = sum(day.reviews for day in year)
        seconds = sum(day.seconds for day in year)
        certification, form = view.certification, view.form
        mocks = [
            score.submitted
            for score in self._room.history.scores(certification.id)
            if score.passed is not None
        ]
        standing = Standing(
            minutes=float(self._room.config.minutes_per_day),
            due=self._room.history.forecast(days, self._room.clock.now(), 60),
            card_minutes=max(2.0, seconds / reviews if reviews >= 50 else CARD_SECONDS) / 60,
            domains=tuple((g.domain, certification.domain_name(g.domain)) for g in view.gains),
            item_minutes=form.minutes / form.items,
            mock_minutes=float(certification.forms[0].minutes),
            last_mock=date.fromordinal(days.number(mocks[-1])) if mocks else None,
        )
        return make_plan(today, view.exam, standing)

    def calendar(self, view: ReadinessView) -> str:
        """The plan as an iCalendar file; raises MbcError without a date."""
        plan = self.day_plan(view)
        assert view.exam is not None
        certification = view.certification
        return as_calendar(
            plan, view.exam, certification.id, certification.name, self._room.clock.now()
        )

    def report(self, view: ReadinessView, *, html: bool) -> str:
        """Readiness, domains, mistakes and mocks as one HTML or Markdown text."""
        from mbc_prep.workspace.reporting import PastScore, as_html, as_markdown

        days = self._room.days()
        scores = [
            PastScore(
                date.fromordinal(days.number(score.submitted)),
                score.title,
                100 * score.fraction,
                score.passed,
            )
            for score in self._room.history.scores(view.certification.id)
            if score.passed is not None
        ]
        return (as_html if html else as_markdown)(view, scores, self._room.today())

    # -- inside ----------------------------------------------------------------------------

    def _certification(self, certification_id: str) -> Certification:
        if certification_id:
            return self._room.catalog.certification(certification_id.casefold())
        return self._room.certification()

    def _exam_date(self, certification: Certification) -> date | None:
        text = self._room.settings.get(f"exam_date.{certification.id}", "")
        return date.fromisoformat(text) if text else None

    def _book(self, certification: Certification, evidence: Evidence, now: Estimate) -> Booking:
        chances = {0: now.p_pass}
        for weeks in WEEKS[1:]:
            later = replace(evidence, plan="continue", exam=evidence.now + 7 * weeks * DAY)
            chances[weeks] = estimate(later).p_pass
        fee = self._number(f"fee.{certification.id}", float(certification.fee_usd))
        worth = self._number("week_worth", WEEK_WORTH)
        return book_or_wait(chances, fee, worth, measured=now.measured)

    def _number(self, key: str, default: float) -> float:
        try:
            return max(0.0, float(self._room.settings.get(key, "") or default))
        except ValueError:
            return default

    def _track(self, certification: str) -> TrackRecord:
        kept = tuple(
            Kept(one.at, one.p_pass, one.low, one.high)
            for one in self._room.evidence.predictions(certification)
            if one.plan == "today"
        )
        mocks = tuple(
            (score.submitted, score.fraction, score.passed)
            for score in self._room.history.scores(certification)
            if score.passed is not None
        )
        return track_record(kept, mocks)

    def _hours(self) -> float:
        last = self._room.today().toordinal()
        cards = sum(day.seconds for day in self._room.history.days(0, last))
        return (cards + self._room.evidence.sitting_seconds()) / 3600.0


def _amount(dollars: str) -> str:
    """An amount of US dollars as it is kept; '' stays ''."""
    text = dollars.strip().lstrip("$").removesuffix("USD").strip()
    if not text:
        return ""
    if not (text.isascii() and text.isdigit() and int(text) <= _MOST_DOLLARS):
        raise MbcError(f"{dollars.strip()!r} is no amount in whole dollars from 0 to 9999.")
    return text


def _noon(day: date) -> float:
    return datetime.combine(day, time(12), UTC).timestamp()


def _prediction(
    certification: str, plan: str, found: Estimate, exam: datetime, now: datetime
) -> Prediction:
    from mbc_prep.storage.evidence import Prediction

    low, mid, high = (found.quantiles[share] for share in (0.05, 0.5, 0.95))
    return Prediction(now, certification, plan, exam, found.p_pass, low, mid, high, found.answers)
