from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.content.text import clean, is_clean, normalise_lines, unwanted


@pytest.mark.parametrize(
    ("dirty", "expected"),
    [
        ("\x1b[2Jgone", "[2Jgone"),
        ("a\x00b", "ab"),
        ("bell\x07", "bell"),
        ("\x9b31m", "31m"),
        ("abc\u202etxt.exe", "abctxt.exe"),
        ("\u2066isolate\u2069", "isolate"),
        ("one\u2028two", "one two"),
        ("one\x85two", "one two"),
        ("\ufeffstart", "start"),
        ("\ud800", ""),
        ("del\x7f", "del"),
    ],
)
def test_takes_out_what_steers_a_terminal(dirty: str, expected: str) -> None:
    assert clean(dirty) == expected
    assert not is_clean(dirty)


@pytest.mark.parametrize(
    "text", ["tab\there", "line\nline", "≥ 4 cm — ‘so’", "🩺 👩🏽‍⚕️", "[I10] [/x]"]
)
def test_leaves_ordinary_text_alone(text: str) -> None:
    assert clean(text) == text
    assert is_clean(text)


@given(st.text())
def test_cleaned_text_is_clean_and_can_be_written(text: str) -> None:
    cleaned = clean(text)
    assert is_clean(cleaned)
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


def test_says_where_and_what() -> None:
    assert unwanted("ab\u202ec") == [(2, "U+202E")]


def test_line_ends_become_newlines() -> None:
    assert normalise_lines("a\r\nb\rc\nd") == "a\nb\nc\nd"
