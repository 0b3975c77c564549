from __future__ import annotations

import pytest

from mbc_prep.content.plain import Value, read_plain


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026", 2026),
        ("0", 0),
        ("-3", -3),
        ("0.55", 0.55),
        ("true", True),
        ("false", False),
        ("", None),
        ("~", None),
        ("null", None),
        ("E11.9", "E11.9"),
        ("Y", "Y"),
        ("N", "N"),
        ("0DTJ4ZZ", "0DTJ4ZZ"),
        ("plain words", "plain words"),
    ],
)
def test_reads_what_no_code_looks_like(text: str, value: Value) -> None:
    assert read_plain(text) == (value, "")


@pytest.mark.parametrize(
    "text",
    ["00100", "NO", "yes", "on", "True", "12:30", "2026-11-22", "1_000", "0x1F", ".5", "+5"],
)
def test_refuses_what_yaml_would_change(text: str) -> None:
    value, complaint = read_plain(text)
    assert value == text
    assert f'write "{text}"' in complaint
