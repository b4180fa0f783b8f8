"""What a rule costs: the proved optimum with it and without it, side by side.

The *price* of a rule is the best cost with it less the best cost without it (soft rules, fairness and wishes, in
points, carences first). For a soft rule the best cost with it holds its own penalties, so the price lies between 0
and what the rule would cost on the best roster made without it; `own` tells how much of it goes to the rule itself in
the roster at hand, `others` what all other rules pay more there than they would without it.

Both rosters serve both sides: each proof and each roster that holds for the other side narrows the interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rostering.explain.measure import Measure, Search, measure, wishes
from rostering.explain.proved import Interval, Proved, minus
from rostering.explain.rule_names import names_apart
from rostering.instance import ESSENTIAL_RULES
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.effect import PAID, paid
from rostering.rules import AnyRule
from rostering.solve.statements import state

ESSENTIAL = frozenset(rule.kind for rule in ESSENTIAL_RULES)
"""Rules that no territory can do without."""


@dataclass(frozen=True)
class RulePrice:
    """The price of one stated rule; `without` None when it was not solved: no roster in time, or `idle`.

    `carences`: doctors missing more because of it. `cost`: points more; None when carences are not proved, so that
    costs cannot be compared. `idle`: the rule has nothing to say in this territory, or only breaks ties (comfort).
    """

    rule: AnyRule
    name: str
    without: Measure | None = None
    carences: Interval | None = None
    cost: Interval | None = None
    own: int = 0
    others: Interval | None = None
    idle: bool = False


def droppable(rules: Sequence[AnyRule]) -> list[AnyRule]:
    """The stated rules that a territory could do without, in their order."""
    return [rule for rule in rules if rule.kind not in ESSENTIAL]


def prices(
    base: Measure, asked: Sequence[AnyRule], search: Search
) -> tuple[Measure, tuple[RulePrice, ...]]:
    """The price of each rule asked, in order, and `base` (the territory under all its rules) as the others better it."""
    names = {id(rule): name for rule, name in names_apart(base.problem, base.rules)}
    narrowed, _ = state(base.problem, base.rules)
    solved = []
    for rule in asked:
        if search.stop.asked:
            break
        idle = RulePrice(rule, names[id(rule)], None, Interval(0, 0), Interval(0, 0), idle=True)
        solved.append(
            idle if _is_idle(narrowed, rule) else _unpriced(base, rule, idle.name, search)
        )
    for one in solved:
        base = lent(base, one.without, base.rules) if one.without else base
    return base, tuple(price(base, one) for one in solved)


def _is_idle(narrowed: Problem, rule: AnyRule) -> bool:
    return rule.comfort or next(iter(rule.statements(narrowed)), None) is None


def _unpriced(base: Measure, rule: AnyRule, name: str, search: Search) -> RulePrice:
    """The territory solved without the rule."""
    others = tuple(one for one in base.rules if one is not rule)
    found = measure(base.problem, others, search.named(f"sans {name}"), base.rules)
    return RulePrice(rule, name, found if isinstance(found, Measure) else None)


def lent(one: Measure, other: Measure, judges: Sequence[AnyRule]) -> Measure:
    """The first with the other's roster when that one is lawful there and better, and with its bound when that holds.

    The bound of fewer rules holds under more; a roster of either may do for both.
    """
    if one.cost.is_closed:
        return one
    fewer_rules = {id(rule) for rule in other.rules} <= {id(rule) for rule in one.rules}
    if fewer_rules and one.weighted.value <= other.weighted.value:
        bound = min(one.cost.value, max(one.cost.bound, other.cost.bound))
        one = replace(one, cost=Proved(one.cost.value, bound))
    report = audit(one.problem, one.rules, other.roster)
    same = report.tiers.get(Tier.CARENCE, 0) == one.weighted.value
    if report.hard_breaches or not same or paid(report) >= one.cost.value:
        return one
    return replace(
        one,
        roster=other.roster,
        report=report,
        carences=Proved(report.missing, min(report.missing, one.carences.bound)),
        cost=Proved(paid(report), min(paid(report), one.cost.bound)),
        wishes=tuple(wishes(one.problem, judges, other.roster)),
    )


def price(base: Measure, found: RulePrice) -> RulePrice:
    """The price from the two solves; unchanged when there is none to compare."""
    if found.without is None:
        return found
    without = lent(found.without, base, base.rules)
    comparable = base.weighted.is_closed and without.weighted.is_closed
    same = comparable and base.weighted.value == without.weighted.value
    cost = minus(base.cost, without.cost) if comparable else None
    own = own_cost(base, found.rule)
    rest = base.cost.value - own
    return replace(
        found,
        without=without,
        carences=Interval(0, 0) if same else minus(base.carences, without.carences),
        cost=Interval(max(0, cost.low), cost.high) if cost and same else cost,
        own=own,
        others=minus(Proved(rest, rest), without.cost) if same else None,
    )


def own_cost(base: Measure, rule: AnyRule) -> int:
    """What the rule itself costs in the roster at hand, in points."""
    found = rule.breaches(base.problem, base.roster)
    return sum(breach.price for breach in found if breach.tier in PAID)
