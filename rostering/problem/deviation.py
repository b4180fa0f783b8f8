"""How far a load is from its share: the figure that fairness keeps small, as a cap that can be imposed or counted."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rostering.domain.roster import Pair
from rostering.problem.limit import Limit, Load
from rostering.problem.problem import Problem

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
        return self.off(self.load(chosen))

    def off(self, load: int) -> int:
        """|load − share| of that many duties."""
        return abs(DUTY * load - self.target)

    def deviations(self) -> Iterator[int]:
        """Every deviation that some load gives."""
        return (self.off(load) for load in range(len(self.pairs) + 1))

    @property
    def rounding(self) -> int:
        """The least deviation of any whole number of duties, however many are open: half a duty at most."""
        nearest = (self.target + DUTY // 2) // DUTY
        return self.off(max(0, nearest))

    def bounds(self, cap: int) -> tuple[int, int]:
        """The least and the greatest whole load within `cap` hundredths of the share; least over greatest when there is none."""
        return max(0, -((cap - self.target) // DUTY)), (self.target + cap) // DUTY

    def within(self, cap: int) -> Limit:
        """The load stays within `cap` hundredths of the share."""
        low, high = self.bounds(cap)
        about = (self.doctor, self.category)
        return Limit(self.pairs, low=low if low > 0 else None, high=high, about=about)


def kept_among(problem: Problem, loads: Iterable[Load]) -> Iterator[Kept]:
    """What loads of fairness keep near shares: categories measured in duties, comfort and weight 0 left out."""
    counted = {
        category.id
        for category in problem.facts.categories
        if category.measure == "number" and not category.comfort
    }
    for load in loads:
        doctor, category = load.about
        if category in counted:
            target = problem.shares[doctor, category].target
            yield Kept(doctor, category, tuple(load.pairs()), target)


def worst(kept: Sequence[Kept], chosen: Container[Pair]) -> Kept | None:
    """The load furthest from its share, the first one when several are; None when nothing is counted."""
    return max(kept, key=lambda one: one.deviation(chosen), default=None)


def worst_deviation(kept: Sequence[Kept], chosen: Container[Pair]) -> int:
    """How far the furthest load is from its share, in hundredths of a duty."""
    return max((one.deviation(chosen) for one in kept), default=0)
