"""Which loads are compared with shares when the usual rule of fairness is not stated."""

from __future__ import annotations

from collections.abc import Sequence

from rostering.problem.deviation import Kept, kept_among
from rostering.problem.limit import Load
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.fair_share import FairShare


def kept_loads(problem: Problem, rules: Sequence[AnyRule]) -> tuple[Kept, ...]:
    """What fairness keeps near shares.

    Without any rule of fairness, what the usual one would keep, so that rosters can still be compared.
    """
    stated = [rule for rule in rules if isinstance(rule, FairShare)] or [FairShare()]
    loads = (load for rule in stated for load in rule.statements(problem) if isinstance(load, Load))
    return tuple(kept_among(problem, loads))
