"""Codes named in running text, so that a note can be followed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CODE = r"[A-Z][0-9A][0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_OPEN = r"(?:\.?-)?"
_MENTION = re.compile(
    rf"(?<![\w.])(?P<first>{_CODE})(?:\s?-\s?(?P<last>{_CODE}){_OPEN}|{_OPEN})(?![\w])"
)


@dataclass(frozen=True, slots=True)
class Named:
    """Codes named in a text at ``start`` to ``end``; ``last`` is empty unless it is a range."""

    start: int
    end: int
    first: str
    last: str = ""


def codes_named(text: str) -> Iterator[Named]:
    """Find what has the form of an ICD-10-CM code, header ("E24.-") or range ("K85-K86.-")."""
    for hit in _MENTION.finditer(text):
        yield Named(hit.start(), hit.end(), hit["first"], hit["last"] or "")
