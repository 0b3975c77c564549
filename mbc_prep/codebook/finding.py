"""Look-ups to practise: what to find, and the shortest way there.

Owns how a target is chosen (every category of the book is as likely as any other, or a code is
given) and how a shortest way is found by trying searches as a learner could type them. Randomness
is an argument. Knows nothing of screens and of what the learner did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from mbc_prep.codebook.book import Line, OpenBook
from mbc_prep.codebook.entries import System
from mbc_prep.codebook.words import words_of

if TYPE_CHECKING:
    from random import Random

    from mbc_prep.codebook.library import Library
    from mbc_prep.codebook.pcs import PcsTables

IN_SIGHT = 10
"""A search has found a code when it stands among so many first results."""
_WORDS_TRIED = 7
_SHORTEST_WORD = 3
_CATEGORY = 3
_TRIES = 40


@dataclass(frozen=True, slots=True)
class Target:
    """A code to find. ``described`` is how it is asked for: its title or a term printed at it."""

    system: System
    code: str
    title: str
    described: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way to a code: what to type, and the pages to turn to, the code's own last.

    ``query`` is empty for a code that is built in the tables.
    """

    query: str
    pages: tuple[str, ...]

    @property
    def steps(self) -> int:
        """Searches and pages, each one step."""
        return len(self.pages) + (1 if self.query else 0)


def random_target(book: OpenBook, rng: Random) -> Target | None:
    """Choose a category by lot, then a valid code below it; None if the book has none."""
    categories = book.rows(
        "SELECT id FROM entry WHERE length(code) = ? AND kind IN ('header', 'code')", (_CATEGORY,)
    )
    for _ in range(_TRIES if categories else 0):
        line: Line | None = book.line(int(str(rng.choice(categories)[0])))
        while line is not None and not line.billable:
            below = [one for one in book.children(line.place) if one.kind in ("code", "header")]
            line = rng.choice(below) if below else None
        if line is not None:
            return described(book, line, rng)
    return None


def described(book: OpenBook, line: Line, rng: Random) -> Target:
    """Ask for a code by its title or, where one is printed only at it, by an inclusion term."""
    rows = book.rows("SELECT via FROM phrase WHERE entry = ? AND via != ''", (line.place,))
    terms = [str(via) for (via,) in rows if _printed_once(book, str(via))]
    text = rng.choice([line.title, *terms])
    return Target(book.info.system, line.code, line.title, text)


def random_pcs_target(tables: PcsTables, rng: Random) -> Target | None:
    """Build a code of the medical and surgical section by lot."""
    prefixes = [outline.prefix for outline in tables.outlines("0")]
    if not prefixes:
        return None
    builder = tables.start(rng.choice(prefixes))
    while (choices := builder.choices) is not None:
        chosen = builder.choose(rng.choice(choices.values).character)
        if chosen is None:
            return None
        builder = chosen
    return Target("icd10pcs", builder.code, builder.title, builder.title)


def shortest_way(library: Library, target: Target) -> Way:
    """Find the fewest words that bring a code in sight, or its category and the pages below it.

    Tries single words of the title and of the description, then two, then three, long words first;
    some hundred searches of a few milliseconds, so ask off the screen's thread.
    """
    line = library.find(target.code, target.system)
    if line is None:
        return Way("", (target.code,))
    for query in _queries((target.described, target.title)):
        hits = library.search(query, limit=IN_SIGHT, systems=(target.system,))
        if any(hit.line == line for hit in hits):
            return Way(query, (line.code,))
    above = [one for one in library.path(line) if one.kind in ("header", "code")]
    return Way(above[0].code, tuple(one.code for one in above))


def _queries(texts: Iterable[str]) -> Iterator[str]:
    """Words to try: the fewest first, of these the longest, for long words tell most."""
    lists = [_telling(text) for text in texts]
    for count in (1, 2, 3):
        seen: set[str] = set()
        found = [" ".join(some) for words in lists for some in combinations(words, count)]
        for query in sorted(found, key=len, reverse=True):
            if query not in seen:
                seen.add(query)
                yield query


def _telling(text: str) -> Sequence[str]:
    """The words of a text that tell most, in their order: the longest ones."""
    words = [one for one in dict.fromkeys(words_of(text)) if len(one) >= _SHORTEST_WORD]
    longest = sorted(words, key=len, reverse=True)[:_WORDS_TRIED]
    return [one for one in words if one in longest]


def _printed_once(book: OpenBook, term: str) -> bool:
    rows = book.rows("SELECT count(*) FROM phrase WHERE via = ?", (term,))
    return rows[0][0] == 1 and len(term.split()) > 1
