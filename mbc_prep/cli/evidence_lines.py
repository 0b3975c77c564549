"""Evidence as JSON, one learner a line: how other programs check the estimate.

Owns that format, as ``exams/README.md`` describes it. Knows nothing of the estimate's insides.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from mbc_prep.errors import MbcError
from mbc_prep.readiness.advice import gains
from mbc_prep.readiness.estimate import estimate
from mbc_prep.readiness.evidence import Answer, CardState, Evidence, Plan, Target

SCALED_DOUBT = 0.02
"""How far off the raw cut of a scaled score may be: it is not published and moves by form."""
_PLANS: Mapping[str, Plan] = {"today": "today", "pause": "pause", "continue": "continue"}


def judge_line(line: str) -> dict[str, Any]:
    """Return the estimate for one line; raises MbcError saying what is wrong with it."""
    try:
        evidence = read_evidence(json.loads(line))
    except json.JSONDecodeError as error:
        raise MbcError(f"This line is not JSON: {error}.") from None
    except KeyError as error:
        raise MbcError(f"The evidence lacks {error}.") from None
    except (TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
        raise MbcError(f"The evidence has a value of the wrong kind: {error}.") from None
    found = estimate(evidence)
    return {
        "p_pass": round(found.p_pass, 6),
        "quantiles": {str(share): round(at, 6) for share, at in found.quantiles.items()},
        "advice": [gain.domain for gain in gains(found.domains, evidence.target.guess)],
        "measured": found.measured,
        "notes": list(found.notes),
    }


def read_evidence(data: Mapping[str, Any]) -> Evidence:
    """Build evidence from a decoded line; raises KeyError, TypeError or ValueError."""
    return Evidence(
        now=_number(data["now"]),
        exam=_number(data.get("exam_date") or data["now"]),
        started=_number(data.get("started") or data["now"]),
        plan=_PLANS[data.get("plan", "today")],
        target=_target(data["blueprint"]),
        answers=tuple(map(_answer, data.get("answers", ()))),
        cards=tuple(map(_card, data.get("cards", ()))),
        decks={str(name): int(count) for name, count in data.get("deck", {}).items()},
    )


def _target(blueprint: Mapping[str, Any]) -> Target:
    weights = {str(name): _number(weight) for name, weight in blueprint["domains"].items()}
    total, scored = sum(weights.values()), int(blueprint["n_items"])
    if scored < 1 or total <= 0 or min(weights.values()) < 0:
        raise ValueError("a blueprint needs items and domains with weights above zero")
    rule = blueprint["pass"]
    scaled = rule["type"] == "scaled"
    cut = _number(rule["value"])
    if scaled:
        # No raw cut is published: the straight line between the ends of the scale stands in.
        low, high = _number(rule["min"]), _number(rule["max"])
        if high <= low:
            raise ValueError("a scale needs a maximum above its minimum")
        cut = (cut - low) / (high - low)
    return Target(
        exam=str(blueprint.get("exam", "")),
        scored=scored,
        weights={name: weight / total for name, weight in weights.items()},
        cut=cut,
        pass_rate=min(0.98, max(0.02, _number(blueprint.get("base_rate", 0.55)))),
        options=int(blueprint.get("options") or 0),
        cut_sd=SCALED_DOUBT if scaled else 0.0,
        minutes=_number(blueprint.get("time_limit_s", 14_400)) / 60,
    )


def _answer(data: Mapping[str, Any]) -> Answer:
    return Answer(
        _number(data["ts"]),
        str(data["qid"]),
        str(data["domain"]),
        _number(data["correct"]),
        bool(data.get("first", 1)),
        data.get("mode") == "mock",
        str(data.get("session", "")),
        _number(data.get("seconds", 0)),
    )


def _card(data: Mapping[str, Any]) -> CardState:
    return CardState(
        str(data["domain"]),
        _number(data["stability"]),
        _number(data["last_review"]),
        int(data["reps"]),
        int(data["lapses"]),
    )


def _number(value: Any) -> float:
    if value is None:
        return 0.0
    number = float(value)
    if not isfinite(number):
        raise ValueError(f"{value} is not a number one can reckon with")
    return number
