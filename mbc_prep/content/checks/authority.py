"""Authorities: the smallest citable unit of an official text, never a website.

Owns the form of references to the official guidelines. Only these have a form that can be
checked; others (CPT section names, manuals, regulations) are free text.
"""

from __future__ import annotations

import re

_WEB = re.compile(r"https?:|\bwww\.|\.(?:com|org|net|gov|edu|io)\b", re.I)
_CM = re.compile(r"ICD-?10-?CM\b.*\bguideline", re.I)
_PCS = re.compile(r"ICD-?10-?PCS\b.*\bguideline", re.I)
_CM_FORM = re.compile(
    r"ICD-10-CM (?:Official )?Guidelines,? (?:Section (?P<section>\S+)|Appendix I)"
)
_PCS_FORM = re.compile(
    r"ICD-10-PCS (?:Official )?Guidelines?,? (?:A\d{1,2}|B[1-6]\.\d{1,2}[a-d]?|[CDE]\d[\w.]*)\b"
    r"|ICD-10-PCS (?:Official )?Guidelines?,? (?:section )?Selection of Principal Procedure"
)
_SECTION = re.compile(
    r"I(?:\.(?P<part>[ABC])(?:\.(?P<number>\d{1,2})(?:\.[a-z](?:\.\d{1,2}|\.?\([a-z0-9]+\)|\.[a-z]{1,3})*)?)?)?"
    r"|II(?:\.[A-K])?|III(?:\.[A-C])?|IV(?:\.[A-Q](?:\.\d)?)?"
)
_LAST = {"A": 19, "B": 19, "C": 22}
"""Highest number in the parts of Section I: conventions, general rules, chapters."""


def problem(text: str) -> str:
    """Say what is wrong with an authority; '' if nothing is."""
    if not text.strip():
        return "this authority is empty"
    if _WEB.search(text):
        return "a website is no authority: cite the official text and its section"
    if _PCS.search(text):
        if not _PCS_FORM.match(text):
            return 'write it as "ICD-10-PCS Guideline B3.2d"'
    elif _CM.search(text):
        return _guideline_problem(text)
    return ""


def _guideline_problem(text: str) -> str:
    form = _CM_FORM.match(text)
    if not form:
        return 'write it as "ICD-10-CM Guidelines Section I.C.9.a.3"'
    if form["section"] is None:
        return ""
    name = form["section"].rstrip(".,;:")
    section = _SECTION.fullmatch(name)
    if not section:
        return f"the guidelines have no section {name}"
    number = section["number"]
    if number and not 1 <= int(number) <= _LAST[section["part"]]:
        return f"the guidelines have no section {name}"
    return ""
