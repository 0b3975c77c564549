from __future__ import annotations

import io
import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from mbc_prep.cli import readiness
from mbc_prep.paths import Paths, find_paths

NOW = 1_790_000_000
LEARNER: dict[str, Any] = {
    "now": NOW,
    "exam_date": NOW + 42 * 86_400,
    "started": NOW - 60 * 86_400,
    "plan": "today",
    "blueprint": {
        "exam": "cpc",
        "n_items": 100,
        "time_limit_s": 14_400,
        "options": 4,
        "domains": {"surg": 0.6, "em": 0.4},
        "pass": {"type": "percent", "value": 0.70},
        "base_rate": 0.55,
    },
    "answers": [
        {
            "ts": NOW - 86_400 * n,
            "qid": f"q{n}",
            "domain": "surg" if n % 3 else "em",
            "correct": int(n % 3 > 0),
            "first": 1,
            "seconds": 80,
            "mode": "drill",
            "session": "s",
        }
        for n in range(1, 40)
    ],
    "cards": [
        {
            "domain": "surg",
            "stability": 8.5,
            "difficulty": 5.0,
            "last_review": NOW - 86_400,
            "reps": 4,
            "lapses": 1,
            "first_rating": 3,
        }
    ],
    "deck": {"surg": 40, "em": 20},
}


@pytest.fixture
def home() -> Paths:
    return find_paths({"MBC_PREP_HOME": "/nonexistent"})


def answer_lines(
    text: str, home: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, list[dict[str, Any]]]:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    parser = ArgumentParser()
    readiness.configure(parser)
    status = readiness.run(parser.parse_args(["--evidence", "-"]), home)
    return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_in_a_line_out(
    home: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = {**LEARNER, "answers": [], "cards": []}
    text = json.dumps(LEARNER) + "\n\n" + json.dumps(empty) + "\n"
    status, (measured, unmeasured) = answer_lines(text, home, monkeypatch, capsys)
    assert status == 0
    assert 0.0 < measured["p_pass"] < 1.0
    assert list(measured["quantiles"]) == ["0.05", "0.25", "0.5", "0.75", "0.95"]
    assert measured["advice"] == ["em", "surg"]
    assert measured["measured"]
    assert unmeasured["p_pass"] == 0.55
    assert not unmeasured["measured"]


def test_a_scaled_score(
    home: Paths, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = {"type": "scaled", "value": 300, "min": 100, "max": 400}
    blueprint = {**LEARNER["blueprint"], "pass": rule, "base_rate": 0.84}
    text = json.dumps({**LEARNER, "blueprint": blueprint})
    status, (found,) = answer_lines(text, home, monkeypatch, capsys)
    assert status == 0
    assert 0.0 < found["p_pass"] < 1.0


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"blueprint": {}}, "lacks 'domains'"),
        ({"answers": [{"ts": "noon"}]}, "wrong kind"),
        ({"answers": 3}, "wrong kind"),
        ({"plan": "cram"}, "lacks 'cram'"),
        ({"now": float("nan")}, "wrong kind"),
    ],
)
def test_a_bad_line_is_told_and_the_next_one_answered(
    change: dict[str, Any],
    told: str,
    home: Paths,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = json.dumps({**LEARNER, **change}) + "\n" + json.dumps(LEARNER)
    status, (bad, good) = answer_lines(text, home, monkeypatch, capsys)
    assert status == 2
    assert told in bad["error"]
    assert "p_pass" in good


def test_a_file_of_evidence(
    home: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "learners.jsonl"
    file.write_text(json.dumps(LEARNER))
    parser = ArgumentParser()
    readiness.configure(parser)
    assert readiness.run(parser.parse_args(["--evidence", str(file)]), home) == 0
    assert "p_pass" in capsys.readouterr().out
