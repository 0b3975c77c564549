"""Start to home with its due counts, memory and idle load, beside a bare Textual list.

    python -m tests.benchmarks.bench_start [--rounds 11] [FOLDER]

Everything runs in real terminals of its own; both programs take turns. FOLDER keeps the generated
content and progress for the next run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.large import bare_words, line, make_large, p50_p95, program_words
from tests.tui.terminal import ROOT, Terminal, terminal

HOME_WORDS, BARE_WORDS = "due now", "Bare row 1"
IDLE_SECONDS = 20.0
_TICK = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = options.folder or Path(name)
        _keep_bytecode(Path(name))
        if not (root / "home").is_dir():
            make_large(root)
        for words in measure(root, options.rounds):
            print(words, flush=True)


def _keep_bytecode(folder: Path) -> None:
    """Let the programs start as installed ones do: compiled, as pip leaves Textual and ours.

    Otherwise, in a checkout where Python may not write bytecode, only Textual would be compiled.
    The first round, which compiles, counts in no median.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")


def measure(root: Path, rounds: int) -> Iterator[str]:
    """All figures."""
    yield from _starts(root, rounds)
    yield from _command_line(rounds)
    with terminal(program_words(root), (100, 30)) as seat:  # compiles what the warm-up imports
        seat.shows(HOME_WORDS)
        _settle(seat, 6.0)
    with terminal(program_words(root), (100, 30)) as seat:
        seat.shows(HOME_WORDS)
        _settle(seat, 4.0)
        yield line("resident memory at home", _resident(seat) / 2**20, "MiB", 80)
        yield line("idle load at home", 100 * _load(seat), "%", 0.5)
        seat.press("m")
        seat.shows("Before you begin")
        seat.press("s")
        seat.shows("Item 1 of")
        _settle(seat, 2.0)
        yield line("idle load in a sitting with its clock", 100 * _load(seat), "%", 0.5)
        yield line("resident memory in a sitting", _resident(seat) / 2**20, "MiB")


def _starts(root: Path, rounds: int) -> Iterator[str]:
    walls: dict[str, list[float]] = {"bare": [], "home": []}
    loads: dict[str, list[float]] = {"bare": [], "home": []}
    for _ in range(rounds):
        for name, words, shown in (
            ("bare", bare_words(), BARE_WORDS),
            ("home", program_words(root), HOME_WORDS),
        ):
            wall, load = _start(words, shown)
            walls[name].append(wall)
            loads[name].append(load)
    bare, home = (statistics.median(walls[name][1:]) for name in ("bare", "home"))
    yield line("bare list, first text", bare * 1e3, "ms")
    yield line("home with its due counts", home * 1e3, "ms")
    yield line("home / bare list", home / bare, "x", 1.5)
    bare, home = (statistics.median(loads[name][1:]) for name in ("bare", "home"))
    yield line("processor time until then: bare list", bare * 1e3, "ms")
    yield line("processor time until then: home / bare list", home / bare, "x", 1.5)


def _start(words: Sequence[str], shown: str) -> tuple[float, float]:
    """Seconds from the call to the first useful text, by the wall and of the processor."""
    begun = time.perf_counter()
    with terminal(words, (100, 30)) as seat:
        seat.shows(shown)
        return time.perf_counter() - begun, _processor(seat)


def _command_line(rounds: int) -> Iterator[str]:
    for word in ("--help", "--version"):
        times = []
        for _ in range(rounds):
            begun = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "mbc_prep", word], cwd=ROOT, check=True, capture_output=True
            )
            times.append(time.perf_counter() - begun)
        yield line(f"mbc-prep {word}", p50_p95(times)[0], "ms", 100)


def _settle(seat: Terminal, seconds: float) -> None:
    """Let the program come to rest, reading what it draws."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        seat.read(0.1)


def _load(seat: Terminal) -> float:
    """Share of one processor while nothing is pressed."""
    before = _processor(seat)
    _settle(seat, IDLE_SECONDS)
    return (_processor(seat) - before) / IDLE_SECONDS


def _processor(seat: Terminal) -> float:
    fields = Path(f"/proc/{seat.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _resident(seat: Terminal) -> float:
    for row in Path(f"/proc/{seat.process.pid}/status").read_text().splitlines():
        if row.startswith("VmRSS:"):
            return float(row.split()[1]) * 1024
    return 0.0


if __name__ == "__main__":
    main()
