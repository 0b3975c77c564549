"""Medicare Code Editor edits and ungroupable claims, each as one plain sentence. Pure."""

from __future__ import annotations

from dataclasses import dataclass

ABOUT_AGE = frozenset({"AGE_CONFLICT", "TYPE_OF_AGE_CONFLICT", "INVALID_AGE"})
ABOUT_SEX = frozenset({"SEX_CONFLICT", "INVALID_SEX"})

RETURN_CODES = {
    "INVALID_PDX": "ungroupable: the principal diagnosis is no valid code",
    "INVALID_PRINCIPAL_DIAGNOSIS": "ungroupable: the principal diagnosis is no valid code",
    "DX_CANNOT_BE_PDX": "ungroupable: this code cannot be a principal diagnosis",
    "HAC_MISSING_ONE_POA": (
        "ungroupable: a diagnosis on the list of hospital-acquired conditions has no POA indicator"
    ),
    "HAC_STATUS_INVALID_POA_N_OR_U": (
        "ungroupable: a hospital-acquired condition with POA indicator N or U"
    ),
    "HAC_STATUS_INVALID_MULT_HACS_POA_NOT_Y_W": (
        "ungroupable: several hospital-acquired conditions without POA indicator Y or W"
    ),
    "INVALID_AGE": "ungroupable: the age is not possible",
    "INVALID_SEX": "ungroupable: the sex is not told",
    "INVALID_DSTAT": "ungroupable: there is no such discharge status",
    "INVALID_DISCHARGE_STATUS": "ungroupable: there is no such discharge status",
    "UNGROUPABLE": "ungroupable",
}
"""What the grouper says when it finds no MS-DRG."""

_EDITS = {
    "INVALID_CODE": "is no valid code on the day of discharge",
    "E_CODE_AS_PDX": "is an external cause and cannot be the principal diagnosis",
    "DUPLICATE_OF_PDX": "repeats the principal diagnosis",
    "AGE_CONFLICT": "does not go with the patient's age",
    "TYPE_OF_AGE_CONFLICT": "does not go with the patient's age",
    "SEX_CONFLICT": "does not go with the patient's sex",
    "MANIFESTATION_AS_PDX": (
        "is a manifestation and cannot be the principal diagnosis; its cause goes first"
    ),
    "NONSPECIFIC_PDX": "is too unspecific for a principal diagnosis",
    "QUESTIONABLE_ADMISSION": "is seldom reason enough to be admitted to an acute-care hospital",
    "QUESTIONABLE_OBSTETRIC_ADMISSION": (
        "is a delivery procedure that wants a diagnosis of the delivery's outcome beside it"
    ),
    "UNACCEPTABLE_PDX": "is not acceptable as a principal diagnosis",
    "REQUIRES_SDX": "is acceptable as principal diagnosis only with a secondary diagnosis",
    "NONSPECIFIC_OR": "is a procedure code too unspecific for an operating room procedure",
    "NON_COVERED": "is not covered by Medicare on this claim",
    "OPEN_BIOPSY": "is an open biopsy: make sure that it was not a closed one",
    "LIMITED_COVERAGE": "is covered by Medicare under conditions only",
    "WRONG_PROCEDURE_PERFORMED": "says that the wrong procedure was done; such a claim is denied",
    "INCONSISTENT_WITH_LENGTH_OF_STAY": "does not go with the length of the stay",
    "UNSPECIFIED": "leaves open the side or site, although codes that name it exist",
    "MEDICARE_IS_SECONDARY_PAYER": "is a condition for which another payer may come first",
    "INVALID_POA": "has no valid POA indicator",
    "INVALID_ADMIT_DX": "is no valid admitting diagnosis",
}
_WHOLE = {
    "INVALID_AGE": "The age is not possible.",
    "INVALID_SEX": "The patient's sex is not told.",
    "INVALID_DISCHARGE_STATUS": "There is no such discharge status.",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit by its name in the Medicare Code Editor, and the codes that set it off."""

    name: str
    codes: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The edit as a sentence of plain words."""
        if self.name in _WHOLE:
            return _WHOLE[self.name]
        name = "LIMITED_COVERAGE" if self.name.startswith("LIMITED_COVERAGE") else self.name
        said = _EDITS.get(name)
        who = ", ".join(self.codes) or "A code"
        if said is None:
            return f"{who}: {self.name.replace('_', ' ').lower()} (Medicare Code Editor)."
        return f"{who} {said}." if len(self.codes) < 2 else f"{who}: each {said}."
