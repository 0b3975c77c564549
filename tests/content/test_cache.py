from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from mbc_prep.content import cache
from mbc_prep.content.catalog import Catalog
from mbc_prep.content.sources import Source
from mbc_prep.paths import Paths
from tests.content.samples import Folder, bank, card, deck, item


def ids(catalog: Catalog) -> list[str]:
    return [row.id for row in catalog.item_index("cpc")]


def opened_ids(folder: Folder) -> list[str]:
    with folder.open() as catalog:
        return ids(catalog)


@pytest.fixture
def compiled_labels(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Labels of the files that are compiled from now on."""
    labels: list[str] = []
    original = cache._compile

    def noting(source: Source, digest: str) -> tuple[str, object]:
        result = original(source, digest)
        if result[1] is not None:
            labels.append(source.label)
        return result

    monkeypatch.setattr(cache, "_compile", noting)
    return labels


def test_a_warm_start_compiles_nothing(folder: Folder, compiled_labels: list[str]) -> None:
    assert opened_ids(folder) == ["first", "second"]
    assert len(compiled_labels) == 3
    compiled_labels.clear()
    assert opened_ids(folder) == ["first", "second"]
    assert compiled_labels == []


def test_a_warm_start_imports_no_yaml_and_no_validator(folder: Folder) -> None:
    folder.open().close()
    program = (
        "import sys; from pathlib import Path; from tests.content.samples import Folder;"
        f"c = Folder(Path({str(folder.root)!r})).open();"
        "assert [row.id for row in c.item_index('cpc')] == ['first', 'second'];"
        "assert c.item('first').stem; assert c.decks; assert c.certifications;"
        "print([name for name in ('yaml', 'pydantic', 'sqlmodel') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() == "[]"


def test_only_the_changed_file_is_compiled(folder: Folder, compiled_labels: list[str]) -> None:
    folder.write("exams/bank/b.yaml", bank("third"))
    folder.open().close()
    compiled_labels.clear()
    folder.write("exams/bank/b.yaml", bank("third", "fourth"))
    assert opened_ids(folder) == ["first", "fourth", "second", "third"]
    assert compiled_labels == ["exams/bank/b.yaml"]


def test_a_touched_file_is_hashed_but_not_compiled(
    folder: Folder, compiled_labels: list[str]
) -> None:
    folder.open().close()
    compiled_labels.clear()
    os.utime(folder.root / "exams/bank/a.yaml", (1, 1))
    assert opened_ids(folder) == ["first", "second"]
    assert compiled_labels == []
    with sqlite3.connect(folder.paths.content_cache) as db:
        stored = db.execute("SELECT mtime_ns FROM file WHERE label = 'exams/bank/a.yaml'")
        assert stored.fetchone() == (1_000_000_000,)
    db.close()


def test_files_come_and_go(folder: Folder) -> None:
    folder.open().close()
    added = folder.write("exams/bank/sub/c.yaml", bank("third"))
    assert opened_ids(folder) == ["first", "second", "third"]
    added.unlink()
    assert opened_ids(folder) == ["first", "second"]
    with folder.open() as catalog:
        assert not catalog.has_item("third")


def test_hidden_and_foreign_files_are_passed_over(folder: Folder) -> None:
    folder.write("exams/bank/.hidden.yaml", bank("third"))
    folder.write("exams/bank/.git/x.yaml", bank("fourth"))
    folder.write("exams/bank/notes.txt", "nothing")
    assert opened_ids(folder) == ["first", "second"]


def test_of_a_double_id_the_first_counts_until_it_goes(folder: Folder) -> None:
    folder.open().close()
    folder.write("exams/bank/0.yaml", "items:\n" + item("second", stem="The other one?"))
    with folder.open() as catalog:
        assert catalog.item("second").stem == "The other one?"
        [finding] = catalog.findings
        assert finding.rule == "duplicate-id"
        assert "exams/bank/0.yaml:2" in finding.message
        assert str(finding).startswith("exams/bank/a.yaml:")
    (folder.root / "exams/bank/0.yaml").unlink()
    with folder.open() as catalog:
        assert catalog.item("second").stem.startswith("A wound")
        assert catalog.findings == ()


def test_an_id_is_unique_over_items_and_cards(folder: Folder) -> None:
    folder.write("decks/more.yaml", deck("more", card("first"), card("three")))
    with folder.open() as catalog:
        assert catalog.has_item("first")
        assert not catalog.has_card("first")
        assert [row.id for row in catalog.card_index()] == ["one", "two", "three"]
        assert catalog.problem_count == 1


def test_of_a_double_deck_the_cards_are_left_out(folder: Folder) -> None:
    folder.write("decks/zz.yaml", deck("basics", card("three")))
    with folder.open() as catalog:
        assert [row.id for row in catalog.card_index()] == ["one", "two"]


@pytest.mark.parametrize("damage", ["garbage", "empty", "truncated", "page", "json"])
def test_a_damaged_cache_is_made_anew(folder: Folder, damage: str) -> None:
    for number in range(60):
        folder.write(f"exams/bank/n{number}.yaml", bank(f"item-{number}"))
    folder.open().close()
    file = folder.paths.content_cache
    data = bytearray(file.read_bytes())
    if damage == "garbage":
        file.write_bytes(b"this is no database" * 1000)
    elif damage == "empty":
        file.write_bytes(b"")
    elif damage == "truncated":
        file.write_bytes(data[: len(data) // 2])
    elif damage == "page":
        for start in range(4096, len(data), 4096):
            data[start : start + 200] = b"\xee" * 200
        file.write_bytes(data)
    else:
        db = sqlite3.connect(file)
        db.execute("UPDATE entry SET body = '{broken'")
        db.commit()
        db.close()
    for _ in range(2):
        with folder.open() as catalog:
            assert len(ids(catalog)) == 62
            assert len(catalog.all_items()) == 62
            assert catalog.item("item-7").difficulty == "medium"
            assert len(catalog.decks) == 1


def test_a_cache_of_another_version_is_made_anew(folder: Folder) -> None:
    folder.open().close()
    with sqlite3.connect(folder.paths.content_cache) as db:
        db.execute("UPDATE meta SET value = 'older'")
        db.execute("DELETE FROM item_row")
    db.close()
    assert opened_ids(folder) == ["first", "second"]


def test_works_in_memory_where_nothing_can_be_written(folder: Folder) -> None:
    blocked = folder.write("blocked", "a file where the cache folder should be")
    paths = Paths(blocked, blocked, blocked / "cache", folder.paths.decks, folder.paths.exams)
    with Catalog.open(paths) as catalog:
        assert ids(catalog) == ["first", "second"]


def test_works_in_memory_while_the_cache_is_locked(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_TIMEOUT", 0.05)
    folder.open().close()
    lock = sqlite3.connect(folder.paths.content_cache, isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    folder.write("exams/bank/b.yaml", bank("third"))
    assert opened_ids(folder) == ["first", "second", "third"]
    lock.execute("ROLLBACK")
    lock.close()


def test_an_open_catalog_keeps_what_it_showed(folder: Folder) -> None:
    before = folder.open()
    assert ids(before) == ["first", "second"]
    folder.write("exams/bank/a.yaml", bank("other"))
    with folder.open() as after:
        assert ids(after) == ["other"]
        assert ids(before) == ["first", "second"]
        assert before.item("second").id == "second"
    before.close()


def test_two_programs_with_different_content_share_a_cache(tmp_path: Path, folder: Folder) -> None:
    other = Folder(tmp_path / "other")
    other.write("exams/cpc.yaml", (folder.root / "exams/cpc.yaml").read_bytes())
    other.write("exams/bank/a.yaml", bank("theirs"))
    home = folder.paths.data
    shared = Paths(home, home, home / "cache", other.paths.decks, other.paths.exams)
    with folder.open() as ours, Catalog.open(shared) as theirs, folder.open() as again:
        assert ids(ours) == ids(again) == ["first", "second"]
        assert ids(theirs) == ["theirs"]


def test_many_processes_start_at_once(folder: Folder) -> None:
    for number in range(20):
        folder.write(f"exams/bank/n{number}.yaml", bank(f"item-{number}"))
    program = (
        "from pathlib import Path; from tests.content.samples import Folder;"
        f"c = Folder(Path({str(folder.root)!r})).open();"
        "print(len(c.item_index('cpc')), len(c.all_items()))"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for _ in range(4)
    ]
    assert [process.communicate()[0].strip() for process in running] == ["22 22"] * 4
    assert opened_ids(folder)[:1] == ["first"]


def test_threads_may_read_at_once(folder: Folder) -> None:
    failures: list[BaseException] = []
    with folder.open() as catalog:

        def read() -> None:
            try:
                for _ in range(50):
                    assert catalog.item("first").id == "first"
                    assert len(catalog.card_index("cpc")) == 2
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=read) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
