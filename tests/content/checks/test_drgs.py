"""Statements on MS-DRGs, proved by the grouper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from mbc_prep.codebook.grouping import Grouper
from mbc_prep.content.checks.drgs import DrgProver
from mbc_prep.content.checks.standard import Remark
from mbc_prep.exam.item import Blank, Claim, CodeRef, Item, Option
from tests.content.checks.test_official import ITEM
from tests.exam.test_claims import STAY
from tests.grouper import with_grouper

pytestmark = with_grouper
RECORD = "A 63-year-old man."
KIDNEY = Claim("N17.9 Y", ("I12.9 Y", "N18.4 Y"), age=74, msdrg="684")


@pytest.fixture
def prover() -> Iterator[DrgProver]:
    with Grouper() as grouper:
        yield DrgProver(grouper)


def said(prover: DrgProver, item: Item, **changes: Any) -> list[Remark]:
    return list(prover.check(replace(item, **changes), RECORD))


def counts(prover: DrgProver) -> tuple[int, int, int]:
    return prover.proof.proved, prover.proof.wrong, prover.proof.open


def test_a_case_is_proved_by_its_own_key(prover: DrgProver) -> None:
    rationale = "The stay groups to MS-DRG 871; counting days would wrongly report 870."
    assert said(prover, STAY, rationale=rationale) == []
    assert counts(prover) == (2, 0, 0)  # the blank of role msdrg, and the rationale


def test_a_wrong_blank_and_a_wrong_rationale(prover: DrgProver) -> None:
    blanks = (*STAY.blanks[:-1], Blank("msdrg", ("870",)))
    found = said(prover, STAY, blanks=blanks, rationale="So it is MS-DRG 872.")
    assert [(one.loc, one.rule, one.severity) for one in found] == [
        (("blanks", 5, "answers"), "drg", "error"),
        (("rationale",), "drg", "error"),
    ]
    assert "MS-DRG version 43.1 groups this claim to 871 (" in found[0].message
    assert "not to 870: A41.01|Y, R65.21|Y, I48.0|N" in found[0].message
    assert counts(prover) == (0, 2, 0)


def test_claims_prove_what_keys_codes_and_rationale_name(prover: DrgProver) -> None:
    changes = {
        "stem": "To which MS-DRG does the claim group?",
        "options": (Option("684, renal failure", key=True), Option("683, renal failure")),
        "codes": (CodeRef("msdrg", "684"),),
        "rationale": "N17.9 without a counted CC groups to\nMS-DRG 684.",
    }
    found = said(prover, ITEM, **changes)
    assert [(one.rule, one.severity) for one in found] == [("drg-open", "note")]
    assert counts(prover) == (1, 0, 1)
    assert said(prover, ITEM, **changes, claims=(KIDNEY,)) == []
    [wrong] = said(prover, ITEM, claims=(replace(KIDNEY, msdrg="683"),))
    assert (wrong.loc, wrong.severity) == (("claims", 0, "msdrg"), "error")


def test_a_claim_with_a_code_that_does_not_exist_proves_nothing(prover: DrgProver) -> None:
    [wrong] = said(prover, ITEM, claims=(replace(KIDNEY, others=("Q99.99 Y",)),))
    assert wrong.message == "claim: Q99.99 is no valid code on the day of discharge."
    [refused] = said(prover, ITEM, claims=(replace(KIDNEY, status="home"),))
    assert "refuses this claim" in refused.message


def test_where_only_the_version_differs_it_is_a_note(prover: DrgProver) -> None:
    [note] = said(prover, ITEM, claims=(replace(KIDNEY, msdrg="683"),), code_year=2031)
    assert note.severity == "note"
    assert note.message.endswith("has none for 2031; this version is 2027's")


def test_figures_are_no_statements(prover: DrgProver) -> None:
    options = (Option("1.2906"), Option("1.1251", key=True))
    stem = "MS-DRG 193, weight 1.3144: 10 discharges. What is the case-mix index?"
    assert said(prover, ITEM, stem=stem, options=options) == []
    assert counts(prover) == (0, 0, 0)
