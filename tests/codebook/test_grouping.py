"""Claims through the real grouper and code editor, and the weights of the same extra."""

from __future__ import annotations

import lzma
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mbc_prep.codebook.claim_edits import Edit
from mbc_prep.codebook.grouping import Grouper, GroupingError, weights
from mbc_prep.exam.item import Claim
from tests.grouper import take_grouper_away, with_grouper

TABLE_5 = Path(__file__).parents[3] / "shared/codesets/msdrg/ipps_table5_fy2026_drg_weights.txt.xz"
HIP = Claim("S72.001A Y", ("L89.153 N",), ("0SRR0J9",), age=85, sex="F")


@pytest.fixture
def grouper() -> Iterator[Grouper]:
    with Grouper() as opened:
        yield opened


@with_grouper
def test_a_claim_groups_with_weight_and_version(grouper: Grouper) -> None:
    found = grouper.group(Claim("A41.01", ("R65.21|Y", "J96.01|Y")), 2026)
    assert (found.drg, found.weight, found.severity) == ("871", 1.9425, "MCC")
    assert (found.version, found.year, found.mdc, found.fault) == ("43.1", 2026, "18", "")
    assert "Septicemia" in found.title


@with_grouper
@pytest.mark.parametrize(
    ("claim", "drg"),
    [
        (HIP, "522"),
        (Claim("S72.001A", ("L89.153 Y",), ("0SRR0J9",), age=85), "521"),
        (Claim("S72.001A", ("L89.153",), ("0SRR0J9",), age=85), "521"),
        (Claim("I21.09", ("R57.0",), status="20"), "285"),
        (Claim("I21.09", ("R57.0",)), "280"),
    ],
)
def test_poa_and_discharge_status_count(grouper: Grouper, claim: Claim, drg: str) -> None:
    assert grouper.group(claim, 2026).drg == drg


@with_grouper
def test_another_year_is_another_version(grouper: Grouper) -> None:
    claim = Claim("Z47.33", (), ("0SPC08Z", "0SRC0J9"))
    assert (grouper.group(claim, 2026).drg, grouper.group(claim, 2027).drg) == ("468", "465")
    far = grouper.group(claim, 2099)
    assert (far.year, far.weight) == (2027, None)


@with_grouper
@pytest.mark.parametrize(
    ("principal", "words"), [("V00.01XA", "cannot be a principal"), ("A00.99", "no valid code")]
)
def test_ungroupable_is_a_sentence(grouper: Grouper, principal: str, words: str) -> None:
    found = grouper.group(Claim(principal), 2026)
    assert found.drg == "999"
    assert words in found.fault


@with_grouper
@pytest.mark.parametrize(
    ("claim", "edits"),
    [
        (Claim("A41.9", ("J18.9", "A41.9")), [Edit("DUPLICATE_OF_PDX", ("A41.9",))]),
        (Claim("V00.01XA"), [Edit("E_CODE_AS_PDX", ("V00.01XA",))]),
        (Claim("A41.9", ("I10", "Q99.99|Y")), [Edit("INVALID_CODE", ("Q99.99",))]),
        (Claim("O80", age=65, sex="F"), [Edit("AGE_CONFLICT", ("O80",))]),
        (Claim("A41.9", age=30, sex="F"), []),
    ],
)
def test_edits_name_the_codes_that_set_them_off(
    grouper: Grouper, claim: Claim, edits: list[Edit]
) -> None:
    assert list(grouper.edits(claim, 2026)) == edits


@with_grouper
def test_next_years_editor_knows_next_years_codes(grouper: Grouper) -> None:
    new = Claim("A41.9", ("I42.00",))
    assert [one.name for one in grouper.edits(new, 2026)] == ["INVALID_CODE"]
    assert grouper.edits(new, 2027) == ()


@with_grouper
def test_a_claim_that_makes_no_sense_is_one_sentence(grouper: Grouper) -> None:
    with pytest.raises(GroupingError, match="The grouper refuses this claim"):
        grouper.group(Claim("A41.9", status="home"), 2026)
    with pytest.raises(GroupingError, match="The code editor refuses this claim"):
        grouper.edits(Claim("A41.9", status="home"), 2026)


def test_edits_are_sentences() -> None:
    assert Edit("DUPLICATE_OF_PDX", ("A41.9",)).sentence == "A41.9 repeats the principal diagnosis."
    assert Edit("INVALID_CODE", ("X", "Y")).sentence == (
        "X, Y: each is no valid code on the day of discharge."
    )
    assert Edit("SOMETHING_NEW", ("X",)).sentence == "X: something new (Medicare Code Editor)."
    assert Edit("INVALID_AGE", ()).sentence == "The age is not possible."


def test_without_the_package_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    take_grouper_away(monkeypatch)
    with pytest.raises(GroupingError, match=re.escape("pip install 'mbc-prep[drg]'")):
        Grouper()


def test_the_package_is_imported_by_nothing_but_a_grouper() -> None:
    code = (
        "import sys, mbc_prep.workspace.claim_words, mbc_prep.tui.stays, "
        "mbc_prep.content.checks.run; sys.exit('msdrg' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_weights_are_those_of_table_5() -> None:
    assert weights(2027) == {}
    assert len(weights(2026)) == 770
    if not TABLE_5.exists():
        pytest.skip("the official tables (../shared) are not beside this working copy")
    text = lzma.decompress(TABLE_5.read_bytes()).decode("latin-1")
    rows = [line.split("\t") for line in text.splitlines()]
    official = {
        cells[0].strip(): float(cells[7])
        for cells in rows
        if re.fullmatch(r"\d{3}", cells[0].strip()) and cells[7].strip() != "."
    }
    assert weights(2026) == official
