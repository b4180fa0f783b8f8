"""The lawful roster nearest to a published one after something happened, level by level, each proved.

1. Fewest vacancies (weighted), then no new breach of the rules people count on, then fewest changed duties; then the
   fewest doctors disturbed, then the nearest dates spared; then other soft rules, fairness and wishes.
2. Each level is minimised under the earlier ones as caps; coefficients are bounded by those caps, so that levels
   solved together keep their order exactly.
3. « One change fewer is impossible » is asked again as a question of its own, without presolve, unless counting the
   duties lost already answers it.

The formulation is fairness.md §3.6; a duty counts once however many doctors it changes, unless several of its posts do.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Limit, Load, Runs, Tier
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.solve import measured
from rostering.solve.changes import Changes, Distance, Expression
from rostering.solve.compile import Model, compile_model
from rostering.solve.control import Params, Stop
from rostering.solve.parts import recount
from rostering.solve.search import Result, run
from rostering.solve.statements import Stated, state

PROTECTED = frozenset({"rest", "feasts", "together", "apart"})
"""Soft rules that a change does not break anew when it can be helped."""
PROTECTED_TIER, OTHERS = Tier.SOFT, Tier.FAIRNESS
"""Where their price stands here, and where that of the other soft rules does."""
Level = Literal["vacancies", "breaches", "changed", "doctors"]


@dataclass(frozen=True)
class Situation:
    """A published roster that something happened to.

    `problem` and `rules` are those after; `free`: the duties that may change; `bent`: kinds of protected rules that may
    be broken; `spared`: doctors whose event it is, who do not count as disturbed; `takers_count`: whoever only
    receives duties is disturbed too.
    """

    problem: Problem
    rules: Sequence[AnyRule]
    published: Roster
    free: frozenset[str]
    bent: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()
    takers_count: bool = False


@dataclass(frozen=True)
class Rerostered:
    """The roster found with the value of each level; `proved`: levels that cannot be lower."""

    status: Literal["found", "impossible", "unknown"]
    roster: Roster | None = None
    vacancies: int = 0
    breaches: int = 0
    lost: int = 0
    changed: int = 0
    doctors: int = 0
    proved: tuple[Level, ...] = ()


@dataclass
class Nearby:
    """A situation stated, and the searches in it."""

    situation: Situation
    seconds: float = measured.REROSTER
    stop: Stop = field(default_factory=Stop)

    def __post_init__(self) -> None:
        self.until = time.perf_counter() + self.seconds
        problem, published = self.situation.problem, self.situation.published
        free = self.situation.free
        rules = [rule for rule in self.situation.rules if rule.kind != "stability"]
        narrowed, stated = state(_seen(problem, published, free), rules)
        every = (pair for doctor in narrowed.doctors for pair in narrowed.pairs(doctor))
        self.pairs = [pair for pair in every if pair.shift in free]
        possible = frozenset(self.pairs)
        self.fixed = frozenset(pair for pair in published.pairs if pair.shift not in free)
        open_pairs = published.pairs - self.fixed
        self.base, gone = open_pairs & possible, open_pairs - possible
        last = problem.facts.horizon.end
        days = {id_: (last - problem.shift_by_id[id_].date).days + 1 for id_ in free}
        self.distance = Distance(
            open_pairs, gone, days, self.situation.spared, self.situation.takers_count
        )
        self.retold = [self._retold(one) for one in stated]
        self.stated = [one for one in self.retold if not possible.isdisjoint(one.statement.pairs())]

    def _retold(self, entry: Stated) -> Stated:
        """Protected rules allow what is broken already; the other soft rules come after the number of changes."""
        if entry.is_hard:
            return overrun(entry, self.fixed)
        if entry.tier is not Tier.SOFT:
            return entry
        if entry.rule.kind in PROTECTED - self.situation.bent:
            return replace(mended(entry, self.fixed | self.base), tier=PROTECTED_TIER)
        return replace(entry, tier=OTHERS)

    def solve(self, more: int = 0, fairest: bool = False) -> Rerostered:
        """The levels one after the other; `more`: so many changes above the fewest; `fairest`: whoever is disturbed."""
        return self._handing_over(more) or self._moving(more, fairest)

    def _handing_over(self, more: int) -> Rerostered | None:
        """Only the duties lost change hands: when that leaves no vacancy and breaks nothing anew, nothing is nearer.

        Everybody keeps the rest in every nearest roster then, so the cheapest of these is the cheapest of all.
        """
        shifts = {pair.shift for pair in self.distance.gone}
        if more or not shifts:
            return None
        free = [p for p in self.pairs if p.shift in shifts and p not in self.base]
        kept = self.fixed | self.base
        search = Search(self, free, kept, self.stated)
        if search.changes.model.broken or search.fewest().chosen is None:
            return None
        if self.situation.takers_count:
            search.allow(self.distance.least)
            search.least_disturbing()
        best = search.cheapest()
        perfect = not search.count(Tier.CARENCE) and not search.count(PROTECTED_TIER)
        if not perfect or self.distance.count(best) > self.distance.least:
            return None
        return self.told(best, ("vacancies", "breaches", "changed", "doctors"))

    def _moving(self, more: int, fairest: bool) -> Rerostered:
        """Anybody's free duties may move; when a hard rule cannot hold, it is broken no more than it was."""
        stated = self.stated
        search = Search(self, self.pairs, self.fixed, stated)
        first = search.fewest() if not search.changes.model.broken else None
        if first is None or first.status == "infeasible":
            held = self.fixed | self.base
            stated = [mended(one, held) if one.is_hard else one for one in stated]
            search = Search(self, self.pairs, self.fixed, stated)
            first = search.fewest()
        if first.chosen is None:
            return Rerostered("impossible" if first.status == "infeasible" else "unknown")
        proved = search.proved(first)
        search.allow(self.distance.count(search.chosen) + more)
        if not fairest and not more and search.least_disturbing():
            proved = (*proved, "doctors")
        return self.told(search.cheapest(), proved)

    def told(self, best: frozenset[Pair], proved: tuple[Level, ...]) -> Rerostered:
        """The roster with its levels counted."""
        return Rerostered(
            status="found",
            roster=Roster(best | self.fixed),
            vacancies=recount(self.retold, best | self.fixed, (Tier.CARENCE,)),
            breaches=recount(self.retold, best | self.fixed, (PROTECTED_TIER,)),
            lost=len(self.distance.gone),
            changed=self.distance.count(best),
            doctors=self.distance.disturbed(best),
            proved=proved,
        )

    def run(self, model: Model, presolve: bool = True) -> Result:
        """One search, within what is left of the time."""
        left = max(measured.REROSTER_LEAST, self.until - time.perf_counter())
        return run(model, Params(seconds=left, presolve=presolve), self.stop)


