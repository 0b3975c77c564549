"""``mbc-prep restore``: bring back a copy; the present progress is kept aside."""

from __future__ import annotations

import argparse
from pathlib import Path

from mbc_prep.paths import Paths


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("file", metavar="FILE", help="a copy written by backup, or a daily one")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Bring it back."""
    from mbc_prep.workspace.safekeeping import restore

    kept = restore(paths, Path(arguments.file))
    print(f"Your progress is restored from {arguments.file}.")
    if kept is not None:
        print(f"What was there before is kept as {kept}.")
    return 0
