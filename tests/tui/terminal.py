"""A real terminal for tests: a pty with a program in it, keys in, bytes out."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"
_SEQUENCE = re.compile(rb"\x1b\[[0-9;?=<>:]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.")


@dataclass
class Terminal:
    """One program in one terminal."""

    process: subprocess.Popen[bytes]
    master: int
    output: bytearray = field(default_factory=bytearray)

    def press(self, keys: str) -> None:
        """Type keys as a terminal sends them."""
        os.write(self.master, keys.encode())

    def read(self, seconds: float) -> bool:
        """Read what comes within some seconds; False at the end of output."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.output += data
        return bool(data)

    def until(self, condition: Callable[[], object]) -> None:
        """Read until the condition holds; fail when it never does."""
        end = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < end, f"never so; last text:\n{self.text()[-2000:]}"
            if not self.read(0.05) and not condition():
                assert self.process.poll() is not None or time.monotonic() < end
                time.sleep(0.01)

    def shows(self, words: str) -> None:
        """Wait until the words were drawn."""
        self.until(lambda: words in self.text())

    def text(self) -> str:
        """Everything drawn so far, without the control sequences."""
        return _SEQUENCE.sub(b"", bytes(self.output)).decode("utf-8", "replace")

    def forget(self) -> None:
        """Look only at what comes from now on."""
        self.output.clear()

    def end(self) -> int:
        """Wait until the program has ended and all its output is read; return its status."""
        self.until(lambda: self.process.poll() is not None)
        while self.read(0.1) and select.select([self.master], [], [], 0)[0]:
            pass
        assert self.process.returncode is not None
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the window."""
        os.close(self.master)
        self.master = -1


@contextmanager
def terminal(
    words: Sequence[str], size: tuple[int, int] = (80, 24), hang_up_is_told: bool = True
) -> Iterator[Terminal]:
    """Run a program in a terminal of its own.

    With ``hang_up_is_told`` it is the controlling terminal: closing it sends SIGHUP.
    """
    master, slave = pty.openpty()
    columns, rows = size
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    process = subprocess.Popen(
        list(words),
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        preexec_fn=_take_terminal if hang_up_is_told else None,
        cwd=ROOT,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    os.close(slave)
    opened = Terminal(process, master)
    try:
        yield opened
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()
        if opened.master >= 0:
            os.close(opened.master)


@contextmanager
def program(
    root: Path, fault: str = "", size: tuple[int, int] = (80, 24), hang_up_is_told: bool = True
) -> Iterator[Terminal]:
    """Run mbc-prep on the content and home below ``root``."""
    words = [sys.executable, "-m", "tests.tui.launch", str(root), *([fault] if fault else [])]
    with terminal(words, size, hang_up_is_told) as opened:
        yield opened


def _take_terminal() -> None:
    """Make the terminal the controlling one, so that closing it hangs the program up."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
