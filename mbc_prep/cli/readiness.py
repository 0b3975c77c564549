"""``mbc-prep readiness``: the chance of passing, from your own record or from given evidence."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mbc_prep.errors import MbcError
from mbc_prep.paths import Paths

if TYPE_CHECKING:
    from mbc_prep.readiness.evidence import Plan
    from mbc_prep.workspace.readiness import ReadinessView


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("certification", nargs="?", default="", help="cpc, coc, cic or ccs")
    parser.add_argument("--on", metavar="DATE", type=_date, help="date of the exam, YYYY-MM-DD")
    parser.add_argument(
        "--pause", action="store_true", help="as if you did not study until that date"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--ics", metavar="FILE", help="write the plan to the date for a calendar")
    parser.add_argument(
        "--evidence",
        metavar="FILE",
        help="read learners from a file (- for a pipe), one JSON object a line, and answer each",
    )


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the estimate."""
    if arguments.evidence:
        return _judge_lines(arguments.evidence)
    from mbc_prep.workspace import Workspace

    with Workspace.open(paths) as workspace:
        plan: Plan = "pause" if arguments.pause else "continue"
        view = workspace.readiness.look(arguments.certification, arguments.on, plan)
        if arguments.ics:
            _write(arguments.ics, workspace.readiness.calendar(view))
        workspace.readiness.remember(view)
    if arguments.json:
        print(json.dumps(as_data(view)))
    else:
        from mbc_prep.cli.plain import say
        from mbc_prep.workspace.readiness_words import as_lines

        for line in as_lines(view):
            print(line) if line.startswith("  ") else say(line)
    return 0


def as_data(view: ReadinessView) -> dict[str, Any]:
    """Return the view for other programs."""
    found, points = view.then, {gain.domain: gain.points for gain in view.gains}
    return {
        "certification": view.certification.id,
        "form": view.form.id,
        "exam_date": view.exam.isoformat() if view.exam else None,
        "plan": view.plan,
        "measured": found.measured,
        "p_pass": found.p_pass,
        "p_pass_today": view.now.p_pass,
        "score_low": found.quantiles[0.05],
        "score_mid": found.quantiles[0.5],
        "score_high": found.quantiles[0.95],
        "domains": [
            {
                "id": level.id,
                "name": view.certification.domain_name(level.id),
                "weight": level.weight,
                "low": level.low,
                "mid": level.mid,
                "high": level.high,
                "answers": level.answers,
                "measured": level.measured,
                "points_to_win": points[level.id],
            }
            for level in view.now.domains
        ],
        "missing": list(view.missing),
        "next": list(view.next),
        "notes": list(view.notes),
        "booking": {
            "fee": view.booking.fee,
            "week_worth": view.booking.week_worth,
            "choices": [
                {"weeks": choice.weeks, "p_pass": choice.p_pass, "cost": choice.cost}
                for choice in view.booking.choices
            ],
            "advice": view.booking.sentence,
        },
        "predictions_checked": len(view.track.fared),
        "own_brier": view.track.brier,
    }


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a date; write it like 2027-03-14"
        ) from None


def _write(name: str, text: str) -> None:
    try:
        Path(name).write_text(text, "utf-8", newline="")
    except OSError as error:
        raise MbcError(f"{name} cannot be written: {error.strerror}.") from error


def _judge_lines(name: str) -> int:
    """Answer each line with a line; a line that cannot be used is answered with its fault."""
    from mbc_prep.cli.evidence_lines import judge_line

    failed = 0
    try:
        with sys.stdin if name == "-" else Path(name).open(encoding="utf-8") as lines:
            for line in lines:
                if not line.strip():
                    continue
                try:
                    answer = judge_line(line)
                except MbcError as error:
                    answer = {"error": str(error)}
                    failed = 2
                print(json.dumps(answer), flush=True)
    except (OSError, UnicodeDecodeError) as error:
        raise MbcError(f"The evidence in {name} cannot be read: {error}.") from error
    return failed
