"""The form of typed codes: what can be a code at all, before asking whether it is right. Pure.

Forms: ICD-10-CM Tabular List (letter, digit, alphanumeric, then up to four after the dot),
ICD-10-PCS (seven characters, never I or O; ICD-10-PCS Guideline A1), MS-DRG (three digits).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mbc_prep.exam.item import BlankRole

POA_SIGNS = ("Y", "N", "U", "W", "1")
"""Present-on-admission indicators; 1 stands for a code exempt from reporting."""

_ICD10CM = re.compile(r"[A-Z][0-9A][0-9AB][0-9A-Z]{0,4}")  # QA0.0101 is one
_ICD10PCS = re.compile(r"[0-9B-DF-HX][0-9A-HJ-NP-Z]{6}")
_MSDRG = re.compile(r"[0-9]{3}")
_SHAPES: dict[str, tuple[re.Pattern[str], str]] = {
    "procedure": (
        _ICD10PCS,
        "an ICD-10-PCS code: seven characters, digits and letters but no I or O",
    ),
    "msdrg": (_MSDRG, "an MS-DRG: three digits"),
}
_DIAGNOSIS = (_ICD10CM, "an ICD-10-CM code: a letter, a digit, then up to five more characters")


@dataclass(frozen=True, slots=True)
class TypedCode:
    """A typed code in its usual form, with its POA indicator; ``fault`` says what cannot be."""

    code: str
    poa: str = ""
    fault: str = ""

    @property
    def text(self) -> str:
        """As it is kept on the answer sheet."""
        return f"{self.code}|{self.poa}" if self.poa else self.code


def normal_code(text: str) -> str:
    """A typed code in one form: capitals, no dot, no spaces, no POA indicator."""
    return text.partition("|")[0].replace(".", "").replace(" ", "").upper()


def read_code(text: str, role: BlankRole) -> TypedCode:
    """Read what was typed into a blank: any case, with or without dot, POA after a space.

    A malformed code comes back with a fault that does not give the answer away.
    """
    words = text.replace("|", " ").upper().split()
    if not words:
        return TypedCode("")
    poa = words.pop() if len(words) > 1 and words[-1] in POA_SIGNS else ""
    code = normal_code("".join(words))
    pattern, name = _SHAPES.get(role, _DIAGNOSIS)
    if not pattern.fullmatch(code):
        return TypedCode(code, poa, f"{code or text.strip()} does not have the form of {name}.")
    return TypedCode(_dotted(code) if role.endswith("diagnosis") else code, poa)


def _dotted(code: str) -> str:
    return f"{code[:3]}.{code[3:]}" if len(code) > 3 else code
