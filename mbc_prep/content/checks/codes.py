"""Codes: their form in every system, and for ICD-10-CM whether they exist and may be reported.

CPT codes are checked for form only and carry no title (the AMA owns the wording).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mbc_prep.codebook.codes import same_title
from mbc_prep.codebook.icd10cm import Icd10Cm
from mbc_prep.exam.item import CodeRef, CodeSystem

_FORMS: dict[CodeSystem, tuple[re.Pattern[str], str]] = {
    "icd10cm": (
        re.compile(r"[A-Z][0-9A][0-9AB](?:\.?[0-9A-Z]{1,4})?"),  # QA0 is one
        "an ICD-10-CM code looks like I10 or E11.65",
    ),
    "icd10pcs": (
        re.compile(r"[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}"),
        "an ICD-10-PCS code has 7 characters, never I or O",
    ),
    "cpt": (
        re.compile(r"\d{4}[0-9FTUMA](?:-[A-Z0-9]{2})*"),
        "a CPT code has 5 characters, such as 99213 or 0042T",
    ),
    "hcpcs": (
        re.compile(r"[A-CEGHJ-MP-V]\d{4}(?:-[A-Z0-9]{2})*"),
        "a HCPCS Level II code is a letter and 4 digits",
    ),
    "modifier": (re.compile(r"[A-Z0-9]{2}"), "a modifier has 2 characters"),
    "msdrg": (re.compile(r"\d{3}"), "an MS-DRG has 3 digits"),
}
_DOTTED = re.compile(r"(?<![\w.])[A-Z]\d[0-9AB]\.[0-9A-Z]{1,4}(?![\w.]?\w)")
_TOKEN = re.compile(r"[A-Z0-9][A-Z0-9.]{1,7}(?:-[A-Z0-9]{1,2})*(?![\w])")
_THREE = re.compile(r"[A-Z]\d[0-9AB]")
_GLUE = re.compile(r"[\s,;+&/()×x]|\b(?:and|with|then|plus|only|times|units?)\b|\b\d{1,3}\b")


def form_problem(system: CodeSystem, code: str) -> str:
    """Say what is wrong with the form of a code; '' if nothing is."""
    pattern, wanted = _FORMS[system]
    return "" if pattern.fullmatch(code) else f"{code}: {wanted}"


def code_problem(
    system: CodeSystem, code: str, book: Icd10Cm | None, allow_header: bool = False
) -> str:
    """Say what is wrong with a code; '' if nothing is.

    ``book`` is None where the code set of the item's year is not at hand: then form is all.
    """
    wrong = form_problem(system, code)
    if wrong or system != "icd10cm" or book is None:
        return wrong
    if book.title(code) is None:
        return f"ICD-10-CM {book.year} has no code {code}"
    if not allow_header and not book.is_billable(code):
        longer = book.longer(code)
        example = f", such as {longer}" if longer else ""
        return f"{code} is not a complete code: it needs more characters{example}"
    return ""


def reference_problem(ref: CodeRef, book: Icd10Cm | None, allow_header: bool) -> str:
    """Say what is wrong with a listed code or its claimed title; '' if nothing is."""
    wrong = code_problem(ref.system, ref.code, book, allow_header)
    if wrong or not ref.title:
        return wrong
    if ref.system == "cpt":
        return f"{ref.code}: CPT wording belongs to the AMA, leave the title out"
    official = book.title(ref.code) if book and ref.system == "icd10cm" else None
    if official and not same_title(ref.title, official):
        return f'{ref.code}: the official title is "{official}"'
    return ""


def diagnosis_codes(text: str) -> Iterator[str]:
    """Give what must be an ICD-10-CM code in running text: letter, two characters, dot, more."""
    yield from _DOTTED.findall(text)


def option_codes(text: str) -> list[str]:
    """Codes of an option that consists of nothing but codes; [] if it has other words."""
    rest = _GLUE.sub("", _TOKEN.sub("", text))
    return _TOKEN.findall(text) if not rest else []


def option_diagnoses(text: str) -> list[str]:
    """ICD-10-CM codes of an option: dotted ones always, three characters only among codes."""
    found = list(diagnosis_codes(text))
    found += [code for code in option_codes(text) if _THREE.fullmatch(code)]
    return found
