"""What each doctor could at least and at most have held in a month, whatever the others did.

Alone under their own hard rules and leaves, and taking what would be a carence without them. What was owed beyond that is
nobody's unfairness: an intern on leave owes the weeks that no colleague could take twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from rostering.domain.roster import Pair
from rostering.problem.limit import Limit, Tier
from rostering.problem.problem import Problem
from rostering.problem.shares import shifts_of
from rostering.rules import AnyRule
from rostering.solve.control import Stop
from rostering.solve.statements import Stated, state
from rostering.solve.unavoidable import cheapest_alone, own_statements

Reach = Mapping[tuple[str, str], tuple[int, int]]
"""By doctor and category: the fewest and the most duties."""


def reach(problem: Problem, rules: Sequence[AnyRule], doctors: Collection[str]) -> Reach:
    """For those doctors, each category counted in duties; accounts that were not proved are left out."""
    narrowed, stated = state(problem, rules)
    hard = (entry for entry in stated if entry.is_hard)
    own = own_statements((*hard, *chain.from_iterable(map(_needed, stated))))
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
            low, high = _ends(counted, own[doctor.id], pairs, stop)
            if low is not None and high is not None:
                found[doctor.id, category.id] = low, high
    return found


def _ends(
    counted: Sequence[Pair], own: Sequence[Stated], pairs: Sequence[Pair], stop: Stop
) -> tuple[int | None, int | None]:
    """The fewest and the most of `counted`; nothing is solved where none, or all of them alone, break nothing."""
    rising = tuple(range(len(counted) + 1))
    low: int | None = 0
    if any(entry.statement.excess(frozenset()) for entry in own):
        low = cheapest_alone(counted, rising, own, pairs, stop)
    most: int | None = len(counted)
    if any(entry.statement.excess(frozenset(counted)) for entry in own):
        most = cheapest_alone(counted, rising[::-1], own, pairs, stop)
    return low, most


def _needed(entry: Stated) -> Iterator[Stated]:
    """Each of the pairs, when no more are open than a shift must have: one duty less is then one carence more."""
    low, pairs = getattr(entry.statement, "low", None), tuple(entry.statement.pairs())
    if entry.tier is Tier.CARENCE and low is not None and len(pairs) <= low:
        for pair in pairs:
            yield replace(entry, statement=Limit((pair,), low=1, weight=entry.statement.weight))


def outside(owed: float, low: int, high: int) -> float:
    """How far a share lies from what could be held: negative when more was owed than that, 0 within."""
    return max(0.0, low - owed) + min(0.0, high - owed)
