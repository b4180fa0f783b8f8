"""Which of our rules the neutral task can state. A peer is compared on these alone, and so are we then."""

from __future__ import annotations

from collections.abc import Sequence

from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.base import Rule
from rostering.rules.coverage import Coverage
from rostering.rules.fair_share import FairShare
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.one_place import OnePlace
from rostering.rules.pinned import Pinned
from rostering.rules.second_line import SecondLine
from rostering.rules.spacing import Spacing


def left_out(problem: Problem, rules: Sequence[AnyRule]) -> tuple[str, ...]:
    """What a peer cannot be told: traits of the territory, then kinds of rules. Silent rules are not missed."""
    kinds = [rule.kind for rule in rules if not is_told(rule) and not _is_silent(problem, rule)]
    return (*_traits(problem), *dict.fromkeys(kinds))


def told(rules: Sequence[AnyRule]) -> tuple[AnyRule, ...]:
    """The rules that the task states."""
    return tuple(rule for rule in rules if is_told(rule))


def is_told(rule: Rule) -> bool:
    """Does the task have words for it?"""
    if rule.screens:
        return True
    match rule:
        case Coverage():
            return rule.beyond_price == 0
        case OnePlace() | Pinned() | SecondLine() | FairShare():
            return not (rule.statuses or rule.doctors or rule.lines or rule.functions)
        case Spacing():
            return rule.strength == "hard" and not (rule.statuses or rule.doctors)
        case MaxInWindow():
            hard = rule.strength == "hard" and not (rule.statuses or rule.doctors)
            return hard and (rule.span is not None or rule.most == 1)
    return False


def _is_silent(problem: Problem, rule: Rule) -> bool:
    return next(iter(rule.statements(problem)), None) is None


def _traits(problem: Problem) -> list[str]:
    """What makes hours or rules a matter of the doctor, which the task has no words for."""
    found = {
        "hours of SAS by doctor": any(shift.line.sas for shift in problem.shifts),
        "duties of several nights": any(shift.window.nights for shift in problem.shifts),
        "waivers": bool(problem.facts.waivers),
    }
    return [trait for trait, is_so in found.items() if is_so]
