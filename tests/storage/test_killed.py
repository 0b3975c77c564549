"""kill -9 in the middle of work, and several programs on one file."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from mbc_prep.storage import schema
from mbc_prep.storage.database import Database
from mbc_prep.storage.opening import open_progress, quick_check
from mbc_prep.storage.reviews import ReviewLog
from mbc_prep.storage.sittings import Sittings

from .conftest import DAYS, NOW, SCHEDULE, TODAY, deck_of
from .test_reviews import derived

ROOT = Path(__file__).parents[2]

STUDY = """
import sys
from pathlib import Path
from mbc_prep.storage.database import Database
from mbc_prep.storage.reviews import ReviewLog
from tests.storage.conftest import Learner
name, count = sys.argv[2], int(sys.argv[3])
learner = Learner(ReviewLog(Database(Path(sys.argv[1]))))
for number in range(count):
    learner.wait(minutes=1)
    learner.rate(f"{name}-{number % 7}")
    print(number, flush=True)
"""

SIT = """
import sys
from dataclasses import replace
from pathlib import Path
from mbc_prep.storage.database import Database
from mbc_prep.storage.sittings import Sittings
from tests.storage.conftest import NOW, new_sitting, reading
sittings = Sittings(Database(Path(sys.argv[1])))
sitting = sittings.start(new_sitting(items=10))
for number in range(10**6):
    place = number % 10
    entry = replace(sitting.entries[place], choice=(number % 4,), seen=True, seconds=float(number))
    clock = sitting.clock.record(reading(number))
    sittings.save_entry(sitting.id, place, entry, "answer", clock, NOW)
    print(number, flush=True)
"""

UPGRADE = """
import sys, time
from pathlib import Path
from mbc_prep.storage import schema
from mbc_prep.storage.opening import open_progress
from tests.storage.conftest import NOW
def half(connection):
    connection.execute("CREATE TABLE half (id INTEGER)")
    connection.execute("DELETE FROM review")
    print("half", flush=True)
    sys.stdin.read()
open_progress(Path(sys.argv[1]), now=NOW, migrations=(*schema.MIGRATIONS, half))
"""

CREATE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from mbc_prep.storage.opening import open_progress
print("ready", flush=True)
sys.stdin.read()
opened = open_progress(Path(sys.argv[1]), now=datetime(2026, 11, 22, tzinfo=UTC))
opened.connection.execute("INSERT INTO setting VALUES (?, 'x')", (sys.argv[2],))
"""


def run(program: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill_after(process: subprocess.Popen[str], acknowledged: int) -> int:
    """Kill a program that has told of so many acts; returns the number of the last it told."""
    with process:
        assert process.stdout is not None
        for _ in range(acknowledged):
            last = process.stdout.readline()
        process.kill()
        rest = process.stdout.read().splitlines()
        told = [line for line in (last.strip(), *rest) if line]
    return int(told[-1])


@pytest.mark.parametrize("acknowledged", [1, 8, 37])
def test_no_acknowledged_review_is_lost(created: Path, acknowledged: int) -> None:
    last = kill_after(run(STUDY, str(created), "deck", "1000000"), acknowledged)
    opened = open_progress(created, now=NOW)
    opened.connection.close()
    assert opened.unclean
    assert quick_check(created) == ()
    with Database(created) as database:
        log = ReviewLog(database)
        stored = sum(len(log.reviews(f"deck-{number}")) for number in range(7))
        assert stored in (last + 1, last + 2), "the last one may not have been told yet"
        kept = derived(database)
        log.rebuild(SCHEDULE.rate, deck_of, DAYS.number)
        assert derived(database) == kept, "log and what is derived agree"


@pytest.mark.parametrize("acknowledged", [1, 15, 40])
def test_no_acknowledged_answer_is_lost(created: Path, acknowledged: int) -> None:
    last = kill_after(run(SIT, str(created)), acknowledged)
    open_progress(created, now=NOW).connection.close()
    with Database(created) as database:
        sittings = Sittings(database)
        (line,) = sittings.open_sittings()
        sitting = sittings.load(line.id)
        stored = len(sittings.responses(line.id)) - 1
        assert stored in (last, last + 1)
        assert sitting.position == stored % 10
        assert sitting.clock.elapsed == stored
        for number in range(max(0, stored - 9), stored + 1):
            entry = sitting.entries[number % 10]
            assert (entry.choice, entry.seconds) == ((number % 4,), number)


def test_killed_in_the_middle_of_an_upgrade(created: Path) -> None:
    kill_after_study(created)
    with run(UPGRADE, str(created)) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "half\n"
        process.kill()
    with closing(open_progress(created, now=NOW).connection) as connection:
        assert schema.version_of(connection) == schema.NEWEST
        assert connection.execute("SELECT count(*) FROM review").fetchone() == (5,)
        half = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone()
        assert half is None
    (copy,) = (created.parent / "backups").glob("before-upgrade-*.db")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM review").fetchone() == (5,)


def kill_after_study(path: Path) -> None:
    process = run(STUDY, str(path), "deck", "5")
    process.communicate()
    assert process.returncode == 0


def test_two_programs_study_at_once(created: Path) -> None:
    processes = [run(STUDY, str(created), name, "150") for name in ("left", "right")]
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    with Database(created) as database:
        log = ReviewLog(database)
        for name in ("left", "right"):
            assert sum(len(log.reviews(f"{name}-{number}")) for number in range(7)) == 150
        kept = derived(database)
        log.rebuild(SCHEDULE.rate, deck_of, DAYS.number)
        assert derived(database) == kept
        assert log.introduced_on(TODAY) == 14


def test_several_programs_make_the_file_at_once(path: Path) -> None:
    processes = [run(CREATE, str(path), str(number)) for number in range(5)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
    for process in processes:
        with process:
            assert process.wait() == 0
    with closing(open_progress(path, now=NOW).connection) as connection:
        assert connection.execute("SELECT count(*) FROM setting").fetchone() == (5,)
