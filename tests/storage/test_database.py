from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from mbc_prep.errors import StorageError
from mbc_prep.storage.database import Database
from mbc_prep.storage.opening import open_progress, quick_check
from mbc_prep.storage.reviews import ReviewLog
from mbc_prep.storage.settings import Settings

from .conftest import NOW, Learner, MakeReadOnly, small_disk


def test_every_connection_is_durable(database: Database) -> None:
    with database.transaction() as connection:
        pragmas = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "trusted_schema")
        answers = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas]
    assert answers == ["wal", 2, 1, 5000, 0]


def test_an_error_undoes_the_whole_block(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as connection:
            connection.execute(text("CREATE TABLE half (id INTEGER)"))
            connection.execute(text("INSERT INTO setting VALUES ('a', 'b')"))
            raise KeyError("on the way")

    with pytest.raises(KeyError):
        fail()
    assert Settings(database).all() == {}
    with database.reading() as connection:
        assert (
            connection.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'half'")).all() == []
        )


def test_a_writer_never_blocks_readers(database: Database) -> None:
    settings = Settings(database)
    settings.set("a", "old")
    with database.transaction() as connection:
        connection.execute(text("UPDATE setting SET value = 'new'"))
        assert settings.get("a") == "old"
    assert settings.get("a") == "new"


def test_threads_share_one_database(database: Database) -> None:
    log = ReviewLog(database)

    def study(name: str) -> None:
        learner = Learner(log)
        for number in range(20):
            learner.rate(f"{name}-{number}")

    threads = [Thread(target=study, args=(f"deck{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(log.memories()) == 80


def test_a_file_that_has_gone_is_not_made_anew(path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be opened"):
        Settings(Database(path)).all()
    assert not path.exists()


def test_read_only(created: Path, make_read_only: MakeReadOnly) -> None:
    make_read_only(created.parent)
    with pytest.raises(StorageError, match="cannot be written"):
        Settings(Database(created)).set("a", "b")


def test_damage_is_told(database: Database, created: Path) -> None:
    learner = Learner(ReviewLog(database))
    learner.rate("a-1")
    database.close()
    size = created.stat().st_size
    with created.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    with pytest.raises(StorageError, match=r"is damaged.*mbc-prep restore"):
        ReviewLog(Database(created)).memories()


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 512) as disk:
        path = disk / "progress.db"
        open_progress(path, now=NOW).connection.close()
        ballast = disk / "ballast"
        database = Database(path)
        learner = Learner(ReviewLog(database))
        learner.rate("a-0")
        ballast.write_bytes(bytes(100_000))
        with pytest.raises(StorageError, match="is full"):
            study_for_ever(learner)
        acknowledged = len(learner.answers)
        assert acknowledged > 1
        assert len(learner.log.memories()) == acknowledged
        ballast.unlink()
        learner.rate("a-after")
        assert len(learner.log.memories()) == acknowledged + 1
        database.close()
        assert quick_check(path) == ()


def study_for_ever(learner: Learner) -> None:
    while True:
        learner.rate(f"a-{len(learner.answers)}")


LIMITED = """
import resource, sys
from pathlib import Path
from mbc_prep.errors import StorageError
from mbc_prep.storage.database import Database
from mbc_prep.storage.settings import Settings
settings = Settings(Database(Path(sys.argv[1])))
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
stored = 0
try:
    while True:
        settings.set(f"key-{stored}", "x" * 3000)
        stored += 1
except StorageError as error:
    print(stored, type(error.__cause__).__name__, error, flush=True)
"""


def test_a_disk_that_refuses_to_write(created: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(created)], capture_output=True, check=True, text=True
    )
    stored, _, sentence = done.stdout.partition(" ")
    assert "refused to read or write" in sentence or "is full" in sentence
    with Database(created) as database:
        assert len(Settings(database).all()) == int(stored) > 10
    assert quick_check(created) == ()


def test_a_fault_of_the_program_is_not_called_a_fault_of_the_disk(database: Database) -> None:
    with pytest.raises(ProgrammingError) as caught, database.reading() as connection:
        connection.exec_driver_sql("SELECT :answer, :key", {"answer": "B is right"})
    assert "B is right" not in str(caught.value)


def test_closing_leaves_one_file(created: Path) -> None:
    with Database(created) as database:
        Settings(database).set("a", "b")
        assert len(list(created.parent.iterdir())) > 1
    assert list(created.parent.iterdir()) == [created]
    with closing(sqlite3.connect(created)) as connection:
        assert connection.execute("SELECT value FROM setting").fetchone() == ("b",)
