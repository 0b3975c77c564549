"""The item: one question of the bank, of any type, as plain frozen data.

Owns the vocabulary of items (stem, option, key, blank, suggestion). Knows nothing of
YAML, files, screens or of who has answered what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from mbc_prep.exam.fields import FORBID_EXTRA

ItemType = Literal["single_choice", "multi_select", "case_fill_in", "audit"]
Difficulty = Literal["easy", "medium", "hard"]
Cognitive = Literal["recall", "application", "analysis"]
CodeSystem = Literal["icd10cm", "icd10pcs", "cpt", "hcpcs", "modifier", "msdrg"]
BlankRole = Literal["principal_diagnosis", "other_diagnosis", "procedure", "msdrg"]
Poa = Literal["Y", "N", "U", "W", "exempt"]
Sex = Literal["", "F", "M"]
Setting = Literal["inpatient", "outpatient", "emergency"]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer choice. ``key`` marks the right ones; every other carries its reason."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    text: str
    key: bool = False
    rationale: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class CodeRef:
    """A code that an item or card relies on; ``title`` only for the public code sets."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    system: CodeSystem
    code: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class CommonError:
    """A wrong entry that coders really make in a blank, and what to tell them."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    answer: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Blank:
    """One typed-code entry of a case; ``answers`` are the accepted codes."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    role: BlankRole
    answers: tuple[str, ...]
    poa: Poa | None = None
    ordered: bool = False
    rationale: str = ""
    common_errors: tuple[CommonError, ...] = ()


@dataclass(frozen=True, slots=True)
class NotCoded:
    """A code the record tempts one to report and that must not be reported."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    code: str
    error: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One code that computer-assisted coding proposes, and what should become of it."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    system: CodeSystem
    code: str
    verdict: Literal["accept", "remove", "replace"]
    rationale: str
    replacement: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True, slots=True)
class Omission:
    """A code that the suggested coding lacks and the record supports."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    system: CodeSystem
    code: str
    rationale: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What an inpatient claim tells the grouper, and the MS-DRG it is said to give.

    Diagnoses may carry their POA indicator after a space or a bar ("L89.153 N"); without one they
    count as present on admission. Defaults: 65 years, sex not told, discharged home (status 01).
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    principal: str
    others: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    age: int = 65
    sex: Sex = ""
    status: str = "01"
    msdrg: str = ""


@dataclass(frozen=True, slots=True)
class Unrelated:
    """Two codes that an Excludes1 note keeps apart and the record reports for unrelated conditions.

    ICD-10-CM Guidelines Section I.A.12.a allows both only then; ``reason`` says why it is so.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    codes: tuple[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """A record shared by several items of one file."""

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    id: str
    setting: Setting
    record: str


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the bank.

    ``certifications`` maps a certification id to the blueprint domain the item counts for
    there. ``record`` is the document to read (operative note, inpatient record), shown beside
    the stem; ``scenario`` names a record shared with other items. ``code_year`` Y means the
    books of calendar year Y: CPT Y, HCPCS Level II Y, ICD-10-CM and ICD-10-PCS fiscal year Y.
    ``query`` (audit items) says which query to the provider is due, if one is. ``claims`` and
    ``unrelated`` are for ``mbc-prep check``: claims that prove what the item says of MS-DRGs, and
    exceptions from Excludes1 notes.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = FORBID_EXTRA
    id: str
    revision: int
    type: ItemType
    certifications: dict[str, str]
    topics: tuple[str, ...]
    difficulty: Difficulty
    cognitive: Cognitive
    code_year: int
    stem: str
    rationale: str
    authority: tuple[str, ...]
    options: tuple[Option, ...] = ()
    record: str = ""
    scenario: str = ""
    codes: tuple[CodeRef, ...] = ()
    blanks: tuple[Blank, ...] = ()
    not_coded: tuple[NotCoded, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    missing: tuple[Omission, ...] = ()
    query: str = ""
    claims: tuple[Claim, ...] = ()
    unrelated: tuple[Unrelated, ...] = ()
    written: str = ""
    reviewed: str = ""

    @property
    def keys(self) -> tuple[int, ...]:
        """Positions, in bank order, of the options that are right."""
        return tuple(i for i, option in enumerate(self.options) if option.key)
