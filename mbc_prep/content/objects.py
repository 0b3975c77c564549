"""Makes items, scenarios, decks and cards from the cached JSON, by hand and fast.

The JSON was validated when it was compiled; here nothing is checked and neither YAML nor pydantic
is imported. A field added to a dataclass is added here too (a test compares).
"""

from __future__ import annotations

import json
from typing import Any

from mbc_prep.content.certification_objects import members as _members
from mbc_prep.exam.item import (
    Blank,
    Claim,
    CodeRef,
    CommonError,
    Item,
    NotCoded,
    Omission,
    Option,
    Scenario,
    Suggestion,
    Unrelated,
)
from mbc_prep.study.card import Card, Deck


def item_from(body: str) -> Item:
    """Make an item."""
    data: dict[str, Any] = json.loads(body)
    for name in ("topics", "authority"):
        data[name] = tuple(data[name])
    _members(data, "options", Option)
    _members(data, "codes", CodeRef)
    _members(data, "not_coded", NotCoded)
    _members(data, "missing", Omission)
    if "blanks" in data:
        data["blanks"] = tuple(_blank(blank) for blank in data["blanks"])
    if "suggestions" in data:
        data["suggestions"] = tuple(_suggestion(one) for one in data["suggestions"])
    if "claims" in data:
        data["claims"] = tuple(_claim(one) for one in data["claims"])
    if "unrelated" in data:
        data["unrelated"] = tuple(_unrelated(one) for one in data["unrelated"])
    return Item(**data)


def scenario_from(body: str) -> Scenario:
    """Make a scenario."""
    return Scenario(**json.loads(body))


def card_from(body: str) -> Card:
    """Make a card."""
    data: dict[str, Any] = json.loads(body)
    for name in ("certifications", "authority", "answers"):
        if name in data:
            data[name] = tuple(data[name])
    _members(data, "codes", CodeRef)
    return Card(**data)


def deck_from(body: str) -> Deck:
    """Make a deck."""
    data: dict[str, Any] = json.loads(body)
    data["after"] = tuple(data.get("after", ()))
    return Deck(**data)


def _blank(data: dict[str, Any]) -> Blank:
    data["answers"] = tuple(data["answers"])
    _members(data, "common_errors", CommonError)
    return Blank(**data)


def _claim(data: dict[str, Any]) -> Claim:
    for name in ("others", "procedures"):
        if name in data:
            data[name] = tuple(data[name])
    return Claim(**data)


def _unrelated(data: dict[str, Any]) -> Unrelated:
    return Unrelated(tuple(data["codes"]), data["reason"])


def _suggestion(data: dict[str, Any]) -> Suggestion:
    if "replacement" in data:
        data["replacement"] = tuple(data["replacement"])
    return Suggestion(**data)