class Search:
    """One model of a situation over some free pairs, searched level after level; `chosen`: the best so far."""

    def __init__(
        self, nearby: Nearby, free: Sequence[Pair], kept: frozenset[Pair], stated: Sequence[Stated]
    ) -> None:
        self.nearby, self.stated = nearby, stated
        self.free, self.kept = free, kept
        self.changes = self._build()
        self.chosen: frozenset[Pair] = nearby.base

    def _build(self) -> Changes:
        model = compile_model(self.stated, self.free, self.kept)
        return Changes(model, self._distance())

    def _distance(self) -> Distance:
        """Seen from the free pairs only: what is kept stays out of the count."""
        distance = self.nearby.distance
        return replace(distance, published=distance.published - self.kept)

    def count(self, tier: Tier) -> int:
        """The price of a tier on the best so far."""
        return recount(self.stated, self.chosen | self.nearby.fixed, (tier,))

    def _solve(self, objective: Expression, presolve: bool = True) -> Result:
        """Minimises from the best so far, which it becomes when there is a better one."""
        model = self.changes.model
        model.hint(self.chosen | self.kept)
        model.cp.minimize(objective)
        result = self.nearby.run(model, presolve)
        if result.chosen is not None:
            self.chosen = result.chosen | (self.kept - self.nearby.fixed)
        return result

    def fewest(self) -> Result:
        """Vacancies and changes together; once more with protected rules between them when one would be broken."""
        model, most = self.changes.model, self.changes.most + 1
        vacancies = model.objective({Tier.CARENCE: 1})
        first = self._solve(vacancies * most + self.changes.total)
        if first.chosen is None:
            return first
        model.cp.add(vacancies <= self.count(Tier.CARENCE))
        breaches = model.objective({PROTECTED_TIER: 1})
        if self.count(PROTECTED_TIER):
            again = self._solve(breaches * most + self.changes.total)
            if first.status == "optimal" and again.status != "optimal":
                first = replace(first, status="feasible", chosen=self.chosen)
        model.cp.add(breaches <= self.count(PROTECTED_TIER))
        return first

    def proved(self, first: Result) -> tuple[Level, ...]:
        """The levels that cannot be lower."""
        if first.status != "optimal":
            return ()
        return (
            ("vacancies", "breaches", "changed") if self._is_fewest() else ("vacancies", "breaches")
        )

    def _is_fewest(self) -> bool:
        """Asked again on its own: is one change fewer impossible? (OR-Tools 5274: presolve may lie.)"""
        distance = self.nearby.distance
        count = distance.count(self.chosen)
        if count <= distance.least:
            return True
        asked = self._build()
        asked.model.cp.add(asked.total <= count - 1)
        for tier in (Tier.CARENCE, PROTECTED_TIER):
            asked.model.cp.add(asked.model.objective({tier: 1}) <= self.count(tier))
        return self.nearby.run(asked.model, presolve=False).status == "infeasible"

    def allow(self, changes: int) -> None:
        """From now on no more changes than that."""
        self.allowed = changes
        self.changes.model.cp.add(self.changes.total <= changes)

    def least_disturbing(self) -> bool:
        """Fewest doctors, then the nearest dates spared; True when proved."""
        changes, distance = self.changes, self.nearby.distance
        people = changes.people()
        each = self.allowed * max(distance.days.values(), default=1) + 1
        result = self._solve(people * each + changes.nearness)
        changes.model.cp.add(people <= distance.disturbed(self.chosen))
        changes.model.cp.add(changes.nearness <= distance.near(self.chosen))
        return result.status == "optimal"

    def cheapest(self) -> frozenset[Pair]:
        """Other soft rules, fairness and wishes, under all the rest."""
        self._solve(self.changes.model.objective({PROTECTED_TIER: 1, OTHERS: 1, Tier.WISHES: 1}))
        return self.chosen


