"""The line mode: questions and numbered choices on standard output, answers on standard input.

For screen readers, dumb terminals and pipes. Knows how to ask; what is asked is the caller's.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Sequence

WIDTH = 78


class EndOfInput(Exception):  # noqa: N818 - not an error: the learner has closed the input
    """Nothing more will be typed."""


def say(text: str = "") -> None:
    """Print prose, wrapped to the line width, paragraph by paragraph."""
    width = min(WIDTH, shutil.get_terminal_size((WIDTH, 24)).columns)
    for paragraph in text.split("\n"):
        print(textwrap.fill(paragraph, width) if paragraph.strip() else "")


def ask(prompt: str) -> str:
    """Ask for a line; raises EndOfInput at the end of input."""
    print(prompt, end=" ", flush=True)
    line = sys.stdin.readline()
    if not line:
        print()
        raise EndOfInput
    return line.strip()


def ask_choice(prompt: str, allowed: Sequence[str]) -> str:
    """Ask until the answer is one of ``allowed``."""
    while True:
        answer = ask(prompt).casefold()
        if answer in allowed:
            return answer
        say("Please answer one of: " + ", ".join(one or "Enter" for one in allowed) + ".")
