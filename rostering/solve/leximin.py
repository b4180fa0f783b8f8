"""The leximin certificate: nobody's worst deviation can be lower than…; given that, the second…; and so on.

1. *Avoidable deviation* of a load: |load − share|, less what is unavoidable for that doctor (unavoidable.py).
2. *Worst*: the largest one. Among the values that loads can give, the smallest possible is found by halves: each try
   bounds every load within a corridor, and is possible or proved impossible.
3. *Levels*: under that corridor, value by value until five loads are placed, then by quarters of a duty, the number of
   loads beyond the level is minimised and kept. A load is within the level or its literal is true; from one corridor to the
   next is a duty mostly, so the relaxation is tight. There is no « max » variable (fairness.md §3.4, §6).
   A level is not searched when the best roster so far already has no more beyond than is proved inevitable.

Carences and soft rules stay at what the roster has; squares and wishes are left aside. The roster is not changed: squares say
which roster is delivered, this says how level any could be, and how far the delivered one is from it.

Worked example: shares 1.5 and 1.5, three duties that both can hold: the worst cannot be under 0.5, nor the second, since
no whole number is nearer; two loads beyond 0.25, without search.
"""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from rostering.domain.certificate import DeviationProof, Fairness, LevelProof
from rostering.domain.roster import Pair
from rostering.problem.deviation import Kept
from rostering.problem.limit import Tier
from rostering.solve import measured
from rostering.solve.compile import Model, Variable, compile_model
from rostering.solve.control import Stop
from rostering.solve.parts import Part, recount
from rostering.solve.search import Result, run
from rostering.solve.settings import Settings, params_for
from rostering.solve.statements import Stated
from rostering.solve.unavoidable import unavoidable

QUARTER = 25
"""Levels go down by a quarter of a duty."""
WORST = 5
"""The deviations told one by one."""
HELD = (Tier.CARENCE, Tier.SOFT)
"""What a fairer roster may not worsen."""


