"""Wishes against fairness: the least that wishes can cost when nobody may be further than so much from their share.

1. Fairness is no longer priced: a cap D becomes hard limits on loads, |load − share| ≤ D. Soft rules are left aside;
   hard rules hold, and carences stay at the minimum that they have without any cap.
2. Caps go down: none, then round figures under the worst deviation just seen, until one is impossible.
3. The smallest possible cap is then searched among the deviations that loads can give, by halves.

A roster under a tight cap is one under a looser cap too, so the curve never goes down twice: each value is the least
of those at tighter caps, each bound the greatest of those at looser ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from rostering.domain.roster import Roster
from rostering.explain.deviation import kept_loads
from rostering.explain.measure import Search, proved, wishes, without_comfort
from rostering.explain.proved import Proved
from rostering.problem.deviation import worst_deviation
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.fair_share import FairShare
from rostering.solve.outcome import Infeasible, Solved
from rostering.solve.solve import solve_stated
from rostering.solve.statements import Stated

ROUND = (500, 400, 300, 250, 200, 150, 125, 100, 75, 50, 25)
"""Caps tried, in hundredths of a duty: the figures that people say."""


@dataclass(frozen=True)
class Point:
    """The least that wishes cost (in points) under a cap (hundredths of a duty, None: no cap), and a roster that does it.

    `granted` wishes and `worst` deviation are those of that roster.
    """

    cap: int | None
    wishes: Proved
    granted: int
    worst: int
    roster: Roster


@dataclass(frozen=True)
class Curve:
    """Points from no cap to the tightest; `asked`: wishes in all.

    `is_whole`: no cap under the last one is possible, proved.
    """

    points: tuple[Point, ...]
    asked: int
    is_whole: bool


@dataclass
class _Tracer:
    problem: Problem
    rules: Sequence[AnyRule]
    search: Search
    also: Sequence[int] = ()
    points: list[Point] = field(default_factory=list)
    carences: int = 0
    is_whole: bool = True

    def __post_init__(self) -> None:
        self.narrowed, stated = without_comfort(self.problem, self.rules)
        tiers = (Tier.HARD, Tier.CARENCE, Tier.WISHES)
        self.stated = [entry for entry in stated if entry.tier in tiers]
        self.kept = kept_loads(self.narrowed, self.rules)
        self.fair = next((one for one in self.rules if isinstance(one, FairShare)), FairShare())

    def trace(self) -> Curve | None:
        """The whole curve; None without any roster in time."""
        if not self._try(None):
            return None
        impossible = self._floor() - 1
        for cap in sorted({*ROUND, *self.also}, reverse=True):
            if cap >= self._worst() or self.search.stop.asked:
                continue
            if not self._try(cap):
                impossible = max(impossible, cap)
                break
        self._tighten(impossible)
        asked = sum(1 for _ in wishes(self.problem, self.rules, Roster(frozenset())))
        return Curve(tuple(monotone(self.points)), asked, self.is_whole)

    def _worst(self) -> int:
        """The worst deviation of the last roster: caps down to it would change nothing."""
        return min(point.worst for point in self.points)

    def _floor(self) -> int:
        """No cap can be under this: somebody is always that far from the share, whatever the load."""
        return max((min(one.deviations()) for one in self.kept), default=0)

    def _tighten(self, impossible: int) -> None:
        """Halves what is left between the largest impossible cap and the worst deviation seen."""
        every = sorted({value for one in self.kept for value in one.deviations()})
        while not self.search.stop.asked:
            between = [value for value in every if impossible < value < self._worst()]
            if not between:
                return
            middle = between[(len(between) - 1) // 2]
            if not self._try(middle):
                impossible = middle
        self.is_whole = False

    def _try(self, cap: int | None) -> bool:
        """Solves under the cap; a point more when there is a roster without more carences."""
        limits = [] if cap is None else self._limits(cap)
        search = self.search.named(f"courbe : {in_duties(cap)}")
        outcome = solve_stated(
            self.narrowed, [*self.stated, *limits], search.settings, search.listen, search.stop
        )
        if not isinstance(outcome, Solved):
            self.is_whole &= isinstance(outcome, Infeasible)
            return False
        found = proved(outcome, "carences")
        if cap is None:
            self.carences, self.is_whole = found.value, found.is_closed
        if found.value > self.carences:
            self.is_whole &= found.bound > self.carences
            return False
        self.points.append(self._point(cap, outcome))
        return True

    def _limits(self, cap: int) -> list[Stated]:
        return [Stated(self.fair, one.within(cap), Tier.HARD, 0) for one in self.kept]

    def _point(self, cap: int | None, outcome: Solved) -> Point:
        verdicts = wishes(self.problem, self.rules, outcome.roster)
        granted = sum(verdict.granted for verdict in verdicts)
        worst = worst_deviation(self.kept, outcome.roster.pairs)
        return Point(cap, proved(outcome, "reste"), granted, worst, outcome.roster)


def curve(
    problem: Problem, rules: Sequence[AnyRule], search: Search, also: Sequence[int] = ()
) -> Curve | None:
    """The exchange between wishes and fairness, at caps `also` too; None when no roster was found in time."""
    return _Tracer(problem, rules, search, also).trace()


def monotone(points: Sequence[Point]) -> list[Point]:
    """By cap, loosest first, each point with the best of what its neighbours prove."""
    ordered = sorted(points, key=lambda one: -(one.cap if one.cap is not None else 10**9))
    best = list(accumulate(reversed(ordered), _cheaper))[::-1]
    bounds = accumulate((point.wishes.bound for point in ordered), max)
    return [
        replace(point, wishes=Proved(one.wishes.value, min(bound, one.wishes.value)),
                granted=one.granted, worst=one.worst, roster=one.roster)
        for point, one, bound in zip(ordered, best, bounds, strict=True)
    ]  # fmt: skip


def _cheaper(tighter: Point, looser: Point) -> Point:
    return tighter if tighter.wishes.value < looser.wishes.value else looser


def in_duties(cap: int | None) -> str:
    """ "1,5" for 150 hundredths; « sans limite »."""
    return "sans limite" if cap is None else f"{cap / 100:g}".replace(".", ",")
