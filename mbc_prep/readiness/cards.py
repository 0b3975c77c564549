"""What flashcards say about the exam: weak evidence, beside answers.

Owns two readings of card memories. How much of what is recalled today will be forgotten by the
exam says how fast *this* learner fades in a pause; which domains' cards lapse more often says a
little about which domains are weak. Recall follows the FSRS-6 forgetting curve,
R = (1 + f · t / S)^-d with R = 0.9 at t = S (Ye, Su & Cao 2022; d is parameter 20 of the defaults).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import log

from mbc_prep.readiness.evidence import DAY, CardState

_DECAY = 0.1542
_FACTOR = 0.9 ** (-1.0 / _DECAY) - 1.0
_USUAL_LOSS = 0.04
"""Mean recall that usual cards (stability 20 days) lose in a week of a pause, taken over six."""
_MANY_CARDS = 50.0
_HINT = 0.5
"""Log-odds of lapses are worth half as much of ability."""
_HINT_SD = 0.5
_MANY_REPS = 50.0


def recall(card: CardState, at: float) -> float:
    """Chance of recalling a card at a moment."""
    days = max(0.0, (at - card.last_review) / DAY)
    return float((1.0 + _FACTOR * days / card.stability) ** -_DECAY)


def fading_factor(cards: Iterable[CardState], now: float, exam: float) -> float:
    """How fast the learner fades beside the usual, from 0.6 to 1.6; 1 without cards."""
    losses = [recall(card, now) - recall(card, exam) for card in cards]
    weeks = (exam - now) / (7.0 * DAY)
    if not losses or weeks <= 0.0:
        return 1.0
    beside = sum(losses) / len(losses) / (_USUAL_LOSS * weeks)
    trust = len(losses) / (len(losses) + _MANY_CARDS)
    return 1.0 + trust * (min(1.6, max(0.6, beside)) - 1.0)


def domain_hints(
    cards: Iterable[CardState], domains: Iterable[str]
) -> Mapping[str, tuple[float, float]]:
    """Ability of a domain beside the others as its lapses tell: log-odds, and their precision."""
    reps: dict[str, int] = {}
    lapses: dict[str, int] = {}
    for card in cards:
        reps[card.domain] = reps.get(card.domain, 0) + max(0, card.reps)
        lapses[card.domain] = lapses.get(card.domain, 0) + max(0, card.lapses)
    known = [domain for domain in domains if reps.get(domain)]
    usual = sum(lapses[domain] for domain in known) + 1.0
    overall = usual / (sum(reps[domain] for domain in known) + 5.0)
    hints = {}
    for domain in known:
        share = (lapses[domain] + 10.0 * overall) / (reps[domain] + 10.0)
        share = min(0.95, max(0.02, share))
        trust = reps[domain] / (reps[domain] + _MANY_REPS)
        beside = log((1.0 - share) / share) - log((1.0 - overall) / overall)
        hints[domain] = (_HINT * beside, trust / _HINT_SD**2)
    return hints
