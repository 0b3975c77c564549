"""What must not be imported: the first frame waits for no SQLModel, the shell for no Textual."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace

ROOT = Path(__file__).parents[1]

DUE = """
import argparse, sys
from pathlib import Path
from mbc_prep.cli.due import run
from tests.small_content import paths_of

run(argparse.Namespace(json=False), paths_of(Path(sys.argv[1])))
"""
COMMAND = """
import sys
from mbc_prep.cli.main import run_command_line

try:
    run_command_line(sys.argv[1:])
except SystemExit as end:
    assert not end.code
"""
LIST_THEM = "\nprint(*sorted(name.partition('.')[0] for name in sys.modules))"


def modules_after(code: str, *words: str) -> set[str]:
    """Names of the packages that a fresh Python has imported after some code."""
    return printed(["-c", code + LIST_THEM, *words])


def printed(words: list[str]) -> set[str]:
    """Words of the last line that a Python process prints."""
    done = subprocess.run(
        [sys.executable, *words],
        capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split())


@pytest.fixture
def root(paths: Paths) -> str:
    """Compiled content with the certification chosen."""
    with Workspace.open(paths) as workspace:
        workspace.choose_certification("cpc")
    return str(paths.exams.parent)


def test_home_is_drawn_without_the_heavy_packages(root: str) -> None:
    found = printed(["-m", "tests.tui.first_frame", root])
    assert "textual" in found
    heavy = {"sqlmodel", "sqlalchemy", "pydantic", "yaml", "fsrs", "textual_plotext", "rapidfuzz"}
    assert not found & heavy


def test_due_stays_light(root: str) -> None:
    found = modules_after(DUE, root)
    assert "sqlite3" in found
    assert not found & {"textual", "sqlmodel", "sqlalchemy", "yaml", "pydantic", "rich", "fsrs"}


@pytest.mark.parametrize("word", ["--help", "--version", "where"])
def test_the_command_line_stays_light(word: str) -> None:
    found = modules_after(COMMAND, word)
    assert "mbc_prep" in found
    assert not found & {"textual", "sqlite3", "sqlmodel", "yaml", "pydantic", "rich"}
