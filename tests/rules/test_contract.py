"""Each rule says the same thing to the solver and to the reader of the roster."""

from __future__ import annotations

import importlib
from collections import defaultdict

import pytest

from rostering.domain.roster import Pair
from rostering.problem.bounds import open_to
from rostering.problem.limit import Limit, Tier
from rostering.problem.problem import Problem
from rostering.problem.shares import eligible_by_shift
from rostering.rules import RULES
from rostering.rules.base import Rule
from tests.rules.contract import all_rosters, disagreements

CASES: list[tuple[Rule, Problem]] = [
    case
    for rule in RULES
    for case in importlib.import_module(f"tests.rules.test_{rule.example().kind}").CONTRACT
]


@pytest.mark.parametrize(("rule", "problem"), CASES, ids=lambda value: getattr(value, "kind", ""))
def test_statements_and_check_agree_on_every_roster(rule: Rule, problem: Problem) -> None:
    """The excess of the statements is the amount of the breaches, roster by roster."""
    assert disagreements(rule, problem) == []


@pytest.mark.parametrize(("rule", "problem"), CASES, ids=lambda value: getattr(value, "kind", ""))
def test_no_statement_is_made_that_cannot_be_broken(rule: Rule, problem: Problem) -> None:
    """The terms of each limit can add up to more than its maximum, or to less than its minimum."""
    for limit in rule.limits(problem):
        if isinstance(limit, Limit):
            signs = limit.coefficients or (1,) * len(limit.terms)
            least, most = sum(min(0, sign) for sign in signs), sum(max(0, sign) for sign in signs)
            under = limit.low is not None and least < limit.low
            assert under or (limit.high is not None and most > limit.high), limit


@pytest.mark.parametrize(("rule", "problem"), CASES, ids=lambda value: getattr(value, "kind", ""))
def test_what_demands_nothing_is_kept_by_any_part_of_a_roster_that_keeps_it(
    rule: Rule, problem: Problem
) -> None:
    """A rule said to demand nothing has no hard statement with a minimum or a negative weight."""
    if rule.demands:
        return
    for statement in rule.limits(problem):
        hard = (rule.tier if statement.tier is None else statement.tier) is Tier.HARD
        if hard and isinstance(statement, Limit):
            assert statement.low is None
            assert min(statement.coefficients or (1,)) > 0


@pytest.mark.parametrize(("rule", "problem"), CASES, ids=lambda value: getattr(value, "kind", ""))
def test_corridors_are_the_fewest_and_the_most_that_the_rule_lets_each_doctor_hold(
    rule: Rule, problem: Problem
) -> None:
    """Over every roster of open duties that keeps the rule: the least and the largest count are those said."""
    mine = open_to(problem, eligible_by_shift(problem))
    counted = {
        doctor: tuple(shift for shift in mine.get(doctor.id, ()) if rule.counts(shift))
        for doctor in problem.doctors
        if rule.governs(doctor)
    }
    said = {doctor.id: (low, high) for doctor, low, high in rule.corridors(problem, counted)}
    if not said:
        return
    open_pairs = {Pair(who.id, shift.id) for who, shifts in counted.items() for shift in shifts}
    counts: defaultdict[str, set[int]] = defaultdict(set)
    for roster in all_rosters(problem):
        if roster.pairs <= open_pairs and not any(rule.check(problem, roster)):
            for who in said:
                counts[who].add(len(roster.by_doctor.get(who, ())))
    for who, (low, high) in said.items():
        if counts[who]:
            assert (min(counts[who]), max(counts[who])) == (low, high)
