"""Turns the validator's errors into sentences for authors.

Owns the plain words. The only module beside ``compile`` that knows what pydantic's errors look
like.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from mbc_prep.content.plain import quoting_advice

_WANTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping (name: value)",
    "dataclass_type": "a mapping (name: value)",
    "dataclass_exact_type": "a mapping (name: value)",
}


def describe(error: Mapping[str, Any], raw: str, known: tuple[str, ...]) -> str:
    """Say what is wrong, with the field in front.

    ``raw`` is the text of the faulty value if it stood without quotes; ``known`` are the field
    names that are possible there.
    """
    loc: tuple[str | int, ...] = error["loc"]
    where = field_path(loc)
    return f"{where}: {_problem(error, raw, known)}" if where else _problem(error, raw, known)


def field_path(loc: tuple[str | int, ...]) -> str:
    """Write ('options', 2, 'error') as 'options 3, error': authors count from 1."""
    words: list[str] = []
    for step in loc:
        if isinstance(step, int) and words:
            words[-1] += f" {step + 1}"
        else:
            words.append(str(step))
    return ", ".join(words)


def _problem(error: Mapping[str, Any], raw: str, known: tuple[str, ...]) -> str:
    kind = str(error["type"])
    value = error.get("input")
    if kind == "missing":
        return "this field is missing"
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        near = difflib.get_close_matches(str(error["loc"][-1]), known, 1)
        return "there is no such field" + (f'; did you mean "{near[0]}"?' if near else "")
    if value is None and kind != "literal_error":
        return "this field is empty: fill it or leave it out"
    if kind == "literal_error":
        expected = str(error["ctx"]["expected"]).replace("'", "")
        return f'"{"" if value is None else value}" is not one of: {expected}'
    if kind == "string_type" and raw:
        return quoting_advice(raw)
    if kind == "string_type" and isinstance(value, dict):
        return "this should be text, not a mapping; text that begins with { stands in quotes"
    if kind in _WANTED:
        return f"this should be {_WANTED[kind]}"
    return str(error["msg"])
