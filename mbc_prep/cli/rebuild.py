"""``mbc-prep rebuild``: everything that is derived from the logs, computed anew from them."""

from __future__ import annotations

import argparse

from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace


def configure(parser: argparse.ArgumentParser) -> None:
    """There is nothing to choose."""


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Replay the logs; the logs themselves are not touched."""
    with Workspace.open(paths) as workspace:
        reviews = workspace.study.rebuild()
    print(f"Memories, day totals and items seen are computed anew from {reviews} reviews.")
    return 0
