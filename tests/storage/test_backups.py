from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from mbc_prep.errors import StorageError
from mbc_prep.storage import schema
from mbc_prep.storage.backups import backup_to, list_backups, rotate, way_back
from mbc_prep.storage.database import Database
from mbc_prep.storage.settings import Settings

from .conftest import NOW, MakeReadOnly, small_disk


@pytest.fixture
def folder(created: Path) -> Path:
    return created.parent / "backups"


def values(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [value for (value,) in connection.execute("SELECT value FROM setting")]


def damage(database: Path) -> None:
    """Overwrite a page in the middle; the file still opens."""
    with database.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * 4096)


def test_one_copy_a_day(database: Database, folder: Path) -> None:
    Settings(database).set("a", "morning")
    first = rotate(database.path, folder, NOW)
    assert first == folder / "progress-2026-11-22.db"
    Settings(database).set("a", "evening")
    assert rotate(database.path, folder, NOW + timedelta(hours=3)) is None
    assert values(first) == ["morning"]
    second = rotate(database.path, folder, NOW + timedelta(days=1))
    assert second is not None
    assert values(second) == ["evening"]


def test_seven_are_kept_and_other_files_left_alone(created: Path, folder: Path) -> None:
    folder.mkdir()
    mine = folder / "before-the-exam.db"
    mine.write_bytes(b"mine")
    for day in range(10):
        rotate(created, folder, NOW + timedelta(days=day))
    assert mine.exists()
    kept = sorted(file.name for file in folder.iterdir() if file != mine)
    assert kept == [f"progress-2026-{date}.db" for date in (
        "11-25", "11-26", "11-27", "11-28", "11-29", "11-30", "12-01",
    )]  # fmt: skip


def test_a_copy_is_one_whole_file(database: Database, tmp_path: Path) -> None:
    Settings(database).set("a", "b")
    assert database.path.with_name("progress.db-wal").stat().st_size > 0
    target = tmp_path / "copy.db"
    backup_to(database.path, target)
    assert values(target) == ["b"]
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert schema.is_ours(connection)
        assert schema.version_of(connection) == schema.NEWEST
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.db", "data"]


def test_a_backup_waits_for_no_writer(database: Database, tmp_path: Path) -> None:
    Settings(database).set("a", "before")
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE setting SET value = 'half done'")
        backup_to(database.path, tmp_path / "copy.db")
    assert values(tmp_path / "copy.db") == ["before"]


def test_a_damaged_database_does_not_push_good_copies_out(created: Path, folder: Path) -> None:
    with closing(sqlite3.connect(created)) as connection:
        connection.execute("INSERT INTO setting VALUES ('a', 'good')")
        connection.commit()
    good = [rotate(created, folder, NOW + timedelta(days=day)) for day in range(7)]
    damage(created)
    with pytest.raises(StorageError, match="damaged"):
        rotate(created, folder, NOW + timedelta(days=8))
    assert sorted(folder.iterdir()) == good
    assert values(folder / "progress-2026-11-22.db") == ["good"]


def test_what_a_killed_program_left_is_cleared_after_a_day(created: Path, folder: Path) -> None:
    folder.mkdir()
    old, young = folder / ".mbc-prep-old.tmp", folder / ".mbc-prep-new.tmp"
    for file, age in ((old, 2), (young, 0)):
        file.touch()
        moment = (NOW - timedelta(days=age)).timestamp()
        os.utime(file, (moment, moment))
    rotate(created, folder, NOW)
    assert sorted(file.name for file in folder.iterdir()) == [
        ".mbc-prep-new.tmp",
        "progress-2026-11-22.db",
    ]


def refusal(database: Path, target: Path) -> str:
    with pytest.raises(StorageError) as caught:
        backup_to(database, target)
    return str(caught.value)


def test_an_existing_file_is_not_replaced_unless_told(created: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("my thesis")
    assert "exists already" in refusal(created, target)
    assert target.read_text() == "my thesis"
    backup_to(created, target, force=True)
    assert values(target) == []


def test_not_over_a_database_in_use(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    backup_to(database.path, target)
    with closing(sqlite3.connect(target)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("INSERT INTO setting VALUES ('a', 'mine')")
        other.commit()
        with pytest.raises(StorageError, match="is in use"):
            backup_to(database.path, target, force=True)
    assert values(target) == ["mine"]


def test_places_a_backup_cannot_go(created: Path, tmp_path: Path) -> None:
    assert "is a folder" in refusal(created, tmp_path)
    assert "database itself" in refusal(created, created)
    (tmp_path / "link.db").symlink_to(created)
    assert "database itself" in refusal(created, tmp_path / "link.db")
    assert "does not exist" in refusal(created, tmp_path / "none" / "copy.db")
    assert "no progress to back up yet" in refusal(tmp_path / "no.db", tmp_path / "copy.db")
    assert not (tmp_path / "no.db").exists()


def test_another_programs_database_is_not_backed_up(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE recipes (id INTEGER)")
    assert "not a progress database" in refusal(other, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_read_only_folder(created: Path, tmp_path: Path, make_read_only: MakeReadOnly) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    make_read_only(folder)
    assert "cannot be written" in refusal(created, folder / "copy.db")


def test_a_full_disk_leaves_nothing_half_done(created: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "usb", 16) as disk:
        assert "is full" in refusal(created, disk / "copy.db")
        assert list(disk.iterdir()) == []


def test_the_way_back_names_the_newest(created: Path, folder: Path) -> None:
    assert list_backups(folder) == ()
    assert "No backup was found" in way_back(folder)
    rotate(created, folder, NOW)
    newest = rotate(created, folder, NOW + timedelta(days=1))
    assert f'mbc-prep restore "{newest}"' in way_back(folder)
