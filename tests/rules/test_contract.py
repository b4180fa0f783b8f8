"""Each rule says the same thing to the solver and to the reader of the roster."""

from __future__ import annotations

import importlib

import pytest

from rostering.problem.limit import Limit, Tier
from rostering.problem.problem import Problem
from rostering.rules import RULES
from rostering.rules.base import Rule
from tests.rules.contract import disagreements

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
