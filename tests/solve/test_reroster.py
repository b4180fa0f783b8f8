"""Re-rostering: what enumeration of all rosters says of every level, in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.rules.fair_share import FairShare
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.pinned import Pinned
from rostering.rules.rest import Rest
from rostering.solve.changes import Distance
from rostering.solve.reroster import PROTECTED, Nearby, Situation
from rostering.solve.statements import Stated, state
from tests.build import doctor, line
from tests.solve.brute import Case, every
from tests.solve.cases import CASES, case, name_of, random_case, solved
from tests.solve.test_large import SHARED

MINIMA = case(
    "agreed dates and a minimum", (MinInWindow(span="week", least=1), Rest(hours=48, strength=40), FairShare(), Pinned()),
    [line()], [doctor("a"), doctor("b"), doctor("c", quote_part="0.5")], end="2027-02-07",
    pinned=[{"doctor": "a", "date": "2027-02-06", "line": "mmg", "window": "soir"}],
)  # fmt: skip
TRIED = [MINIMA, *CASES, *SHARED, *(random_case(seed) for seed in range(40, 48))]
BY_NAME = {case.name: case for case in TRIED}
Key = tuple[int, ...]


@cache
def lawful(name: str) -> tuple[Roster, ...]:
    """Every lawful roster of a case."""
    return tuple(roster for roster, _ in every(BY_NAME[name]))


@cache
def start_of(name: str) -> Roster:
    """The roster that was published."""
    return solved(BY_NAME[name]).roster


def losing(problem: Problem, gone: frozenset[Pair]) -> Problem:
    """The problem once those doctors can no longer hold those duties."""
    return replace(problem.without(gone), published=None)


def events(roster: Roster) -> Iterator[frozenset[Pair]]:
    """Nothing; each doctor away for good; each duty given back; the two first duties given back."""
    yield frozenset()
    for who, shifts in roster.by_doctor.items():
        yield frozenset(Pair(who, shift) for shift in shifts)
    for pair in roster:
        yield frozenset([pair])
    yield frozenset(list(roster)[:2])


class Counted:
    """The levels of a roster counted from the statements, one after the other, without the solver's code."""

    protected: frozenset[str] = PROTECTED

    def __init__(self, case: Case, problem: Problem, published: Roster, distance: Distance) -> None:
        rules = [rule for rule in case.rules if rule.kind != "stability"]
        self.stated: list[Stated] = state(problem, rules)[1]
        self.base = published.pairs - distance.gone
        self.distance = distance

    def key(self, roster: Roster) -> Key:
        """Vacancies, protected breaches beyond those there were, changes, doctors, nearness, the rest."""
        vacancies = breaches = rest = 0
        for entry in self.stated:
            excess = self._price(entry, roster.pairs)
            if entry.tier is Tier.CARENCE:
                vacancies += excess
            elif entry.tier is Tier.SOFT and entry.rule.kind in self.protected:
                beyond = max(0, excess - self._price(entry, self.base))
                breaches, rest = breaches + beyond, rest + beyond
            elif entry.tier in (Tier.SOFT, Tier.FAIRNESS, Tier.WISHES):
                rest += excess
        distance = self.distance
        moved = distance.count(roster.pairs), distance.disturbed(roster.pairs)
        return (vacancies, breaches, *moved, distance.near(roster.pairs), rest)

    @staticmethod
    def _price(entry: Stated, pairs: frozenset[Pair]) -> int:
        return entry.price * entry.statement.excess(pairs) // max(1, entry.statement.weight)


@pytest.mark.parametrize("takers", [False, True])
@pytest.mark.parametrize("case", TRIED, ids=name_of)
def test_every_level_is_the_least_of_all_lawful_rosters(case: Case, takers: bool) -> None:
    """For every event: vacancies, breaches, changes, doctors, dates, cost as in the best of all rosters; proved."""
    start = start_of(case.name)
    for gone in events(start):
        problem = losing(case.problem, gone)
        free = frozenset(shift.id for shift in problem.shifts)
        situation = Situation(problem, case.rules, start, free, takers_count=takers)
        nearby = Nearby(situation)
        counted = Counted(case, problem, start, nearby.distance)
        able = [roster for roster in lawful(case.name) if gone.isdisjoint(roster.pairs)]
        found = nearby.solve()
        assert found.roster is not None
        if not able:
            continue  # a hard rule cannot hold any more: broken no more than it has to be
        best = min(counted.key(roster) for roster in able)
        assert counted.key(found.roster) == best
        assert (found.vacancies, found.breaches, found.changed, found.doctors) == best[:4]
        assert found.proved == ("vacancies", "breaches", "changed", "doctors")


