"""``mbc-prep form``: what a sitting with a seed would get from a bank nobody has used yet."""

from __future__ import annotations

import argparse
import json

from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("certification", help="cpc, coc, cic or ccs")
    parser.add_argument("--form", default="mock-150", help="mock-150 (the default) or official")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same form")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the form."""
    with Workspace.open(paths) as workspace:
        certification = workspace.catalog.certification(arguments.certification)
        form = workspace.exams.form(certification, arguments.form)
        drawn = workspace.exams.draw(certification, form, arguments.seed, seen=False)
    if arguments.json:
        items = [{"id": d.id, "domain": d.domain, "scored": d.scored} for d in drawn]
        print(
            json.dumps(
                {
                    "certification": certification.id,
                    "form": form.id,
                    "seed": arguments.seed,
                    "minutes": form.minutes,
                    "items": items,
                }
            )
        )
        return 0
    print(
        f"{certification.id} {form.id}, seed {arguments.seed}: "
        f"{len(drawn)} items, {form.minutes} min"
    )
    for place, one in enumerate(drawn, 1):
        print(f"{place:>4}  {one.domain:<8} {one.id}" + ("" if one.scored else "  (pretest)"))
    return 0
