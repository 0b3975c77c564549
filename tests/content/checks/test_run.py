from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.content.checks.run import Report, run_checks
from mbc_prep.errors import ContentError
from tests.content.samples import CERTIFICATION, Folder, bank, card, deck, item

STEMS = (
    "A gardener tears the shin on wire; layers are closed after washing. What is reported?",
    "Nursing asks which line belongs on the claim for the closed cut above the elbow today.",
)
FRONTS = ("Which layer makes a repair intermediate?", "When are lengths of wounds added up?")


@pytest.fixture
def sound(checkable: Folder) -> Folder:
    """A folder whose whole content is clean."""
    items = [
        item(name, stem=stem) for name, stem in zip(("one-cut", "two-cut"), STEMS, strict=True)
    ]
    checkable.write("exams/bank/a.yaml", "items:\n" + "".join(items))
    cards = [card(f"c{at}", front=front) for at, front in enumerate(FRONTS)]
    checkable.write("decks/basics.yaml", deck("basics", *cards))
    return checkable


def check(folder: Folder, *names: str) -> Report:
    return run_checks(folder.paths, [folder.root / name for name in names], folder.root)


def rules(report: Report) -> list[tuple[str, str]]:
    return [(finding.id, finding.rule) for finding in report.findings if finding.fails]


def test_clean_content(sound: Folder) -> None:
    report = check(sound)
    assert rules(report) == []
    assert report.exit_code == 0
    assert (report.files, report.items, report.cards) == (3, 2, 2)
    assert [table.certification for table in report.tables] == ["cpc"]


def test_a_bank_that_fills_no_form_is_a_note(sound: Folder) -> None:
    [note] = check(sound).findings
    assert str(note).startswith("exams/cpc.yaml:1:1: cpc: note: The bank cannot fill the form")


def test_faults_of_form_and_of_standard_come_together(sound: Folder) -> None:
    text = bank("short").replace(
        "    authority:\n      - CPT", "    authority:\n      - www.x.com CPT"
    )
    sound.write("exams/bank/b.yaml", text + item("broken").replace("medium", "x"))
    report = check(sound)
    assert rules(report)[:2] == [("short", "authority"), ("broken", "schema")]
    place = report.findings[0]
    line = text.splitlines()[place.line - 1]
    assert line[place.column - 1 :].startswith("www.x.com")
    assert report.exit_code == 1


def test_near_duplicates_are_reported_once_with_both_places(sound: Folder) -> None:
    sound.write("exams/bank/b.yaml", "items:\n" + item("third", stem=STEMS[0]))
    sound.write("decks/more.yaml", deck("more", card("c9", front=FRONTS[1])))
    findings = [one for one in check(sound).findings if one.rule == "near-duplicate"]
    assert len(findings) == 2
    assert {finding.severity for finding in findings} == {"warning"}
    assert "exams/bank/" in " ".join(finding.message for finding in findings)


def test_chosen_files_inside_are_judged_against_everything(sound: Folder) -> None:
    sound.write("exams/bank/b.yaml", "items:\n" + item("one-cut") + item("x", stem=STEMS[1]))
    report = check(sound, "exams/bank/b.yaml")
    assert rules(report) == [("one-cut", "duplicate-id"), ("x", "near-duplicate")]
    assert {finding.path for finding in report.findings} == {"exams/bank/b.yaml"}
    assert (report.files, report.items) == (1, 1)
    assert report.tables[0].coverage == ()


def test_a_copy_elsewhere_is_no_duplicate(sound: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    text = (sound.root / "exams/bank/a.yaml").read_text()
    (elsewhere / "draft.yaml").write_text(text)
    assert rules(run_checks(sound.paths, [elsewhere], tmp_path)) == []
    (elsewhere / "again.yaml").write_text(text)
    report = run_checks(sound.paths, [elsewhere / "draft.yaml", elsewhere], tmp_path)
    assert {rule for _, rule in rules(report)} == {"duplicate-id"}


def test_a_tree_elsewhere_brings_its_own_certifications(sound: Folder, tmp_path: Path) -> None:
    other = Folder(tmp_path / "other")
    other.write("exams/xyz.yaml", CERTIFICATION.format(id="xyz"))
    other.write("exams/bank/a.yaml", bank("one-cut").replace("cpc:", "xyz:"))
    report = run_checks(sound.paths, [other.root], tmp_path)
    assert rules(report) == []
    assert [table.certification for table in report.tables] == ["xyz"]


def test_balance_is_judged_once_a_form_can_be_filled(sound: Folder) -> None:
    words = "abcdefghijkl"
    numbered = [
        item(f"n{one}-{two}", stem=f"{one} {two} patient {two} {one} {one}", domain=domain)
        for domain, ones in (("surg", words[:6]), ("icd", words[6:]))
        for one in ones
        for two in words[:5]
    ]
    sound.write("exams/bank/many.yaml", "items:\n" + "".join(numbered))
    report = check(sound)
    missed = [one for one in report.findings if one.rule == "balance"]
    assert missed
    assert {one.severity for one in missed} == {"error"}
    assert all(one.path == "exams/cpc.yaml" and one.id == "cpc" for one in missed)
    assert any("key on place 1 2 3 4: 100 0 0 0 %" in one.message for one in missed)


@pytest.mark.parametrize("name", ["missing.yaml", "missing/folder", "empty"])
def test_unusable_paths_are_one_sentence(sound: Folder, name: str) -> None:
    (sound.root / "empty").mkdir()
    with pytest.raises(ContentError) as caught:
        check(sound, name)
    assert name in str(caught.value)
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "data", [b"\xff\xfe", b"", b"a: &a [*a]", b"[" * 9999, b"deck: {{x}}", b"items:\n\t- x", b"\0"]
)
def test_any_file_gives_findings_and_no_traceback(sound: Folder, data: bytes) -> None:
    sound.write("exams/bank/odd.yaml", data)
    report = check(sound, "exams/bank/odd.yaml")
    assert report.exit_code == 1
    assert {finding.path for finding in report.findings} == {"exams/bank/odd.yaml"}
