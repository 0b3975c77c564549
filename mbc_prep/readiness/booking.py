"""Book or wait: the arithmetic, shown, and one sentence that is advice and no guarantee.

Owns what a failed attempt and a week of waiting cost beside each other. Money is in US dollars.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WEEKS = (0, 2, 4, 8)
WEEK_WORTH = 100.0
"""What a week without the certificate is taken to cost; the learner may set another figure."""
RETAKE_WEEKS = 4.0
"""Weeks until a second attempt: booking, and the wait that some bodies ask for."""
ALIKE = 50.0
"""Choices whose costs differ by less are alike; then the better chance decides."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Sitting the exam in ``weeks`` weeks: chance of passing, and what that costs on average."""

    weeks: int
    p_pass: float
    cost: float


@dataclass(frozen=True, slots=True)
class Booking:
    """All choices, the best of them and a sentence."""

    fee: float
    week_worth: float
    choices: tuple[Choice, ...]
    best: Choice
    sentence: str


def book_or_wait(
    chances: Mapping[int, float], fee: float, week_worth: float = WEEK_WORTH, *, measured: bool
) -> Booking:
    """Weigh the choices; ``chances`` holds the chance of passing by weeks from now.

    Cost of a choice = fee + waiting + chance of failing · (second fee + weeks until a retake). A
    second attempt is taken to succeed: what matters is the comparison, which more attempts would
    move in the same direction.
    """
    again = fee + RETAKE_WEEKS * week_worth
    choices = tuple(
        Choice(weeks, chance, fee + weeks * week_worth + (1.0 - chance) * again)
        for weeks, chance in sorted(chances.items())
    )
    least = min(choice.cost for choice in choices)
    best = [choice for choice in choices if choice.cost < least + ALIKE][-1]
    return Booking(fee, week_worth, choices, best, _sentence(choices, best, measured))


def _sentence(choices: tuple[Choice, ...], best: Choice, measured: bool) -> str:
    if not measured:
        return "Nothing is measured yet: sit a mock before you decide on a date."
    now = choices[0]
    if best is now:
        return (
            f"A date soon looks right: about {tens(now.p_pass)} to pass as things stand, and "
            "waiting would cost more than it is likely to win."
        )
    return (
        f"Waiting about {best.weeks} weeks looks better, if you go on studying: about "
        f"{tens(best.p_pass)} to pass then, {tens(now.p_pass)} today."
    )


def tens(chance: float) -> str:
    """A chance in words that do not pretend to precision: "7 in 10", "more than 9 in 10"."""
    if chance > 0.95:
        return "more than 9 in 10"
    if chance < 0.05:
        return "less than 1 in 10"
    return f"{min(9, max(1, round(10 * chance)))} in 10"
