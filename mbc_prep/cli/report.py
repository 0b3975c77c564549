"""``mbc-prep report``: readiness, history, domains and errors in one file to keep or print."""

from __future__ import annotations

import argparse
from pathlib import Path

from mbc_prep.errors import MbcError
from mbc_prep.paths import Paths


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("certification", help="cpc, coc, cic or ccs")
    parser.add_argument("--out", metavar="FILE", required=True, help="FILE.html or FILE.md")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Write the report."""
    out = Path(arguments.out)
    if out.suffix not in (".html", ".md"):
        raise MbcError(f"{out} must end in .html or .md; that says which kind of report it is.")
    from mbc_prep.workspace import Workspace

    with Workspace.open(paths) as workspace:
        view = workspace.readiness.look(arguments.certification)
        text = workspace.readiness.report(view, html=out.suffix == ".html")
        workspace.readiness.remember(view)
    try:
        out.write_text(text, "utf-8")
    except OSError as error:
        raise MbcError(f"{out} cannot be written: {error.strerror}.") from error
    print(f"Written: {out}")
    return 0
