"""Makes certifications from the cached JSON, by hand and fast.

All of the content that the first screen needs as objects: items and cards, whose classes take
longer to build than all of this takes, are made in ``objects``.
"""

from __future__ import annotations

import json
from typing import Any

from mbc_prep.exam.certification import (
    CaseShape,
    Certification,
    Form,
    FormDomain,
    NamedForm,
    PassRule,
    Topic,
)


def certification_from(body: str) -> Certification:
    """Make a certification."""
    data: dict[str, Any] = json.loads(body)
    data["forms"] = tuple(_form(form) for form in data["forms"])
    data["topics"] = tuple([_topic(topic) for topic in data.get("topics", ())])
    return Certification(**data)


def _form(data: dict[str, Any]) -> Form:
    rule = data["passing"]
    if "scale" in rule:
        low, high = rule["scale"]
        rule["scale"] = (low, high)
    data["passing"] = PassRule(**rule)
    for name in ("item_types", "open_book"):
        data[name] = tuple(data[name])
    members(data, "domains", FormDomain)
    if data.get("cases") is not None:
        data["cases"] = CaseShape(**data["cases"])
    if "named" in data:
        data["named"] = tuple([_named(named) for named in data["named"]])
    return Form(**data)


def _topic(data: dict[str, Any]) -> Topic:
    if "same_as" in data:
        data["same_as"] = tuple(data["same_as"])
    return Topic(**data)


def _named(data: dict[str, Any]) -> NamedForm:
    return NamedForm(data["name"], tuple(data["items"]), tuple(data.get("pretest", ())))


def members(data: dict[str, Any], name: str, make: type) -> None:
    """Replace the list of plain members in a field by a tuple of objects, where there is one."""
    if name in data:
        data[name] = tuple([make(**member) for member in data[name]])
