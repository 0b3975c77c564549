"""How long one estimate takes: ``python -m tests.benchmarks.readiness.speed``.

20,000 responses and 5,000 cards; the bar is 100 ms of processor time.
"""

from __future__ import annotations

import time
from random import Random
from statistics import median

from mbc_prep.readiness.estimate import estimate
from mbc_prep.readiness.evidence import DAY, Answer, CardState, Evidence, Target

NOW = 1_790_000_000.0
BAR_MS = 100.0


def big_learner(responses: int = 20_000, cards: int = 5_000) -> Evidence:
    """Someone who has answered everything, for a year."""
    rng = Random(1)
    names = [f"d{place}" for place in range(18)]
    return Evidence(
        NOW, NOW + 42 * DAY, NOW - 400 * DAY, "continue",
        Target("cpc", 100, dict.fromkeys(names, 1 / 18), 0.70, 0.55),
        tuple(
            Answer(NOW - DAY * rng.uniform(0, 390), f"q{rng.randrange(12_000)}", rng.choice(names),
                   float(rng.random() < 0.74), True, rng.random() < 0.5, "s", 70.0)
            for _ in range(responses)
        ),
        tuple(
            CardState(rng.choice(names), rng.uniform(1, 90), NOW - DAY * rng.uniform(0, 60), 6, 1)
            for _ in range(cards)
        ),
    )  # fmt: skip


def main() -> None:
    """Measure and print."""
    evidence = big_learner()
    taken = []
    for _ in range(15):
        began = time.process_time()
        estimate(evidence)
        taken.append(1000 * (time.process_time() - began))
    print(f"20,000 responses, 5,000 cards: median {median(taken):.0f} ms, least {min(taken):.0f} ms"
          f" (bar {BAR_MS:.0f} ms)")  # fmt: skip


if __name__ == "__main__":
    main()
