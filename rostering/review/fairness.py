"""How evenly a roster is shared: the ideal apportionment beside the reached one, and indicators shown, never optimised.

Nobody holds 2.6 duties: a share of 2.6 ends at 2 or 3, and 0.4 off is no injustice. The *ideal* gives each category's duties
in whole numbers by largest remainders, as if nobody were ever away and no rule held; of equal remainders none comes first,
so both numbers are said. Squares around shares have no smaller sum than there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rostering.problem.problem import Problem
from rostering.review.report import Balance

DUTY = 100
WORST = 5


@dataclass(frozen=True)
class Ideal:
    """The whole number of duties that a doctor would hold: `low`, or `high` for some of those with equal remainders."""

    doctor: str
    category: str
    low: int
    high: int


@dataclass(frozen=True)
class Spread:
    """Indicators of one distribution of loads against shares, in duties; `category` "" for all together.

    `gini` (0: all alike) and `jain` (1: all alike) speak of load ÷ share, `widest` is the range of deviations, from the one
    furthest under to the one furthest over, `worst` the largest deviation either way.
    """

    category: str
    gini: float
    jain: float
    widest: float
    worst: float


@dataclass(frozen=True)
class Evenness:
    """The indicators of a roster, and those of the ideal apportionment, category by category, then all together."""

    reached: tuple[Spread, ...]
    ideal: tuple[Spread, ...]


def counted_categories(problem: Problem) -> tuple[str, ...]:
    """The categories that fairness counts in duties: comfort, units and weight 0 left out."""
    return tuple(
        category.id
        for category in problem.facts.categories
        if category.measure == "number" and category.weight and not category.comfort
    )


def ideal(problem: Problem) -> Mapping[tuple[str, str], Ideal]:
    """Each doctor's whole number of duties in each counted category, by largest remainders of the shares."""
    found: dict[tuple[str, str], Ideal] = {}
    for category in counted_categories(problem):
        targets = {
            share.doctor: share.target
            for share in problem.shares.values()
            if share.category == category
        }
        for doctor, (low, high) in _apportioned(targets).items():
            found[doctor, category] = Ideal(doctor, category, low, high)
    return found


def _apportioned(targets: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The floor of each, then one more in order of remainder while there is any; a cut among equals leaves both open."""
    whole = {doctor: target // DUTY for doctor, target in targets.items()}
    left = (sum(targets.values()) + DUTY // 2) // DUTY - sum(whole.values())
    ordered = sorted(targets, key=lambda doctor: -(targets[doctor] % DUTY))
    found: dict[str, tuple[int, int]] = {}
    for _, group in groupby(ordered, key=lambda doctor: targets[doctor] % DUTY):
        equals = list(group)
        more = (1, 1) if len(equals) <= left else (0, 1) if left > 0 else (0, 0)
        left -= min(len(equals), max(left, 0))
        for doctor in equals:
            found[doctor] = whole[doctor] + more[0], whole[doctor] + more[1]
    return {doctor: found[doctor] for doctor in targets}


def evenness(problem: Problem, balances: Sequence[Balance]) -> Evenness:
    """The indicators of those loads, and of the ideal ones."""
    mine = [one for one in balances if one.category in counted_categories(problem)]
    wished = ideal(problem)
    best = list(_as_loads(problem, wished))
    return Evenness(tuple(_spreads(problem, mine)), tuple(_spreads(problem, best)))


def _as_loads(problem: Problem, wished: Mapping[tuple[str, str], Ideal]) -> Iterator[Balance]:
    """The ideal as balances; where both numbers are open, the larger shares first have the larger one."""
    for category in counted_categories(problem):
        mine = [one for key, one in wished.items() if key[1] == category]
        shares = {one.doctor: problem.shares[one.doctor, category].target for one in mine}
        left = (sum(shares.values()) + DUTY // 2) // DUTY - sum(one.low for one in mine)
        for one in sorted(mine, key=lambda one: (-shares[one.doctor], one.doctor)):
            more = min(one.high - one.low, max(left, 0))
            left -= more
            share = problem.shares[one.doctor, category]
            yield Balance(
                one.doctor, category, share.target / DUTY, one.low + more, share.carried / DUTY
            )


def _spreads(problem: Problem, balances: Sequence[Balance]) -> Iterator[Spread]:
    for category in counted_categories(problem):
        mine = [(one.load, one.share) for one in balances if one.category == category]
        if mine:
            yield _spread(category, mine)
    totals: dict[str, tuple[float, float]] = {}
    for one in balances:
        load, share = totals.get(one.doctor, (0.0, 0.0))
        totals[one.doctor] = load + one.load, share + one.share
    if totals:
        yield _spread("", list(totals.values()))


def _spread(category: str, loads: Sequence[tuple[float, float]]) -> Spread:
    ratios = [load / share for load, share in loads if share > 0]
    off = [load - share for load, share in loads]
    return Spread(
        category=category,
        gini=round(gini(ratios), 4),
        jain=round(jain(ratios), 4),
        widest=round(max(off) - min(off), 2),
        worst=round(max(map(abs, off)), 2),
    )


def gini(values: Sequence[float]) -> float:
    """Half the mean difference between two, over the mean; 0 when all are alike or nothing is."""
    total = sum(values)
    if not total:
        return 0.0
    ranked = enumerate(sorted(values), start=1)
    return sum((2 * rank - len(values) - 1) * one for rank, one in ranked) / (len(values) * total)


def jain(values: Sequence[float]) -> float:
    """(Σ x)² ÷ (n Σ x²): 1 when all are alike, 1/n when one has everything."""
    squares = sum(one * one for one in values)
    return sum(values) ** 2 / (len(values) * squares) if squares else 1.0


def furthest(problem: Problem, balances: Sequence[Balance], most: int = WORST) -> list[Balance]:
    """The balances furthest from their share, worst first; of equals, by doctor and category."""
    mine = [one for one in balances if one.category in counted_categories(problem)]
    mine.sort(key=lambda one: (-abs(round(one.deviation, 2)), one.doctor, one.category))
    return mine[:most]
