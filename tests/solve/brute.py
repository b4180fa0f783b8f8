"""The best of all rosters of a tiny problem, found with the rules' checks and no solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product
from typing import NamedTuple

from rostering.domain.roster import Pair, Roster
from rostering.expand import expand
from rostering.instance import Instance
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.rules import AnyRule
from rostering.rules.absence import Absence
from rostering.rules.eligibility import Eligibility

MOST = 20_000
"""Rosters that one enumeration may hold."""


class Case(NamedTuple):
    """A tiny problem and its rules."""

    name: str
    problem: Problem
    rules: tuple[AnyRule, ...]

    @classmethod
    def of(cls, instance: Instance) -> Case:
        """An instance, expanded."""
        return cls(instance.id, expand(instance), instance.rules)


Value = tuple[int, int]
"""(carences, soft rules + fairness + wishes)."""


def rosters(problem: Problem) -> Iterator[Roster]:
    """Every roster that passes no maximum of staffing, holds no absent and no ineligible doctor."""
    options = []
    for shift in problem.shifts:
        open_pairs = [
            pair
            for doctor in problem.doctors
            if _is_open(problem, pair := Pair(doctor.id, shift.id))
        ]
        sizes = range(min(shift.staffing.most, len(open_pairs)) + 1)
        options.append([some for size in sizes for some in combinations(open_pairs, size)])
    count = 1
    for some in options:
        count *= len(some)
    assert count <= MOST, f"{count} rosters: too many to enumerate"
    for choice in product(*options):
        yield Roster(frozenset(chain.from_iterable(choice)))


def _is_open(problem: Problem, pair: Pair) -> bool:
    alone = Roster(frozenset([pair]))
    return not any(breach for rule in (Eligibility(), Absence()) for breach in rule.check(problem, alone))  # fmt: skip


def tiers(problem: Problem, rules: Sequence[AnyRule], roster: Roster) -> Counter[Tier]:
    """What the checks count by tier, stopping at the first hard breach."""
    costs: Counter[Tier] = Counter()
    for rule in sorted(rules, key=lambda rule: rule.tier):
        for breach in rule.check(problem, roster):
            if breach.tier is Tier.HARD:
                return Counter({Tier.HARD: 1})
            costs[breach.tier] += breach.price
    return costs


def every(case: Case) -> Iterator[tuple[Roster, Counter[Tier]]]:
    """All rosters without a hard breach, with what they cost by tier."""
    for roster in rosters(case.problem):
        costs = tiers(case.problem, case.rules, roster)
        if not costs[Tier.HARD]:
            yield roster, costs


def blended(costs: Counter[Tier]) -> Value:
    """Carences first, then soft rules, fairness and wishes weighed together."""
    return costs[Tier.CARENCE], costs[Tier.SOFT] + costs[Tier.FAIRNESS] + costs[Tier.WISHES]


def staged(costs: Counter[Tier]) -> tuple[int, ...]:
    """Each tier on its own, in order."""
    return tuple(costs[t] for t in (Tier.CARENCE, Tier.SOFT, Tier.FAIRNESS, Tier.WISHES))


def audited(case: Case, roster: Roster) -> Counter[Tier]:
    """What the audit counts of a roster, by tier."""
    return Counter(audit(case.problem, case.rules, roster).tiers)
