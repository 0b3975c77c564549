from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import TypeAdapter

from mbc_prep.content.certification_objects import certification_from
from mbc_prep.content.objects import (
    card_from,
    deck_from,
    item_from,
    scenario_from,
)
from mbc_prep.exam.certification import Certification
from mbc_prep.exam.item import Item, Scenario
from mbc_prep.study.card import Card, Deck

SIMPLE: dict[Any, Any] = {str: "text", int: 7, float: 0.5, bool: True}


def filled(kind: Any) -> Any:
    """A value of a type with every field given, so that no default hides a forgotten one."""
    if kind in SIMPLE:
        return SIMPLE[kind]
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{one.name: filled(hints[one.name]) for one in fields(kind)})  # type: ignore[operator]
    arguments = get_args(kind)
    if get_origin(kind) is Literal:
        return arguments[-1]
    if get_origin(kind) is tuple:
        return (
            (filled(arguments[0]), filled(arguments[0]))
            if arguments[1] is Ellipsis
            else tuple(filled(one) for one in arguments)
        )
    if get_origin(kind) is dict:
        return {filled(arguments[0]): filled(arguments[1])}
    if get_origin(kind) in (UnionType, Union):
        return filled(arguments[0])
    raise TypeError(kind)


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        (Item, item_from),
        (Scenario, scenario_from),
        (Card, card_from),
        (Deck, deck_from),
        (Certification, certification_from),
    ],
)
def test_quick_making_equals_validation(kind: type, make: Callable[[str], Any]) -> None:
    made = filled(kind)
    body = TypeAdapter(kind).dump_json(made).decode()
    assert make(body) == made
    bare = TypeAdapter(kind).dump_json(made, exclude_defaults=True).decode()
    assert make(bare) == made


def test_fields_left_out_have_their_defaults() -> None:
    body = json.dumps({"id": "d", "name": "D", "about": "x"})
    assert deck_from(body) == Deck("d", "D", "x")
