from __future__ import annotations

import pytest

from mbc_prep.content.compile import CompiledFile, compile_bytes
from mbc_prep.exam.certification import Certification
from mbc_prep.exam.item import Item
from mbc_prep.study.card import Card
from tests.content.samples import CERTIFICATION, bank, card, deck, item


def compiled(text: str) -> CompiledFile:
    return compile_bytes(text.encode(), "f.yaml")


def lines(file: CompiledFile) -> list[str]:
    return [str(finding) for finding in file.findings]


def test_a_sound_bank_file() -> None:
    file = compiled(bank("first", "second"))
    assert lines(file) == []
    assert [(entry.kind, entry.id) for entry in file.entries] == [
        ("item", "first"),
        ("item", "second"),
    ]
    first = file.entries[0].value
    assert isinstance(first, Item)
    assert first.certifications == {"cpc": "surg"}
    assert first.keys == (0,)
    assert first.options[1].error == "size_or_sum_error"
    assert file.entries[1].place.line == bank("first").count("\n") + 1


def test_a_sound_deck_file() -> None:
    file = compiled(deck("basics", card("one"), after="other"))
    assert lines(file) == []
    assert [entry.kind for entry in file.entries] == ["deck", "card"]
    assert isinstance(file.entries[1].value, Card)


def test_a_certification_file() -> None:
    [entry] = compiled(CERTIFICATION.format(id="cpc")).entries
    assert isinstance(entry.value, Certification)
    assert entry.value.form("mock-150").passing.fraction == 0.7


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("revision: 1", "revision: one", "revision: this should be a whole number"),
        ("revision: 1", 'revision: "1"', "revision: this should be a whole number"),
        ("revision: 1", "revision: 0", "revision: revisions count from 1"),
        ("    revision: 1\n", "", "revision: this field is missing"),
        (
            "difficulty: medium",
            "difficulty: meduim",
            '"meduim" is not one of: easy, medium or hard',
        ),
        ("topics: [repair]", "topics: repair", "topics: this should be a list"),
        ("topics: [repair]", "topics: [repair, 12]", "topics 2: 12 without quotes is not text"),
        ("error: size_or_sum_error", "eror: x", "options 2, eror: there is no such field"),
        ("error: size_or_sum_error", "eror: x", 'did you mean "error"?'),
        ('text: "12032"', "text: 12032", "options 2, text: 12032 without quotes is not text"),
        ('text: "12032"', "text: 250.00", 'write "250.00"'),
        ('text: "12032"', "text: 00100", "00100 without quotes is read as a number"),
        ('text: "12032"', "text: NO", "NO without quotes is read as yes or no"),
        ('text: "12032"', "text:", "options 2, text: this field is empty"),
        ('text: "12032"', 'text: "12001"', "options 3, text: two options are equal"),
        ("key: true", "key: yes", "yes without quotes is read as yes or no"),
        ("key: true", 'key: "true"', "options 1, key: this should be true or false"),
        ("key: true", "key: false", "single choice means 4 options and 1 key, here are 4 and 0"),
        ("id: faulty", "id: Faulty One", "an id is small letters"),
        ("type: single_choice", "type: audit", "an audit item needs suggestions"),
        ("type: single_choice", "type: case_fill_in", "a case needs blanks"),
        ("stem: A wound", "scenario: none\n    stem: A wound", 'no usable scenario "none"'),
        ("stem: A wound", "query: why\n    stem: A wound", "only audit items have this field"),
        ("certifications: {cpc: surg}", "certifications: {}", "at least one certification"),
        ("certifications: {cpc: surg}", "certifications: [cpc]", "certifications: this should be"),
    ],
)
def test_a_faulty_item_is_named_and_left_out_alone(old: str, new: str, message: str) -> None:
    text = bank("before") + item("faulty").replace(old, new) + item("after")
    file = compiled(text)
    assert [entry.id for entry in file.entries] == ["before", "after"]
    assert message in "\n".join(lines(file))
    assert all(finding.severity == "error" for finding in file.findings)
    ends = range(bank("before").count("\n"), bank("before", "x").count("\n") + 3)
    assert all(finding.line in ends for finding in file.findings)
    if "Faulty One" not in new:
        assert {finding.id for finding in file.findings} == {"faulty"}


