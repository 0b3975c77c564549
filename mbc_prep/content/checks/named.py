"""Checks of the fixed forms A and B: as the blueprint says, without a common item, and alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from mbc_prep.content.checks.balance import Read
from mbc_prep.content.checks.standard import Remark
from mbc_prep.exam.assembly import CASE_DOMAIN
from mbc_prep.exam.certification import PRETEST, Certification, Form, NamedForm
from mbc_prep.exam.pairs import DIFFICULTIES, Traits, likeness

DIFFICULTY_GAP = 0.05
"""Mean difficulties (0 to 2) further apart than this would show in the scores."""
WORDS_GAP = 0.10


def check_named(certification: Certification, reads: Sequence[Read]) -> Iterator[Remark]:
    """Say what is wrong with the named forms of a certification whose items are ``reads``."""
    bank = {read.item.id: read for read in reads}
    for place, form in enumerate(certification.forms):
        loc = ("forms", place, "named")
        for message in _form(certification.id, form, bank):
            yield Remark(loc, f"form {form.id}: {message}", "named-form")


def _form(certification: str, form: Form, bank: Mapping[str, Read]) -> Iterator[str]:
    whole = True
    for named in form.named:
        for fault in _one(certification, form, named, bank):
            whole = False
            yield f"{named.name}: {fault}"
    twice = [one for one, times in _times(form.named).items() if times > 1]
    if twice:
        yield f"the item {twice[0]} stands in more than one named form, or twice in one"
    if whole and len(form.named) == 2:
        yield from _alike(form.named, bank)


def _times(named: Sequence[NamedForm]) -> Counter[str]:
    return Counter(chain.from_iterable(one.items for one in named))


def _one(
    certification: str, form: Form, named: NamedForm, bank: Mapping[str, Read]
) -> Iterator[str]:
    unknown = [one for one in named.items if one not in bank]
    if unknown:
        yield f"no item {unknown[0]} counts for {certification}"
        return
    astray = [one for one in named.pretest if one not in named.items]
    if astray:
        yield f"the pretest item {astray[0]} is not among its items"
    unscored = frozenset(named.pretest)
    have = Counter(
        PRETEST if one in unscored else bank[one].item.certifications[certification]
        for one in named.items
    )
    want = {row.id: row.count for row in form.domains if row.type != "fill_in"}
    if form.pretest:
        want[PRETEST] = form.pretest
    if form.cases is not None:
        want[CASE_DOMAIN] = form.cases.count
    for domain, count in want.items():
        if have[domain] != count:
            yield f"{have[domain]} items of {domain}, the blueprint has {count}"


def _alike(pair: Sequence[NamedForm], bank: Mapping[str, Read]) -> Iterator[str]:
    traits = {
        one: Traits(DIFFICULTIES[bank[one].item.difficulty], bank[one].words)
        for named in pair
        for one in named.items
    }
    gaps = likeness(pair[0].items, pair[1].items, traits)
    if gaps.difficulty > DIFFICULTY_GAP:
        yield f"mean difficulties {gaps.difficulty:.2f} apart, at most {DIFFICULTY_GAP} wanted"
    if gaps.words > WORDS_GAP:
        yield f"words to read {100 * gaps.words:.0f} % apart, wanted at most {WORDS_GAP:.0%}"
