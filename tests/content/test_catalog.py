from __future__ import annotations

from pathlib import Path

import pytest

from mbc_prep.content.catalog import CardRow, ItemRow
from mbc_prep.errors import ContentError
from tests.content.samples import CERTIFICATION, Folder, bank, card, deck, item


def test_certifications_come_in_the_usual_order(folder: Folder) -> None:
    for name in ("ccs", "aaa", "coc"):
        folder.write(f"exams/{name}.yaml", CERTIFICATION.format(id=name))
    with folder.open() as catalog:
        assert [one.id for one in catalog.certifications] == ["cpc", "coc", "ccs", "aaa"]
        assert catalog.certification("coc").form("mock-150").items == 3
        with pytest.raises(ContentError, match=r"no certification 'xyz'; there are: cpc, coc"):
            catalog.certification("xyz")


def test_item_rows(folder: Folder) -> None:
    folder.write(
        "exams/bank/b.yaml",
        "items:\n"
        + item("coc-only").replace("{cpc: surg}", "{coc: surg}")
        + item("both")
        .replace("{cpc: surg}", "{cpc: icd, coc: surg}")
        .replace("[repair]", "[a, b]"),
    )
    with folder.open() as catalog:
        rows = catalog.item_index("cpc")
        assert [row.id for row in rows] == ["both", "first", "second"]
        assert rows[0] == ItemRow("both", "single_choice", "icd", ("a", "b"), "medium", "", 1)
        assert [row.id for row in catalog.item_index("coc")] == ["both", "coc-only"]
        assert catalog.item_index("nothing") == ()


def test_items_by_id(folder: Folder) -> None:
    with folder.open() as catalog:
        assert catalog.item("second").id == "second"
        assert list(catalog.items(["second", "gone", "first", "second"])) == ["second", "first"]
        assert [one.id for one in catalog.all_items()] == ["first", "second"]
        with pytest.raises(ContentError, match="no item 'gone' any more"):
            catalog.item("gone")
        with pytest.raises(ContentError, match="no item 'one'"):
            catalog.item("one")


def test_thousands_of_ids_at_once(folder: Folder) -> None:
    names = [f"n{number}" for number in range(1200)]
    folder.write("exams/bank/many.yaml", bank(*names))
    with folder.open() as catalog:
        assert list(catalog.items(names)) == names
        assert len(catalog.sources(names)) == 1200


def test_shared_records(folder: Folder) -> None:
    text = "scenarios:\n  - {id: visit, setting: emergency, record: Pain.}\n"
    folder.write(
        "exams/bank/s.yaml", text + bank("a").replace("    stem:", "    scenario: visit\n    stem:")
    )
    with folder.open() as catalog:
        assert catalog.item_index("cpc")[0].scenario == "visit"
        assert catalog.scenario("visit").record == "Pain."
        with pytest.raises(ContentError, match="no scenario 'first'"):
            catalog.scenario("first")


def test_decks_wait_for_those_they_follow(folder: Folder) -> None:
    folder.write("decks/a.yaml", deck("a", card("a1"), after="c"))
    folder.write("decks/b.yaml", deck("b", card("b1"), after="nowhere"))
    folder.write("decks/c.yaml", deck("c", card("c1"), after="a"))
    with folder.open() as catalog:
        assert [one.id for one in catalog.decks] == ["c", "a", "b", "basics"]
        assert [row.deck for row in catalog.card_index()] == ["c", "a", "b", "basics", "basics"]


def test_card_rows_keep_the_authors_order(folder: Folder) -> None:
    cards = (
        card("late", order=9),
        card("early", order=-1, certifications="cpc, coc"),
        card("middle", certifications="coc"),
    )
    folder.write("decks/ordered.yaml", deck("ordered", *cards))
    with folder.open() as catalog:
        rows = [row for row in catalog.card_index() if row.deck == "ordered"]
        assert [row.id for row in rows] == ["early", "middle", "late"]
        assert rows[0] == CardRow("early", "ordered", "repair", ("cpc", "coc"), "", 0)
        assert [row.id for row in catalog.card_index("coc")] == ["early", "middle"]
        assert catalog.deck_counts("coc") == {"ordered": 2}
        assert catalog.deck_counts() == {"basics": 2, "ordered": 3}
        assert catalog.card_index("c") == ()
        assert list(catalog.cards(["late", "none", "one"])) == ["late", "one"]
        assert [one.id for one in catalog.all_cards()] == ["one", "two", "late", "early", "middle"]


def test_says_where_things_stand(folder: Folder) -> None:
    with folder.open() as catalog:
        assert catalog.source("first") == "exams/bank/a.yaml:2"
        assert catalog.source("one") == "decks/basics.yaml:6"
        assert catalog.source("gone") == ""


def test_faults_are_kept_with_the_content(folder: Folder) -> None:
    folder.write("exams/bank/b.yaml", bank("third").replace("medium", "middling") + item("fourth"))
    for _ in range(2):  # compiled, then from the cache
        with folder.open() as catalog:
            assert catalog.has_item("fourth")
            assert not catalog.has_item("third")
            assert catalog.problem_count == 1
            [finding] = catalog.findings
            assert str(finding).startswith("exams/bank/b.yaml:7:17: third: difficulty: ")


def test_an_unreadable_mess_is_no_reason_to_fail(folder: Folder) -> None:
    folder.write("exams/bank/binary.yaml", bytes(range(256)))
    folder.write("exams/bank/broken.yaml", "items: [")
    folder.write("decks/odd\nname\x1b.yaml", "deck: *x")
    (folder.root / "decks/dangling.yaml").symlink_to(folder.root / "nowhere")
    with folder.open() as catalog:
        assert len(catalog.item_index("cpc")) == 2
        assert {finding.path for finding in catalog.findings} == {
            "exams/bank/binary.yaml",
            "exams/bank/broken.yaml",
            "decks/odd name.yaml",
        }


def test_without_its_folder_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="install mbc-prep again"):
        Folder(tmp_path / "none").open()
