"""Reading XML that may come from anywhere: no document types, no entities, no endless nesting.

Owns the limits. Knows nothing of code sets.
"""

from __future__ import annotations

from typing import NoReturn
from xml.etree.ElementTree import Element, fromstring
from xml.parsers import expat

from mbc_prep.codebook.entries import BookError

MAX_DEPTH = 60
"""The deepest official file nests some twenty elements."""
MAX_ELEMENTS = 3_000_000
"""The longest official file has some three hundred thousand."""


def read_xml(data: bytes, name: str, *, trusted: bool = False) -> Element:
    """Return the root of a document; raises BookError with one sentence.

    Unless the file came with the program, a first pass refuses what could grow or hang; only then
    is a tree made.
    """
    if not trusted:
        _look_through(data, name)
    return fromstring(data)


def _look_through(data: bytes, name: str) -> None:
    parser = expat.ParserCreate()
    depth = elements = 0

    def start(*_: object) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if depth > MAX_DEPTH or elements > MAX_ELEMENTS:
            raise BookError(f"{name} nests or repeats more than any official file; it is not used.")

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def refuse(*_: object) -> NoReturn:
        raise BookError(f"{name} brings its own document type, which official files never do.")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BookError(f"{name} is damaged or incomplete XML (line {error.lineno}).") from None
    except (LookupError, ValueError):
        raise BookError(f"{name} is in an encoding that cannot be read.") from None
