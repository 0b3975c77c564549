"""Sums of a study day and deck: what one review adds to them.

Owns the meaning of the columns of ``day_total``. ``introduced`` counts cards rated for the first
time; ``tested`` the scheduled reviews of cards that were in review before the rating, ``recalled``
those of them rated above Again: recalled / tested is true retention. Pure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mbc_prep.study.memory import Memory, Review

ALL_DECKS = ""
"""The ``deck`` of a day's total over all decks, kept beside the others: a year of days is then 365
rows to read however many decks there are."""

SUMS = (
    "reviews", "took_ms", "again", "hard", "good", "easy", "introduced", "tested", "recalled",
)  # fmt: skip
"""The columns that add up, in table order."""


def took_ms(review: Review) -> int:
    """Thinking time of a review in whole milliseconds."""
    return round(review.seconds * 1000)


def sums_of(review: Review, before: Memory | None) -> dict[str, int]:
    """What a review adds, given the card's memory before it."""
    from mbc_prep.study.memory import Phase, Rating

    tested = review.scheduled and before is not None and before.phase is Phase.REVIEW
    return {
        "reviews": 1,
        "took_ms": took_ms(review),
        "again": int(review.rating is Rating.AGAIN),
        "hard": int(review.rating is Rating.HARD),
        "good": int(review.rating is Rating.GOOD),
        "easy": int(review.rating is Rating.EASY),
        "introduced": int(review.scheduled and before is None),
        "tested": int(tested),
        "recalled": int(tested and review.rating is not Rating.AGAIN),
    }
