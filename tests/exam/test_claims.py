"""Claims of typed-code cases: whose code stands where, and what the record tells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mbc_prep.exam.claims import (
    code_and_poa,
    is_stay,
    key_claim,
    make_claim,
    pair_codes,
    read_patient,
)
from mbc_prep.exam.item import Blank, Claim, Item
from mbc_prep.exam.sitting import Entry

BLANKS = (
    Blank("principal_diagnosis", ("A41.01",), poa="Y"),
    Blank("other_diagnosis", ("R65.21", "R65.20"), poa="Y"),
    Blank("other_diagnosis", ("I48.0",), poa="N"),
    Blank("other_diagnosis", ("Z79.4",), poa="exempt"),
    Blank("procedure", ("5A1945Z",)),
    Blank("msdrg", ("871",)),
)
STAY = Item(
    id="stay",
    revision=1,
    type="case_fill_in",
    certifications={"cic": "case"},
    topics=("t",),
    difficulty="hard",
    cognitive="analysis",
    code_year=2026,
    stem="Code the stay.",
    rationale="So it is.",
    authority=("a",),
    blanks=BLANKS,
)


def typed(*codes: str) -> Entry:
    return Entry("stay", 1, "case", blanks=codes)


def test_the_claim_of_the_key() -> None:
    assert key_claim(STAY, "A 63-year-old man.") == Claim(
        "A41.01|Y", ("R65.21|Y", "I48.0|N", "Z79.4"), ("5A1945Z",), age=63, sex="M"
    )


def test_right_codes_meet_their_blank_in_any_order_and_others_fill_up() -> None:
    entry = typed("A41.9|Y", "I48.0|N", "R65.20|Y", "E11.9|1", "5A1955Z")
    assert [(pair.key, pair.yours) for pair in pair_codes(STAY, entry)] == [
        ("A41.01|Y", "A41.9|Y"),
        ("R65.20|Y", "R65.20|Y"),  # an accepted answer is the key's too
        ("I48.0|N", "I48.0|N"),
        ("Z79.4", "E11.9"),
        ("5A1945Z", "5A1955Z"),
        ("871", ""),
    ]


def test_a_wrong_poa_differs_and_a_missing_one_is_taken_from_the_key() -> None:
    wrong, missing = (pair_codes(STAY, typed("", "", code))[2] for code in ("I48.0|Y", "I48.0"))
    assert (wrong.yours, wrong.differs) == ("I48.0|Y", True)
    assert (missing.yours, missing.differs) == ("I48.0|N", False)


@given(st.permutations(range(1, 4)), st.sets(st.integers(0, 4)))
def test_every_typed_code_is_on_the_claim_once(order: list[int], wrong: set[int]) -> None:
    """Whatever the order and the errors, nothing typed is lost and nothing is doubled."""
    codes = ["A41.01", "R65.21", "I48.0", "Z79.4", "5A1945Z"]
    codes = [f"X9{place}" if place in wrong else code for place, code in enumerate(codes)]
    sheet = [codes[0], *(codes[place] for place in order), codes[4]]
    pairs = pair_codes(STAY, typed(*sheet))
    claim = make_claim(pairs, [pair.yours for pair in pairs], read_patient(STAY, ""))
    said = [claim.principal, *claim.others, *claim.procedures]
    assert sorted(code_and_poa(text)[0] for text in said) == sorted(
        code_and_poa(text)[0] for text in sheet
    )
    differing = [pair for pair in pairs[:5] if pair.differs]
    assert len(differing) == len(wrong)


@pytest.mark.parametrize(
    ("record", "patient"),
    [
        ("63-year-old man, no illness.", (63, "M", "01", True)),
        ("A woman of 81 fell.", (81, "F", "01", True)),
        ("29 years old, her first pregnancy.", (29, "F", "01", True)),
        ("Nothing is said.", (65, "", "01", False)),
        ("A 73-year-old man. He died on day 2.", (73, "M", "20", True)),
        ("A man of 70; his father died early. Discharge status 03.", (70, "M", "03", True)),
    ],
)
def test_the_patient_as_the_record_tells(record: str, patient: tuple[int, str, str, bool]) -> None:
    found = read_patient(STAY, record)
    assert (found.age, found.sex, found.status, found.told_age) == patient


def test_a_liveborn_is_a_newborn_whatever_age_the_mother_has() -> None:
    birth = replace(STAY, blanks=(Blank("principal_diagnosis", ("Z38.31",)),))
    assert read_patient(birth, "Born to a 31-year-old woman.").age == 0


def test_only_a_case_with_a_principal_diagnosis_is_a_stay() -> None:
    assert is_stay(STAY)
    assert not is_stay(replace(STAY, blanks=BLANKS[1:]))


@pytest.mark.parametrize(
    ("text", "found"),
    [("L89.153 N", ("L89153", "N")), ("l89.153|y", ("L89153", "Y")), ("Z79.4|1", ("Z794", ""))],
)
def test_code_and_indicator(text: str, found: tuple[str, str]) -> None:
    assert code_and_poa(text) == found
