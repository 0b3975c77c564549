"""Checks of one item against the standard: rationales, tags, authority, topics, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mbc_prep.codebook.icd10cm import Icd10Cm
from mbc_prep.content.checks import authority
from mbc_prep.content.checks.codes import (
    code_problem,
    diagnosis_codes,
    option_diagnoses,
    reference_problem,
)
from mbc_prep.content.checks.standard import Books, Remark, words
from mbc_prep.content.checks.tags import ERROR_TAGS
from mbc_prep.content.structure import Loc
from mbc_prep.exam.item import Item

MIN_KEY_RATIONALE = 25
REASON = range(8, 36)
"""Words of a distractor's reason."""

_LETTER = re.compile(
    r"\b(?:[Oo]ptions?|[Aa]nswers?|[Cc]hoices?|[Dd]istractors?)\s+\(?[A-H]\b"
    r"|\b(?:first|second|third|fourth|last)\s+(?:option|answer|choice|distractor)\b"
)
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def check_item(item: Item, books: Books) -> Iterator[Remark]:
    """Say everything the standard finds wrong with an item."""
    yield from _placing(item, books)
    yield from _rationales(item)
    yield from _tags(item)
    yield from check_authority(item.authority)
    yield from check_dates(item.written, item.reviewed)
    yield from _codes(item, book_of_year(item.code_year, books))


def book_of_year(code_year: int, books: Books) -> Icd10Cm | None:
    """The ICD-10-CM of a code year, None where another year is at hand."""
    return books.icd10cm if code_year == books.icd10cm.year else None


def check_authority(authorities: tuple[str, ...]) -> Iterator[Remark]:
    """Check that there is an authority and that each has its form."""
    if not authorities:
        yield Remark(("authority",), "authority: name at least one", "authority")
    for place, text in enumerate(authorities):
        wrong = authority.problem(text)
        if wrong:
            yield Remark(("authority", place), f'authority "{text}": {wrong}', "authority")


def check_dates(written: str, reviewed: str) -> Iterator[Remark]:
    """Check the form of the dates."""
    for name, date in (("written", written), ("reviewed", reviewed)):
        if date and not _DATE.fullmatch(date):
            yield Remark((name,), f'{name}: write the date as "2026-11-22"', "date")


def _placing(item: Item, books: Books) -> Iterator[Remark]:
    for name, domain in item.certifications.items():
        if name not in books.certifications:
            message = f'there is no certification "{name}"'
            yield Remark(("certifications", name), message, "certification")
        elif domain not in books.domains[name]:
            message = f'{name} has no domain "{domain}" that items count for'
            yield Remark(("certifications", name), message, "domain")
        elif not any(name in books.topics.get(topic, ()) for topic in item.topics):
            yield Remark(("topics",), f"none of the topics is one of {name}", "topic")
    for place, topic in enumerate(item.topics):
        if topic not in books.topics:
            yield Remark(("topics", place), f'there is no topic "{topic}"', "topic")


def _texts(item: Item) -> Iterator[tuple[Loc, str]]:
    """All texts that explain an answer."""
    yield ("rationale",), item.rationale
    for place, option in enumerate(item.options):
        yield ("options", place, "rationale"), option.rationale
    for place, blank in enumerate(item.blanks):
        yield ("blanks", place, "rationale"), blank.rationale
        for at, error in enumerate(blank.common_errors):
            yield ("blanks", place, "common_errors", at, "message"), error.message
    for place, left_out in enumerate(item.not_coded):
        yield ("not_coded", place, "reason"), left_out.reason
    for place, suggestion in enumerate(item.suggestions):
        yield ("suggestions", place, "rationale"), suggestion.rationale
    for place, omission in enumerate(item.missing):
        yield ("missing", place, "rationale"), omission.rationale


def _rationales(item: Item) -> Iterator[Remark]:
    count = words(item.rationale)
    if count < MIN_KEY_RATIONALE:
        message = f"the rationale has {count} words, at least {MIN_KEY_RATIONALE} are needed"
        yield Remark(("rationale",), message, "rationale-length")
    for place, option in enumerate(item.options):
        count = words(option.rationale)
        if not option.key and count not in REASON:
            message = (
                f'the reason against "{option.text[:40]}" has {count} words,'
                f" {REASON.start} to {REASON.stop - 1} are wanted"
            )
            yield Remark(("options", place), message, "rationale-length")
    for loc, text in _texts(item):
        hit = _LETTER.search(text)
        if hit:
            message = f'"{hit[0]}": options are shuffled, name them by what they say'
            yield Remark(loc, message, "option-letter")


