"""How fast the storage room is, as ratios measured in one run.

    python tests/benchmarks/bench_storage.py [--rounds 300] [--reviews 1000000] [FOLDER]

The files are made in FOLDER (a temporary one by default): its disk is what is measured. Compared
things take turns, and medians are reported, so that a busy machine disturbs all of them alike.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mbc_prep.exam.clock import ClockReading, SittingClock
from mbc_prep.exam.sitting import Entry, Sitting
from mbc_prep.storage.connecting import apply_pragmas
from mbc_prep.storage.database import Database
from mbc_prep.storage.glance import take_glance
from mbc_prep.storage.history import History
from mbc_prep.storage.moments import to_ms
from mbc_prep.storage.opening import open_progress
from mbc_prep.storage.reviews import ReviewLog
from mbc_prep.storage.sittings import Sittings
from mbc_prep.study.days import StudyDays
from mbc_prep.study.memory import Memory, Phase, Rating, Review

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
DAYS = StudyDays(UTC)
TODAY = DAYS.number(NOW)
DECKS = 40
YEARS_OF_DAYS = 1095

Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report; ``limit`` is what issue 2 asks for."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    def __str__(self) -> str:
        verdict = ""
        if self.limit is not None:
            verdict = f"at most {self.limit:g}: {'ok' if self.value <= self.limit else 'MISSED'}"
        return f"{self.name:<58} {self.value:8.2f} {self.unit:<2} {verdict}"


def main() -> None:
    """Run everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        for figure in measure(Path(name), options.rounds, options.reviews):
            print(figure, flush=True)


def measure(folder: Path, rounds: int, reviews: int) -> Iterator[Figure]:
    """Measure all figures in one folder."""
    small = make_learner(folder / "small.db", cards=1_000, reviews=10_000)
    large = make_learner(folder / "large.db", cards=100_000, reviews=reviews)
    with (
        closing(bare_database(folder / "bare.db")) as bare,
        Database(small) as one,
        Database(large) as two,
    ):
        times = _take_turns(
            {
                "bare": bare_transaction(bare),
                "small": _answers(ReviewLog(one), 1_000),
                "large": _answers(ReviewLog(two), 100_000),
                "sitting": _sitting_answers(Sittings(two)),
            },
            rounds,
        )
        yield Figure("one bare durable transaction", times["bare"] * 1e3, "ms")
        yield Figure("store a rating / bare, 1,000 cards", times["small"] / times["bare"], "x", 3)
        yield Figure("store a rating / bare, 100,000 cards", times["large"] / times["bare"], "x", 3)
        yield Figure("its growth from 1,000 cards", times["large"] / times["small"], "x", 1.2)
        yield Figure("answer in a sitting / bare", times["sitting"] / times["bare"], "x", 3)
        yield from _queries(two, reviews)
    yield from _first_screen(large)


def _queries(database: Database, reviews: int) -> Iterator[Figure]:
    history = History(database)
    queries: dict[str, Act] = {
        "a year of days": lambda: history.days(TODAY - 365, TODAY),
        "retention by deck, a year": lambda: history.retention(since_day=TODAY - 365),
        "retention by deck, everything": lambda: history.retention(),
        "forecast of 30 days": lambda: history.forecast(DAYS, NOW),
        "forecast of 30 days, 10 decks": lambda: history.forecast(
            DAYS, NOW, decks=[f"deck-{number}" for number in range(10)]
        ),
        "score series": lambda: history.scores(),
        "list of sittings": lambda: Sittings(database).history(),
    }
    for name, value in _take_turns(queries, 15).items():
        yield Figure(f"{name} at {reviews:,} reviews", value * 1e3, "ms", 20)
    memories = _take_turns({"all": lambda: ReviewLog(database).memories()}, 3)["all"]
    yield Figure("all memories of 100,000 cards", memories * 1e3, "ms")


def _first_screen(path: Path) -> Iterator[Figure]:
    eligible = frozenset(f"card-{number}" for number in range(20_000))

    def look() -> None:
        with closing(open_progress(path, now=NOW).connection) as connection:
            take_glance(connection, eligible, NOW, DAYS)

    yield Figure("open and glance, 20,000 of 100,000 cards", _median_of(look, 9) * 1e3, "ms")
    with closing(open_progress(path, now=NOW).connection) as connection:
        connection.execute("DELETE FROM memory WHERE CAST(substr(card_id, 6) AS INTEGER) >= 20000")
        value = _median_of(lambda: take_glance(connection, eligible, NOW, DAYS), 15)
    yield Figure("glance, 20,000 cards all of them begun", value * 1e3, "ms", 20)


