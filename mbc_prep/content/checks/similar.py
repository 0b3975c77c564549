"""Near-duplicates: texts that say the same once codes, numbers, sides and sexes are masked.

Compares words, not letters: every distinct word becomes one character, so that a whole stem is a
short string and all pairs of a large bank can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mbc_prep.content.checks.mask import masked

STEM_THRESHOLD = 0.70
"""Share of words in common, in order, from which two items count as one.

Calibrated on the first 184 items and 274 cards of the bank: no two independent ones reach 0.5,
and two that differ by a code, a number or a side reach 1.
"""

CARD_THRESHOLD = 0.75
"""The same for cards: they are short, so more is common by nature."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to compare. Texts of the same ``group`` may be alike (siblings, one record)."""

    id: str
    text: str
    group: str = ""


def near_duplicates(texts: Iterable[Text], threshold: float) -> Iterator[tuple[str, str, float]]:
    """Give pairs of ids whose texts are alike, with how much (0 to 1)."""
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    alphabet: dict[str, str] = {}
    coded = [(_coded(one.text, alphabet), one) for one in texts]
    coded = sorted((pair for pair in coded if pair[0]), key=lambda pair: len(pair[0]))
    strings = [string for string, _ in coded]
    end = 0
    for start, (string, one) in enumerate(coded):
        longest = len(string) * (2 - threshold) / threshold  # beyond it the ratio cannot be reached
        while end < len(strings) and len(strings[end]) <= longest:
            end += 1
        hits = process.extract(
            string,
            strings[start + 1 : end],
            scorer=Indel.normalized_similarity,
            score_cutoff=threshold,
            limit=None,
        )
        for _, score, offset in hits:
            other = coded[start + 1 + int(offset)][1]
            if not one.group or one.group != other.group:
                yield one.id, other.id, float(score)


def _coded(text: str, alphabet: dict[str, str]) -> str:
    """Write each word as one character of a growing alphabet."""
    letters = []
    for word in masked(text).split():
        letter = alphabet.get(word)
        if letter is None:
            letter = alphabet[word] = chr(0x10000 + len(alphabet))  # beyond the surrogates
        letters.append(letter)
    return "".join(letters)
