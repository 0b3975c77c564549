"""``mbc-prep stats``: what was done, and how well."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the figures."""
    with Workspace.open(paths) as workspace:
        view = workspace.home()
        year = workspace.history.year()
        recall = workspace.history.retention()
        scores = workspace.history.scores()
        forecast = workspace.history.forecast()
    if arguments.json:
        days = [asdict(day) for day in year]
        print(
            json.dumps(
                {
                    "certification": view.certification,
                    "exam_date": view.exam_date.isoformat() if view.exam_date else None,
                    "days": days,
                    "recall": [asdict(row) for row in recall],
                    "sittings": [
                        {
                            "id": score.sitting_id,
                            "submitted": score.submitted.isoformat(),
                            "title": score.title,
                            "won": score.won,
                            "worth": score.worth,
                            "passed": score.passed,
                        }
                        for score in scores
                    ],
                    "forecast": list(forecast),
                }
            )
        )
        return 0
    reviews = sum(day.reviews for day in year)
    hours = sum(day.seconds for day in year) / 3600
    print(f"{view.certification_name}: {view.items} items, {view.cards} cards")
    print(f"Last year: {reviews} reviews on {len(year)} days, {hours:.1f} hours of thinking")
    for row in recall:
        print(f"  {row.name:<40} recalled {row.recalled} of {row.tested} due reviews in 90 days")
    for score in scores[-10:]:
        mark = {None: "drill", True: "at or above the mark", False: "below the mark"}[score.passed]
        print(f"  {score.submitted:%Y-%m-%d}  {score.title}: {100 * score.fraction:.1f} %, {mark}")
    print(f"Due in 30 days: {sum(forecast)} reviews")
    return 0
