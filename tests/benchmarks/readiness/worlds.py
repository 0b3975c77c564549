"""Simulated learners whose truth is known, in several worlds.

Owns how a learner really is, studies, forgets and answers. Knows nothing of the estimate. In most
worlds ability is a log-odds per domain that closes a share of the gap to its ceiling with each day
of study and slips back on idle days; the world of ``facts`` shares none of that: there a learner
knows or does not know single facts, and an item asks for one to three of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, sqrt
from random import Random

DAY = 86_400.0
NOW = 1_790_000_000.0
AHEAD_DAYS = 42
COUNTS = (30, 150, 300, 600, 1500)
PLANS = ("pause", "today", "continue")
_DIFFICULTY = (-1.5, -0.75, 0.0, 0.75, 1.5)
_DIFFICULTY_SHARE = (0.12, 0.23, 0.30, 0.23, 0.12)

CPC = {f"d{place:02}": weight for place, weight in enumerate(
    (6, 6, 6, 6, 6, 6, 6, 4, 6, 6, 6, 4, 4, 5, 3, 7, 3, 10)
)}  # fmt: skip
CCS = {"know": 41, "doc": 8, "query": 7, "reg": 23, "ip": 6, "op": 6, "ed": 6}


@dataclass(frozen=True, slots=True)
class World:
    """Rules of a world; abilities in log-odds, rates per day.

    ``focus`` drills the weakest domains only; ``jumps`` replaces steady growth by leaps;
    ``bank`` items are drawn again and again in drills, ``remembers`` of them are recalled.
    """

    name: str
    domains: Mapping[str, float] = field(default_factory=lambda: CPC)
    scored: int = 100
    rule: str = "percent"
    cut: float = 0.70
    options: int = 4
    start: float = -0.35
    start_sd: float = 0.60
    domain_sd: float = 0.40
    ceiling: float = 1.6
    rate: float = 0.010
    rate_spread: float = 0.5
    forget: float = 0.006
    wander: float = 0.02
    weeks: tuple[float, float] = (4, 20)
    breaks: float = 0.3
    day_sd: float = 0.15
    difficulty_sd: float = 0.8
    bank: int = 700
    remembers: float = 0.6
    drill_bonus: float = 0.0
    mock_share: float = 0.5
    focus: bool = False
    jumps: bool = False
    facts: bool = False


TUNING = (
    World("plain"),
    World("quick", rate=0.022, start=-0.9, wander=0.03),
    World("leaky", forget=0.014, breaks=0.6, rate=0.014, bank=400),
    World("loose", domain_sd=0.7, start=-0.2, start_sd=0.5, day_sd=0.2),
    World("steady", start=0.0, start_sd=0.7, rate=0.005, forget=0.003, difficulty_sd=1.2),
    World("jumps", jumps=True, rate=0.012, day_sd=0.25, domain_sd=0.5, start=-0.6, breaks=0.5),
    World("short", weeks=(2, 8), start=0.1, rate=0.010),
    World("long", weeks=(10, 40), start=-0.3, rate=0.006, forget=0.004, day_sd=0.1, wander=0.01),
)
REPORTED = (
    World("ccs", domains=CCS, scored=97, rule="scaled", cut=2 / 3, start=0.25, rate=0.012),
    World("focus", focus=True, drill_bonus=0.2, mock_share=0.35, bank=350, remembers=0.4),
    World("facts", facts=True),
    World("veteran", start=0.35, start_sd=0.45, ceiling=1.2, rate=0.007, weeks=(2, 9), bank=1500),
    World("moody", day_sd=0.3, wander=0.04, domain_sd=0.3, start_sd=0.8, rate=0.013, breaks=0.6),
    World("sprint", weeks=(3, 7), start=-0.5, rate=0.026, mock_share=0.2, day_sd=0.2, bank=500),
    World("plateau", weeks=(8, 30), start=0.1, ceiling=0.8, rate=0.015, breaks=0.5, domain_sd=0.5),
)


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner's evidence, and for each plan the true chance of passing and drawn scores.

    ``gain`` is what each domain would really add if its gap closed by a tenth.
    """

    evidence: Mapping[str, object]
    passes: Mapping[str, float]
    scores: Mapping[str, Sequence[float]]
    gain: Mapping[str, float]


