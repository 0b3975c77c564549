"""What a typed-code stay would group to: the learner's codes beside the key's, and what moved it.

Needs the optional grouper; without it ``compare`` raises GroupingError, which says how to get it.
The first call of a process imports the grouper and may take 0.1 s: call it in a thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mbc_prep.codebook.claim_edits import ABOUT_AGE, ABOUT_SEX, Edit
from mbc_prep.codebook.grouping import Grouped, Grouper
from mbc_prep.exam.claims import Pair, Patient, make_claim, pair_codes, read_patient
from mbc_prep.exam.item import Item

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mbc_prep.exam.sitting import Entry


@dataclass(frozen=True, slots=True)
class Mover:
    """One exchanged code that changes the group.

    ``mended`` says which way: True puts the key's code into the learner's claim, False the
    learner's into the key's. ``to`` is what the claim then groups to.
    """

    pair: Pair
    mended: bool
    to: Grouped


@dataclass(frozen=True, slots=True)
class Comparison:
    """The learner's claim beside the key's. ``yours`` is None where nothing was typed.

    ``edits`` are those of the Medicare Code Editor on the learner's claim.
    """

    key: Grouped
    yours: Grouped | None
    movers: tuple[Mover, ...]
    edits: tuple[Edit, ...]
    key_edits: tuple[Edit, ...]
    patient: Patient
    asked_year: int

    @property
    def moved(self) -> bool:
        """Whether the learner's codes lead to another group than the key's."""
        return self.yours is not None and self.yours.drg != self.key.drg


def compare(item: Item, record: str, entry: Entry) -> Comparison:
    """Group both claims of a stay. Raises GroupingError where that is not possible here."""
    pairs, patient, year = pair_codes(item, entry), read_patient(item, record), item.code_year
    with Grouper() as grouper:

        def group(codes: Sequence[str]) -> Grouped:
            return grouper.group(make_claim(pairs, codes, patient), year)

        theirs, own = [pair.key for pair in pairs], [pair.yours for pair in pairs]
        key = group(theirs)
        if not any(own):
            return Comparison(key, None, (), (), (), patient, year)
        yours = group(own)
        movers = _movers(pairs, group, key, yours) if yours.drg != key.drg else ()
        edits, key_edits = (
            _fair(grouper.edits(make_claim(pairs, codes, patient), year), patient)
            for codes in (own, theirs)
        )
    return Comparison(key, yours, movers, edits, key_edits, patient, year)


def _movers(
    pairs: Sequence[Pair], group: Callable[[Sequence[str]], Grouped], key: Grouped, yours: Grouped
) -> tuple[Mover, ...]:
    """Exchange one differing code at a time, in the learner's claim and, failing that, the key's.

    Two wrong codes that each reach the learner's group by themselves show in the second way only.
    """
    theirs, own = [pair.key for pair in pairs], [pair.yours for pair in pairs]
    changed = [place for place, pair in enumerate(pairs) if pair.differs]
    movers: list[Mover] = []
    for base, other, was, mended in ((own, theirs, yours, True), (theirs, own, key, False)):
        for place in changed if not movers else ():
            to = group([*base[:place], other[place], *base[place + 1 :]])
            if to.drg != was.drg:
                movers.append(Mover(pairs[place], mended, to))
    return tuple(movers)


def _fair(edits: Sequence[Edit], patient: Patient) -> tuple[Edit, ...]:
    """Without the edits that only follow from an age or sex we do not know."""
    unknown = (frozenset() if patient.told_age else ABOUT_AGE) | (
        frozenset() if patient.sex else ABOUT_SEX
    )
    return tuple(edit for edit in edits if edit.name not in unknown)
