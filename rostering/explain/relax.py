"""Ways out of a month that fails: the cheapest sets of concessions, each proved enough and none of it too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from rostering.domain.roster import Pair, Roster
from rostering.expand import expand
from rostering.explain.prices import Prices
from rostering.explain.tariff import TARIFF, AskingPrice, Tariff, open_to_ask
from rostering.instance import Instance
from rostering.problem.concession import TOLD_BY_DUTY, Concession, grant
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.report import Report
from rostering.rules import AnyRule
from rostering.solve import measured
from rostering.solve.control import Stop
from rostering.solve.feasible import can_hold
from rostering.solve.outcome import Infeasible, Outcome, OutOfTime, Solved
from rostering.solve.relax import Effort, Ended, WayOut, ways_out
from rostering.solve.settings import Settings
from rostering.solve.solve import solve, split
from rostering.solve.statements import state

NEAR_DAYS = 10
"""In a large part, how far from an empty duty others may move."""
JUDGING_SHARE = 0.1
"""Part of the time for one proof that a smaller set is not enough."""


@dataclass(frozen=True)
class Remedy:
    """A way out, a set of concessions.

    `roster`: one that it allows; `enough`: the audit says so, of the changed file; `minimal`: proved that it fails
    without any one concession (None: not judged in time); `cheapest`: proved that nothing unlisted costs less.
    """

    concessions: tuple[Concession, ...]
    cost: int
    roster: Roster
    enough: bool
    minimal: bool | None
    cheapest: bool


@dataclass(frozen=True)
class Wanted:
    """How to look: the tariff, who is not to be asked, how many ways, whether they must differ in kind (else also in
    whom they ask), seconds in all; some duties instead of all that are empty."""

    tariff: Tariff = field(default_factory=lambda: TARIFF)
    spared: frozenset[str] = frozenset()
    most: int = 5
    distinct: bool = True
    seconds: float = 60.0
    workers: int = 2
    shifts: frozenset[str] = frozenset()

    def prices(self, failure: Failure, scarce: frozenset[str]) -> AskingPrice:
        """The tariff applied to what fails."""
        useful, outcome = None, failure.outcome
        if isinstance(outcome, Infeasible) and outcome.complete:
            members = [member for some in outcome.conflicts for member in some.members]
            useful = {(member.rule, who) for member in members for who in member.about}
        return AskingPrice(failure.problem, self.tariff, scarce, self.spared, useful)


@dataclass(frozen=True)
class Failure:
    """What is wrong with a month (a contradiction, carences, or nothing), and its ways out."""

    instance: Instance
    problem: Problem
    outcome: Outcome
    report: Report | None
    wanted: Wanted
    remedies: tuple[Remedy, ...] = ()
    ended: Ended = "enough"
    stopped: bool = False

    @property
    def is_contradictory(self) -> bool:
        """Do hard data contradict each other?"""
        return isinstance(self.outcome, Infeasible)

    @property
    def vacant(self) -> frozenset[str]:
        """The duties without all their doctors."""
        return frozenset(one.shift for one in self.report.vacancies) if self.report else frozenset()


def relax(instance: Instance, wanted: Wanted, stop: Stop | None = None) -> Failure:
    """Solves the month with as few carences as can be; when it fails all the same, what could be conceded."""
    stop = stop or Stop()
    problem = expand(instance)
    settings = Settings(seconds=wanted.seconds / 2, workers=wanted.workers)
    hard = [rule for rule in instance.rules if rule.tier is Tier.HARD]
    outcome = solve(problem, hard, settings, stop=stop)
    if isinstance(outcome, Infeasible):
        outcome = _numbered(outcome, hard, instance.rules)
    report = None
    if isinstance(outcome, Solved):
        report = audit(problem, instance.rules, outcome.roster)
    failure = Failure(instance, problem, outcome, report, wanted)
    if isinstance(outcome, OutOfTime) or (report and not report.vacancies):
        return failure
    found, ended = _Search(failure, wanted, stop).remedies()
    return replace(failure, remedies=found, ended=ended, stopped=stop.asked)


def _numbered(found: Infeasible, hard: Sequence[AnyRule], rules: Sequence[AnyRule]) -> Infeasible:
    """The same, each member's rule counted among all rules instead of the hard ones."""
    position = [next(n for n, rule in enumerate(rules) if rule is one) for one in hard]
    conflicts = (
        replace(
            some,
            members=tuple(replace(one, position=position[one.position]) for one in some.members),
        )
        for some in found.conflicts
    )
    return replace(found, conflicts=tuple(conflicts))


