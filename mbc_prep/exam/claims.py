"""The inpatient claim behind a typed-code case: the key's, the learner's, and one code exchanged.

Owns which typed code stands for which expected one, and what a record tells of the patient. Pure;
knows no grouper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mbc_prep.exam.codeform import normal_code
from mbc_prep.exam.item import Claim, Item, Sex
from mbc_prep.exam.scoring import typed_codes
from mbc_prep.exam.sitting import Entry

_AGE = re.compile(r"\b(\d{1,3})[- ]years?[- ]old\b|\b(?:man|woman) (?:of|aged) (\d{1,3})\b")
_SEX = re.compile(r"\b(?:(woman|female|girl|lady|she|her)|(man|male|boy|he|his|him))\b", re.I)
_STATUS = re.compile(r"\bstatus (?:code )?(\d\d)\b")
_DIED = re.compile(r"\b(?:[Tt]he patient|[Hh]e|[Ss]he) (?:died|expired)\b")


@dataclass(frozen=True, slots=True)
class Patient:
    """What a record says of the patient. ``told_age`` is False where 65 years are assumed."""

    age: int = 65
    sex: Sex = ""
    status: str = "01"
    told_age: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """What the key has in one blank and what the learner has for it; '' for nothing.

    Codes as on the answer sheet: with their POA indicator after a bar.
    """

    role: str
    key: str
    yours: str

    @property
    def differs(self) -> bool:
        """Whether the learner's claim differs from the key's here."""
        return _normal(self.key) != _normal(self.yours)


def is_stay(item: Item) -> bool:
    """Whether an item is a typed-code case whose codes make an inpatient claim."""
    return any(blank.role == "principal_diagnosis" for blank in item.blanks)


def read_patient(item: Item, record: str) -> Patient:
    """Read age, sex and discharge status from record and stem, with stated defaults.

    A stay with a liveborn code (Z38), or a perinatal one (P) and no age, is a newborn's.
    """
    text = f"{record}\n{item.stem}"
    age, sex, status = _AGE.search(text), _SEX.search(text), _STATUS.search(text)
    years = int(age[1] or age[2]) if age else 65
    principal = next((b.answers[0] for b in item.blanks if b.role == "principal_diagnosis"), "")
    newborn = principal.startswith("Z38") or (age is None and principal.startswith("P"))
    return Patient(
        age=0 if newborn else years,
        sex="" if sex is None else ("F" if sex[1] else "M"),
        status=status[1] if status else ("20" if _DIED.search(text) else "01"),
        told_age=age is not None or newborn,
    )


def pair_codes(item: Item, entry: Entry) -> tuple[Pair, ...]:
    """Set the learner's codes beside the key's: right ones together, then in order of the blanks.

    A POA indicator that was not typed is taken from the key, so that only what was said counts.
    """
    typed = typed_codes(item, entry)
    pairs: dict[int, Pair] = {}
    for role in dict.fromkeys(blank.role for blank in item.blanks):
        places = [place for place, blank in enumerate(item.blanks) if blank.role == role]
        left = [typed[place] for place in places if typed[place]]
        expected: list[int] = []
        for place in places:
            hit = next((text for text in left if _answers(item, place, text)), None)
            if hit is None:
                expected.append(place)
                continue
            left.remove(hit)
            pairs[place] = _pair(item, place, hit)
        for place in expected:
            pairs[place] = _pair(item, place, left.pop(0) if left else "")
    return tuple(pairs[place] for place in sorted(pairs))


def make_claim(pairs: Sequence[Pair], codes: Sequence[str], patient: Patient) -> Claim:
    """Make the claim that has ``codes`` in the places of ``pairs``."""

    def of(role: str) -> tuple[str, ...]:
        places = zip(pairs, codes, strict=True)
        return tuple(code for pair, code in places if pair.role == role and code)

    return Claim(
        principal=next(iter(of("principal_diagnosis")), ""),
        others=of("other_diagnosis"),
        procedures=of("procedure"),
        age=patient.age,
        sex=patient.sex,
        status=patient.status,
    )


def key_claim(item: Item, record: str) -> Claim:
    """Make the claim of the key alone."""
    pairs = [_pair(item, place, "") for place in range(len(item.blanks))]
    return make_claim(pairs, [pair.key for pair in pairs], read_patient(item, record))


def code_and_poa(text: str) -> tuple[str, str]:
    """Split "L89.153 N" or "L89.153|N" into code without dot and indicator, '' if exempt."""
    code, _, poa = text.replace("|", " ").strip().partition(" ")
    poa = poa.strip().upper()
    return normal_code(code), poa if poa in ("Y", "N", "U", "W") else ""


def _pair(item: Item, place: int, typed: str) -> Pair:
    blank = item.blanks[place]
    code, _, poa = typed.partition("|")
    asked = "" if blank.poa in (None, "exempt") else f"|{blank.poa}"
    answer = code if _answers(item, place, typed) else blank.answers[0]
    said = f"|{poa}" if poa and poa != "1" else asked
    return Pair(blank.role, answer + asked, code + said if code else "")


def _answers(item: Item, place: int, text: str) -> bool:
    return normal_code(text) in {normal_code(one) for one in item.blanks[place].answers}


def _normal(text: str) -> tuple[str, str]:
    return code_and_poa(text)
