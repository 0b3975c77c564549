"""The command line on small content, with lines to type."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from mbc_prep.cli.main import run_command_line
from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(paths: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``mbc-prep`` with words and typed lines; gives status, output and errors."""
    monkeypatch.setattr("mbc_prep.cli.main.find_paths", lambda: paths)

    def run_words(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        try:
            status = run_command_line(words)
        except SystemExit as end:
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return run_words


@pytest.fixture
def chosen(paths: Paths) -> Paths:
    """The same content with the certification chosen."""
    with Workspace.open(paths) as workspace:
        workspace.choose_certification("cpc")
    return paths