class _Search:
    """The part of the month that fails, and its relaxation."""

    def __init__(self, failure: Failure, wanted: Wanted, stop: Stop) -> None:
        self.failure, self.wanted, self.stop = failure, wanted, stop
        self.rules: Sequence[AnyRule] = failure.instance.rules
        self.vacant = wanted.shifts or failure.vacant
        self.prices = wanted.prices(failure, self.vacant)

    @cached_property
    def filled(self) -> frozenset[str]:
        """The duties that must have their doctors: none when hard data contradict each other."""
        if self.failure.is_contradictory:
            return frozenset()
        mandatory = {shift.id for shift in self.problem.shifts if shift.is_mandatory}
        return frozenset(mandatory - (self.failure.vacant - self.vacant))

    @cached_property
    def scope(self) -> Problem:
        """What is concerned: all when hard data contradict each other, else the parts that have an empty duty."""
        wide = open_to_ask(self.failure.problem, self.rules, self.prices)
        if not isinstance(self.failure.outcome, Solved):
            return wide
        _, stated = state(wide, self.rules)
        parts = [part for part in split(wide, stated) if not self.vacant.isdisjoint(part.shifts)]
        shifts = {shift for part in parts for shift in part.shifts} | self.vacant
        return wide.restricted({who for part in parts for who in part.doctors}, shifts)

    @cached_property
    def problem(self) -> Problem:
        """What may move: the scope, or of a large one what is near its empty duties."""
        return self.scope if self._is_whole else self._near(self.scope)

    def _near(self, scope: Problem) -> Problem:
        """Only near the empty duties, the rest staying as the roster has it."""
        pairs = [pair for doctor in scope.doctors for pair in scope.pairs(doctor)]
        shifts, held = scope.shift_by_id, self._solved
        days = {shifts[one].date for one in self.vacant}
        far = {
            shift.id
            for shift in scope.shifts
            if all(abs((shift.date - day).days) > NEAR_DAYS for day in days)
        }
        return scope.without(pair for pair in pairs if pair.shift in far and pair not in held)

    @property
    def _solved(self) -> Roster:
        outcome = self.failure.outcome
        return outcome.roster if isinstance(outcome, Solved) else Roster(frozenset())

    @property
    def _is_whole(self) -> bool:
        """May everything move? A contradiction knows no roster to stay near to."""
        size = sum(map(len, self.scope.candidates.values()))
        return size <= measured.LARGE or not isinstance(self.failure.outcome, Solved)

    def remedies(self) -> tuple[tuple[Remedy, ...], Ended]:
        """Every way out found, judged, and why there are no more."""
        effort = Effort(
            self.wanted.most, self.wanted.seconds / 2, self.wanted.distinct, self.wanted.workers
        )
        source = ways_out(self.problem, self.rules, self.prices, self.filled, effort, self.stop)
        found: list[Remedy] = []
        while True:
            try:
                found.append(self._judged(next(source)))
            except StopIteration as end:
                return tuple(found), end.value

    def _judged(self, way: WayOut) -> Remedy:
        given = way.concessions
        elsewhere = {
            pair
            for pair in self._solved.pairs
            if pair.doctor not in self.problem.doctor_by_id
            or pair.shift not in self.problem.shift_by_id
        }
        roster = Roster(way.chosen | elsewhere)
        return Remedy(
            concessions=given,
            cost=way.cost,
            roster=roster,
            enough=self._is_enough(given, roster),
            minimal=self._is_minimal(given),
            cheapest=way.proved and self._is_whole,
        )

    def _changed(self, given: Sequence[Concession]) -> Problem:
        return expand(grant(self.failure.problem, self.failure.instance, given))

    def _is_enough(self, given: Sequence[Concession], roster: Roster) -> bool:
        """Does the changed file allow the roster that was found, by every rule's check?"""
        changed = self._changed(given)
        short = (
            len(roster.by_shift.get(shift.id, ())) < shift.staffing.min
            for shift in changed.shifts
            if shift.id in self.filled
        )
        broken = (
            breach.tier is Tier.HARD
            for rule in self.rules
            for breach in rule.breaches(changed, roster)
        )
        return not any(short) and not any(broken)

    def _is_minimal(self, given: Sequence[Concession]) -> bool | None:
        """Does the month still fail without any one of them? Asked of the changed files, one by one."""
        seconds = JUDGING_SHARE * self.wanted.seconds
        verdicts = [
            can_hold(self._changed([*given[:n], *given[n + 1 :]]), self.rules, self.filled, seconds)
            for n in range(len(given))
        ]
        if True in verdicts:
            return False
        return None if None in verdicts else True


def substitutes(failure: Failure, remedy: Remedy, given: Concession) -> tuple[str, ...]:
    """Who could be asked instead, for the same duty and bending the same rules, nobody else moving."""
    if given.kind != "waive" or given.rule not in TOLD_BY_DUTY:
        return ()
    problem, shift = failure.problem, given.shift
    mine = [one for one in remedy.concessions if (one.doctor, one.shift) == (given.doctor, shift)]
    others = [one for one in remedy.concessions if one not in mine]
    changed = expand(grant(problem, failure.instance, others))
    statements = Prices(changed, failure.instance.rules)
    rest = Roster(remedy.roster.pairs - {Pair(given.doctor, shift)})
    prices = failure.wanted.prices(failure, failure.vacant)
    most = sum(prices(one) or 0 for one in mine)
    bent = {one.rule for one in mine}

    def could(doctor: str) -> bool:
        if doctor == given.doctor or statements.bent_by(rest, Pair(doctor, shift)) != bent:
            return False
        asked = [prices(replace(one, doctor=doctor)) for one in mine]
        return None not in asked and sum(cost or 0 for cost in asked) <= most

    return tuple(doctor.id for doctor in problem.doctors if could(doctor.id))
