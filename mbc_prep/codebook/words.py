"""How text becomes searchable words, the same for books and for what is typed. Pure."""

from __future__ import annotations

import re
import unicodedata

MAX_WORDS = 48
"""More words than the longest official title has; what is typed beyond them is ignored."""

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘`")
_STEM = 3
_ENDING = 2
_LONG = 6


def words_of(text: str) -> list[str]:
    """Words in small letters without accents; ``Crohn's`` is one word, ``COVID-19`` two."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _WORD.findall(text.translate(_APOSTROPHES).casefold())


def typed_words(text: str) -> list[str]:
    """Each typed word once, in order."""
    return list(dict.fromkeys(words_of(text)))[:MAX_WORDS]


def loosened(words: list[str]) -> list[str]:
    """The words without their endings: ``diabetic`` also begins diabetes, ``fractured`` fracture.

    Two letters less, of words long enough to stay themselves; no dictionary is asked.
    """
    return [word[:-_ENDING] if len(word) >= _LONG and word.isalpha() else word for word in words]


def is_beginning(place: int, words: list[str]) -> bool:
    """Whether a typed word stands for all words that begin so.

    The last one does, for it may be unfinished, and so do longer ones ("typ 2 diab"); short ones
    in the middle mean themselves, or "2" would find every 25.
    """
    return place == len(words) - 1 or len(words[place]) >= _STEM


def code_typed(text: str) -> str:
    """The undotted code that a text may be the beginning of; '' if it cannot be one."""
    bare = text.strip().upper().replace(".", "").rstrip("-")
    return bare if 1 <= len(bare) <= 7 and bare.isascii() and bare.isalnum() else ""
