"""The rules' statements with their tier and price, and which pairs they leave open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from rostering.domain.roster import Pair
from rostering.problem.limit import Limit, Statement, Tier
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.base import Rule


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement of a rule: hard (price 0), or paid in `tier` at `price` a unit of excess."""

    rule: Rule
    statement: Statement
    tier: Tier
    price: int

    @property
    def is_hard(self) -> bool:
        """May it never be broken?"""
        return self.tier is Tier.HARD


def state(problem: Problem, rules: Sequence[AnyRule]) -> tuple[Problem, list[Stated]]:
    """The problem without the pairs that a hard single fact forbids, and every other statement over it.

    Rules that screen (eligibility, absence) are read first, each over what the earlier ones left, so
    that no other statement speaks of an impossible pair.
    """
    for rule in rules:
        if rule.screens:
            problem = rule.screened(problem)
    late: set[Pair] = set()
    stated: list[Stated] = []
    for rule in rules:
        if rule.screens:
            continue
        for statement in rule.statements(problem):
            if forbids(rule, statement):
                late.update(statement.pairs())
            else:
                stated.append(priced(rule, statement))
    return (problem.without(late) if late else problem), stated


def forbids(rule: Rule, statement: Statement) -> bool:
    """True of a hard « none of these pairs »."""
    return (
        isinstance(statement, Limit)
        and statement.high == 0
        and statement.coefficients is None
        and (rule.tier if statement.tier is None else statement.tier) is Tier.HARD
    )


def priced(rule: Rule, statement: Statement) -> Stated:
    """The statement at the rule's tier and price, or at its own."""
    if statement.tier is None:
        return Stated(rule, statement, rule.tier, rule.price * statement.weight)
    return Stated(rule, statement, statement.tier, statement.weight)


def hardened(stated: Sequence[Stated], filled: Collection[str]) -> list[Stated]:
    """The hard statements, and the minima of those duties made hard."""
    hard = [entry for entry in stated if entry.is_hard]
    for entry in stated:
        limit = entry.statement
        if entry.tier is Tier.CARENCE and isinstance(limit, Limit) and limit.about[0] in filled:
            hard.append(replace(entry, tier=Tier.HARD, price=0))
    return hard
