from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace
from tests.tui.launch import SECRET
from tests.tui.terminal import (
    LEAVE_ALTERNATE_SCREEN,
    ROOT,
    SHOW_CURSOR,
    Terminal,
    program,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pty")


@pytest.fixture
def root(paths: Paths) -> Path:
    """Content with the certification chosen."""
    with Workspace.open(paths) as workspace:
        workspace.choose_certification("cpc")
    return paths.exams.parent


def assert_clean(seat: Terminal) -> None:
    """The terminal was given back as it was."""
    assert LEAVE_ALTERNATE_SCREEN in seat.output
    assert SHOW_CURSOR in seat.output
    assert b"\x1b[?1000l" in seat.output, "the mouse is still caught"
    after = bytes(seat.output).rpartition(LEAVE_ALTERNATE_SCREEN)[2]
    assert b"Traceback" not in after


def test_q_at_home_ends_with_status_0(root: Path) -> None:
    with program(root) as seat:
        seat.shows("Test Coder")
        seat.press("q")
        assert seat.end() == 0
        assert_clean(seat)


def test_keys_typed_before_the_first_frame_do_no_harm(root: Path) -> None:
    with program(root) as seat:
        seat.press("q")
        assert seat.end() == 0


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, {143}), (signal.SIGHUP, {129, 120})]
)
def test_a_signal_ends_with_its_status_and_a_clean_terminal(
    root: Path, number: signal.Signals, status: set[int]
) -> None:
    with program(root) as seat:
        seat.shows("Test Coder")
        os.kill(seat.process.pid, number)
        assert seat.end() in status
        assert_clean(seat)


def test_a_signal_during_a_sitting_leaves_it_open(root: Path, paths: Paths) -> None:
    with program(root) as seat:
        seat.shows("Test Coder")
        seat.press("m")
        seat.shows("Before you begin")
        seat.press("s")
        seat.shows("Item 1 of 12")
        seat.press("b")
        seat.shows("●")
        os.kill(seat.process.pid, signal.SIGTERM)
        assert seat.end() == 143
        assert_clean(seat)
    with Workspace.open(paths) as workspace:
        sitting = workspace.home().open_sitting
        assert sitting is not None
        assert workspace.exams.open(sitting.id).entry.choice


@pytest.mark.parametrize("told", [True, False])
def test_a_closed_window_ends_the_program_by_itself(root: Path, told: bool) -> None:
    with program(root, hang_up_is_told=told) as seat:
        seat.shows("Test Coder")
        seat.hang_up()
        end = time.monotonic() + 8
        while seat.process.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        assert seat.process.poll() is not None, "still running without a terminal"
        assert seat.process.returncode in {129, 120, 1}


@pytest.mark.parametrize("fault", ["handler", "worker", "thread", "timer"])
def test_a_fault_says_one_sentence_and_shows_no_values(
    root: Path, paths: Paths, fault: str
) -> None:
    with program(root, fault) as seat:
        seat.shows("Test Coder")
        seat.press("h")
        assert seat.end() == 70
        assert_clean(seat)
        left = seat.text().rpartition("mbc-prep had to stop")
        assert "Everything you did is saved" in left[2]
        assert SECRET not in seat.text()
        assert "Traceback" not in seat.text()
        log = paths.log.read_text("utf-8")
        assert "ValueError" in log
        assert SECRET not in log


def test_without_a_terminal_it_says_so(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mbc_prep"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert "Traceback" not in done.stderr


def rows(paths: Paths, table: str) -> int:
    """How many rows a table of the progress database has."""
    connection = sqlite3.connect(paths.progress)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def test_kill_9_loses_no_rating_that_was_shown(root: Path, paths: Paths) -> None:
    shown = 0
    for _ in range(3):
        with program(root) as seat:
            seat.shows("Test Coder")
            seat.press("s")
            seat.shows("new  ")
            for done in range(2):
                seat.shows(f"{done} done")
                seat.forget()
                seat.press("\r")
                seat.until(lambda: "Good" in seat.text() or "Answer:" in seat.text())
                seat.press("4")
                seat.shows(f"{done + 1} done")
                shown += 1
            seat.process.kill()
            seat.process.wait()
        assert rows(paths, "review") == shown


def test_kill_9_loses_no_answer_that_was_shown(root: Path, paths: Paths) -> None:
    with program(root) as seat:
        seat.shows("Test Coder")
        seat.press("m")
        seat.shows("Before you begin")
        seat.press("s")
        seat.shows("Item 1 of 12")
        seat.press("b")
        seat.shows("●")
        seat.forget()
        seat.press("n")
        seat.shows("2 of 12")
        seat.forget()
        seat.press("f")
        seat.shows("flagged")
        seat.process.kill()
        seat.process.wait()
    with Workspace.open(paths) as workspace:
        sitting = workspace.home().open_sitting
        assert sitting is not None
        opened = workspace.exams.open(sitting.id)
        first, second = opened.sitting.entries[:2]
        assert len(first.choice) == 1
        assert second.flagged
        assert opened.sitting.position == 1
