"""What each doctor could at least and at most have held in a month, alone under their own hard rules and leaves.

Duties owed beyond that are nobody's unfairness: an intern on leave owes the weeks that no colleague could take twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from rostering.problem.problem import Problem
from rostering.problem.shares import shifts_of
from rostering.rules import AnyRule
from rostering.solve.control import Stop
from rostering.solve.statements import state
from rostering.solve.unavoidable import cheapest_alone, own_statements

Reach = Mapping[tuple[str, str], tuple[int, int]]
"""By doctor and category: the fewest and the most duties."""


def reach(problem: Problem, rules: Sequence[AnyRule], doctors: Collection[str]) -> Reach:
    """For those doctors, each category counted in duties; accounts that were not proved are left out."""
    narrowed, stated = state(problem, rules)
    own = own_statements(stated)
    stop = Stop()
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for category in narrowed.facts.categories:
        if category.measure != "number":
            continue
        inside = {shift.id for shift in shifts_of(narrowed, category)}
        for doctor in narrowed.doctors:
            if doctor.id not in doctors:
                continue
            pairs = tuple(narrowed.pairs(doctor))
            counted = [pair for pair in pairs if pair.shift in inside]
            rising = range(len(counted) + 1)
            low, high = (
                cheapest_alone(counted, cost, own.get(doctor.id, []), pairs, stop) if counted else 0
                for cost in (tuple(rising), tuple(reversed(rising)))
            )
            if low is not None and high is not None:
                found[doctor.id, category.id] = low, high
    return found


def outside(owed: float, low: int, high: int) -> float:
    """How far a share lies from what could be held: negative when more was owed than that, 0 within."""
    return max(0.0, low - owed) + min(0.0, high - owed)
