from __future__ import annotations

import re

from mbc_prep.paths import Paths
from mbc_prep.workspace import Workspace
from tests.cli.conftest import Run


def test_a_card_is_studied_line_by_line(run: Run, chosen: Paths) -> None:
    status, out, _ = run("study", "--plain", "--deck", "terms", typed="\n3\nq\n")
    assert status == 0
    assert "Term 0?" in out
    assert "An answer." in out
    assert "1 again" in out
    with Workspace.open(chosen) as workspace:
        assert workspace.home().reviewed_today == 1


def test_the_end_of_input_keeps_what_was_done(run: Run, chosen: Paths) -> None:
    status, out, _ = run("study", "--plain", typed="\n4\n")
    assert status == 0
    assert "everything up to here is saved" in out
    with Workspace.open(chosen) as workspace:
        assert workspace.home().reviewed_today == 1


def test_undo_and_help_and_a_wrong_answer_in_study(run: Run, chosen: Paths) -> None:
    out = run("study", "--plain", "--deck", "terms", typed="\n4\n\nu\n\n?\n9\nq\n")[1]
    assert "Please answer one of" in out
    assert "u undo" in out
    with Workspace.open(chosen) as workspace:
        assert workspace.home().reviewed_today == 0


def test_an_exam_is_sat_left_and_gone_on_with(run: Run, chosen: Paths) -> None:
    words = ("exam", "--plain", "--form", "official")
    out = run(*words, typed="1\nf\ns\nn\n2\nx 3\nt\nl\nq\n")[1]
    assert "Item 1 of 4" in out
    assert "Chosen: 1." in out
    assert "(struck out)" in out
    assert "Left open" in out
    out = run(*words, typed="e\nn\ng 1\n1\n1\ne\ny\n")[1]
    assert "Going on with your open sitting" in out
    assert "Chosen: nothing." in out
    assert re.search(r"[012] of 4 points", out)  # two guesses, with options in any order
    with Workspace.open(chosen) as workspace:
        assert workspace.home().open_sitting is None


def test_the_end_of_input_leaves_a_sitting_open(run: Run, chosen: Paths) -> None:
    status, out, _ = run("exam", "--plain", "--drill", "3", typed="1\n")
    assert status == 0
    assert "the sitting is open" in out
    with Workspace.open(chosen) as workspace:
        assert workspace.home().open_sitting is not None


def test_what_is_no_option_is_said(run: Run, chosen: Paths) -> None:
    out = run("exam", "--plain", "--drill", "3", "--domain", "surg", typed="9\ng 99\nzzz\nq\n")[1]
    assert "There are options 1 to 4" in out
    assert "No such item" in out or "last item" in out
