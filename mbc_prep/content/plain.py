"""What a YAML scalar without quotes means here.

YAML 1.1 reads ``00100`` as 64, ``250.00`` as 250.0, ``NO`` as false and ``12:30`` as 750. Codes
look like that, so only the forms no code has are taken (``2026``, ``0.55``, ``true``); the others
are refused with a sentence on how to write them.
"""

from __future__ import annotations

import re

import yaml

Value = str | int | float | bool | None

_RESOLVERS: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers
_INT = re.compile(r"-?[1-9][0-9]{0,17}|0")
_FLOAT = re.compile(r"-?(0|[1-9][0-9]{0,11})\.[0-9]{1,12}")
_READ_AS = {"int": "a number", "float": "a number", "bool": "yes or no", "timestamp": "a date"}


def read_plain(text: str) -> tuple[Value, str]:
    """Read a scalar without quotes: its value and, if it is refused, why (else '').

    A refused scalar has its own text as value.
    """
    for tag, pattern in _RESOLVERS.get(text[:1], ()):
        if pattern.match(text):
            return _typed(text, tag.rpartition(":")[2])
    return text, ""


def _typed(text: str, kind: str) -> tuple[Value, str]:
    if kind == "null":
        return None, ""
    if kind == "bool" and text in ("true", "false"):
        return text == "true", ""
    if kind == "int" and _INT.fullmatch(text):
        return int(text), ""
    if kind == "float" and _FLOAT.fullmatch(text):
        return float(text), ""
    if kind in _READ_AS:
        return text, f'{text} without quotes is read as {_READ_AS[kind]}: write "{text}"'
    return text, ""


def quoting_advice(text: str) -> str:
    """Say how to write a number or yes/no that was meant as text."""
    return f'{text} without quotes is not text: write "{text}"'
