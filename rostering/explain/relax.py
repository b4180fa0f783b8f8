"""Ways out of a month that fails: the cheapest sets of concessions, each proved enough and none of it too much."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from rostering.domain.roster import Pair, Roster
from rostering.explain.tariff import TARIFF, Prices, Tariff, open_to_ask
from rostering.instance import Instance
from rostering.problem.concession import Concession, grant
from rostering.problem.expand import expand
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.report import Report
from rostering.rules import AnyRule
from rostering.solve.control import Stop
from rostering.solve.feasible import can_hold
from rostering.solve.outcome import Infeasible, Outcome, OutOfTime, Solved
from rostering.solve.relax import Effort, WayOut, ways_out
from rostering.solve.settings import LARGE, Settings
from rostering.solve.solve import solve, split
from rostering.solve.statements import state

NEAR_DAYS = 10
"""In a large part, how far from an empty duty others may move."""


@dataclass(frozen=True)
class Remedy:
    """A way out. `enough`: a roster under it was found and audited; `minimal`: proved that it fails without any one
    of its concessions (None: not judged in time); `cheapest`: proved that nothing unlisted is cheaper."""

    concessions: tuple[Concession, ...]
    cost: int
    enough: bool
    minimal: bool | None
    cheapest: bool


@dataclass(frozen=True)
class Failure:
    """What is wrong with a month (a contradiction, carences, or nothing), and its ways out."""

    instance: Instance
    problem: Problem
    outcome: Outcome
    report: Report | None
    remedies: tuple[Remedy, ...] = ()

    @property
    def is_contradictory(self) -> bool:
        """Do hard data contradict each other?"""
        return isinstance(self.outcome, Infeasible)


@dataclass(frozen=True)
class Asked:
    """How to look: the tariff, how many ways, seconds in all, and one duty instead of all that are empty."""

    tariff: Tariff = field(default_factory=lambda: TARIFF)
    most: int = 5
    seconds: float = 60.0
    workers: int = 2
    shift: str = ""


def relax(instance: Instance, asked: Asked, stop: Stop | None = None) -> Failure:
    """Solves the month; when it fails, what could be conceded."""
    stop = stop or Stop()
    problem = expand(instance)
    settings = Settings(seconds=asked.seconds / 2, workers=asked.workers)
    hard = [rule for rule in instance.rules if rule.tier is Tier.HARD]
    outcome = solve(problem, hard, settings, stop=stop)
    if isinstance(outcome, Solved):
        report = audit(problem, instance.rules, outcome.roster)
        failure = Failure(instance, problem, outcome, report)
        if not report.vacancies:
            return failure
    else:
        failure = Failure(instance, problem, outcome, None)
        if isinstance(outcome, OutOfTime):
            return failure
    return replace(failure, remedies=_Search(failure, asked, stop).remedies())


class _Search:
    """The part of the month that fails, and its relaxation."""

    def __init__(self, failure: Failure, asked: Asked, stop: Stop) -> None:
        self.failure, self.asked, self.stop = failure, asked, stop
        self.rules: Sequence[AnyRule] = failure.instance.rules
        self.vacant = self._vacant()
        prices = Prices(failure.problem, asked.tariff, self.vacant)
        wide = open_to_ask(failure.problem, self.rules, prices)
        self.problem = self._near(self._scope(wide))
        self.filled = self._filled()
        self.prices = prices

    def _vacant(self) -> frozenset[str]:
        report = self.failure.report
        found = {one.shift for one in report.vacancies} if report else set()
        return frozenset(found & {self.asked.shift} if self.asked.shift else found)

    def _filled(self) -> frozenset[str]:
        """The duties that must have their doctors: none when hard data contradict each other."""
        if self.failure.is_contradictory:
            return frozenset()
        left = (
            {one.shift for one in self.failure.report.vacancies} if self.failure.report else set()
        )
        wanted = {shift.id for shift in self.problem.shifts if shift.is_mandatory}
        return frozenset(wanted - (left - self.vacant))

    def _scope(self, wide: Problem) -> Problem:
        """All of it when hard data contradict each other, else the parts with a duty that is empty."""
        if self.failure.is_contradictory:
            return wide
        _, stated = state(wide, self.rules)
        parts = [p for p in split(wide, stated) if not self.vacant.isdisjoint(p.shifts)]
        shifts = {shift for part in parts for shift in part.shifts} | self.vacant
        doctors = {doctor for part in parts for doctor in part.doctors}
        return wide.restricted(doctors, shifts)

    def _near(self, scope: Problem) -> Problem:
        """A large part only near its empty duties, the rest staying as the roster has it."""
        pairs = [pair for doctor in scope.doctors for pair in scope.pairs(doctor)]
        self.narrowed = len(pairs) > LARGE and isinstance(self.failure.outcome, Solved)
        if not self.narrowed:
            return scope
        held, shifts = self.failure.outcome.roster, scope.shift_by_id  # type: ignore[union-attr]
        days = {shifts[one].date for one in self.vacant}
        far = {
            shift.id
            for shift in scope.shifts
            if all(abs((shift.date - day).days) > NEAR_DAYS for day in days)
        }
        return scope.without(pair for pair in pairs if pair.shift in far and pair not in held)

    def remedies(self) -> tuple[Remedy, ...]:
        """Every way out found, judged."""
        effort = Effort(self.asked.most, self.asked.seconds / 2, distinct=True)
        found = ways_out(self.problem, self.rules, self.prices, self.filled, effort, self.stop)
        return tuple(self._judged(way) for way in found)

    def _judged(self, way: WayOut) -> Remedy:
        given = way.concessions
        return Remedy(
            given,
            way.cost,
            self._enough(way),
            self._minimal(given),
            way.proved and not self.narrowed,
        )

    def _enough(self, way: WayOut) -> bool:
        """Does the changed file allow the roster that was found, by the audit?"""
        changed = expand(grant(self.failure.problem, self.failure.instance, way.concessions))
        roster = Roster(way.chosen | self._elsewhere())
        report = audit(changed, self.rules, roster)
        still = {one.shift for one in report.vacancies} & self.filled
        return not report.hard_breaches and not still

    def _elsewhere(self) -> frozenset[Pair]:
        """What the solved roster holds outside the part."""
        if not isinstance(self.failure.outcome, Solved):
            return frozenset()
        doctors, shifts = self.problem.doctor_by_id, self.problem.shift_by_id
        pairs = self.failure.outcome.roster.pairs
        return frozenset(p for p in pairs if p.doctor not in doctors or p.shift not in shifts)

    def _minimal(self, given: Collection[Concession]) -> bool | None:
        """Does the month still fail without any one of them? Asked of the changed files, one by one."""
        verdicts = [self._fails_without(given, one) for one in given]
        if False in verdicts:
            return False
        return None if None in verdicts else True

    def _fails_without(self, given: Collection[Concession], one: Concession) -> bool | None:
        rest = [other for other in given if other != one]
        changed = expand(grant(self.failure.problem, self.failure.instance, rest))
        possible = can_hold(changed, self.rules, self.filled, self.asked.seconds / 10)
        return None if possible is None else not possible