def overrun(entry: Stated, held: frozenset[Pair]) -> Stated:
    """The statement, allowing as much as those pairs alone already are above it."""
    limit = entry.statement
    if not isinstance(limit, Limit) or limit.high is None:
        return entry
    above = max(0, limit.total(held) - limit.high)
    return replace(entry, statement=replace(limit, high=limit.high + above)) if above else entry


def mended(entry: Stated, held: frozenset[Pair]) -> Stated:
    """The statement, allowing what those pairs break already."""
    excess = entry.statement.excess(held) // max(1, entry.statement.weight)
    return replace(entry, statement=widened(entry.statement, excess)) if excess else entry


def widened(statement: Limit | Runs | Load, excess: int) -> Limit | Runs | Load:
    """The statement, with so much more allowed on either side; runs and loads as they are."""
    if not isinstance(statement, Limit):
        return statement
    return replace(
        statement,
        low=None if statement.low is None else statement.low - excess,
        high=None if statement.high is None else statement.high + excess,
    )


def _seen(problem: Problem, published: Roster, free: frozenset[str]) -> Problem:
    """The problem with nothing open but the free duties, and to each doctor the others they hold."""
    candidates = {}
    for doctor in problem.doctors:
        held = set(published.by_doctor.get(doctor.id, ()))
        candidates[doctor.id] = tuple(
            shift for shift in problem.candidates[doctor.id] if shift.id in free or shift.id in held
        )
    return replace(problem, candidates=candidates, published=None)
