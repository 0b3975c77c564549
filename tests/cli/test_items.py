from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from mbc_prep.cli import items
from tests.content.samples import Folder, bank, make_folder

SHARED = "scenarios:\n  - {id: visit, setting: emergency, record: Pain.}\n"
CASE = """\
items:
  - id: case
    revision: 1
    type: case_fill_in
    certifications: {cic: case}
    topics: [t]
    difficulty: hard
    cognitive: analysis
    code_year: 2026
    record: A long record.
    stem: Code the stay.
    rationale: Because.
    authority: [x]
    blanks:
      - role: principal_diagnosis
        answers: [I10]
        poa: Y
        common_errors: [{answer: I11.9, error: e, message: No.}]
    not_coded: [{code: R03.0, error: e, reason: A reading only.}]
"""


def printed(folder: Folder, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    parser = ArgumentParser()
    items.configure(parser)
    assert items.run(parser.parse_args(words), folder.paths) == 0
    return capsys.readouterr().out


def data(folder: Folder, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, Any]]:
    lines = printed(folder, capsys, "--json").splitlines()
    return {one["id"]: one for one in map(json.loads, lines)}


def test_a_choice_item(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = data(make_folder(tmp_path), capsys)["first"]
    assert list(one) == [
        "id", "type", "certifications", "scenario", "stem", "options", "blanks", "rationale",
        "authority", "codes", "code_year", "difficulty", "cognitive", "topics", "source",
    ]  # fmt: skip
    assert one["certifications"] == {"cpc": "surg"}
    assert one["scenario"] is None
    assert one["options"][0] == {"text": "12031", "key": True, "rationale": "", "error": ""}
    assert one["source"] == "exams/bank/a.yaml:2"


def test_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_folder(tmp_path)
    text = bank("a").replace("    stem:", "    scenario: visit\n    stem:")
    folder.write("exams/bank/s.yaml", SHARED + text)
    folder.write("exams/bank/c.yaml", CASE)
    found = data(folder, capsys)
    assert found["a"]["scenario"] == "Pain."
    case = found["case"]
    assert case["scenario"] == "A long record."
    assert case["blanks"] == [
        {
            "role": "principal_diagnosis",
            "answers": ["I10"],
            "poa": "Y",
            "ordered": False,
            "common_errors": [{"answer": "I11.9", "error": "e", "message": "No."}],
        }
    ]
    assert case["not_coded"][0]["code"] == "R03.0"
    assert case["suggestions"] == []


def test_the_listing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(make_folder(tmp_path), capsys).splitlines()
    assert out[0].split()[:5] == ["first", "single_choice", "cpc", "medium", "A"]
    assert out[0].endswith("Which code?")
    assert out[-1] == "2 items"
