from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path

import pytest

from mbc_prep.cli import cards
from tests.content.samples import Folder, card, deck, make_folder


def printed(folder: Folder, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    parser = ArgumentParser()
    cards.configure(parser)
    assert cards.run(parser.parse_args(words), folder.paths) == 0
    return capsys.readouterr().out.splitlines()


def test_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_folder(tmp_path)
    folder.write("decks/zz.yaml", deck("zz", card("last"), after="basics"))
    lines = [json.loads(line) for line in printed(folder, capsys, "--json")]
    assert [line["id"] for line in lines] == ["one", "two", "last"]
    assert lines[0] == {
        "id": "one",
        "deck": "basics",
        "kind": "basic",
        "certifications": ["cpc"],
        "topic": "repair",
        "front": "What is it?",
        "back": "It is what this test calls one.",
        "example": "",
        "near_miss": "",
        "answers": [],
        "authority": ["CPT Surgery guidelines, Repair"],
        "code_year": 2026,
        "source": "decks/basics.yaml:6",
    }


def test_the_listing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = printed(make_folder(tmp_path), capsys)
    assert out[0].split() == ["one", "basics", "basic", "What", "is", "it?"]
    assert out[-1] == "2 cards"
