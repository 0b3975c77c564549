from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from mbc_prep.content.checks.balance import Read, balance, read_items
from mbc_prep.content.checks.figures import Figure, still_growing
from mbc_prep.content.compile import compile_bytes
from mbc_prep.exam.item import Item, Option
from tests.content.samples import bank

TAGS = [f"tag_{number}" for number in range(15)]
LONG = "The patient had " + "many different words " * 40


@pytest.fixture(scope="module")
def sound() -> Item:
    [entry] = compile_bytes(bank("sound").encode(), "f").entries
    assert isinstance(entry.value, Item)
    return entry.value


def balanced(sound: Item, count: int = 80) -> list[Item]:
    """A bank that meets every bar."""
    items = []
    for number in range(count):
        options = [Option(text, error=TAGS[(number + at) % 15]) for at, text in enumerate("wxy")]
        options.insert(number % 4, Option("z", key=True))
        items.append(
            replace(
                sound,
                id=f"item-{number}",
                options=tuple(options),
                difficulty=("easy", "medium", "medium", "hard")[number % 4],
                cognitive=("recall", "analysis", "application", "application", "analysis")[
                    number % 5
                ],
                stem=f"Word{chr(97 + number % 26)}{chr(97 + number // 26)} of a patient "
                + LONG
                + f". What {chr(97 + number % 26)} is it?",
            )
        )
    return items


def verdicts(items: Sequence[Item]) -> dict[str, str]:
    return {figure.name.split(" (")[0]: figure.verdict for figure in balance(read_items(items, {}))}


def test_a_balanced_bank(sound: Item) -> None:
    found = verdicts(balanced(sound))
    assert found.pop("guessing the most shared codes") == "few"  # no item with codes
    assert set(found.values()) == {"ok"}


def test_too_few_to_judge(sound: Item) -> None:
    assert set(verdicts(balanced(sound, 39)).values()) == {"few"}
    assert set(verdicts([]).values()) == {"few"}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"difficulty": "easy"}, "easy medium hard"),
        ({"cognitive": "recall"}, "recall"),
        ({"cognitive": "application"}, "analysis"),
        ({"stem": "What code?"}, "below 12 words"),
        ({"stem": "What code?"}, "words to read, median"),
        ({"stem": "What code?"}, "case-based"),
        ({"stem": "What code?"}, "120 words or more"),
        ({"stem": "What code?"}, "stems open alike"),
        ({"stem": "What code?"}, "stems share a lead-in"),
        ({"stem": LONG.replace("patient", "term")}, "case-based"),
        (
            {"options": tuple(Option(text, text == "w", error="x") for text in "wxyz")},
            "key on place 1 2 3 4",
        ),
        (
            {"options": tuple(Option(text, text == "w", error="x") for text in "wxyz")},
            "different error tags",
        ),
        (
            {"options": tuple(Option(text, text == "w", error="x") for text in "wxyz")},
            "most frequent tag",
        ),
        (
            {"options": tuple(Option(t, t == "long one") for t in ("a", "long one", "b", "c"))},
            "guessing the longest option",
        ),
        (
            {
                "options": tuple(
                    Option(t, t == "12031, 11402")
                    for t in ("12031, 11402", "12031, 11403", "12032, 11402", "12032, 11404")
                )
            },
            "guessing the most shared codes",
        ),
    ],
)
def test_each_bar_can_be_missed(sound: Item, change: dict[str, object], name: str) -> None:
    items = [replace(item, **change) for item in balanced(sound)]  # type: ignore[arg-type]
    assert verdicts(items)[name] == "miss"


def test_equal_options_tell_nothing(sound: Item) -> None:
    items = [
        replace(
            sound,
            options=tuple(
                Option(text, text == "12031, 11402")
                for text in ("12031, 11402", "12031, 11403", "12032, 11402", "12032, 11403")
            ),
        )
    ] * 50
    figures = {figure.name: figure for figure in balance(read_items(items, {}))}
    assert figures["guessing the most shared codes"].value == "25 %"
    assert figures["guessing the longest option"].value == "25 %"


def test_a_shared_record_counts_as_read(sound: Item) -> None:
    item = replace(sound, scenario="visit", stem="Which code?")
    [read] = read_items([item], {"visit": "one two three"})
    assert read == Read(item, "one two three")
    assert read.words == 5


def test_growing_excuses_misses_only() -> None:
    missed = Figure("x", "1", "2", 50, "miss")
    assert still_growing(missed).verdict == "growing"
    assert still_growing(replace(missed, verdict="ok")).verdict == "ok"
