"""What happens when the program fails: a log without values, and one sentence.

A traceback with local variables would show answer keys; ours has file, line and function.
"""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

FAILURE_STATUS = 70
"""Process status after an internal failure (EX_SOFTWARE of sysexits.h)."""


def write_failure(log: Path) -> str:
    """Append the current exception to the log; return the sentence for the learner."""
    kind, error, trace = sys.exc_info()
    frames = "".join(traceback.format_tb(trace))
    name = kind.__name__ if kind else "unknown"
    text = f"{name}\n{frames}\n"
    del error
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(text)
        where = f" Details are in {log}."
    except OSError:
        where = ""
    return (
        f"mbc-prep had to stop because of a fault of its own ({name}). "
        f"Everything you did is saved; start it again to go on.{where}"
    )
