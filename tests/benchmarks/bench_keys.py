"""From a key to the first changed bytes of the screen, beside a bare Textual list.

    python -m tests.benchmarks.bench_keys [--presses 60] [FOLDER]

Both programs run at the same time in terminals of their own and are pressed by turns. A key that
is stored before it is drawn (another question) is compared with the bare list and one bare durable
transaction on the same disk, taken by turns with them; the ratio to the list alone is printed too.
"""

from __future__ import annotations

import argparse
import select
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import cycle
from pathlib import Path

from tests.benchmarks.bench_storage import bare_database, bare_transaction
from tests.benchmarks.large import bare_words, line, make_large, p50_p95, program_words
from tests.tui.terminal import Terminal, terminal

DOWN, UP = "\x1b[B", "\x1b[A"
QUIET = 0.08
"""Seconds without output after which a key counts as dealt with."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--presses", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = options.folder or Path(name)
        if not (root / "home").is_dir():
            make_large(root)
        for words in measure(root, options.presses):
            print(words, flush=True)


def measure(root: Path, presses: int) -> Iterator[str]:
    """All figures."""
    with ExitStack() as stack:
        bare = stack.enter_context(terminal(bare_words(), (100, 30)))
        seat = stack.enter_context(terminal(program_words(root), (100, 30)))
        bare.shows("Bare row 1")
        seat.shows("due now")
        _rest(seat, 4.0)
        yield from _compare("home, move in the menu", bare, seat, (DOWN, UP), presses, 1.3)
        yield line("history, key to its first text", _until(seat, "h", "A year of days"), "ms")
        yield line("next view of history", _until(seat, "\t", "Reviews a day"), "ms")
        _go(seat, "q", "due now")
        _go(seat, "m", "Before you begin")
        _go(seat, "s", "Item 1 of")
        yield from _compare("exam, choose and clear", bare, seat, ("a", "a"), presses, 1.3)
        yield from _compare("exam, move the highlight", bare, seat, (DOWN, UP), presses, 1.3)
        yield from _questions(root, bare, seat, presses)
        _go(seat, "g", "incomplete")
        yield from _compare("navigator, move", bare, seat, (DOWN, UP), presses, 1.3)
        _go(seat, "q", "Item ")
        _go(seat, "q", "Leave the sitting")
        _go(seat, "y", "due now")
        _go(seat, "s", "Show answer")
        yield from _compare("study, show the answer", bare, seat, (" ",), presses, None, 20, "4")
        yield from _compare("study, rate and next card", bare, seat, ("4",), presses, None, 20, " ")


def _questions(root: Path, bare: Terminal, seat: Terminal, presses: int) -> Iterator[str]:
    """From one question to the next: stored, then drawn."""
    times: dict[str, list[float]] = {"bare": [], "stored": [], "seat": []}
    theirs = cycle((DOWN, UP))
    path = root / "home" / "bare.db"
    with closing(bare_database(path)) as connection:
        store = bare_transaction(connection)
        for _ in range(presses):
            times["bare"].append(_frame(bare, next(theirs)))
            begun = time.perf_counter()
            store()
            times["stored"].append(time.perf_counter() - begun)
            times["seat"].append(_frame(seat, "n"))
    for file in path.parent.glob("bare.db*"):
        file.unlink()
    (bare50, _), (stored50, _) = p50_p95(times["bare"]), p50_p95(times["stored"])
    seat50, seat95 = p50_p95(times["seat"])
    name = "exam, question to question"
    yield line(f"{name}: p50 (p95 {seat95:.1f} ms)", seat50, "ms", 15)
    yield line(f"{name} / bare list ({bare50:.1f} ms)", seat50 / bare50, "x")
    floor = bare50 + stored50
    yield line(f"{name} / list and commit ({floor:.1f} ms)", seat50 / floor, "x", 1.3)


def _compare(
    name: str,
    bare: Terminal,
    seat: Terminal,
    keys: tuple[str, ...],
    presses: int,
    ratio: float | None,
    most: float | None = None,
    after: str = "",
) -> Iterator[str]:
    """Press by turns; ``after`` is pressed untimed to make the next press possible."""
    times: dict[str, list[float]] = {"bare": [], "seat": []}
    ours, theirs = cycle(keys), cycle((DOWN, UP))
    if after == " ":
        seat.press(after)
        _rest(seat)
    for _ in range(presses):
        times["bare"].append(_frame(bare, next(theirs)))
        times["seat"].append(_frame(seat, next(ours)))
        if after:
            seat.press(after)
            _rest(seat)
    (bare50, _), (seat50, seat95) = p50_p95(times["bare"]), p50_p95(times["seat"])
    yield line(f"{name}: p50 (p95 {seat95:.1f} ms)", seat50, "ms", most)
    yield line(f"{name} / bare list ({bare50:.1f} ms)", seat50 / bare50, "x", ratio)


def _frame(seat: Terminal, key: str) -> float:
    """Seconds from a key to the first bytes that follow it."""
    begun = time.perf_counter()
    seat.press(key)
    select.select([seat.master], [], [], 5.0)
    taken = time.perf_counter() - begun
    _rest(seat)
    return taken


def _rest(seat: Terminal, least: float = 0.0) -> None:
    """Read until the program is quiet."""
    end = time.monotonic() + least
    while select.select([seat.master], [], [], QUIET)[0] or time.monotonic() < end:
        seat.read(QUIET)
    seat.forget()


def _until(seat: Terminal, key: str, words: str) -> float:
    """Milliseconds from a key to some words."""
    begun = time.perf_counter()
    _press_until(seat, key, words)
    taken = time.perf_counter() - begun
    _rest(seat)
    return taken * 1e3


def _go(seat: Terminal, key: str, words: str) -> None:
    _press_until(seat, key, words)
    _rest(seat, 0.3)


def _press_until(seat: Terminal, key: str, words: str) -> None:
    seat.forget()
    seat.press(key)
    seat.shows(words)


if __name__ == "__main__":
    main()
