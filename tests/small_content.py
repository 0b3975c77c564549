"""A small certification with bank and decks of our own, for tests of the front ends.

Nothing here depends on the shipped content: the mock has 12 items in 40 minutes, the official
form 4 in 30, and every kind of item and card is there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from mbc_prep.paths import Paths

Entry = dict[str, Any]

MOCK_ITEMS = 12
MOCK_MINUTES = 40
OPTIONS = ("alpha", "bravo", "charlie", "delta")
"""First words of an item's options in bank order; the first one is the key."""

LONG_RECORD = "## HISTORY\n" + "\n".join(
    f"Line {number} of the note: a wound of {number} cm at site {number}." for number in range(60)
)


def small_content(root: Path) -> Paths:
    """Write the content below ``root``; return the paths of a program that uses it."""
    write_certifications(root)
    write_bank(root, "a", plain_items(), ())
    write_bank(root, "b", *shared_record())
    write_bank(root, "c", other_types(), ())
    write_deck(root, "basics", "Basics", cards_of_every_kind())
    write_deck(root, "terms", "Terms", [card(f"term-{n}", front=f"Term {n}?") for n in range(4)])
    return paths_of(root)


def paths_of(root: Path) -> Paths:
    """Paths of a program whose content and home stand below ``root``."""
    home = root / "home"
    return Paths(home, home, home / "cache", root / "decks", root / "exams")


def write_certifications(root: Path) -> None:
    """CPC with two playable forms, and CCS whose form holds typed-code cases."""
    domains = [_domain("surg", "Surgery", 6), _domain("em", "Evaluation", 3),
               _domain("case", "Cases", 3)]  # fmt: skip
    half = [_domain("surg", "Surgery", 2), _domain("em", "Evaluation", 2)]
    forms = [_form("mock-150", MOCK_ITEMS, MOCK_MINUTES, domains), _form("official", 4, 30, half)]
    write_yaml(root / "exams" / "cpc.yaml", _certification("cpc", "Test Coder", forms))
    cases = {**_form("mock-150", 2, 60, []), "item_types": ["case_fill_in"],
             "cases": {"count": 1, "blanks_each": 2}}  # fmt: skip
    write_yaml(root / "exams" / "ccs.yaml", _certification("ccs", "Case Coder", [cases]))


def plain_items() -> list[Entry]:
    """Twelve surgery items, five of evaluation, two with a long record of their own."""
    items = [item(f"surg-{n:02}", domain="surg") for n in range(12)]
    items += [item(f"em-{n:02}", domain="em", topic="visits") for n in range(5)]
    items += [{**item(f"case-{n:02}", domain="case"), "record": LONG_RECORD} for n in range(2)]
    return items


def shared_record() -> tuple[list[Entry], list[Entry]]:
    """Three items that share one record, and the record."""
    items = [{**item(f"shared-{n}", domain="case"), "scenario": "visit-note"} for n in range(3)]
    note = "## PLAN\nA short shared note."
    return items, [{"id": "visit-note", "setting": "outpatient", "record": note}]


def other_types() -> list[Entry]:
    """Multi-select items, typed-code cases and an audit."""
    several = {**item("several-0", domain="em", topic="visits"), "type": "multi_select"}
    several["options"] = [{"text": f"{word} several", "key": True} for word in OPTIONS[:2]] + [
        {"text": f"{word} several", "rationale": _reason(word), "error": "component_missed"}
        for word in ("charlie", "delta", "echo", "foxtrot")
    ]
    case: Entry = {**item("stay-0", domain="case"), "type": "case_fill_in", "record": "A stay."}
    case["certifications"] = {"ccs": "case"}
    case["blanks"] = [
        {"role": "principal_diagnosis", "answers": ["I10"], "poa": "Y"},
        {"role": "other_diagnosis", "answers": ["E11.9"]},
    ]
    del case["options"]
    audit: Entry = {**item("audit-0", domain="case"), "type": "audit", "record": "A visit."}
    audit["suggestions"] = [
        {"system": "icd10cm", "code": "I10", "verdict": "accept", "rationale": "It stands there."}
    ]
    del audit["options"]
    return [several, case, audit]


