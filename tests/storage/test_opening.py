from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from mbc_prep.errors import StorageError
from mbc_prep.storage import schema
from mbc_prep.storage.backups import rotate
from mbc_prep.storage.opening import open_progress, quick_check

from .conftest import NOW, MakeReadOnly, small_disk


def refusal(path: Path) -> str:
    """The sentence for a file that is refused; the file must stay as it is."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StorageError) as caught:
        open_progress(path, now=NOW)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert "Traceback" not in str(caught.value)
    return str(caught.value)


def test_the_first_start_makes_folder_and_file(path: Path) -> None:
    with closing(open_progress(path, now=NOW).connection) as connection:
        assert path.exists()
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
        answers = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas]
        assert answers == ["wal", 2, 1, 5000, 0]


def test_only_the_first_start_is_new_and_a_closed_file_is_clean(path: Path) -> None:
    first = open_progress(path, now=NOW)
    assert (first.new, first.unclean) == (True, False)
    first.connection.close()
    second = open_progress(path, now=NOW)
    assert (second.new, second.unclean) == (False, False)
    third = open_progress(path, now=NOW)
    assert third.unclean
    third.connection.close()
    second.connection.close()


@pytest.mark.parametrize("name", ["with space", "100%20?#&", "ünïcode 药", "'quoted\""])
def test_any_folder_name_will_do(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "progress.db"
    open_progress(path, now=NOW).connection.close()
    assert [file.name for file in path.parent.iterdir()] == ["progress.db"]


def test_a_folder_in_the_place_of_the_file(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_a_file_in_the_place_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine")
    assert "cannot be used" in refusal(tmp_path / "data" / "progress.db")
    assert (tmp_path / "data").read_text() == "mine"


def test_garbage(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"certainly no database " * 1000)
    assert "is not a progress database" in refusal(path)


def test_truncated(created: Path) -> None:
    created.write_bytes(created.read_bytes()[:5000])
    assert "is damaged" in refusal(created)


def test_a_damaged_file_names_the_newest_backup(created: Path) -> None:
    backup = rotate(created, created.parent / "backups", NOW)
    created.write_bytes(created.read_bytes()[:5000])
    assert f'mbc-prep restore "{backup}"' in refusal(created)


def test_a_database_of_another_program(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (id INTEGER)")
    assert "another program" in refusal(path)


def test_a_newer_database(created: Path) -> None:
    with closing(sqlite3.connect(created)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.NEWEST + 3}")
        connection.execute("PRAGMA journal_mode = DELETE")
    sentence = refusal(created)
    assert "newer version of mbc-prep" in sentence
    assert f"data version {schema.NEWEST + 3}" in sentence


@pytest.mark.parametrize("left", ["nothing", "zero bytes"])
def test_a_lost_file_is_not_greeted_as_a_new_learner(created: Path, left: str) -> None:
    backups = created.parent / "backups"
    rotate(created, backups, NOW - timedelta(days=2))
    newest = rotate(created, backups, NOW)
    created.unlink()
    if left == "zero bytes":
        created.touch()
    sentence = refusal(created)
    assert "2 backup(s) exist" in sentence
    assert f'mbc-prep restore "{newest}"' in sentence
    shutil.rmtree(backups)
    assert open_fresh(created)


def open_fresh(path: Path) -> bool:
    opened = open_progress(path, now=NOW)
    opened.connection.close()
    return opened.new


def test_zero_bytes_without_backups_is_a_first_start(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert open_fresh(path)


def test_a_log_without_its_database_is_kept(created: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(created)) as connection:
        connection.execute("INSERT INTO setting VALUES ('a', 'b')")
        connection.commit()
        log = created.with_name("progress.db-wal")
        shutil.copy(log, tmp_path / "log")
    created.rename(tmp_path / "moved.db")
    shutil.copy(tmp_path / "log", log)
    assert "progress.db-wal is there" in refusal(created)
    (tmp_path / "moved.db").rename(created)
    open_progress(created, now=NOW).connection.close()


def test_locked_for_more_than_five_seconds(created: Path) -> None:
    with closing(sqlite3.connect(created, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "in use by another window" in refusal(created)


def test_read_only(created: Path, make_read_only: MakeReadOnly) -> None:
    make_read_only(created.parent)
    assert "cannot be written" in refusal(created)


def test_a_folder_one_may_not_write(tmp_path: Path, make_read_only: MakeReadOnly) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    make_read_only(folder)
    assert "cannot be written" in refusal(folder / "data" / "progress.db")
    assert "cannot be opened" in refusal(folder / "progress.db")


def test_a_full_disk(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 64) as disk:
        assert "is full" in refusal_on_full_disk(disk / "progress.db")


def refusal_on_full_disk(path: Path) -> str:
    with pytest.raises(StorageError) as caught:
        open_progress(path, now=NOW)
    return str(caught.value)


def add_table(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE later (id INTEGER)")


def test_an_upgrade_keeps_a_copy_of_the_older_shape(created: Path) -> None:
    with closing(sqlite3.connect(created)) as connection:
        connection.execute("INSERT INTO setting VALUES ('certification', 'cpc')")
        connection.commit()
    opened = open_progress(created, now=NOW, migrations=(*schema.MIGRATIONS, add_table))
    with closing(opened.connection) as connection:
        assert opened.upgraded_from == schema.NEWEST
        assert schema.version_of(connection) == schema.NEWEST + 1
        assert connection.execute("SELECT value FROM setting").fetchall() == [("cpc",)]
    assert opened.copy is not None
    with closing(sqlite3.connect(opened.copy)) as copy:
        assert schema.version_of(copy) == schema.NEWEST
        assert copy.execute("SELECT value FROM setting").fetchall() == [("cpc",)]
    assert not open_fresh_upgrade(created)


def open_fresh_upgrade(path: Path) -> int | None:
    opened = open_progress(path, now=NOW, migrations=(*schema.MIGRATIONS, add_table))
    opened.connection.close()
    return opened.upgraded_from


def test_quick_check_finds_an_overwritten_page(created: Path) -> None:
    assert quick_check(created) == ()
    with created.open("r+b") as file:
        file.seek(4096 * 3)
        file.write(b"\xff" * 4096)
    assert quick_check(created)


def test_quick_check_of_a_missing_file_does_not_make_one(path: Path) -> None:
    assert quick_check(path)
    assert not path.exists()


def test_the_first_screen_needs_no_sqlalchemy() -> None:
    heavy = "sqlalchemy sqlmodel pydantic yaml textual fsrs"
    program = (
        "import sys, mbc_prep.storage.opening, mbc_prep.storage.glance, "
        "mbc_prep.storage.backups, mbc_prep.storage.restoring\n"
        f"print([name for name in {heavy.split()!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
