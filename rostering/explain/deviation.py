"""How far loads are from shares: the figure that fairness keeps small, as a cap that can be imposed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from rostering.domain.roster import Pair
from rostering.problem.limit import Limit, Load
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.fair_share import FairShare

DUTY = 100
"""Shares are in hundredths of a duty."""


@dataclass(frozen=True)
class Kept:
    """A doctor's load in a category that fairness counts in duties; `target`: the share, in hundredths of a duty."""

    doctor: str
    category: str
    pairs: tuple[Pair, ...]
    target: int

    def load(self, chosen: Container[Pair]) -> int:
        """Duties held."""
        return sum(pair in chosen for pair in self.pairs)

    def deviation(self, chosen: Container[Pair]) -> int:
        """|load − share|, in hundredths of a duty."""
        return abs(DUTY * self.load(chosen) - self.target)

    def deviations(self) -> Iterator[int]:
        """Every deviation that some load gives."""
        return (abs(DUTY * load - self.target) for load in range(len(self.pairs) + 1))

    def within(self, cap: int) -> Limit:
        """The load stays within `cap` hundredths of the share."""
        low, high = -((cap - self.target) // DUTY), (self.target + cap) // DUTY
        about = (self.doctor, self.category)
        return Limit(self.pairs, low=low if low > 0 else None, high=high, about=about)


def kept_loads(problem: Problem, rules: Sequence[AnyRule]) -> tuple[Kept, ...]:
    """What fairness keeps near shares: its categories measured in duties, comfort and weight 0 left out.

    Without any rule of fairness, what the usual one would keep, so that rosters can still be compared.
    """
    counted = {
        category.id
        for category in problem.facts.categories
        if category.measure == "number" and not category.comfort
    }
    stated = [rule for rule in rules if isinstance(rule, FairShare)] or [FairShare()]
    return tuple(
        Kept(doctor, category, tuple(load.pairs()), problem.shares[doctor, category].target)
        for rule in stated
        for load in rule.statements(problem)
        if isinstance(load, Load)
        for doctor, category in [load.about]
        if category in counted
    )


def worst(kept: Sequence[Kept], chosen: Container[Pair]) -> Kept | None:
    """The load furthest from its share, the first one when several are; None when nothing is counted."""
    return max(kept, key=lambda one: one.deviation(chosen), default=None)


def worst_deviation(kept: Sequence[Kept], chosen: Container[Pair]) -> int:
    """How far the furthest load is from its share, in hundredths of a duty."""
    return max((one.deviation(chosen) for one in kept), default=0)
