"""The program in the terminal."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mbc_prep.errors import MbcError

if TYPE_CHECKING:
    import argparse

    from mbc_prep.paths import Paths


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Open the app at home."""
    del arguments
    return open_app(paths)


def open_app(paths: Paths, start: str = "", decks: Sequence[str] | None = None) -> int:
    """Open the app; ``start`` names a command of home to run at once, ``decks`` what to study."""
    require_terminal()
    gc.disable()  # the app goes on with it at its first frame: before, hardly anything is garbage
    try:
        from mbc_prep.tui.app import run_app
        from mbc_prep.workspace import Workspace

        with Workspace.open(paths) as workspace:
            return run_app(workspace, start, decks)
    finally:
        gc.enable()


def require_terminal() -> None:
    """Refuse to draw where nobody sees it. Textual draws on stderr and reads stdin."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise MbcError(
            "The program needs a terminal for input and screen. "
            "For scripts see mbc-prep --help; for a line mode, study --plain and exam --plain."
        )
    if os.environ.get("TERM", "") in {"dumb", "unknown"}:
        raise MbcError("This terminal cannot draw screens; use study --plain or exam --plain.")
