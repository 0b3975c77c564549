"""``mbc-prep form``: what a sitting with a seed would get from a bank nobody has used yet."""

from __future__ import annotations

import argparse
import json
from textwrap import wrap

from mbc_prep.exam.certification import NamedForm
from mbc_prep.exam.pairs import Likeness
from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("certification", help="cpc, coc, cic or ccs")
    parser.add_argument("--form", default="mock-150", help="mock-150 (the default) or official")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same form")
    parser.add_argument("--pair", default="", metavar="A|B", help="the fixed form of that name")
    parser.add_argument(
        "--balance", type=int, metavar="N",
        help="for authors: of N disjoint pairs print the one most alike, as YAML",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Print the form."""
    with Workspace.open(paths) as workspace:
        certification = workspace.catalog.certification(arguments.certification)
        form = workspace.exams.form(certification, arguments.form)
        if arguments.balance:
            _print_pair(*workspace.exams.balanced_pair(certification, form, arguments.balance))
            return 0
        if arguments.pair:
            drawn = workspace.exams.draw_named(certification, form, arguments.pair)
        else:
            drawn = workspace.exams.draw(certification, form, arguments.seed, seen=False)
    if arguments.json:
        items = [{"id": d.id, "domain": d.domain, "scored": d.scored} for d in drawn]
        print(
            json.dumps(
                {
                    "certification": certification.id,
                    "form": form.id,
                    "seed": arguments.seed,
                    "pair": arguments.pair.upper(),
                    "minutes": form.minutes,
                    "items": items,
                }
            )
        )
        return 0
    which = f"form {arguments.pair.upper()}" if arguments.pair else f"seed {arguments.seed}"
    print(f"{certification.id} {form.id}, {which}: {len(drawn)} items, {form.minutes} min")
    for place, one in enumerate(drawn, 1):
        print(f"{place:>4}  {one.domain:<8} {one.id}" + ("" if one.scored else "  (pretest)"))
    return 0


def _print_pair(pair: tuple[NamedForm, NamedForm], alike: Likeness) -> None:
    """Print a pair as the certification's file holds it, under its form."""
    print(f"    # mean difficulties {alike.difficulty:.3f} apart (of 0 to 2), ", end="")
    print(f"words to read {100 * alike.words:.1f} %")
    print("    named:")
    for named in pair:
        print(f"      - name: {named.name}")
        for field in ("items", "pretest"):
            ids: tuple[str, ...] = getattr(named, field)
            if ids:
                print(f"        {field}: [")
                for line in wrap(", ".join(ids), 96, break_on_hyphens=False):
                    print(f"          {line}")
                print("        ]")
