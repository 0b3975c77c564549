"""``mbc-prep backup``: a whole copy of the progress in one file, also while the program is open."""

from __future__ import annotations

import argparse
from pathlib import Path

from mbc_prep.paths import Paths


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare options."""
    parser.add_argument("file", metavar="FILE", help="where to write the copy")
    parser.add_argument("--force", action="store_true", help="replace FILE if it exists")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Write the copy."""
    from mbc_prep.workspace.safekeeping import back_up

    target = back_up(paths, Path(arguments.file), force=arguments.force)
    print(f"Your progress is copied to {target}.")
    return 0
