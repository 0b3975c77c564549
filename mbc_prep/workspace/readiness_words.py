"""Readiness in words: sentences both front ends show alike, and lines for the terminal.

Owns the wording of chances and scores. Every number that could be read as a promise is given with
its uncertainty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mbc_prep.readiness.booking import tens
from mbc_prep.readiness.estimate import DomainLevel, Estimate

if TYPE_CHECKING:
    from mbc_prep.workspace.readiness import ReadinessView

_BAR = 24

DOMAIN_HEAD = f"  {'Domain, most to win first':<25} {'| is the pass mark':<27} level to win answers"
SCALED = (
    "No raw pass mark is published for this exam; {cut:.0f} % of the scored points stands in for "
    "the scaled score, so this is an approximation."
)
CHECK_FEES = "Fees and retake rules change: check them before you book."


def headline(view: ReadinessView) -> str:
    """The answer in one sentence."""
    name = view.certification.id.upper()
    if not view.now.measured:
        return (
            f"Not measured yet. Of all who sit {name}, about {tens(view.now.p_pass)} pass "
            f"({view.certification.pass_rate_note})."
        )
    return f"{name}: {chance_words(view.then)} to pass{_when(view)}."


def chance_words(found: Estimate) -> str:
    """A chance with its uncertainty: "about 7 in 10, between 5 in 10 and 8 in 10"."""
    low, high = tens(found.p_low), tens(found.p_high)
    return f"about {tens(found.p_pass)}" + ("" if low == high else f", between {low} and {high},")


def score_words(found: Estimate, cut: float) -> str:
    """The score interval beside the pass mark."""
    low, mid, high = (100 * found.quantiles[share] for share in (0.05, 0.5, 0.95))
    return (
        f"Score about {mid:.0f} % (9 in 10: {low:.0f} to {high:.0f} %); {100 * cut:.0f} % passes."
    )


def as_lines(view: ReadinessView) -> list[str]:
    """Readiness for the terminal."""
    cut = view.form.passing.fraction
    lines = [headline(view), score_words(view.then, cut)]
    if view.then is not view.now:
        lines.append(f"Today: {chance_words(view.now).rstrip(',')}.")
    if view.form.passing.rule == "scaled":
        lines.append(SCALED.format(cut=100 * cut))
    lines += ["", DOMAIN_HEAD]
    lines += [_domain_line(view, level, points, cut) for level, points in ordered_levels(view)]
    for title, told in (("Missing", view.missing), ("Next", view.next), ("Notes", view.notes)):
        lines += ["", f"{title}:", *(f"  {sentence}" for sentence in told)] if told else []
    return [*lines, "", view.booking.sentence, CHECK_FEES]


def ordered_levels(view: ReadinessView) -> list[tuple[DomainLevel, float]]:
    """Domains with the points to be won in them, the most worth studying first."""
    levels = {level.id: level for level in view.now.domains}
    return [(levels[gain.domain], gain.points) for gain in view.gains]


def _domain_line(view: ReadinessView, level: DomainLevel, points: float, cut: float) -> str:
    """A bar with whiskers: ``-`` the interval, ``#`` the level, ``|`` the pass mark."""
    bar = [" "] * (_BAR + 1)
    for place in range(round(level.low * _BAR), round(level.high * _BAR) + 1):
        bar[place] = "-"
    bar[round(cut * _BAR)] = "|"
    bar[round(level.mid * _BAR)] = "#"
    name = view.certification.domain_name(level.id)[:25]
    told = f"{100 * level.mid:3.0f} %" if level.measured else "  ?  "
    return f"  {name:<25} [{''.join(bar)}] {told} {points:6.1f} {level.answers:7}"


def _when(view: ReadinessView) -> str:
    if view.then is view.now or view.exam is None:
        return " if you sat it today"
    if view.plan == "pause":
        return f" on {view.exam} without further study"
    return f" on {view.exam} if you go on studying as you have"
