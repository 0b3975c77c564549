"""The learner's claim beside the key's: which code moved the group, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mbc_prep.codebook.grouping import GroupingError
from mbc_prep.exam.item import Blank, Item
from mbc_prep.exam.sitting import Entry
from mbc_prep.workspace.claim_words import comparison_rows
from mbc_prep.workspace.claims import Comparison, compare
from tests.exam.test_claims import STAY
from tests.grouper import take_grouper_away, with_grouper

RECORD = "A 63-year-old man."
KEY = ("A41.01|Y", "R65.21|Y", "I48.0|N", "Z79.4", "5A1945Z")


def told(*codes: str, item: Item = STAY, record: str = RECORD) -> Comparison:
    return compare(item, record, Entry("stay", 1, "case", blanks=codes))


def words(comparison: Comparison) -> str:
    return "\n".join(f"{name}: {text}" for name, text in comparison_rows(comparison))


@with_grouper
def test_the_same_codes_lead_to_the_same_group() -> None:
    found = told(*KEY)
    assert not found.moved
    assert found.movers == ()
    assert "Difference: none: both lead to the same group" in words(found)
    assert "Code edits: none on your claim" in words(found)


@with_grouper
def test_the_one_code_that_moved_it_is_named() -> None:
    found = told("A41.9|Y", *KEY[1:4], "5A1955Z")
    assert [(one.pair.yours, one.to.drg) for one in found.movers] == [("5A1955Z", "871")]
    text = words(found)
    assert "Yours: MS-DRG 870" in text
    assert "4.9693 more weight than the key, 256 %" in text
    assert (
        "your 5A1955Z (procedure); with 5A1945Z in its place yours would group to 871 "
        "(weight 1.9425), the key's group"
    ) in text
    assert "63 years, male, discharged home (01); MS-DRG version 43.1 of 2026" in text


@with_grouper
def test_a_code_left_out_is_named() -> None:
    found = told("A41.01|Y", "", "I48.0|N", "Z79.4", "5A1945Z")
    assert found.yours is not None
    assert found.yours.drg == "872"
    assert "R65.21 left blank (diagnosis); with it yours would group to 871" in words(found)


@with_grouper
def test_a_wrong_poa_can_move_it() -> None:
    blanks = (
        Blank("principal_diagnosis", ("S72.001A",), poa="Y"),
        Blank("other_diagnosis", ("L89.153",), poa="N"),
        Blank("procedure", ("0SRR0J9",)),
    )
    hip = _case(blanks)
    found = told("S72.001A|Y", "L89.153|Y", "0SRR0J9", item=hip)
    assert [one.to.drg for one in found.movers] == ["522"]
    assert "your L89.153 POA Y (diagnosis); with POA N in its place" in words(found)


@with_grouper
def test_two_wrong_codes_of_which_each_is_enough_show_from_the_keys_side() -> None:
    blanks = (
        Blank("principal_diagnosis", ("J18.9",)),
        Blank("other_diagnosis", ("I10",)),
        Blank("other_diagnosis", ("E11.9",)),
    )
    found = told("J18.9", "J96.01", "N17.0", item=_case(blanks))
    assert [one.mended for one in found.movers] == [False, False]
    text = words(found)
    assert "your J96.01 for I10 (diagnosis); with that alone the key would group to 193" in text
    assert "no single code leads to the key's group" in text


@with_grouper
def test_edits_are_of_the_learners_claim_and_an_unknown_age_sets_off_none() -> None:
    birth = _case((Blank("principal_diagnosis", ("O80",)), Blank("other_diagnosis", ("Z37.0",))))
    assert told("O80", "Z37.0", item=birth, record="She is well.").edits == ()
    found = told("O80", "O80", item=birth, record="She is 70 years old, they say.")
    assert {edit.name for edit in found.edits} == {"DUPLICATE_OF_PDX", "AGE_CONFLICT"}
    assert "O80 repeats the principal diagnosis.\n" in words(found)
    assert "age. The key's claim sets it off too." in words(found)


@with_grouper
def test_nothing_typed_shows_the_keys_group() -> None:
    assert "Yours: nothing was typed\nKey: MS-DRG 871" in words(told())


@with_grouper
def test_a_year_the_package_does_not_have_is_said() -> None:
    later = _case(STAY.blanks, year=2031)
    assert "as the grouper here has none for 2031" in words(told(*KEY, item=later))


def test_without_the_grouper(monkeypatch: pytest.MonkeyPatch) -> None:
    take_grouper_away(monkeypatch)
    with pytest.raises(GroupingError, match="pip install"):
        told(*KEY)


def _case(blanks: tuple[Blank, ...], year: int = 2026) -> Item:
    return replace(STAY, blanks=blanks, code_year=year)
