"""Starts the real program on given content, for tests in a terminal of their own.

``python -m tests.tui.launch ROOT [FAULT]``: ROOT holds ``exams/``, ``decks/`` and the home;
FAULT breaks something on purpose.
"""

from __future__ import annotations

import sys
from pathlib import Path

from mbc_prep.cli.app import open_app
from tests.small_content import paths_of

SECRET = "KEYREASON-secret-answer"


def main() -> None:
    """Run the program; leave with its status."""
    if len(sys.argv) > 2:
        _break(sys.argv[2])
    sys.exit(open_app(paths_of(Path(sys.argv[1]))))


def _break(fault: str) -> None:
    """Let the history key of home fail: in its handler, a worker, a thread or a timer."""
    from mbc_prep.tui.screens.home import HomeScreen

    def fail() -> None:
        secret = SECRET
        raise ValueError(secret)

    async def fail_later() -> None:
        fail()

    acts = {
        "handler": lambda screen: fail(),
        "worker": lambda screen: screen.run_worker(fail_later()),
        "thread": lambda screen: screen.run_worker(fail, thread=True),
        "timer": lambda screen: screen.set_timer(0.05, fail),
    }
    HomeScreen.action_history = acts[fault]  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
