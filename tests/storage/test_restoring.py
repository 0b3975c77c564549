from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from mbc_prep.errors import StorageError
from mbc_prep.storage import schema
from mbc_prep.storage.backups import backup_to
from mbc_prep.storage.opening import open_progress
from mbc_prep.storage.restoring import restore_from

from .conftest import NOW, MakeReadOnly


def write(file: Path, value: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT OR REPLACE INTO setting VALUES ('a', ?)", (value,))
        connection.commit()


def value(file: Path) -> str | None:
    with closing(sqlite3.connect(file)) as connection:
        row = connection.execute("SELECT value FROM setting WHERE key = 'a'").fetchone()
        return None if row is None else str(row[0])


@pytest.fixture
def backup(created: Path, tmp_path: Path) -> Path:
    """A backup that says "old"; the database has gone on to "new"."""
    write(created, "old")
    backup_to(created, tmp_path / "backup.db")
    write(created, "new")
    return tmp_path / "backup.db"


def refusal(file: Path, database: Path) -> str:
    before = sorted(database.parent.iterdir())
    content = database.read_bytes() if database.exists() else None
    with pytest.raises(StorageError) as caught:
        restore_from(file, database, now=NOW)
    assert sorted(database.parent.iterdir()) == before
    assert (database.read_bytes() if database.exists() else None) == content
    return str(caught.value)


def test_the_backup_comes_back_and_the_present_is_kept(created: Path, backup: Path) -> None:
    kept = restore_from(backup, created, now=NOW)
    assert kept == created.with_name("progress-before-restore-2026-11-22-150000.db")
    assert (value(created), value(kept), value(backup)) == ("old", "new", "old")
    again = restore_from(backup, created, now=NOW)
    assert again is not None
    assert again.name == "progress-before-restore-2026-11-22-150000-2.db"
    opened = open_progress(created, now=NOW)
    opened.connection.close()
    assert not opened.new


def test_into_an_empty_place(backup: Path, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere" / "progress.db"
    assert restore_from(backup, place, now=NOW) is None
    assert value(place) == "old"
    assert [file.name for file in place.parent.iterdir()] == ["progress.db"]


def test_a_damaged_present_is_kept_as_it_is(created: Path, backup: Path) -> None:
    created.write_bytes(b"garbage" * 900)
    kept = restore_from(backup, created, now=NOW)
    assert kept is not None
    assert kept.read_bytes() == b"garbage" * 900
    assert value(created) == "old"


def test_the_log_of_a_killed_program_is_not_lost(created: Path, backup: Path) -> None:
    with closing(sqlite3.connect(created)) as connection:
        connection.execute("UPDATE setting SET value = 'newest, in the log'")
        connection.commit()
        for suffix in ("", "-wal"):  # as kill -9 leaves them
            shutil.copy(f"{created}{suffix}", f"{created}.copy{suffix}")
    for suffix in ("", "-wal"):
        Path(f"{created}.copy{suffix}").rename(f"{created}{suffix}")
    kept = restore_from(backup, created, now=NOW)
    assert kept is not None
    assert (value(created), value(kept)) == ("old", "newest, in the log")


def test_a_log_beside_garbage_is_kept_and_not_applied(created: Path, backup: Path) -> None:
    log = created.with_name("progress.db-wal")
    log.write_bytes(b"log")
    created.write_bytes(b"garbage" * 900)
    kept = restore_from(backup, created, now=NOW)
    assert kept is not None
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"log"
    assert not log.exists()
    assert value(created) == "old"


def test_not_while_another_window_is_open(created: Path, backup: Path) -> None:
    with closing(open_progress(created, now=NOW).connection) as other:
        other.execute("SELECT * FROM setting").fetchall()
        assert "open in another window" in refusal(backup, created)
        other.execute("UPDATE setting SET value = 'still writing'")
    assert value(created) == "still writing"


def test_files_that_are_no_backup(created: Path, backup: Path, tmp_path: Path) -> None:
    assert "There is no backup" in refusal(tmp_path / "none.db", created)
    assert "There is no backup" in refusal(tmp_path, created)
    assert "database itself" in refusal(created, created)
    garbage = tmp_path / "garbage.db"
    garbage.write_bytes(b"garbage" * 900)
    assert "is not a progress database" in refusal(garbage, created)
    empty = tmp_path / "empty.db"
    empty.touch()
    assert "is not a progress database" in refusal(empty, created)
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE recipes (id INTEGER)")
    assert "is not a progress database" in refusal(tmp_path / "other.db", created)
    backup.write_bytes(backup.read_bytes()[:-5000])
    assert "damaged" in refusal(backup, created)
    assert value(created) == "new"


def test_a_newer_backup(created: Path, backup: Path) -> None:
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.NEWEST + 1}")
    assert "newer version" in refusal(backup, created)


def test_an_older_backup_is_upgraded_by_the_next_opening(created: Path, backup: Path) -> None:
    def later(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE later (id INTEGER)")

    restore_from(backup, created, now=NOW)
    opened = open_progress(created, now=NOW, migrations=(*schema.MIGRATIONS, later))
    with closing(opened.connection) as connection:
        assert opened.upgraded_from == schema.NEWEST
        assert connection.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert value(created) == "old"


def test_a_read_only_place(created: Path, backup: Path, make_read_only: MakeReadOnly) -> None:
    make_read_only(created.parent)
    assert "cannot be written" in refusal(backup, created)


def test_from_a_read_only_disk(
    created: Path, backup: Path, tmp_path: Path, make_read_only: MakeReadOnly
) -> None:
    disk = tmp_path / "cd"
    disk.mkdir()
    shutil.copy(backup, disk)
    make_read_only(disk)
    restore_from(disk / "backup.db", created, now=NOW)
    assert value(created) == "old"
