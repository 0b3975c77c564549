"""Readiness as text: chance, score against the pass line, domains, booking, plan.

Knows the view that the workspace gives; computes nothing.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual.content import Content

from mbc_prep.plaintext import clean
from mbc_prep.readiness.booking import tens
from mbc_prep.tui.text import duration, plain

if TYPE_CHECKING:
    from mbc_prep.readiness.dayplan import PlanDay
    from mbc_prep.readiness.estimate import DomainLevel, Estimate
    from mbc_prep.workspace.readiness import ReadinessView

_DIAL = 30
_PLAN_DAYS = 28


def readiness_text(view: ReadinessView, width: int) -> Content:
    """Chance, score interval, domains by points to be won, errors, pace, what is missing."""
    lines = [*_chance_lines(view), Content(), *_score_lines(view, width), Content()]
    lines += _domain_lines(view, width)
    lines += _error_lines(view)
    lines += _sentences("What is missing", view.missing, width)
    lines += _sentences("What to do next", view.next, width)
    lines += _track_lines(view)
    lines += _sentences("Notes", view.notes, width)
    return Content("\n").join(lines)


def booking_text(view: ReadinessView, width: int) -> Content:
    """The arithmetic of booking now or later, and one sentence of advice."""
    booking = view.booking
    lines = [
        *(plain(line, "bold") for line in textwrap.wrap(booking.sentence, width)),
        Content(),
        Content.styled(f"{'in weeks':>8} {'chance':>8} {'cost on average':>17}", "bold $accent"),
    ]
    for choice in booking.choices:
        best = "  ← least" if choice is booking.best and view.now.measured else ""
        lines.append(
            plain(f"{choice.weeks:>8} {100 * choice.p_pass:>6.0f} % {choice.cost:>13.0f} USD{best}")
        )
    certification = view.certification
    words = (
        f"Cost = fee {booking.fee:.0f} + weeks waited x {booking.week_worth:.0f} + chance of "
        "failing x (second fee + the weeks until a retake). Later chances assume that you go on "
        f"studying as you have. {certification.body} fee: {certification.fee}; "
        f"retake: {certification.retake}. "
        "Check both before you book. f sets your fee, w what a week is worth to you. "
        "Advice, not a guarantee."
    )
    return Content("\n").join([*lines, Content(), *map(plain, textwrap.wrap(words, width))])


def plan_text(view: ReadinessView, plan: Sequence[PlanDay], today: int, width: int) -> Content:
    """What to do each day until the exam; the next four weeks."""
    hours = f"{view.hours:.0f} hours studied here; 100 to 150 are the common advice."
    if view.exam is None:
        words = "Set an exam date at home (x): then each day until it has its plan here."
        return Content("\n").join([plain(words, "bold"), Content(), plain(hours)])
    left = view.exam.toordinal() - today
    lines = [plain(f"{left} days to {view.exam}. {hours}", "bold"), Content()]
    for day in plan[:_PLAN_DAYS]:
        tasks = "; ".join(f"{t.text.rstrip('.')}, {t.minutes:.0f} min" for t in day.tasks)
        head = f"{day.day:%a %d %b}  "
        lines += _hanging(head, tasks or "rest", width, day.day == date.fromordinal(today))
    if len(plan) > _PLAN_DAYS:
        lines.append(plain(f"… and {len(plan) - _PLAN_DAYS} days more.", "dim"))
    words = "Made anew each day from what was done; a missed day costs nothing but itself."
    lines += [Content(), plain(words, "dim")]
    name = view.certification.id
    lines.append(plain(f"As calendar: mbc-prep readiness {name} --ics plan.ics", "dim"))
    return Content("\n").join(lines)


def _chance_lines(view: ReadinessView) -> list[Content]:
    name = view.certification.id.upper()
    if not view.now.measured:
        rate = 100 * view.certification.pass_rate
        return [
            plain(f"{name}: not measured yet", "bold"),
            plain(f"About {rate:.0f} % of first-time candidates pass: {_note(view)}."),
        ]
    lines = [_chance_line(f"{name} today", view.now)]
    if view.then is not view.now and view.exam is not None:
        lines.append(_chance_line(f"on {view.exam}, if you go on studying", view.then))
    return lines


def _note(view: ReadinessView) -> str:
    return clean(view.certification.pass_rate_note).rstrip(".")


def _chance_line(when: str, found: Estimate) -> Content:
    filled = round(_DIAL * found.p_pass)
    dial = "█" * filled + "░" * (_DIAL - filled)
    low, high = tens(found.p_low), tens(found.p_high)
    between = "" if low == high else f", between {low} and {high}"
    return (
        plain(f"{when}: ") + plain(f"{_about(tens(found.p_pass))} to pass", "bold")
        + plain(f"{between}\n{dial}  {100 * found.p_pass:.0f} %")
    )  # fmt: skip


def _about(words: str) -> str:
    return f"about {words}" if words[0].isdigit() else words


def _score_lines(view: ReadinessView, width: int) -> list[Content]:
    """The 90 % interval of the score as a picture against the pass line."""
    found = view.then
    low, mid, high = (found.quantiles[share] for share in (0.05, 0.5, 0.95))
    passing = view.form.passing.fraction
    room = max(20, width - 2)
    cells = [" "] * (room + 1)
    for place in range(round(low * room), round(high * room) + 1):
        cells[place] = "─"
    cells[round(low * room)], cells[round(high * room)] = "├", "┤"
    cells[round(mid * room)] = "●"
    mark = round(passing * room)
    cells[mark] = "╋" if cells[mark] in "─├┤●" else "┃"
    words = (
        f"Score: {100 * low:.0f} to {100 * high:.0f} %, most likely {100 * mid:.0f} %  "
        f"(● likely, ┃ pass mark {100 * passing:.0f} %)"
    )
    lines = [Content.styled("Score  ", "bold $accent") + plain(words.removeprefix("Score: ")),
             plain("".join(cells))]  # fmt: skip
    if view.form.passing.rule == "scaled":
        lines.append(plain("The real score is scaled; the pass mark here is a stand-in.", "dim"))
    return lines


def _domain_lines(view: ReadinessView, width: int) -> list[Content]:
    levels = {level.id: level for level in view.now.domains}
    lines = [Content.styled("Domains, most points to be won first", "bold $accent")]
    room = max(18, width - 50)
    for gain in view.gains:
        level = levels[gain.domain]
        name = clean(view.certification.domain_name(gain.domain))
        name = name if len(name) <= room else name[: room - 1] + "…"
        lines.append(plain(f"{name:<{room}} {_whiskers(level)}  {gain.points:4.1f} points"))
    return [*lines, Content()]


def _whiskers(level: DomainLevel, room: int = 20) -> str:
    """A bar with its 90 % interval, or words where too little is known."""
    if not level.measured:
        return f"{'too little to say':<{room}} {level.answers:>3} items"
    cells = ["·"] * (room + 1)
    for place in range(round(level.low * room), round(level.high * room) + 1):
        cells[place] = "─"
    cells[round(level.mid * room)] = "●"
    return f"{''.join(cells[:room])} {100 * level.mid:>3.0f} % ({level.answers})"


def _error_lines(view: ReadinessView) -> list[Content]:
    lines: list[Content] = []
    mistakes = view.mistakes
    if mistakes.kinds:
        lines.append(Content.styled("What your wrong answers have in common", "bold $accent"))
        for kind in mistakes.kinds:
            name = kind.name.replace("_", " ")
            lines.append(plain(f"{name}: costs you about {kind.points:.0f} of 100 points"))
    rows = []
    if mistakes.sure_and_wrong:
        rows.append(f"sure and wrong {mistakes.sure_and_wrong}")
    if view.pace is not None:
        budget = view.form.minutes * 60 / view.form.items
        rows.append(f"pace {duration(view.pace)} an item, {budget:.0f} s on the exam")
    if mistakes.look_up_share is not None:
        rows.append(f"look-up was the reason of {100 * mistakes.look_up_share:.0f} %")
    if rows:
        lines.append(plain(", ".join(rows)))
    return [*lines, Content()] if lines else []


def _sentences(title: str, sentences: Sequence[str], width: int) -> list[Content]:
    if not sentences:
        return []
    lines = [Content.styled(title, "bold $accent")]
    for sentence in sentences:
        lines += _hanging("- ", sentence, width, False)
    return [*lines, Content()]


def _track_lines(view: ReadinessView) -> list[Content]:
    track = view.track
    if track.brier is None:
        return []
    words = (
        f"{len(track.fared)} earlier predictions met a mock: Brier score {track.brier:.2f} "
        f"(0 is perfect, 0.25 knows nothing); {track.inside} scores lay in their interval."
    )
    title = Content.styled("How earlier predictions fared", "bold $accent")
    return [title, plain(words), Content()]


def _hanging(head: str, text: str, width: int, bold: bool) -> list[Content]:
    wrapped = textwrap.wrap(clean(text), max(20, width - len(head))) or [""]
    lines = [head + wrapped[0], *(" " * len(head) + line for line in wrapped[1:])]
    return [plain(line, "bold" if bold else "") for line in lines]
