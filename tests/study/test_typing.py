"""Typed answers: what is right, what is nearly, and codes that forgive nothing."""

from __future__ import annotations

import pytest

from mbc_prep.study.typing import grade_typed, slips


@pytest.mark.parametrize(
    ("typed", "answers", "verdict"),
    [
        ("e11.9", ("E11.9",), "right"),
        (" E 119", ("E11.9",), "right"),
        ("E11.8", ("E11.9",), "wrong"),
        ("Cholecystectomy", ("cholecystectomy",), "right"),
        ("cholecystectmy", ("cholecystectomy",), "near"),
        ("colostomy", ("colectomy",), "near"),
        ("ostomy", ("otomy",), "near"),
        ("pexy", ("plasty",), "wrong"),
        ("modifier 59", ("59", "modifier 59"), "right"),
        ("58", ("59",), "wrong"),
    ],
)
def test_grading(typed: str, answers: tuple[str, ...], verdict: str) -> None:
    assert grade_typed(typed, answers).verdict == verdict


def test_slips_counts_edits() -> None:
    assert slips("kitten", "sitting") == 3
    assert slips("", "abc") == 3
    assert slips("same", "same") == 0
