from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from mbc_prep.cli.main import COMMANDS
from mbc_prep.paths import Paths
from tests.cli.conftest import Run


def test_help_lists_every_command(run: Run) -> None:
    status, out, _ = run("--help")
    assert status == 0
    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(run: Run, name: str) -> None:
    status, out, _ = run(name, "--help")
    assert status == 0
    assert name in out


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    status, _, err = run("nonsense")
    assert status == 2
    assert "nonsense" in err


def test_the_program_without_a_terminal_says_what_to_do(run: Run, chosen: Paths) -> None:
    status, out, err = run()
    assert (status, out) == (2, "")
    assert "--plain" in err


def test_before_the_first_choice_one_sentence_says_so(run: Run) -> None:
    for words in (("due",), ("stats",), ("study", "--plain"), ("exam", "--plain")):
        status, _, err = run(*words)
        assert status == 2, words
        assert err.startswith("mbc-prep: No certification is chosen"), words
        assert err.count("\n") == 1


def test_due_counts_as_text_and_json(run: Run, chosen: Paths) -> None:
    status, out, _ = run("due")
    assert status == 0
    assert "0 due now, 12 new today" in out
    data = json.loads(run("due", "--json")[1])
    assert (data["due_now"], data["new_today"], data["certification"]) == (0, 12, "cpc")
    assert len(data["due_by_day"]) == 7


def test_stats_of_nothing_and_of_something(run: Run, chosen: Paths) -> None:
    assert "0 reviews" in run("stats")[1]
    run("study", "--plain", typed="\n4\nq\n")
    data = json.loads(run("stats", "--json")[1])
    assert [day["reviews"] for day in data["days"]] == [1]
    assert len(data["forecast"]) == 30


def test_where_lists_every_file(run: Run, paths: Paths) -> None:
    out = run("where")[1]
    assert str(paths.progress) in out
    assert json.loads(run("where", "--json")[1])["progress"] == str(paths.progress)


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_completion_script_names_the_commands(run: Run, shell: str) -> None:
    status, out, _ = run("completion", shell)
    assert status == 0
    assert "study" in out


def test_a_form_is_the_same_for_the_same_seed(run: Run) -> None:
    words = ("form", "cpc", "--form", "official", "--seed", "5", "--json")
    first, second = json.loads(run(*words)[1]), json.loads(run(*words)[1])
    assert first == second
    assert len(first["items"]) == 4
    assert first["minutes"] == 30


def test_backup_and_restore(run: Run, chosen: Paths) -> None:
    copy = chosen.data / "copy.db"
    run("study", "--plain", typed="\n4\nq\n")
    assert run("backup", str(copy))[0] == 0
    run("study", "--plain", typed="\n4\nq\n")
    status, out, _ = run("restore", str(copy))
    assert status == 0
    assert "kept as" in out
    assert sum(day["reviews"] for day in json.loads(run("stats", "--json")[1])["days"]) == 1


def test_restoring_what_is_no_copy_is_refused(run: Run, chosen: Paths) -> None:
    bad = chosen.data / "bad.db"
    bad.write_bytes(b"not a database at all")
    status, _, err = run("restore", str(bad))
    assert status == 2
    assert err.count("\n") == 1
    assert run("due")[0] == 0


def test_rebuilding_gives_back_what_was_derived(run: Run, chosen: Paths) -> None:
    run("study", "--plain", typed="\n3\n\n3\n\nq\n")
    _, before, _ = run("stats", "--json")
    with closing(sqlite3.connect(chosen.progress)) as connection, connection:
        kept = connection.execute("SELECT * FROM memory ORDER BY card_id").fetchall()
        assert kept
        connection.execute("DELETE FROM memory")
        connection.execute("DELETE FROM day_total")
    status, out, _ = run("rebuild")
    assert status == 0
    assert f"from {len(kept)} reviews" in out
    assert run("stats", "--json")[1] == before
    with closing(sqlite3.connect(chosen.progress)) as connection:
        again = connection.execute("SELECT * FROM memory ORDER BY card_id").fetchall()
    assert again == kept
