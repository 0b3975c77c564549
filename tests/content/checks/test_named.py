"""The fixed forms A and B are held to their blueprint, to each other and to the bank."""

from __future__ import annotations

from dataclasses import replace

from mbc_prep.content.checks.balance import Read
from mbc_prep.content.checks.named import check_named
from mbc_prep.exam.certification import Certification, NamedForm
from tests.content.checks.test_coverage import items
from tests.content.checks.test_facts import certification as sound_certification

A = NamedForm("A", ("s0", "s1", "d0"))
B = NamedForm("B", ("s2", "s3", "d1"))


def with_named(*named: NamedForm) -> Certification:
    sound = sound_certification()
    return replace(sound, forms=(replace(sound.forms[0], named=named),))


def messages(*named: NamedForm, hard: tuple[str, ...] = (), long: tuple[str, ...] = ()) -> str:
    reads = [
        Read(
            replace(
                item,
                difficulty="hard" if item.id in hard else "medium",
                stem="word " * (80 if item.id in long else 20),
            ),
            "",
        )
        for item in items(4, 2)
    ]
    return "; ".join(remark.message for remark in check_named(with_named(*named), reads))


def test_a_sound_pair_is_clean() -> None:
    assert messages(A, B) == ""


def test_an_item_the_bank_has_not() -> None:
    assert "no item s9 counts for cpc" in messages(A, NamedForm("B", ("s9", "s3", "d1")))


def test_counts_that_are_not_the_blueprints() -> None:
    assert "B: 1 items of surg, the blueprint has 2" in messages(A, NamedForm("B", ("s2", "d1")))


def test_an_item_in_both() -> None:
    assert "s1 stands in more than one" in messages(A, NamedForm("B", ("s1", "s3", "d1")))


def test_a_pretest_item_from_elsewhere() -> None:
    assert "pretest item s2 is not among" in messages(NamedForm("A", A.items, ("s2",)), B)


def test_forms_that_are_not_alike() -> None:
    assert "mean difficulties 0.67 apart" in messages(A, B, hard=("s0", "s1"))
    assert "words to read" in messages(A, B, long=("s0",))
