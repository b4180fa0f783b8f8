"""The contract between a rule's statements and its check, over every roster of a tiny problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.rules.base import Rule
from rostering.rules.one_place import OnePlace

MOST_PAIRS = 12
"""2^12 rosters at most for one tiny problem."""


def all_rosters(problem: Problem) -> Iterator[Roster]:
    """Every set of doctor × shift pairs, absurd ones included."""
    pairs = [Pair(doctor.id, shift.id) for doctor in problem.doctors for shift in problem.shifts]
    assert len(pairs) <= MOST_PAIRS, f"{len(pairs)} pairs: too many to enumerate"
    for size in range(len(pairs) + 1):
        for chosen in combinations(pairs, size):
            yield Roster(frozenset(chosen))


def stated(rule: Rule, problem: Problem, roster: Roster) -> Counter[Tier]:
    """What the statements count, by tier."""
    counts: Counter[Tier] = Counter()
    for limit in rule.limits(problem):
        counts[rule.tier if limit.tier is None else limit.tier] += limit.excess(roster.pairs)
    return +counts


def found(rule: Rule, problem: Problem, roster: Roster) -> Counter[Tier]:
    """What the check counts, by tier."""
    counts: Counter[Tier] = Counter()
    for breach in rule.check(problem, roster):
        assert breach.amount > 0
        assert rule.say(problem, breach)
        counts[breach.tier] += breach.amount
    return +counts


def disagreements(rule: Rule, problem: Problem) -> list[str]:
    """Rosters on which statements and check differ: in amount, or for hard tiers in being zero."""
    limits_seen = []
    for roster in all_rosters(problem):
        if rule.single_place and any(OnePlace().check(problem, roster)):
            continue
        one, other = stated(rule, problem, roster), found(rule, problem, roster)
        hard_differs = bool(one[Tier.HARD]) != bool(other[Tier.HARD])
        one.pop(Tier.HARD, None)
        other.pop(Tier.HARD, None)
        if hard_differs or one != other:
            limits_seen.append(f"{sorted(roster.pairs)}: {dict(one)} stated, {dict(other)} found")
    return limits_seen
