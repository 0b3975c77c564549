from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from mbc_prep.cli import codebook
from mbc_prep.codebook.entries import BookError
from mbc_prep.paths import Paths
from tests.codebook.samples import PCS_TABLES, TABULAR


class Shell:
    """Runs the subcommand and gives what it printed."""

    def __init__(self, paths: Paths, capsys: pytest.CaptureFixture[str]) -> None:
        self.paths = paths
        self.capsys = capsys
        self.status = 0

    def __call__(self, *words: str) -> str:
        parser = ArgumentParser()
        codebook.configure(parser)
        self.status = codebook.run(parser.parse_args(words), self.paths)
        return self.capsys.readouterr().out

    def data(self, *words: str) -> Any:
        return json.loads(self(*words, "--json"))


@pytest.fixture
def shell(paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    opened = Shell(paths, capsys)
    for name, text in (("tabular-April-1-2026.xml", TABULAR), ("pcs_2026.xml", PCS_TABLES)):
        file = tmp_path / name
        file.write_text(text)
        opened("add", str(file))
    return opened


def test_list(shell: Shell) -> None:
    lines = shell("list").splitlines()
    assert lines == [
        "icd10cm-2026   ICD-10-CM Tabular List FY2026, April 2026 update"
        "  (added, from tabular-April-1-2026.xml)",
        "icd10pcs-2026  ICD-10-PCS Tables FY2026  (added, from pcs_2026.xml)",
    ]
    assert [book["id"] for book in shell.data("list")] == ["icd10cm-2026", "icd10pcs-2026"]


def test_search(shell: Shell) -> None:
    assert shell("search", "type", "2", "retino").splitlines() == [
        "E11.31   - Type 2 diabetes mellitus with retinopathy",
        "E11.31X1   Type 2 diabetes mellitus with retinopathy, right eye",
        "E11.31X2   Type 2 diabetes mellitus with retinopathy, left eye",
    ]
    assert "E11.31   - Type 2 diabetes mellitus with retinopathy  [Sweet eye]" in shell(
        "search", "sweet eye"
    )
    found = shell.data("search", "E11.3", "--limit", "1")
    assert [hit["code"] for hit in found["hits"]] == ["E11.3"]


def test_nothing_found(shell: Shell) -> None:
    assert shell("search", "rettinopathy") == (
        "Nothing found for rettinopathy; did you mean: retinopathy?\n"
    )
    assert shell.status == 1
    assert shell.data("search", "xylophone") == {"text": "xylophone", "hits": [], "suggestion": ""}


def test_show(shell: Shell) -> None:
    out = shell("show", "e1131x1")
    assert "E11.31X1  Type 2 diabetes mellitus with retinopathy, right eye  (valid)" in out
    assert "Inclusion terms  (from E11.31)\n    Sweet eye\n" in out
    assert "Excludes1  (from Chapter 4)\n" in out
    assert "Seventh character  (from E11.3)\n    One of these shows the eye:\n    1  right" in out
    data = shell.data("show", "E11.9")
    assert data["billable"] is True
    assert [note["from"] for note in data["notes"]] == ["E11", "E11", "E11", "E08-E16", "Chapter 4"]
    assert data["notes"][2]["codes"] == ["E13"], "only what is in the book can be followed"


def test_show_a_procedure(shell: Shell) -> None:
    out = shell("show", "0FT44ZG")
    assert "  7  G  Qualifier: Hand-Assisted" in out
    assert [step["label"] for step in shell.data("show", "0FT44ZG")["pcs"]][3] == "Gallbladder"
    with pytest.raises(BookError, match="no code 0FT40ZG"):
        shell("show", "0FT40ZG")


def test_no_such_code(shell: Shell) -> None:
    with pytest.raises(BookError, match=r"no code E11\.99; E11\.9"):
        shell("show", "E11.99")


def test_remove(shell: Shell) -> None:
    assert "removed" in shell("remove", "icd10pcs-2026")
    with pytest.raises(BookError, match="no added book"):
        shell("remove", "icd10pcs-2026")