def test_each_fault_is_said_once() -> None:
    file = compiled(bank("before") + item("faulty").replace('text: "12032"', "text: 00100"))
    assert len(file.findings) == 1


def test_all_faults_of_all_items_are_said() -> None:
    one = item("one").replace("revision: 1", "revision: x").replace("medium", "middling")
    two = item("two").replace("key: true", "key: maybe")
    file = compiled("items:\n" + one + two + item("three"))
    assert [finding.id for finding in file.findings] == ["one", "one", "two"]
    assert [entry.id for entry in file.entries] == ["three"]


def test_columns_point_at_the_value() -> None:
    text = bank("x").replace("difficulty: medium", "difficulty: hardest")
    [finding] = compiled(text).findings
    line = text.splitlines()[finding.line - 1]
    assert line[finding.column - 1 :].startswith("hardest")


def test_a_warning_leaves_the_item_in() -> None:
    file = compiled(bank("x").replace("A wound", "A\u202e wound"))
    assert [finding.severity for finding in file.findings] == ["warning"]
    assert [finding.id for finding in file.findings] == ["x"]
    assert [entry.id for entry in file.entries] == ["x"]


def test_items_share_a_scenario_of_their_file() -> None:
    text = (
        "scenarios:\n  - id: visit\n    setting: emergency\n    record: |\n      ## HPI\n"
        + bank("a").replace("    stem:", "    scenario: visit\n    stem:")
    )
    file = compiled(text)
    assert lines(file) == []
    assert [entry.kind for entry in file.entries] == ["scenario", "item"]
    lost = compiled(text.replace("setting: emergency", "setting: street"))
    assert lost.entries == ()
    assert len(lost.findings) == 2


@pytest.mark.parametrize(
    ("front", "extra", "message"),
    [
        ("Hide {{this}} and {{that}}.", "kind: cloze", "hides exactly one {{part}}, here are 2"),
        ("Hide nothing.", "kind: cloze", "hides exactly one {{part}}, here are 0"),
        ("Hide {{this}}.", "kind: basic", "only cloze cards hide"),
        ("Type it.", "kind: typed", "a typed card lists the accepted answers"),
        ("One side.", "kind: pair", "a pair card names its siblings"),
        ("{{unquoted}}", "kind: cloze", "stands in quotes"),
    ],
)
def test_a_card_has_what_its_kind_needs(front: str, extra: str, message: str) -> None:
    text = deck("d", card("sound"), card("faulty", front=front).replace("kind: basic", extra))
    file = compiled(text)
    assert message in "\n".join(lines(file))
    assert [entry.id for entry in file.entries] == ["d", "sound"]


def test_cards_without_a_usable_deck_are_left_out() -> None:
    file = compiled(deck("d", card("one")).replace("  about: A test.\n", ""))
    assert file.entries == ()
    assert "about: this field is missing" in lines(file)[0]
    assert compiled("cards:\n" + card("one")).entries == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("just text", "a content file is a mapping"),
        ("- 1", "a content file is a mapping"),
        ("recipe: soup", "no content file"),
        ("items: 3", "items: this should be a list"),
        ("items: [3]", "items 1: this should be a mapping"),
        ("items: []\ncards: []", "cards: there is no such field in this kind of file"),
        ("deck: [1]\ncards: []", "deck: this should be a mapping"),
    ],
)
def test_a_file_of_the_wrong_shape_is_a_finding(text: str, message: str) -> None:
    file = compiled(text)
    assert file.entries == ()
    assert message in "\n".join(lines(file))


def test_a_finding_reads_file_line_column_id_message() -> None:
    [line] = lines(compiled(bank("x").replace("revision: 1", "revision: x")))
    assert line == "f.yaml:3:15: x: revision: this should be a whole number"
