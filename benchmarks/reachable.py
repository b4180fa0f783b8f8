"""What each doctor could at least and at most have held in a month, whatever the others did.

Alone under their own hard rules and leaves, and taking what would be a carence without them. What was owed beyond that is
nobody's unfairness: an intern on leave owes the weeks that no colleague could take twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from rostering.domain.roster import Pair
from rostering.memory.carry import pools
from rostering.problem.limit import Limit, Tier
from rostering.problem.problem import Problem
from rostering.problem.shares import shifts_of
from rostering.rules import AnyRule
from rostering.solve.control import Stop
from rostering.solve.statements import Stated, state
from rostering.solve.unavoidable import cheapest_alone, own_statements

Reach = Mapping[tuple[str, str], tuple[int, int]]
"""By doctor and category: the fewest and the most duties."""


def reach(problem: Problem, rules: Sequence[AnyRule], roster: Collection[Pair]) -> Reach:
    """For every doctor, each category counted in duties; accounts that were not proved are left out.

    `roster`: one with as few carences as can be; what it fills, every such roster fills.
    """
    narrowed, stated = state(problem, rules)
    hard = (entry for entry in stated if entry.is_hard)
    own = own_statements((*hard, *chain.from_iterable(map(_needed, stated))))
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for category in narrowed.facts.categories:
        if category.measure == "number":
            inside = {shift.id for shift in shifts_of(narrowed, category)}
            alone = {
                doctor.id: _ends(tuple(narrowed.pairs(doctor)), inside, own[doctor.id])
                for doctor in narrowed.doctors
            }
            filled = Counter(pair.doctor for pair in roster if pair.shift in inside)
            found |= {
                (doctor, category.id): ends
                for doctor, ends in _together(alone, filled, pools(problem)[category.id].groups)
            }
    return found


Ends = tuple[int | None, int | None]


def _together(
    alone: Mapping[str, Ends], filled: Mapping[str, int], groups: Iterable[Collection[str]]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """The same once all who share duties hold as much as they can: what the others cannot take is left to the one."""
    for group in groups:
        known = {doctor: alone[doctor] for doctor in group if doctor in alone}
        highs = [most for _, most in known.values() if most is not None]
        whole = sum(filled.get(doctor, 0) for doctor in group)
        for doctor, (low, most) in known.items():
            if low is not None and most is not None:
                left = whole - (sum(highs) - most) if len(highs) == len(group) else 0
                yield doctor, (min(max(low, left), most), most)


def _ends(pairs: Sequence[Pair], inside: Collection[str], own: Sequence[Stated]) -> Ends:
    """The fewest and the most of those shifts; nothing is solved where none, or all of them alone, break nothing."""
    counted, stop = [pair for pair in pairs if pair.shift in inside], Stop()
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
