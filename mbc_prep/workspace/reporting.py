"""The readiness report: one Markdown or HTML file to keep or print.

Owns its sections, tables and figures (inline SVG: no network, nothing from outside).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from mbc_prep.readiness.booking import tens
from mbc_prep.readiness.dayplan import COMMON_HOURS
from mbc_prep.workspace.readiness_words import (
    CHECK_FEES,
    SCALED,
    headline,
    ordered_levels,
    score_words,
)

if TYPE_CHECKING:
    from mbc_prep.workspace.readiness import ReadinessView

_WIDTH, _ROW = 420, 18


@dataclass(frozen=True, slots=True)
class PastScore:
    """A submitted mock: date, title, percent and whether it passed."""

    day: date
    title: str
    percent: float
    passed: bool


def as_markdown(view: ReadinessView, scores: Sequence[PastScore], today: date) -> str:
    """The report as Markdown."""
    lines = [f"# {view.certification.name}: where you stand on {today}", ""]
    for title, told in _sections(view, scores):
        lines += [f"## {title}", "", *told, ""]
    return "\n".join(lines)


def as_html(view: ReadinessView, scores: Sequence[PastScore], today: date) -> str:
    """The report as one HTML file with figures and without anything from outside."""
    title = escape(f"{view.certification.name}: where you stand on {today}")
    body = [f"<h1>{title}</h1>"]
    figures = {"Domains": _domain_figure(view), "Mocks": _mock_figure(view, scores)}
    for name, told in _sections(view, scores):
        body += [f"<h2>{escape(name)}</h2>", figures.get(name, ""), _as_html(told)]
    style = "body{font:16px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}"
    style += "td,th{padding:.1em .8em .1em 0;text-align:left}"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{style}</style></head><body>\n"
        + "\n".join(filter(None, body))
        + "\n</body></html>\n"
    )


def _sections(view: ReadinessView, scores: Sequence[PastScore]) -> list[tuple[str, list[str]]]:
    """Titles and Markdown lines; tables are Markdown tables."""
    cut = view.form.passing.fraction
    now = [headline(view), "", score_words(view.then, cut)]
    if view.form.passing.rule == "scaled":
        now += ["", SCALED.format(cut=100 * cut)]
    now += ["", f"Hours so far: {view.hours:.0f}; {COMMON_HOURS[0]} to {COMMON_HOURS[1]} are "
            "commonly advised."]  # fmt: skip
    found = [("Readiness", now), ("Domains", _domain_table(view)), ("Mistakes", _mistakes(view))]
    found.append(("Mocks", _mock_table(scores)))
    found.append(("Book or wait", _booking_table(view)))
    for title, told in (("Missing", view.missing), ("Next", view.next), ("Notes", view.notes)):
        if told:
            found.append((title, [f"- {sentence}" for sentence in told]))
    if view.track.brier is not None:
        count = len(view.track.fared)
        found.append(("How earlier predictions fared", [
            f"{count} held against the mock that followed: Brier score {view.track.brier:.2f} "
            f"(0 is perfect, 0.25 knows nothing); {view.track.inside} of {count} scores lay in "
            "the 90 % interval."
        ]))  # fmt: skip
    return found


def _domain_table(view: ReadinessView) -> list[str]:
    rows = [
        "| Domain | Level | 90 % interval | Answers | Points to be won |",
        "|---|---|---|---|---|",
    ]
    for level, points in ordered_levels(view):
        name = view.certification.domain_name(level.id)
        measured = f"{100 * level.low:.0f} to {100 * level.high:.0f} %"
        mid = f"{100 * level.mid:.0f} %" if level.measured else "too little to say"
        rows.append(f"| {name} | {mid} | {measured} | {level.answers} | {points:.1f} |")
    return rows


def _mistakes(view: ReadinessView) -> list[str]:
    made = view.mistakes
    if not made.looked_at:
        return ["No answers yet."]
    lines = [f"Of the last {made.looked_at} answers {made.wrong} were not right, "
             f"{made.sure_and_wrong} of them marked as sure."]  # fmt: skip
    if made.look_up_share is not None:
        lines += ["", f"Missed because of looking up: {100 * made.look_up_share:.0f} % of those "
                  "with a reason given."]  # fmt: skip
    if made.kinds:
        lines += ["", "| Kind of error | Times | Points of 100 |", "|---|---|---|"]
        lines += [f"| {kind.name} | {kind.count} | {kind.points:.1f} |" for kind in made.kinds]
    return lines


def _mock_table(scores: Sequence[PastScore]) -> list[str]:
    if not scores:
        return ["No mock yet."]
    rows = ["| Date | Mock | Score | |", "|---|---|---|---|"]
    for one in scores:
        mark = "at or above the mark" if one.passed else "below the mark"
        rows.append(f"| {one.day} | {one.title} | {one.percent:.1f} % | {mark} |")
    return rows


def _booking_table(view: ReadinessView) -> list[str]:
    booking = view.booking
    rows = [booking.sentence, "", "| Sit in | Chance of passing | Average cost |", "|---|---|---|"]
    for choice in booking.choices:
        when = f"{choice.weeks} weeks" if choice.weeks else "now"
        rows.append(f"| {when} | {tens(choice.p_pass)} | about ${choice.cost:.0f} |")
    sums = f"a fee of ${booking.fee:.0f} an attempt and ${booking.week_worth:.0f} a week of waiting"
    return [*rows, "", f"Reckoned with {sums}. Retakes: {view.certification.retake}. {CHECK_FEES}"]


def _as_html(lines: Sequence[str]) -> str:
    """Markdown lines of this module (paragraphs, lists, tables) as HTML."""
    rows = [line for line in lines if line.startswith("|") and not line.startswith("|---")]
    made = []
    for line in lines:
        if line.startswith("|") or not line:
            continue
        tag = "li" if line.startswith("- ") else "p"
        made.append(f"<{tag}>{escape(line.removeprefix('- '))}</{tag}>")
    if rows:
        cells = [[escape(cell.strip()) for cell in row.strip("|").split("|")] for row in rows]
        table = ["<tr>" + "".join(f"<th>{cell}</th>" for cell in cells[0]) + "</tr>"]
        table += [
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in cells[1:]
        ]
        made.append("<table>" + "".join(table) + "</table>")
    text = "".join(made)
    return f"<ul>{text}</ul>" if text.startswith("<li>") else text


def _domain_figure(view: ReadinessView) -> str:
    """Levels with whiskers beside the pass mark."""
    parts = []
    for place, (level, _) in enumerate(ordered_levels(view)):
        y = 12 + place * _ROW
        low, mid, high = (_WIDTH * share for share in (level.low, level.mid, level.high))
        name = escape(view.certification.domain_name(level.id)[:40])
        parts.append(
            f'<line x1="{low:.0f}" x2="{high:.0f}" y1="{y}" y2="{y}" stroke="#777"/>'
            f'<circle cx="{mid:.0f}" cy="{y}" r="4" fill="#246"/>'
            f'<text x="{_WIDTH + 12}" y="{y + 4}" font-size="12">{name}</text>'
        )
    return _figure(view, parts, len(view.now.domains) * _ROW + 12, "Level by domain")


def _mock_figure(view: ReadinessView, scores: Sequence[PastScore]) -> str:
    """Scores of all mocks, oldest above."""
    parts = []
    for place, one in enumerate(scores):
        y = 12 + place * _ROW
        parts.append(
            f'<rect x="0" y="{y - 5}" width="{_WIDTH * one.percent / 100:.0f}" height="10" '
            f'fill="#8ab"/><text x="{_WIDTH + 12}" y="{y + 4}" font-size="12">{one.day}</text>'
        )
    return _figure(view, parts, len(scores) * _ROW + 12, "Mocks") if parts else ""


def _figure(view: ReadinessView, parts: Sequence[str], height: int, title: str) -> str:
    cut = _WIDTH * view.form.passing.fraction
    mark = f'<line x1="{cut:.0f}" x2="{cut:.0f}" y1="0" y2="{height}" stroke="#b33"/>'
    return (
        f'<svg role="img" aria-label="{escape(title)}; the red line is the pass mark" '
        f'width="{_WIDTH + 320}" height="{height}">{mark}{"".join(parts)}</svg>'
    )