@pytest.mark.parametrize("case", TRIED, ids=name_of)
def test_frozen_duties_keep_their_doctors_and_the_rest_is_nearest_all_the_same(case: Case) -> None:
    """The first half of the duties is frozen: identical after, and the levels are the least of the rosters that keep it."""
    start = start_of(case.name)
    frozen = {shift.id for shift in case.problem.shifts[: len(case.problem.shifts) // 2]}
    kept = frozenset(pair for pair in start if pair.shift in frozen)
    for gone in events(Roster(start.pairs - kept)):
        problem = losing(case.problem, gone)
        free = frozenset(shift.id for shift in problem.shifts) - frozen
        nearby = Nearby(Situation(problem, case.rules, start, free))
        counted = Counted(case, problem, start, nearby.distance)
        able = [
            roster
            for roster in lawful(case.name)
            if gone.isdisjoint(roster.pairs) and _held(roster, frozen) == kept
        ]
        found = nearby.solve()
        assert found.roster is not None
        assert _held(found.roster, frozen) == kept
        if able:
            assert counted.key(found.roster) == min(counted.key(roster) for roster in able)


def _held(roster: Roster, shifts: set[str]) -> frozenset[Pair]:
    return frozenset(pair for pair in roster.pairs if pair.shift in shifts)


class Bending(Counted):
    """The same when every protected rule may bend: its breaches count with the rest, after the changes."""

    protected: frozenset[str] = frozenset()


@pytest.mark.parametrize("case", [MINIMA, *TRIED[-8:]], ids=name_of)
def test_rules_that_may_bend_give_way_to_fewer_changes(case: Case) -> None:
    """With --bend for all of them: vacancies, changes, doctors, dates and then the whole price, as enumeration finds."""
    start = start_of(case.name)
    for gone in events(start):
        problem = losing(case.problem, gone)
        free = frozenset(shift.id for shift in problem.shifts)
        nearby = Nearby(Situation(problem, case.rules, start, free, bent=PROTECTED))
        counted = Bending(case, problem, start, nearby.distance)
        able = [roster for roster in lawful(case.name) if gone.isdisjoint(roster.pairs)]
        found = nearby.solve()
        assert found.roster is not None
        if able:
            assert counted.key(found.roster) == min(counted.key(roster) for roster in able)


@pytest.mark.parametrize("case", TRIED, ids=name_of)
def test_one_change_more_and_the_fairest_are_the_cheapest_of_theirs(case: Case) -> None:
    """Alternatives: the least cost among rosters with no more vacancies, breaches and changes than allowed."""
    start = start_of(case.name)
    gone = frozenset(list(start)[:1])
    problem = losing(case.problem, gone)
    free = frozenset(shift.id for shift in problem.shifts)
    nearby = Nearby(Situation(problem, case.rules, start, free))
    counted = Counted(case, problem, start, nearby.distance)
    keys = [counted.key(roster) for roster in lawful(case.name) if gone.isdisjoint(roster.pairs)]
    vacancies, breaches, changes, *_ = min(keys)
    for more, fairest in ((0, True), (1, False)):
        found = nearby.solve(more, fairest)
        assert found.roster is not None
        best = min(
            (key[0], key[1], key[5])
            for key in keys
            if key[:2] == (vacancies, breaches) and key[2] <= changes + more
        )
        told = counted.key(found.roster)
        assert (told[0], told[1], told[5]) == best


def test_nothing_happened_nothing_changes() -> None:
    """Without an event the published roster comes back, whatever it cost."""
    for tried in TRIED:
        start = start_of(tried.name)
        free = frozenset(shift.id for shift in tried.problem.shifts)
        found = Nearby(Situation(tried.problem, tried.rules, start, free)).solve()
        missing = any(
            len(start.by_shift.get(shift.id, ())) < shift.staffing.min
            for shift in tried.problem.shifts
        )
        if not missing:
            assert found.roster == start
