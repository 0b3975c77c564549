"""Search in one book or several, by words or by code, as one types.

Owns how typed words become a query and which hits come first. A search reads a few hundred rows
at most, whatever is typed. Knows nothing of files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from mbc_prep.codebook.book import Line, OpenBook
from mbc_prep.codebook.words import code_typed, is_beginning, loosened, typed_words, words_of

Order = Literal["relevance", "book"]

LIMIT = 100
_CANDIDATES = 150
_PREFIXED = 4
"""Beginnings up to this length have an index of their own in the file."""
_EXPANSIONS = 60
_CLOSE = 75.0
_FEW = 8
"""Fewer finds than this let the endings of words go."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: the entry, and the text that was found if it is not the title.

    ``via`` is an inclusion term, or the path of an index term ("Diabetes, type 2, with").
    """

    line: Line
    via: str = ""


_Row = tuple[int, int, int, int, OpenBook, tuple[object, ...]]
"""A find before it is a hit: what it is sorted by, its book, and the row of the index."""


def search(
    books: Sequence[OpenBook], text: str, order: Order = "relevance", limit: int = LIMIT
) -> tuple[Hit, ...]:
    """Find entries by code or by words.

    A text that begins a code brings those codes first; otherwise every typed word must be there,
    longer ones and the last as beginnings. Where few texts have them, those follow that have a
    word of the same stem: "diabetic foot ulcer" also finds diabetes with foot ulcer. Book order
    goes through the books as they are given.
    """
    words = typed_words(text)
    if not words:
        return ()
    code = code_typed(text)
    by_code = [Hit(line) for book in books for line in book.beginning(code, limit)] if code else []
    found = _most_relevant if order == "relevance" else _in_book_order
    by_words = found(books, words, limit)
    if len(by_words) < _FEW and (loose := loosened(words)) != words:
        by_words += found(books, loose, limit)
    has_digit = any(c.isdigit() for c in code)
    hits = [*by_code, *by_words] if has_digit else [*by_words, *by_code]
    once = {(hit.line.book, hit.line.place): hit for hit in reversed(hits)}
    unique = [hit for hit in hits if once.get((hit.line.book, hit.line.place)) is hit]
    return tuple(unique[:limit])


def respelled(books: Sequence[OpenBook], text: str) -> str:
    """What may have been meant where nothing was found; '' if nothing comes near.

    Takes some tens of milliseconds: ask once the typing has stopped.
    """
    words = typed_words(text)
    if not words or any(c.isdigit() for c in text):
        return ""
    return _respelled(books, words)


def _most_relevant(books: Sequence[OpenBook], words: list[str], limit: int) -> list[Hit]:
    """Best first: texts with the words as whole words, then the shortest."""
    rows = [row for number, book in enumerate(books) for row in _shortest(book, words, number)]
    rows.sort(key=lambda row: row[:4])
    hits: dict[tuple[str, object], Hit] = {}
    for *_, book, (via, *entry) in rows:
        key = book.info.id, entry[0]
        if key not in hits:
            hits[key] = Hit(Line(book.info.id, *entry), str(via))  # type: ignore[arg-type]
            if len(hits) == limit:
                break
    return list(hits.values())


def _shortest(book: OpenBook, words: list[str], number: int) -> Iterable[_Row]:
    """The shortest texts of a book in which all words are."""
    query = _query(book, words)
    if not query:
        return
    source = (
        f"(SELECT rowid AS at FROM by_rank WHERE by_rank MATCH ? ORDER BY rowid"
        f" LIMIT {_CANDIDATES}) JOIN phrase ON phrase.rank = at"
        if book.full_text
        else f"(SELECT * FROM phrase WHERE {_scan(words)} ORDER BY rank LIMIT {_CANDIDATES})"
        " AS phrase"
    )
    rows = book.rows(
        "SELECT phrase.rank, phrase.size, phrase.via,"
        " entry.id, entry.parent, entry.shown, entry.title, entry.kind"
        f" FROM {source} JOIN entry ON entry.id = phrase.entry ORDER BY phrase.rank",
        query,
    )
    only_a_letter = len(words) == 1 and len(words[0]) == 1  # then every text is as good
    for rank, size, *entry in rows:
        begun = 0
        if not only_a_letter:
            whole = set(words_of(str(entry[0]) or str(entry[4])))
            begun = sum(word not in whole for word in words)
        yield begun, int(size), number, int(rank), book, tuple(entry)  # type: ignore[call-overload]


def _in_book_order(books: Sequence[OpenBook], words: list[str], limit: int) -> list[Hit]:
    hits: list[Hit] = []
    for book in books:
        left = limit - len(hits)
        query = _query(book, words) if left else []
        if query:
            places = (
                f"SELECT rowid FROM by_book WHERE by_book MATCH ? ORDER BY rowid LIMIT {left}"
                if book.full_text
                else f"SELECT DISTINCT entry FROM phrase WHERE {_scan(words)}"
                f" ORDER BY entry LIMIT {left}"
            )
            lines = book.lines(f"WHERE id IN ({places}) ORDER BY id", query)
            hits += [Hit(line, _via(book, line, words)) for line in lines]
    return hits


def _via(book: OpenBook, line: Line, words: list[str]) -> str:
    """The text by which an entry was found: '' for its title, else a term printed at it."""
    title = words_of(line.title)
    missing = [word for word in words if not any(one.startswith(word) for one in title)]
    if not missing:
        return ""
    rows = book.rows("SELECT via FROM phrase WHERE entry = ? AND via != ''", (line.place,))
    for (via,) in rows:
        if any(one.startswith(missing[0]) for one in words_of(str(via))):
            return str(via)
    return ""


def _query(book: OpenBook, words: list[str]) -> list[str]:
    """Values for the query; [] if a word begins nothing in this book."""
    if not book.full_text:
        return [
            f"% {word}%" if is_beginning(place, words) else f"% {word} %"
            for place, word in enumerate(words)
        ]
    parts: list[str] = []
    for place, word in enumerate(words):
        if not is_beginning(place, words):
            parts.append(f'"{word}"')
        elif len(word) <= _PREFIXED:
            parts.append(f'"{word}" *')
        else:
            # Spelled out, SQLite walks through the lists; a beginning it would first merge them.
            meant = _begun_by(book, word, _EXPANSIONS + 1)
            if not meant:
                return []
            few = len(meant) <= _EXPANSIONS
            spelled = " OR ".join(f'"{one}"' for one in meant)
            parts.append(f"({spelled})" if few else f'"{word}" *')
    return [" AND ".join(parts)]


def _scan(words: Iterable[str]) -> str:
    return " AND ".join("words LIKE ?" for _ in words)


def _begun_by(book: OpenBook, word: str, limit: int) -> list[str]:
    query = "SELECT text FROM word WHERE text >= ? AND text < ? LIMIT ?"
    return [str(text) for (text,) in book.rows(query, (word, word + "\U0010ffff", limit))]


def _respelled(books: Sequence[OpenBook], words: list[str]) -> str:
    """The typed words with the unknown ones replaced by near ones; '' if there are none."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    better: list[str] = []
    for word in words:
        if len(word) < 3 or any(_begun_by(book, word, 1) for book in books):
            better.append(word)
            continue
        known = {str(text) for book in books for (text,) in book.rows("SELECT text FROM word")}
        near = extractOne(word, sorted(known), scorer=ratio, score_cutoff=_CLOSE)
        if near is None:
            return ""
        better.append(str(near[0]))
    return " ".join(better) if better != words else ""
