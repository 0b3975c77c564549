from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mbc_prep.content import loader
from mbc_prep.content.loader import MAX_BYTES, load, load_file
from mbc_prep.content.text import clean


def rules(text: str | bytes) -> list[tuple[str, int, int]]:
    document = load(text.encode() if isinstance(text, str) else text, "f.yaml")
    return [(finding.rule, finding.line, finding.column) for finding in document.findings]


def test_gives_values_and_where_they_stand() -> None:
    document = load(b'a:\n  - x: "1"\n    y: two\n  - 3\n', "f.yaml")
    assert document.value == {"a": [{"x": "1", "y": "two"}, 3]}
    assert document.findings == []
    place = document.place.find(("a", 0, "y"))
    assert (place.line, place.column) == (3, 8)
    assert document.place.find(("a", 1)).raw == "3"
    nearest = document.place.find(("a", 0, "missing", 5))
    assert (nearest.line, nearest.column) == (2, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", ("duplicate-key", 2, 1)),
        ('"a": 1\na: 2\n', ("duplicate-key", 2, 1)),
        ("a: &x [1]\nb: 2\n", ("alias", 1, 4)),
        ("a: 1\nb: *x\n", ("alias", 2, 4)),
        ("<<: {a: 1}\n", ("alias", 1, 1)),
        ("a: 00100\n", ("unquoted", 1, 4)),
        ("a: NO\n", ("unquoted", 1, 4)),
        ("a: 2026-11-22\n", ("unquoted", 1, 4)),
        ("a: 1:30\n", ("unquoted", 1, 4)),
        ("a: !!python/object:os.system x\n", ("tag", 1, 4)),
        ("a: !!str 12\n", ("tag", 1, 4)),
        ("1: x\n", ("key", 1, 1)),
        ("a: {{b}}\n", ("key", 1, 5)),
        ("? [a]\n: 1\n", ("key", 1, 3)),
        ("a: 1\n---\nb: 2\n", ("documents", 2, 1)),
        ("a:\n\t- b\n", ("yaml-syntax", 2, 1)),
        ("a: b: c\n", ("yaml-syntax", 1, 5)),
        ("a: [1, 2\n", ("yaml-syntax", 2, 1)),
        ("a: \x07b\n", ("control-character", 1, 4)),
        ('a: "\\e[2J"\n', ("control-character", 1, 4)),
        ("a: b\u202ec\n", ("control-character", 1, 5)),
        ("", ("empty", 1, 1)),
        ("# only a remark\n", ("empty", 1, 1)),
        (b"\xff\xfe\x00", ("binary", 0, 0)),
        (b"a: 1\nb: \xff\n", ("binary", 2, 1)),
        (b"\x00\x01", ("binary", 0, 0)),
        ("[" * 5000, ("too-deep", 1, 21)),
        ("- " * 5000 + "x", ("too-deep", 1, 41)),
        ('a: "\\ud800"\n', ("yaml-syntax", 1, 7)),
    ],
)
def test_refuses_with_a_finding_at_the_place(
    text: str | bytes, expected: tuple[str, int, int]
) -> None:
    assert rules(text)[0] == expected


def test_a_tab_is_called_a_tab() -> None:
    [finding] = load(b"a:\n\tb: 1\n", "f.yaml").findings
    assert "tab" in finding.message
    assert "spaces" in finding.message


def test_an_alias_bomb_is_not_expanded() -> None:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    document = load("\n".join(levels).encode(), "bomb.yaml")
    assert {finding.rule for finding in document.findings} == {"alias"}


def test_gives_up_after_very_many_problems() -> None:
    document = load(("a: *x\n" * 5000).encode(), "f.yaml")
    assert len(document.findings) < 300
    assert document.findings[-1].rule == "too-many"
    assert document.value is None


def test_stripped_characters_are_warnings_and_the_text_is_clean() -> None:
    document = load(b'a: "x\\u202Ey\\0z"\nb: p\x1bq\n', "f.yaml")
    assert document.value == {"a": "xyz", "b": "pq"}
    assert {finding.severity for finding in document.findings} == {"warning"}


def test_windows_and_old_mac_line_ends() -> None:
    assert load(b"a: |\r\n  x\r\n  y\r\nb: z\r\n", "f").value == {"a": "x\ny", "b": "z"}
    assert load(b"a: 1\rb: 2\r", "f").value == {"a": 1, "b": 2}


def test_markup_emoji_and_right_to_left_letters_are_text() -> None:
    text = "a: see [I10] and [/x] 🩺 שלום\n"
    assert load(text.encode(), "f").value == {"a": "see [I10] and [/x] 🩺 שלום"}


def test_a_file_over_ten_megabytes_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    with file.open("wb") as out:
        out.truncate(MAX_BYTES + 1)
    [finding] = load_file(file, "big.yaml").findings
    assert finding.rule == "too-large"


def test_a_folder_or_missing_file_is_a_finding(tmp_path: Path) -> None:
    assert load_file(tmp_path, "x").findings[0].rule == "unreadable"
    assert load_file(tmp_path / "none.yaml", "x").findings[0].rule == "unreadable"


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    load(data, "f.yaml")


@given(st.text(alphabet="ab:-[]{}&*!|>'\"%@`#,?\n\t 0.", max_size=60))
@settings(max_examples=400)
def test_no_yaml_like_text_raises(text: str) -> None:
    load(text.encode(), "f.yaml")


KEYS = st.text("abcdefghij -_[]{}:#", max_size=8)
TREES = st.recursive(
    st.text() | st.booleans() | st.integers(-(10**17), 10**17),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


def cleaned(tree: Any) -> Any:
    """What the loader makes of a tree: only the texts change."""
    if isinstance(tree, str):
        return clean(tree)
    if isinstance(tree, list):
        return [cleaned(one) for one in tree]
    if isinstance(tree, dict):
        return {key: cleaned(value) for key, value in tree.items()}
    return tree


@given(TREES)
def test_json_round_trip(tree: Any) -> None:
    text = json.dumps({"root": tree}, ensure_ascii=False)
    assert load(text.encode(), "f.json").value == {"root": cleaned(tree)}


def test_the_pure_python_loader_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = b'a: "x"\nb:\n  - 1\n  - |\n    note\n    two\nc: {d: true}\n'
    quick = load(text, "f")
    monkeypatch.setattr(loader, "_LOADER", yaml.SafeLoader)
    slow = load(text, "f")
    assert slow.value == quick.value
    assert slow.place.find(("b", 1)).line == quick.place.find(("b", 1)).line