def _take_turns(acts: Mapping[str, Act], rounds: int) -> dict[str, float]:
    """Median seconds of each act, run by turns; the first tenth warms up."""
    times: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            start = time.perf_counter()
            act()
            times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken[rounds // 10 :]) for name, taken in times.items()}


def _median_of(act: Act, rounds: int) -> float:
    return _take_turns({"": act}, rounds)[""]


def bare_database(path: Path) -> sqlite3.Connection:
    """A database of one table, as durable as ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    apply_pragmas(connection)
    connection.execute(
        "CREATE TABLE log (id INTEGER PRIMARY KEY, card TEXT, at INTEGER, n INTEGER)"
    )
    return connection


def bare_transaction(connection: sqlite3.Connection) -> Act:
    """One row stored in a transaction of its own: the floor of anything acknowledged."""

    def act() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO log (card, at, n) VALUES ('card-1', 1790000000000, 3)")
        connection.execute("COMMIT")

    return act


def _answers(log: ReviewLog, cards: int) -> Act:
    """Answer random cards one after the other; reading the memory is not part of storing."""
    rng = random.Random(1)
    count = iter(range(1, 10**9))
    drawn = [f"card-{rng.randrange(cards)}" for _ in range(2_000)]
    memories = log.memories(drawn)

    def act() -> None:
        number = next(count)
        at = NOW + timedelta(seconds=number)
        card_id = drawn[number % len(drawn)]
        before = memories[card_id]
        due = at + timedelta(days=number % 60)
        after = replace(before, due=due, last_review=at, reps=before.reps + 1)
        review = Review(card_id, at, Rating.GOOD, 4.2)
        log.record(review, before, after, deck=f"deck-{number % DECKS}", day=TODAY)
        memories[card_id] = after

    return act


def _sitting_answers(sittings: Sittings) -> Act:
    entries = tuple(
        Entry(f"item-{number}", 1, "surgery", option_order=(2, 0, 3, 1)) for number in range(150)
    )
    reading = ClockReading(1.79e9, 1000.0, "boot")
    clock = SittingClock(20_400.0, 0.0, reading)
    sitting = sittings.start(
        Sitting(0, "cpc", "mock-150", "mock", "strict", 7, "Mock", NOW, clock, entries)
    )
    count = iter(range(10**9))

    def act() -> None:
        number = next(count)
        place = number % len(entries)
        entry = replace(entries[place], choice=(number % 4,), seen=True, seconds=number)
        at = NOW + timedelta(seconds=number)
        sittings.save_entry(sitting.id, place, entry, "answer", clock, at)

    return act


def make_learner(path: Path, *, cards: int, reviews: int) -> Path:
    """A database as years of study leave it."""
    rng = random.Random(5)
    with closing(open_progress(path, now=NOW).connection) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO memory VALUES (?, ?, ?, NULL, 20.0, 5.0, ?, ?, 10, 1)",
            (_memory_row(number, rng) for number in range(cards)),
        )
        start = to_ms(NOW - timedelta(days=YEARS_OF_DAYS))
        step = YEARS_OF_DAYS * 86_400_000 // reviews
        connection.executemany(
            "INSERT INTO review (card_id, at_ms, rating, took_ms, scheduled)"
            " VALUES (?, ?, ?, ?, 1)",
            (
                (f"card-{rng.randrange(cards)}", start + number * step, rng.randint(1, 4), 4200)
                for number in range(reviews)
            ),
        )
        connection.executemany(
            "INSERT INTO day_total VALUES (?, ?, 25, 100000, 3, 2, 18, 2, 4, 20, 18)",
            (
                (deck, TODAY - ago)
                for ago in range(1, YEARS_OF_DAYS)
                for deck in ("", *(f"deck-{number}" for number in range(DECKS)))
            ),
        )
        connection.execute("COMMIT")
    with Database(path) as database:
        _sit(Sittings(database), 100)
    return path


def _memory_row(number: int, rng: random.Random) -> tuple[object, ...]:
    memory = Memory(
        f"card-{number}", Phase.REVIEW, None, 20.0, 5.0,
        due=DAYS.start(TODAY + rng.randint(-3, 120)),
        last_review=NOW - timedelta(days=rng.randint(1, 60)), reps=10, lapses=1,
    )  # fmt: skip
    deck = f"deck-{number % DECKS}"
    due, last = to_ms(memory.due), to_ms(memory.last_review)
    return memory.card_id, deck, int(memory.phase), due, last


def _sit(sittings: Sittings, times: int) -> None:
    """Submit a number of whole mock exams."""
    reading = ClockReading(1.79e9, 1000.0, "boot")
    entries = tuple(
        Entry(f"item-{n}", 1, "surgery", True, (2, 0, 3, 1), (1,), seen=True, correct=1.0)
        for n in range(150)
    )
    for ago in range(times):
        at = NOW - timedelta(days=ago)
        clock = SittingClock(20_400.0, 9_000.0, reading)
        sitting = sittings.start(
            Sitting(0, "cpc", "mock-150", "mock", "strict", ago, "Mock", at, clock, entries)
        )
        sittings.submit(sitting, won=120.0, worth=150, passed=True, at=at)


if __name__ == "__main__":
    main()