class Leximin:
    """Finds the certificate of one part, starting from the delivered roster."""

    def __init__(
        self, part: Part, chosen: frozenset[Pair], settings: Settings, seconds: float, stop: Stop
    ) -> None:
        self.part, self.settings, self.stop = part, settings, stop
        self.delivered = self.best = chosen
        self.end = time.perf_counter() + min(seconds, measured.LEVELS)
        if settings.reproducible:
            self.end = math.inf
        self.unavoidable = unavoidable(part, chosen, self.end, stop)
        self.away = {(one.doctor, one.category): one.part for one in self.unavoidable}
        values = {off - self.off_limits(one) for one in part.kept for off in one.deviations()}
        self.values = sorted(value for value in values if value >= 0)
        """Every avoidable deviation that some load gives."""

    def certify(self) -> Fairness:
        """The worst deviations, then the levels under them."""
        first = self._worst()
        found = list(self._levels(first))
        return Fairness(
            worst=tuple(islice(self._vector(first, found), WORST)),
            levels=tuple(one for one in found if one.beyond and one.beyond % QUARTER == 0),
            unavoidable=self.unavoidable,
        )

    # Deviations ---------------------------------------------------------------------------------

    def off_limits(self, one: Kept) -> int:
        """The unavoidable part of a load's deviation."""
        return self.away.get((one.doctor, one.category), 0)

    def offs(self, chosen: Collection[Pair]) -> list[int]:
        """The avoidable deviations on a roster, worst first."""
        found = (one.deviation(chosen) - self.off_limits(one) for one in self.part.kept)
        return sorted(found, reverse=True)

    def beyond(self, chosen: Collection[Pair], level: int) -> int:
        """How many loads are further than that from their share."""
        return sum(off > level for off in self.offs(chosen))

    def _vector(
        self, first: DeviationProof, levels: Sequence[LevelProof]
    ) -> Iterator[DeviationProof]:
        """The k-th worst deviation of the delivered roster, of the best one, and its bound."""
        best, delivered = self.offs(self.best), self.offs(self.delivered)
        inevitable = sorted((one.rounding for one in self.part.kept), reverse=True)
        for rank, (reached, least) in enumerate(zip(delivered, best, strict=True)):
            under = next((n for n, level in enumerate(levels) if level.beyond < least), None)
            sure = under is not None and all(level.proved for level in levels[: under + 1])
            bound = least if first.proved and sure else inevitable[rank]
            bound = max(bound, first.bound) if rank == 0 else bound
            yield DeviationProof(reached=reached, least=least, bound=min(bound, least))

    # Models -------------------------------------------------------------------------------------

    def model(self, cap: int) -> Model:
        """Every roster without more carences and dearer soft rules, whose loads are all within `cap`."""
        rule = self.part.stated[0].rule
        held = [one for one in self.part.stated if one.is_hard or one.tier in HELD]
        limits = (one.within(cap + self.off_limits(one)) for one in self.part.kept)
        corridor = [Stated(rule, limit, Tier.HARD, 0) for limit in limits]
        model = compile_model([*held, *corridor], self.part.pairs)
        for tier in HELD:
            if model.costs[tier]:
                value = recount(self.part.stated, self.delivered, (tier,))
                model.cp.add(model.objective({tier: 1}) <= value)
        return model

    def run(self, model: Model) -> Result:
        """One search from the best roster so far, which gives way to what it finds."""
        model.hint(self.best)
        left = max(measured.MOMENT, self.end - time.perf_counter())
        result = run(model, params_for(len(self.part.pairs), self.settings, left), self.stop)
        self.best = result.chosen or self.best
        return result

    # Worst --------------------------------------------------------------------------------------

    def _worst(self) -> DeviationProof:
        """By halves between what nobody can be under and what the best roster so far has."""
        refuted = max(one.rounding for one in self.part.kept) - 1
        while between := [v for v in self.values if refuted < v < self.offs(self.best)[0]]:
            middle = between[(len(between) - 1) // 2]
            model = self.model(middle)
            status = "infeasible" if model.broken else self.run(model).status
            if status == "unknown":
                break
            refuted = middle if status == "infeasible" else refuted
        least = self.offs(self.best)[0]
        bound = min(value for value in self.values if value > refuted)
        return DeviationProof(
            reached=self.offs(self.delivered)[0], least=least, bound=min(bound, least)
        )

    # Levels -------------------------------------------------------------------------------------

    def _levels(self, first: DeviationProof) -> Iterator[LevelProof]:
        """Down from the worst: every value until five loads are beyond, then quarters."""
        descent, placed = _Descent(self, first), 0
        quarters = range(QUARTER, first.least, QUARTER)
        for beyond in sorted({*self.values, *quarters}, reverse=True):
            if beyond < first.least and (placed < WORST or beyond in quarters):
                level = descent.level(beyond)
                placed = level.least
                yield level


class _Descent:
    """One model for all levels: each count, once found, is kept for those that follow."""

    def __init__(self, leximin: Leximin, first: DeviationProof) -> None:
        self.of, self.widest, self.sure = leximin, first.least, first.proved
        self.model: Model | None = None
        self.literals: dict[tuple[int, int, int], Variable] = {}
        self.settled: list[tuple[int, int]] = []
        self.floor = 0

    def level(self, beyond: int) -> LevelProof:
        """The fewest loads beyond that level."""
        of = self.of
        forced = sum(low > high for low, high in self._inside(beyond))
        self.floor = max(self.floor, forced)
        if of.beyond(of.best, beyond) > self.floor:
            self._search(beyond, forced)
        count = of.beyond(of.best, beyond)
        bound = min(self.floor, count) if self.sure else forced
        self.sure = self.sure and bound >= count
        self.floor = bound
        self._settle(beyond, count)
        reached = of.beyond(of.delivered, beyond)
        return LevelProof(beyond=beyond, reached=reached, least=count, bound=bound)

    def _settle(self, beyond: int, count: int) -> None:
        """To be kept; the same count at a lower level says the higher one too."""
        if self.settled and self.settled[-1][1] == count:
            self.settled.pop()
        self.settled.append((beyond, count))

    def _search(self, beyond: int, forced: int) -> None:
        """Minimises the count, under the corridor and the counts settled before."""
        if self.model is None:
            self.model = self.of.model(self.widest)
        for level, count in self.settled:
            inevitable = sum(low > high for low, high in self._inside(level))
            self.model.cp.add(sum(self._literals(self.model, level)) <= count - inevitable)
        self.settled.clear()
        self.model.cp.minimize(sum(self._literals(self.model, beyond)))
        result = self.of.run(self.model)
        self.floor = max(self.floor, forced + max(0, result.bound or 0))

    def _inside(self, level: int) -> list[tuple[int, int]]:
        """The least and greatest loads within the level, load by load."""
        return [one.bounds(level + self.of.off_limits(one)) for one in self.of.part.kept]

    def _literals(self, model: Model, level: int) -> list[Variable]:
        """« Beyond that level », for each load that may be within or not."""
        found = []
        widest = self._inside(self.widest)
        for rank, ((low, high), (least, most)) in enumerate(
            zip(self._inside(level), widest, strict=True)
        ):
            one = self.of.part.kept[rank]
            most = min(most, len(one.pairs))
            if low <= high and (least < low or high < most):
                key = rank, low, high
                if key not in self.literals:
                    self.literals[key] = _literal(model, one, (low, high), (least, most))
                found.append(self.literals[key])
        return found


def _literal(model: Model, one: Kept, inside: tuple[int, int], widest: tuple[int, int]) -> Variable:
    """True when the load, which is within `widest`, is out of `inside`."""
    (low, high), (least, most) = inside, widest
    literal = model.cp.new_bool_var("")
    model.derived.append((literal, lambda chosen: not low <= one.load(chosen) <= high))
    load = sum(model.x[pair] for pair in one.pairs)
    if most > high:
        model.cp.add(load <= high + (most - high) * literal)
    if low > least:
        model.cp.add(load >= low - (low - least) * literal)
    return literal


def leximin(
    part: Part, chosen: frozenset[Pair], settings: Settings, seconds: float, stop: Stop
) -> Fairness | None:
    """The certificate of a part; None when fairness counts nothing in it."""
    return Leximin(part, chosen, settings, seconds, stop).certify() if part.kept else None


def together(parts: Collection[Fairness | None]) -> Fairness | None:
    """The certificate of the whole. Of several parts: the worst of all; what follows is each part's own."""
    found = [one for one in parts if one is not None]
    if len(found) < 2:
        return found[0] if found else None
    worst = DeviationProof(
        reached=max(one.worst[0].reached for one in found),
        least=max(one.worst[0].least for one in found),
        bound=max(one.worst[0].bound for one in found),
    )
    return Fairness(
        worst=(worst,), unavoidable=tuple(entry for one in found for entry in one.unavoidable)
    )
