"""Small items, pools and sittings for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from mbc_prep.exam.certification import CaseShape, Form, FormDomain, PassRule
from mbc_prep.exam.clock import ClockReading, SittingClock
from mbc_prep.exam.item import Blank, Item, Option
from mbc_prep.exam.sitting import Entry, Sitting

BOOT = ClockReading(1_000_000.0, 500.0, "boot-1")


def item(item_id: str, *keys: int, choices: int = 4, **more: object) -> Item:
    keys = keys or (0,)
    fields: dict[str, object] = {
        "id": item_id,
        "revision": 1,
        "type": "single_choice" if len(keys) == 1 else "multi_select",
        "certifications": {"cpc": "surg10"},
        "topics": ("t",),
        "difficulty": "medium",
        "cognitive": "application",
        "code_year": 2026,
        "stem": "?",
        "rationale": "r",
        "authority": ("a",),
        "options": tuple(Option(f"o{n}", key=n in keys) for n in range(choices)),
    }
    return Item(**(fields | more))  # type: ignore[arg-type]


def case(item_id: str, *blanks: Blank) -> Item:
    return item(item_id, type="case_fill_in", options=(), blanks=blanks)


def form(*domains: tuple[str, int, str], **more: object) -> Form:
    rows = tuple(FormDomain(name, name, count, "high", kind) for name, count, kind in domains)  # type: ignore[arg-type]
    fields: dict[str, object] = {
        "id": "mock",
        "basis": "b",
        "items": sum(row.count for row in rows),
        "minutes": 10,
        "passing": PassRule("percent", 70),
        "item_types": ("single_choice", "multi_select", "scenario", "case_fill_in"),
        "order": "by_section",
        "open_book": (),
        "method": "m",
        "domains": rows,
    }
    return Form(**(fields | more))  # type: ignore[arg-type]


def sitting(*entries: Entry, limit: float | None = 600.0, mode: str = "strict") -> Sitting:
    clock = SittingClock(limit, 0.0, BOOT)
    started = datetime(2026, 11, 22, tzinfo=UTC)
    return Sitting(1, "cpc", "mock", "mock", mode, 7, "T", started, clock, entries)  # type: ignore[arg-type]


__all__ = ["BOOT", "Blank", "CaseShape", "Entry", "case", "form", "item", "sitting"]
