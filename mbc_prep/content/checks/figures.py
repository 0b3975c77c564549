"""One figure of a bank and the bar it is held to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

ENOUGH = 40
"""From so many observations on a figure is judged; before that it is only shown."""

Verdict = Literal["ok", "miss", "few", "growing"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its bar, as text ready to print, and what it was counted over.

    ``few``: too few to judge. ``growing``: a shortfall that a growing bank may have.
    """

    name: str
    value: str
    bar: str
    counted: int
    verdict: Verdict


def judged(name: str, value: str, bar: str, counted: int, good: bool) -> Figure:
    """Make a figure that fails the check if it misses its bar and enough was counted."""
    verdict: Verdict = "ok" if good else "miss"
    return Figure(name, value, bar, counted, verdict if counted >= ENOUGH else "few")


def still_growing(figure: Figure) -> Figure:
    """Excuse a miss: the bank is not large enough yet to be a bank."""
    return replace(figure, verdict="growing") if figure.verdict == "miss" else figure


def percent(share: float) -> str:
    """Write a share of 1 as a percentage."""
    return f"{100 * share:.0f} %"
