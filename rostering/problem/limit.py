"""The statements a rule can make about a roster: plain data that can be counted, priced and named.

A *term* is true when its pair is chosen, or any pair of its group. Three statements are enough:
`Limit` (a weighted count of terms between bounds), `Runs` (lengths of consecutive days on and off) and
`Load` (an integer load with a convex cost). Each counts its own excess on a finished roster.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from rostering.domain.roster import Pair


class Tier(IntEnum):
    """Who gives way to whom: a lower tier is never traded for a higher one."""

    HARD = 0
    CARENCE = 1
    SOFT = 2
    FAIRNESS = 3
    WISHES = 4
    COMFORT = 5


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one of the pairs is chosen."""

    pairs: tuple[Pair, ...]


Term = Pair | AnyOf


def holds(term: Term, chosen: Container[Pair]) -> bool:
    """Is the term true of the chosen pairs?"""
    if isinstance(term, AnyOf):
        return any(pair in chosen for pair in term.pairs)
    return term in chosen


def pairs_of(terms: Iterable[Term]) -> Iterator[Pair]:
    """Every pair that the terms speak of."""
    for term in terms:
        if isinstance(term, AnyOf):
            yield from term.pairs
        else:
            yield term


@dataclass(frozen=True, slots=True)
class Limit:
    """low ≤ Σ coefficient × (term is true) ≤ high; `coefficients` None means all ones.

    `weight` multiplies the excess. `tier` overrides the rule's own (coverage speaks of two).
    `about` holds the ids (doctor, shift) that a sentence about it would name.
    """

    terms: tuple[Term, ...]
    low: int | None = None
    high: int | None = None
    coefficients: tuple[int, ...] | None = None
    weight: int = 1
    tier: Tier | None = None
    about: tuple[str, ...] = ()

    def total(self, chosen: Container[Pair]) -> int:
        """The weighted count on a roster."""
        if self.coefficients is None:
            return sum(holds(term, chosen) for term in self.terms)
        return sum(
            coefficient
            for term, coefficient in zip(self.terms, self.coefficients, strict=True)
            if holds(term, chosen)
        )

    def excess(self, chosen: Container[Pair]) -> int:
        """How far outside the bounds, times the weight; 0 inside."""
        total = self.total(chosen)
        under = 0 if self.low is None else max(0, self.low - total)
        over = 0 if self.high is None else max(0, total - self.high)
        return self.weight * (under + over)

    def pairs(self) -> Iterator[Pair]:
        """Every pair it speaks of."""
        return pairs_of(self.terms)


@dataclass(frozen=True, slots=True)
class Runs:
    """Lengths of runs over consecutive days: `days[i]` is true when the doctor works day i.

    `before` is how many days in a row were worked just before day 0; when that is 0, `rested` is how many
    days off in a row (None: unknown, long enough). The excess is the sum of:
    - each worked day i ≥ 0 that is more than the `most_on`-th in a row, days before counted;
    - the days missing to `least_on` in each run that has a day ≥ 0 and is followed by a day off;
    - the days missing to `least_off` in each rest between two runs, the later of which has a day ≥ 0.
    Runs and rests that the last day cuts are not judged for minima; with `open_start`, when nothing is known before
    day 0, neither is a run that begins on it.
    """

    days: tuple[AnyOf, ...]
    most_on: int | None = None
    least_on: int = 1
    least_off: int = 1
    before: int = 0
    rested: int | None = None
    weight: int = 1
    tier: Tier | None = None
    about: tuple[str, ...] = ()
    open_start: bool = False

    @property
    def is_cut_before(self) -> bool:
        """May a run of day 0 have begun before it?"""
        return self.open_start and not self.before and self.rested is None

    def excess(self, chosen: Container[Pair]) -> int:
        """Days beyond, missing on, missing off, times the weight."""
        past = [True] * self.before
        if not past and self.rested is not None:
            past = [True] + [False] * self.rested
        on = past + [holds(day, chosen) for day in self.days]
        total = 0
        for worked, start, length in stretches(on):
            end = start + length
            inside = end - len(past)
            if worked and self.most_on is not None:
                total += max(0, min(length - self.most_on, inside))
            cut = end == len(on) or (start == 0 and self.is_cut_before)
            if worked and inside > 0 and not cut:
                total += max(0, self.least_on - length)
            if not worked and start > 0 and inside >= 0 and end < len(on):
                total += max(0, self.least_off - length)
        return self.weight * total

    def pairs(self) -> Iterator[Pair]:
        """Every pair it speaks of."""
        for day in self.days:
            yield from day.pairs


