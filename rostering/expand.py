"""Instance → Problem: dated shifts, and shares within what its rules let each doctor hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rostering.domain.people import Doctor
from rostering.domain.roster import Roster
from rostering.instance import Instance
from rostering.problem.bounds import Bound, bounded, open_to
from rostering.problem.dated import dated
from rostering.problem.problem import Problem
from rostering.problem.shares import eligible_by_shift
from rostering.problem.shift import Shift
from rostering.rules.base import Rule


def expand(instance: Instance, published: Roster | None = None) -> Problem:
    """Dates every window, reads the past, computes the shares; every pair is a candidate still."""
    problem = dated(instance, published)
    eligible = eligible_by_shift(problem)
    mine = open_to(problem, eligible)
    bounds = [bound for rule in instance.rules for bound in _bounds(problem, rule, mine)]
    return bounded(problem, bounds, eligible)


def _bounds(problem: Problem, rule: Rule, mine: Mapping[str, tuple[Shift, ...]]) -> Iterator[Bound]:
    """What a hard rule lets each doctor hold, of the duties open to them that it counts and that nobody waived for it."""
    if rule.strength != "hard":
        return
    seen = problem.seen_by(rule.kind)
    counted = {
        doctor: _counted(seen, rule, doctor, mine.get(doctor.id, ()))
        for doctor in seen.doctors
        if rule.governs(doctor)
    }
    for doctor, low, high in rule.corridors(seen, counted):
        inside = Counter(shift.category for shift in counted[doctor])
        every = Counter(shift.category for shift in mine[doctor.id])
        parts = {category: count / every[category] for category, count in inside.items()}
        yield Bound(doctor.id, low, high, parts)


def _counted(
    seen: Problem, rule: Rule, doctor: Doctor, mine: tuple[Shift, ...]
) -> tuple[Shift, ...]:
    shown = set(seen.candidates[doctor.id])
    return tuple(shift for shift in mine if rule.counts(shift) and shift in shown)
