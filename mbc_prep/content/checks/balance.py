"""Balance of a bank: nothing but knowledge should tell the key, and the mix should be the exam's.

Owns the figures of section 10 of the item-writing standard that are counted over the items of one
certification, most of them over its choice items. How each is counted is said at its function.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from mbc_prep.content.checks.codes import option_codes
from mbc_prep.content.checks.figures import Figure, judged, percent
from mbc_prep.content.checks.mask import masked, sentences
from mbc_prep.content.checks.standard import words
from mbc_prep.exam.item import Item

CASE_WORDS = 35
NOTE_WORDS = 120
SHORT_WORDS = 12

_ENCOUNTER = re.compile(
    r"\b(?:patients?|(?:year|month|week|day)s?-old|wo?m[ae]n|boy|girl|infant|newborn|child|"
    r"teenager|mother|father|surgeons?|physicians?|provider|clinician|radiologist|pathologist|"
    r"anesthesiologist|nurse|resident|therapist|coder|auditor|hospital|clinic|office|practice|"
    r"claim|chart|record|note|admitted|discharged|presents|visit|encounter)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Read:
    """An item with the text of its record, its own or the shared one."""

    item: Item
    record: str

    @property
    def words(self) -> int:
        """Words to read before the options."""
        return words(self.record) + words(self.item.stem)


def balance(reads: Sequence[Read]) -> list[Figure]:
    """Work out all figures over the choice items among ``reads``."""
    choice = [read for read in reads if read.item.options]
    singles = [read.item for read in choice if read.item.type == "single_choice"]
    return [
        _key_places(singles),
        _longest(singles),
        _centroid(singles),
        *_mix(choice),
        *_tags([read.item for read in choice]),
        *_lengths(choice),
        _long_records(reads),
        _alike("stems open alike", choice, _opening, 0.15),
        _alike("stems share a lead-in", choice, _lead_in, 0.20),
    ]


def _key_places(items: Sequence[Item]) -> Figure:
    """Share of the keys on each of the four places, in bank order."""
    places = Counter(item.keys[0] for item in items)
    shares = [places[place] / max(1, len(items)) for place in range(4)]
    value = " ".join(f"{100 * share:.0f}" for share in shares) + " %"
    good = all(0.18 <= share <= 0.32 for share in shares)
    return judged("key on place 1 2 3 4", value, "18-32 % each", len(items), good)


def _longest(items: Sequence[Item]) -> Figure:
    """How often a guesser is right who takes the longest option, by lot among equals."""
    chances = [
        _chance([len(option.text) for option in item.options], item.keys[0]) for item in items
    ]
    return _at_most("guessing the longest option", sum(chances), len(items), 0.35)


def _centroid(items: Sequence[Item]) -> Figure:
    """How often a guesser is right who takes the option that shares most codes with the others.

    Counted over items whose options are all codes, mostly several; by lot among equals.
    """
    coded = [[option_codes(option.text) for option in item.options] for item in items]
    chances = [
        _chance([_shared(place, codes) for place in range(len(codes))], item.keys[0])
        for item, codes in zip(items, coded, strict=True)
        if _multi(codes)
    ]
    return _at_most("guessing the most shared codes", sum(chances), len(chances), 0.35)


def _chance(weights: Sequence[int], key: int) -> float:
    """Chance to hit the key when one of the heaviest is taken by lot."""
    top = max(weights)
    return 1 / weights.count(top) if weights[key] == top else 0.0


def _multi(codes: Sequence[Sequence[str]]) -> bool:
    """Whether all options are codes and most have several."""
    return all(codes) and sum(1 for one in codes if len(one) > 1) * 2 > len(codes)


def _shared(place: int, codes: Sequence[Sequence[str]]) -> int:
    own = set(codes[place])
    return sum(len(own & set(other)) for at, other in enumerate(codes) if at != place)


def _mix(reads: Sequence[Read]) -> list[Figure]:
    """Shares of the difficulties (25/50/25, each +-10 points) and of the cognitive levels."""
    count = max(1, len(reads))
    hard = Counter(read.item.difficulty for read in reads)
    shares = [hard["easy"] / count, hard["medium"] / count, hard["hard"] / count]
    good = all(
        abs(share - wanted) <= 0.1001
        for share, wanted in zip(shares, (0.25, 0.5, 0.25), strict=True)
    )
    value = " ".join(f"{100 * share:.0f}" for share in shares) + " %"
    level = Counter(read.item.cognitive for read in reads)
    return [
        judged("easy medium hard", value, "25 50 25 +-10 %", len(reads), good),
        _at_most("recall", level["recall"], len(reads), 0.25),
        _at_least("analysis", level["analysis"], len(reads), 0.20),
    ]


def _tags(items: Sequence[Item]) -> list[Figure]:
    """Different error tags of the distractors, and the share of the most frequent."""
    tags = Counter(option.error for item in items for option in item.options if option.error)
    top, times = tags.most_common(1)[0] if tags else ("", 0)
    total = sum(tags.values())
    kinds = judged("different error tags", str(len(tags)), ">= 12", len(items), len(tags) >= 12)
    name = f"most frequent tag ({top})" if top else "most frequent tag"
    share = times / max(1, total)
    return [kinds, judged(name, percent(share), "<= 30 %", len(items), share <= 0.30)]


def _lengths(reads: Sequence[Read]) -> list[Figure]:
    """Words to read (record and stem): median, shares of short ones and of cases.

    A case is at least 35 words that speak of a patient, a clinician, a place or a document of
    care.
    """
    lengths = [read.words for read in reads]
    middle = median(lengths) if lengths else 0
    cases = sum(
        1
        for read in reads
        if read.words >= CASE_WORDS and _ENCOUNTER.search(f"{read.record} {read.item.stem}")
    )
    short = sum(1 for count in lengths if count < SHORT_WORDS)
    return [
        judged("words to read, median", f"{middle:.0f}", ">= 35", len(reads), middle >= 35),
        _at_most("below 12 words", short, len(reads), 0.12),
        _at_least("case-based", cases, len(reads), 0.60),
    ]


def _long_records(reads: Sequence[Read]) -> Figure:
    """Share of items with 120 words or more to read, over all types: a typed-code case is one."""
    notes = sum(1 for read in reads if read.words >= NOTE_WORDS)
    return _at_least("120 words or more", notes, len(reads), 0.10)


def _alike(name: str, reads: Sequence[Read], part: Callable[[str], str], most: float) -> Figure:
    """Share of the largest group of stems that are the same in one part."""
    groups = Counter(filter(None, (part(read.item.stem) for read in reads)))
    largest = groups.most_common(1)[0] if groups else ("", 0)
    return _at_most(f'{name} ("{largest[0][:16]}")', largest[1], len(reads), most)


def _opening(stem: str) -> str:
    """First three words, masked."""
    return " ".join(masked(stem).split()[:3])


def _lead_in(stem: str) -> str:
    """Last sentence, masked."""
    parts = sentences(stem)
    return masked(parts[-1]) if parts else ""


def _at_most(name: str, hits: float, count: int, most: float) -> Figure:
    share = hits / max(1, count)
    return judged(name, percent(share), f"<= {percent(most)}", count, share <= most)


def _at_least(name: str, hits: int, count: int, least: float) -> Figure:
    share = hits / max(1, count)
    return judged(name, percent(share), f">= {percent(least)}", count, share >= least)


def read_items(items: Iterable[Item], records: dict[str, str]) -> list[Read]:
    """Put each item together with its record; ``records`` are the shared ones by id."""
    return [Read(item, item.record or records.get(item.scenario, "")) for item in items]
