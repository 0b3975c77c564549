"""Flashcards made out of a code book: a learner's own drills for a chapter, block or list of codes.

Owns which cards a code gives and their ids. An id is made of the code and the kind of card, so
that a deck built anew from next year's book keeps its history. Knows no files and no schedule.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mbc_prep.codebook.book import Line, OpenBook
from mbc_prep.codebook.codes import undotted
from mbc_prep.codebook.entries import BookError, NoteKind
from mbc_prep.study.card import Card

CodeCardKind = Literal["code", "title", "notes", "sides", "seventh"]
KINDS: tuple[CodeCardKind, ...] = ("code", "title", "notes", "sides", "seventh")

TOPIC = "code-drill"
"""Topic of these cards; no certification has it, so they say nothing of readiness."""
MOST_CODES = 2_000
FRONT_WORDS = 40
BACK_WORDS = 60

_ASKED: dict[NoteKind, str] = {
    "excludes1": "what does Excludes1 keep from being coded with it?",
    "code_first": "what is coded first?",
    "use_additional": "which additional code does the book ask for?",
    "code_also": "what is coded also?",
}
_SIDES = re.compile(r"\b(right|left|bilateral|unspecified)\b")
_RANGE = re.compile(r"([A-Z][0-9A-Z]{2})-([A-Z][0-9A-Z]{2})")
_CHAPTER = re.compile(r"chapter[ :]?(\d+)", re.IGNORECASE)
_BOX_ON_ONE_CARD = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """What a deck is built of: words as typed ("E11", "I10-I16", "chapter:9") and kinds."""

    words: tuple[str, ...]
    kinds: tuple[CodeCardKind, ...] = KINDS


def chosen_lines(book: OpenBook, words: Sequence[str]) -> tuple[Line, ...]:
    """Every entry chosen and all that stands below, in book order, each once.

    Raises BookError for a word that names nothing, and for more codes than anyone learns.
    """
    lines: dict[int, Line] = {}
    for word in words:
        for top in _tops(book, word.strip()):
            lines |= {line.place: line for line in _with_below(book, top)}
    stems = sum(1 for line in lines.values() if _is_stem(book, line))
    if stems > MOST_CODES:
        raise BookError(
            f"These are {stems} codes, more than the {MOST_CODES} a deck may hold; choose a block."
        )
    return tuple(lines[place] for place in sorted(lines))


def build_cards(book: OpenBook, choice: Choice, certifications: Sequence[str]) -> tuple[Card, ...]:
    """Make the cards of a choice. Raises BookError as ``chosen_lines`` does."""
    cards: list[Card] = []
    for line in chosen_lines(book, choice.words):
        for kind in choice.kinds:
            cards += _MAKERS[kind](book, line, tuple(certifications))
    return tuple(cards)


# -- what is chosen ------------------------------------------------------------------------


def _tops(book: OpenBook, word: str) -> list[Line]:
    chapter = _CHAPTER.fullmatch(word)
    if chapter:
        found = book.lines("WHERE kind = 'chapter' AND shown = ?", (f"Chapter {chapter[1]}",))
    elif span := _RANGE.fullmatch(word.upper()):
        section = book.section(word.upper())
        found = [section] if section else _between(book, span[1], span[2])
    else:
        line = book.find(word)
        found = [line] if line else []
    if not found:
        raise BookError(
            f"{book.info.label} has no {word!r}; name codes, blocks (I10-I16) or chapter:9."
        )
    return found


def _between(book: OpenBook, first: str, last: str) -> list[Line]:
    query = (
        "WHERE length(code) = 3 AND code >= ? AND code <= ? AND kind IN ('header', 'code')"
        " ORDER BY id"
    )
    return book.lines(query, (first, last))


def _with_below(book: OpenBook, top: Line) -> Iterator[Line]:
    yield top
    if not _takes_seventh(book, top):
        for line in book.children(top.place):
            yield from _with_below(book, line)


def _takes_seventh(book: OpenBook, line: Line) -> bool:
    """Whether what stands below only adds a seventh character."""
    below = book.children(line.place) if line.kind == "header" else ()
    return bool(below) and all(
        len(undotted(one.code)) == 7 and one.title.startswith(line.title) for one in below
    )


def _is_stem(book: OpenBook, line: Line) -> bool:
    """Whether it is learned as a code: valid, or valid but for a seventh character."""
    return line.billable or _takes_seventh(book, line)


# -- cards ---------------------------------------------------------------------------------


def _by_title(book: OpenBook, line: Line, certifications: tuple[str, ...]) -> Iterator[Card]:
    if not _is_stem(book, line):
        return
    more = "" if line.billable else " (seventh character aside)"
    front = f"Which ICD-10-CM code{more}: {line.title}?"
    shown = line.code if line.billable else f"{line.code}-"
    if _words(front) <= FRONT_WORDS:
        yield _card(
            book, line, "code", certifications,
            kind="typed", front=front, back=f"{shown} {_above(book, line)}",
            answers=tuple(dict.fromkeys((line.code, shown))), siblings=_id(line, "two-ways"),
        )  # fmt: skip


def _by_code(book: OpenBook, line: Line, certifications: tuple[str, ...]) -> Iterator[Card]:
    if _is_stem(book, line):
        shown = line.code if line.billable else f"{line.code}-"
        yield _card(
            book, line, "title", certifications,
            kind="basic", front=f"What does {shown} report?", back=_short(line.title),
            siblings=_id(line, "two-ways"),
        )  # fmt: skip


def _notes(book: OpenBook, line: Line, certifications: tuple[str, ...]) -> Iterator[Card]:
    if line.kind not in ("header", "code"):
        return
    for note in book.notes(line.place):
        asked = _ASKED.get(note.kind)
        front = f"At {line.code} {line.title}: {asked}"
        if asked and _words(front) <= FRONT_WORDS:
            yield _card(
                book, line, note.kind.replace("_", "-"), certifications,
                kind="basic", front=front, back=_short("; ".join(note.lines)),
            )  # fmt: skip


def _sides(book: OpenBook, line: Line, certifications: tuple[str, ...]) -> Iterator[Card]:
    """Which character says which side, where the codes below differ in nothing else."""
    below = book.children(line.place) if line.kind == "header" else ()
    names = {one.code[-1]: _SIDES.search(one.title.casefold()) for one in below}
    said = [(character, found[1]) for character, found in names.items() if found]
    bare = {" ".join(_SIDES.sub("", one.title.casefold()).split()) for one in below}
    sides = {side for _, side in said}
    if len(said) == len(below) > 1 and len(bare) <= 2 and {"right", "left"} <= sides:
        front = f"{line.code}- {line.title}: which last character says which side?"
        if _words(front) <= FRONT_WORDS:
            back = ", ".join(f"{character} {side}" for character, side in said)
            yield _card(book, line, "sides", certifications, kind="basic", front=front, back=back)


def _seventh(book: OpenBook, line: Line, certifications: tuple[str, ...]) -> Iterator[Card]:
    box = book.seventh(line.place)
    if box is None:
        return
    if len(box.meanings) <= _BOX_ON_ONE_CARD:
        front = f"{line.code} {line.title}: which seventh characters are there?"
        back = _short("; ".join(f"{sign} {words}" for sign, words in box.meanings))
        yield _card(book, line, "seventh", certifications, kind="basic", front=front, back=back)
        return
    for sign, words in box.meanings:
        front = f"{line.code} {line.title}, seventh character: {words}?"
        if _words(front) <= FRONT_WORDS:
            yield _card(
                book, line, f"seventh-{sign.casefold()}", certifications,
                kind="typed", front=front, back=f"{sign}: {words}", answers=(sign,),
                siblings=_id(line, "seventh"),
            )  # fmt: skip


_MAKERS: dict[CodeCardKind, Callable[[OpenBook, Line, tuple[str, ...]], Iterable[Card]]] = {
    "code": _by_title,
    "title": _by_code,
    "notes": _notes,
    "sides": _sides,
    "seventh": _seventh,
}


def _card(
    book: OpenBook, line: Line, name: str, certifications: tuple[str, ...], **fields: object
) -> Card:
    # A book of fiscal year 2026 is in force for most of calendar year 2026.
    return Card(
        id=_id(line, name), revision=1, certifications=certifications, topic=TOPIC,
        code_year=book.info.year, authority=(f"Tabular List, {line.code}",), **fields,  # type: ignore[arg-type]
    )  # fmt: skip


def _id(line: Line, name: str) -> str:
    return f"own-cm-{undotted(line.code).casefold()}-{name}"


def _above(book: OpenBook, line: Line) -> str:
    names = [one for one in book.ancestors(line.place) if one.kind == "header"]
    return f"(under {names[0].code} {names[0].title})" if names else ""


def _words(text: str) -> int:
    return len(text.split())


def _short(text: str) -> str:
    """The text, or as much of it as a back may hold."""
    words = text.split()
    return text if len(words) <= BACK_WORDS else " ".join(words[: BACK_WORDS - 1]) + " …"