def _tags(item: Item) -> Iterator[Remark]:
    for place, option in enumerate(item.options):
        if option.key and option.error:
            yield Remark(("options", place, "error"), "a key has no error tag", "error-tag")
        elif not option.key:
            yield from _tag(("options", place, "error"), option.error)
    for place, blank in enumerate(item.blanks):
        for at, error in enumerate(blank.common_errors):
            yield from _tag(("blanks", place, "common_errors", at, "error"), error.error)
    for place, left_out in enumerate(item.not_coded):
        yield from _tag(("not_coded", place, "error"), left_out.error)
    for place, suggestion in enumerate(item.suggestions):
        if suggestion.verdict != "accept" or suggestion.error:
            yield from _tag(("suggestions", place, "error"), suggestion.error)
        if (suggestion.verdict == "replace") != bool(suggestion.replacement):
            message = "a suggestion has a replacement if its verdict is replace, and only then"
            yield Remark(("suggestions", place), message, "replacement")
    for place, omission in enumerate(item.missing):
        if omission.error:
            yield from _tag(("missing", place, "error"), omission.error)


def _tag(loc: Loc, tag: str) -> Iterator[Remark]:
    if tag not in ERROR_TAGS:
        known = f'"{tag}" is no known error tag' if tag else "an error tag is missing"
        yield Remark(loc, f"{known} (exams/README.md lists them)", "error-tag")


def _codes(item: Item, book: Icd10Cm | None) -> Iterator[Remark]:
    wrong_texts = " ".join(option.text for option in item.options if not option.key)
    distractors = set(option_diagnoses(wrong_texts)) | set(wrong_texts.split())
    for place, ref in enumerate(item.codes):
        problem = reference_problem(ref, book, allow_header=ref.code in distractors)
        if problem:
            yield Remark(("codes", place), problem, "code")
    if book is not None:
        yield from _codes_in_text(item, book)
    yield from _codes_of_cases(item, book)
    yield from _codes_of_audits(item, book)


def _codes_in_text(item: Item, book: Icd10Cm) -> Iterator[Remark]:
    for place, option in enumerate(item.options):
        for code in option_diagnoses(option.text):
            problem = code_problem("icd10cm", code, book, allow_header=not option.key)
            if problem:
                yield Remark(("options", place, "text"), problem, "code")
    for loc, text in _texts(item):
        for code in diagnosis_codes(text):
            problem = code_problem("icd10cm", code, book, allow_header=True)
            if problem:
                yield Remark(loc, problem, "code")


def _codes_of_cases(item: Item, book: Icd10Cm | None) -> Iterator[Remark]:
    for place, blank in enumerate(item.blanks):
        system = "icd10cm"
        if blank.role in ("procedure", "msdrg"):
            system = "icd10pcs" if blank.role == "procedure" else "msdrg"
        for at, answer in enumerate(blank.answers):
            problem = code_problem(system, answer, book)  # type: ignore[arg-type]
            if problem:
                yield Remark(("blanks", place, "answers", at), problem, "code")
        if blank.poa and system != "icd10cm":
            message = "only diagnoses have a POA indicator"
            yield Remark(("blanks", place, "poa"), message, "poa")


def _codes_of_audits(item: Item, book: Icd10Cm | None) -> Iterator[Remark]:
    for place, suggestion in enumerate(item.suggestions):
        header = suggestion.verdict != "accept"
        problem = code_problem(suggestion.system, suggestion.code, book, header)
        if problem:
            yield Remark(("suggestions", place, "code"), problem, "code")
        for at, code in enumerate(suggestion.replacement):
            problem = code_problem(suggestion.system, code, book)
            if problem:
                yield Remark(("suggestions", place, "replacement", at), problem, "code")
    for place, omission in enumerate(item.missing):
        problem = code_problem(omission.system, omission.code, book)
        if problem:
            yield Remark(("missing", place, "code"), problem, "code")
