"""``mbc-prep due``: what waits, without opening the program."""

from __future__ import annotations

import argparse
import json

from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print what is due."""
    with Workspace.open(paths) as workspace:
        view = workspace.home()
    if arguments.json:
        print(
            json.dumps(
                {
                    "certification": view.certification,
                    "due_now": view.due_now,
                    "new_today": view.new_today,
                    "due_by_day": list(view.due_by_day),
                    "reviewed_today": view.reviewed_today,
                    "exam_date": view.exam_date.isoformat() if view.exam_date else None,
                }
            )
        )
    else:
        print(f"{view.due_now} due now, {view.new_today} new today")
        print("next 7 days: " + " ".join(str(count) for count in view.due_by_day))
    return 0