class Mind:
    """Abilities by domain that change day by day."""

    def __init__(self, world: World, rng: Random) -> None:
        self.world, self.rng = world, rng
        level = rng.gauss(world.start, world.start_sd)
        self.now = {d: level + rng.gauss(0, world.domain_sd) for d in world.domains}
        self.base = {d: ability - 0.5 for d, ability in self.now.items()}
        self.ceiling = {d: max(world.ceiling + rng.gauss(0, 0.3), a) for d, a in self.now.items()}
        self.rate = world.rate * exp(rng.gauss(0, world.rate_spread))

    def live(self, studies: bool) -> None:
        """Pass one day."""
        world, rng = self.world, self.rng
        common = rng.gauss(0, world.wander)
        leap = world.jumps and rng.random() < 0.04
        for domain, ability in self.now.items():
            if studies and world.jumps:
                change = self.rate * 25 * (self.ceiling[domain] - ability) * leap
            elif studies:
                change = self.rate * (self.ceiling[domain] - ability)
            else:
                change = -world.forget * (ability - self.base[domain])
            self.now[domain] = ability + change + common

    def knows(self, domain: str, item: int, shift: float) -> float:
        """Chance of knowing the answer to an item of the bank; its difficulty is its own."""
        difficulty = Random(f"{domain}{item}").gauss(0, self.world.difficulty_sd)
        return _logistic(self.now[domain] + shift - difficulty)

    def share(self, domain: str, shift: float) -> float:
        """Share of new items of a domain that is known."""
        sd, ability = self.world.difficulty_sd, self.now[domain] + shift
        return sum(
            share * _logistic(ability - sd * step)
            for step, share in zip(_DIFFICULTY, _DIFFICULTY_SHARE, strict=True)
        )

    def copy(self) -> Mind:
        """Another mind in the same state."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.now = dict(self.now)
        return twin


class FactMind(Mind):
    """Single facts, each known until it is forgotten; study meets some of them each day."""

    def __init__(self, world: World, rng: Random) -> None:
        super().__init__(world, rng)
        size = {d: 10 + 3 * int(weight) for d, weight in world.domains.items()}
        talent = rng.gauss(0.55, 0.13)
        self.strength = {
            d: [rng.expovariate(1 / 60) if rng.random() < talent + rng.gauss(0, 0.08) else 0.0
                for _ in range(count)]
            for d, count in size.items()
        }  # fmt: skip
        self.held = {d: [s > 0 for s in strengths] for d, strengths in self.strength.items()}
        self.pace = max(3, int(rng.gauss(13, 6)))

    def live(self, studies: bool) -> None:
        """Forget a little; on a study day meet some facts of two domains."""
        rng = self.rng
        for domain, held in self.held.items():
            strength = self.strength[domain]
            for place, known in enumerate(held):
                if known and rng.random() < 1 / (3 + 4 * strength[place]):
                    held[place] = False
        if not studies:
            return
        for domain in rng.sample(sorted(self.held), 2):
            held, strength = self.held[domain], self.strength[domain]
            for place in rng.sample(range(len(held)), min(self.pace, len(held))):
                strength[place] = min(200.0, strength[place] * 1.6 + 6.0)
                held[place] = True

    def knows(self, domain: str, item: int, shift: float) -> float:
        """All facts the item asks for are known, or not."""
        draw = Random(f"{domain}{item}")
        facts = draw.sample(range(len(self.held[domain])), draw.choice((1, 1, 1, 2)))
        known = all(self.held[domain][fact] for fact in facts)
        return min(0.97, max(0.03, (0.97 if known else 0.1) + shift / 4))

    def share(self, domain: str, shift: float) -> float:
        """Share of items whose facts are all known."""
        held = self.held[domain]
        known = sum(held) / len(held)
        right = 0.75 * known + 0.25 * known * known
        return min(0.97, max(0.03, 0.97 * right + 0.1 * (1 - right) + shift / 4))

    def copy(self) -> FactMind:
        """Another mind in the same state."""
        twin = super().copy()
        assert isinstance(twin, FactMind)
        twin.held = {d: list(held) for d, held in self.held.items()}
        twin.strength = {d: list(strength) for d, strength in self.strength.items()}
        return twin


def make_learner(world: World, answers: int, rng: Random, pass_rate: float = 0.5) -> Learner:
    """Let a learner live from the first day of study until now, and on under each plan."""
    mind: Mind = FactMind(world, rng) if world.facts else Mind(world, rng)
    days = int(7 * rng.uniform(*world.weeks))
    studies = _study_days(world, days, rng)
    sessions = _sessions(world, answers, studies, rng)
    log: list[dict[str, object]] = []
    met: set[str] = set()
    for day in range(days):
        mind.live(studies[day])
        good = rng.gauss(0, world.day_sd)
        for number, (kind, size) in enumerate(sessions.get(day, ())):
            start = NOW - (days - day) * DAY + 3_600.0 * (number + 1)
            log += _sit(mind, kind, size, start, good, met)
    futures = {plan: _future(mind, plan, rng) for plan in PLANS}
    evidence = {
        "now": NOW, "exam_date": NOW + AHEAD_DAYS * DAY, "started": NOW - days * DAY,
        "plan": "today",
        "blueprint": blueprint(world, pass_rate), "answers": log,
        "cards": _cards(mind, days, rng), "deck": dict.fromkeys(world.domains, 12),
    }  # fmt: skip
    return Learner(
        evidence,
        {plan: true_pass(future) for plan, future in futures.items()},
        {plan: [_form(future, rng) for _ in range(20)] for plan, future in futures.items()},
        {d: weight * (1 - _right(mind, d, 0.0)) for d, weight in world.domains.items()},
    )


def blueprint(world: World, pass_rate: float) -> dict[str, object]:
    """The exam as the evidence describes it."""
    rule: dict[str, object] = {"type": "percent", "value": world.cut}
    if world.rule == "scaled":
        rule = {"type": "scaled", "value": 300, "min": 100, "max": 400}
    total = sum(world.domains.values())
    return {
        "exam": world.name, "n_items": world.scored, "time_limit_s": 14_400,
        "options": world.options, "pass": rule, "base_rate": pass_rate,
        "domains": {d: weight / total for d, weight in world.domains.items()},
    }  # fmt: skip


def true_pass(mind: Mind) -> float:
    """Chance of passing for a learner whose mind is known: only day and form are chance."""
    from tests.benchmarks.readiness.figures import normal

    needed = -int(-(mind.world.cut * mind.world.scored - 1e-9) // 1) - 0.5
    chance = total = 0.0
    for step in range(-6, 7):
        share = exp(-0.5 * (step / 2) ** 2)
        mean, variance = _moments(mind, mind.world.day_sd * step / 2)
        chance += share * (1 - normal((needed - mean) / sqrt(variance)))
        total += share
    return chance / total


def _moments(mind: Mind, shift: float) -> tuple[float, float]:
    """Mean and variance of the points on a form."""
    mean = variance = 0.0
    total = sum(mind.world.domains.values())
    for domain, weight in mind.world.domains.items():
        count, right = mind.world.scored * weight / total, _right(mind, domain, shift)
        mean += count * right
        variance += count * right * (1 - right)
    return mean, variance


def _form(mind: Mind, rng: Random) -> float:
    mean, variance = _moments(mind, rng.gauss(0, mind.world.day_sd))
    return round(rng.gauss(mean, sqrt(variance))) / mind.world.scored


def _right(mind: Mind, domain: str, shift: float) -> float:
    guess = 1 / mind.world.options
    return guess + (1 - guess) * mind.share(domain, shift)


def _study_days(world: World, days: int, rng: Random) -> list[bool]:
    """Five days of seven, with a long break now and then."""
    studies = [rng.random() < 0.75 for _ in range(days)]
    if rng.random() < world.breaks and days > 40:
        begin, length = rng.randrange(10, days - 12), rng.randrange(14, 35)
        studies[begin : begin + length] = [False] * len(studies[begin : begin + length])
    return studies


def _sessions(
    world: World, answers: int, studies: Sequence[bool], rng: Random
) -> dict[int, list[tuple[str, int]]]:
    """Spread mocks and drills of a given number of answers over the days of study."""
    possible = [day for day, studied in enumerate(studies) if studied] or [len(studies) - 1]
    found: dict[int, list[tuple[str, int]]] = {}
    left = answers
    while left > 0:
        mock = rng.random() < world.mock_share / 3 and left >= 50
        size = min(left, rng.choice((50, 100, 150)) if mock else rng.choice((10, 15, 20, 25)))
        found.setdefault(rng.choice(possible), []).append(("mock" if mock else "drill", size))
        left -= size
    return found


def _sit(
    mind: Mind, kind: str, size: int, start: float, good: float, met: set[str]
) -> list[dict[str, object]]:
    """Answer a mock by blueprint or a drill of two domains."""
    world, rng = mind.world, mind.rng
    names, weights = list(world.domains), list(world.domains.values())
    if kind == "drill":
        if world.focus:
            names = sorted(names, key=lambda d: mind.share(d, 0.0))[:6]
        names = rng.sample(names, 2)
        weights = [1.0, 1.0]
    lines: list[dict[str, object]] = []
    for place in range(size):
        domain = rng.choices(names, weights)[0]
        item = rng.randrange(max(3, world.bank // len(world.domains)))
        name = f"{domain}-{item}"
        shift = good + (world.drill_bonus if kind == "drill" else 0.0)
        known = mind.knows(domain, item, shift)
        first = name not in met
        right = rng.random() < known or rng.random() < 1 / world.options
        right = right or (not first and rng.random() < world.remembers)
        met.add(name)
        lines.append({
            "ts": start + 70.0 * place, "qid": name, "domain": domain, "correct": int(right),
            "first": int(first), "seconds": 70.0, "mode": kind, "session": f"{kind}-{start:.0f}",
        })  # fmt: skip
    return lines


def _future(mind: Mind, plan: str, rng: Random) -> Mind:
    future = mind.copy()
    if plan != "today":
        for _ in range(AHEAD_DAYS):
            future.live(plan == "continue" and rng.random() < 0.75)
    return future


def _cards(mind: Mind, days: int, rng: Random) -> list[dict[str, object]]:
    """A deck of which a part is studied; strong domains lapse less."""
    cards: list[dict[str, object]] = []
    for domain in mind.world.domains:
        share = mind.share(domain, 0.0)
        for _ in range(rng.randrange(2, 13)):
            reps = rng.randrange(1, 9)
            lapses = sum(rng.random() > 0.6 + 0.4 * share for _ in range(reps))
            cards.append({
                "domain": domain, "stability": exp(rng.gauss(1.5 + share + 0.1 * reps, 0.6)),
                "difficulty": 5.0, "last_review": NOW - DAY * rng.uniform(0, min(days, 15)),
                "reps": reps, "lapses": lapses, "first_rating": 3 if rng.random() < share else 1,
            })  # fmt: skip
    return cards


def _logistic(value: float) -> float:
    return 1 / (1 + exp(-value))