def cards_of_every_kind() -> list[Entry]:
    """Eight cards: basic, cloze, typed twice, a pair, a diagram."""
    return [
        card("plain-0", front="Which layer is deepest?", back="The fat.", order=0,
             example="A deep wound.", near_miss="The dermis."),
        card("cloze-0", kind="cloze", front="Cells divide by {{mitosis}}.", back="", order=1),
        card("typed-0", kind="typed", front="Type the code.", answers=["I10"], back="Yes", order=2),
        card("typed-1", kind="typed", front="Type the word.", answers=["appendix"], order=3),
        card("left-0", kind="pair", front="Left of the pair?", siblings="pair-0", order=4),
        card("right-0", kind="pair", front="Right of the pair?", siblings="pair-0", order=5),
        card("drawing-0", kind="diagram", front="+--+\n|??|\n+--+", back="A box.", order=6),
        card("plain-1", front="What comes last?", back="The end.", order=7),
    ]  # fmt: skip


def item(item_id: str, *, domain: str, topic: str = "repair", stem: str = "") -> Entry:
    """One single-choice item whose key is the option ``alpha``."""
    options: list[Entry] = [{"text": f"alpha of {item_id}", "key": True}]
    options += [
        {"text": f"{word} of {item_id}", "rationale": _reason(word), "error": "component_missed"}
        for word in OPTIONS[1:]
    ]
    return {
        "id": item_id,
        "revision": 1,
        "type": "single_choice",
        "certifications": {"cpc": domain},
        "topics": [topic],
        "difficulty": "medium",
        "cognitive": "application",
        "code_year": 2026,
        "stem": stem or f"Question {item_id}: which code does the note support?",
        "options": options,
        "rationale": f"KEYREASON of {item_id}: the note says so in plain words.",
        "authority": ["Test guidelines, section 1"],
    }


def card(card_id: str, *, kind: str = "basic", back: str = "An answer.", **more: Any) -> Entry:
    """One card."""
    return {
        "id": card_id,
        "revision": 1,
        "kind": kind,
        "certifications": ["cpc"],
        "topic": "repair",
        "back": back,
        "authority": ["Test guidelines, section 2"],
        "code_year": 2026,
        **more,
    }


def write_bank(root: Path, name: str, items: Iterable[Entry], scenarios: Iterable[Entry]) -> None:
    """Write a bank file."""
    content = {"scenarios": list(scenarios), "items": list(items)}
    write_yaml(root / "exams" / "bank" / f"{name}.yaml", content)


def write_deck(root: Path, deck_id: str, name: str, cards: Iterable[Entry]) -> None:
    """Write a deck file."""
    head = {"id": deck_id, "name": name, "about": f"About {name}."}
    write_yaml(root / "decks" / f"{deck_id}.yaml", {"deck": head, "cards": list(cards)})


def write_yaml(file: Path, content: Mapping[str, Any]) -> None:
    """Write JSON, which is YAML, so that every character can stand in it as an escape."""
    file.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=1, ensure_ascii=False)
    escaped = re.sub("[\x7f-\x9f\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", text)
    file.write_text(escaped, "utf-8")


def _certification(name: str, title: str, forms: list[Entry]) -> Entry:
    topics = [("repair", "surg", 2), ("visits", "em", 1)]
    return {
        "id": name, "name": title, "body": "Body", "books": "CPT", "fee": "about $1", "fee_usd": 1,
        "pass_rate": 0.5, "pass_rate_note": "weak", "retake": "paid", "renewal": "none",
        "where": "at home", "year_from": "01-15", "forms": forms,
        "topics": [{"id": t, "domain": d, "name": t, "weight": w} for t, d, w in topics],
    }  # fmt: skip


def _form(name: str, items: int, minutes: int, domains: list[Entry]) -> Entry:
    return {
        "id": name, "basis": "test", "items": items, "minutes": minutes,
        "passing": {"rule": "percent", "percent": 70}, "item_types": ["single_choice"],
        "order": "by_section", "open_book": ["icd10cm"], "method": "none", "domains": domains,
    }  # fmt: skip


def _domain(name: str, title: str, count: int) -> Entry:
    return {"id": name, "name": title, "count": count, "confidence": "high"}


def _reason(word: str) -> str:
    return f"Whoever takes {word} overlooks what the note says about the site."