def stretches(flags: list[bool]) -> Iterator[tuple[bool, int, int]]:
    """(value, first index, length) of each maximal stretch of equal flags."""
    start = 0
    for index in range(1, len(flags) + 1):
        if index == len(flags) or flags[index] != flags[start]:
            yield flags[start], start, index - start
            start = index


@dataclass(frozen=True, slots=True)
class Load:
    """A load base + Σ size × (term is true) that costs `cost[load]`; beyond the table, the last step goes on.

    `cost` is convex and never negative: steps between neighbours never decrease. Sizes may be negative (a wish
    granted is one refusal less), as long as no roster takes the load under 0.
    """

    terms: tuple[Term, ...]
    sizes: tuple[int, ...]
    cost: tuple[int, ...]
    weight: int = 1
    tier: Tier | None = None
    about: tuple[str, ...] = ()
    base: int = 0

    def __post_init__(self) -> None:
        steps = [after - before for before, after in pairwise(self.cost)]
        if any(later < earlier for earlier, later in pairwise(steps)):
            raise AssertionError(f"cost of {self.about} is not convex: {self.cost}")
        if self.least < 0:
            raise AssertionError(f"load of {self.about} may fall under 0")

    @property
    def least(self) -> int:
        """No roster gives a smaller load."""
        return self.base + sum(min(0, size) for size in self.sizes)

    def cost_at(self, load: int) -> int:
        """The cost of a load, extended beyond the table by its last step."""
        if load < len(self.cost):
            return self.cost[load]
        step = self.cost[-1] - self.cost[-2]
        return self.cost[-1] + step * (load - len(self.cost) + 1)

    def total(self, chosen: Container[Pair]) -> int:
        """The load on a roster."""
        sizes = zip(self.terms, self.sizes, strict=True)
        return self.base + sum(size for term, size in sizes if holds(term, chosen))

    def excess(self, chosen: Container[Pair]) -> int:
        """The cost of the load on a roster, times the weight."""
        return self.weight * self.cost_at(self.total(chosen))

    def pairs(self) -> Iterator[Pair]:
        """Every pair it speaks of."""
        return pairs_of(self.terms)


Statement = Limit | Runs | Load


def any_of(pairs: Iterable[Pair]) -> Term:
    """True when one of the pairs is chosen; the pair itself when it is alone."""
    listed = tuple(pairs)
    return listed[0] if len(listed) == 1 else AnyOf(listed)


def at_most(high: int, terms: Iterable[Term], *about: str, weight: int = 1) -> Limit:
    """No more than `high` of the terms."""
    return Limit(tuple(terms), high=high, about=about, weight=weight)


def at_least(low: int, terms: Iterable[Term], *about: str, weight: int = 1) -> Limit:
    """No fewer than `low` of the terms."""
    return Limit(tuple(terms), low=low, about=about, weight=weight)


def exactly(count: int, terms: Iterable[Term], *about: str, weight: int = 1) -> Limit:
    """Just `count` of the terms."""
    return Limit(tuple(terms), low=count, high=count, about=about, weight=weight)


def points(high: int, terms: Iterable[tuple[Term, int]], *about: str, weight: int = 1) -> Limit:
    """The points of the true terms do not pass `high`."""
    listed = tuple(terms)
    return Limit(
        tuple(term for term, _ in listed),
        high=high,
        coefficients=tuple(value for _, value in listed),
        about=about,
        weight=weight,
    )


def together(first: Term, second: Term, *about: str, weight: int = 1) -> Limit:
    """Both or neither."""
    return Limit((first, second), low=0, high=0, coefficients=(1, -1), about=about, weight=weight)
