"""One place at a time, with the road between two sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Literal, Self

from rostering.domain.people import Doctor
from rostering.domain.period import Period
from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Statement, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, number, the_doctor, the_shift


class OnePlace(Rule):
    """Un seul lieu à la fois : deux gardes d'un médecin ne se chevauchent pas, et le trajet entre deux sites a le temps de se faire.

    For each instant, at most one duty covers it. Two duties at different sites keep travel minutes
    between them. Edge: touching duties at one site are allowed; exactly the travel time is enough.
    """

    kind: Literal["one_place"] = "one_place"
    strength: Literal["hard"] = "hard"

    title = "Un seul lieu à la fois"
    demands = False
    waivable = False
    blocks_as = "déjà de garde"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """Maximal cliques of overlapping duties, then those that only the road keeps apart."""
        for doctor, shifts in self.governed(problem):
            stays = sorted(
                (
                    problem.period(doctor, shift),
                    problem.place(doctor, shift),
                    problem.pair(doctor, shift),
                )
                for shift in shifts
            )
            for clique in overlap_cliques([(period, pair) for period, _, pair in stays]):
                yield at_most(1, clique, doctor.id)
            yield from self._roads(problem, doctor, stays)
            taken = [
                pair for period, place, pair in stays if _meets_past(problem, doctor, period, place)
            ]
            if taken:
                yield at_most(0, taken, doctor.id)

    def _roads(
        self, problem: Problem, doctor: Doctor, stays: list[tuple[Period, str, Pair]]
    ) -> Iterator[Statement]:
        """Duties of one period and place leave together; those of one later period they cannot reach make a clique."""
        travel = problem.facts.travel
        longest = max([travel.default_minutes, *(leg.minutes for leg in travel.table)])
        groups: defaultdict[tuple[Period, str], list[Pair]] = defaultdict(list)
        for period, place, pair in stays:
            groups[period, place].append(pair)
        listed = list(groups.items())
        for index, ((period, place), pairs) in enumerate(listed):
            missed: defaultdict[Period, list[Pair]] = defaultdict(list)
            for (other, elsewhere), other_pairs in listed[index + 1 :]:
                if other.start >= period.end + timedelta(minutes=longest):
                    break
                if 0 <= period.gap_minutes(other) < problem.travel_minutes(place, elsewhere):
                    missed[other] += other_pairs
            for later in missed.values():
                yield at_most(1, (*pairs, *later), doctor.id)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Compares every two duties of each doctor, and each with those served before."""
        for doctor, shifts in self.duties(problem, roster):
            for index, second in enumerate(shifts):
                period, place = problem.period(doctor, second), problem.place(doctor, second)
                for first in shifts[:index]:
                    gap = problem.period(doctor, first).gap_minutes(period)
                    road = problem.travel_minutes(problem.place(doctor, first), place)
                    if gap < road:
                        yield self._breach(doctor, (first, second), gap, road)
                for past in (past for past in problem.past if past.doctor == doctor.id):
                    gap, road = (
                        past.period.gap_minutes(period),
                        problem.travel_minutes(past.site, place),
                    )
                    if gap < road:
                        yield self._breach(doctor, (second,), gap, road)

    def _breach(self, doctor: Doctor, shifts: tuple[Shift, ...], gap: int, road: int) -> Breach:
        ids = tuple(shift.id for shift in shifts)
        return self.breach(1, (doctor.id,), ids, max(gap, 0), road)

    def say(self, problem: Problem, breach: Breach) -> str:
        """Which two duties, and whether the road is the reason."""
        who = the_doctor(problem, breach)
        named = [the_shift(problem, shift) for shift in breach.shifts]
        both = (
            " et ".join(named)
            if len(named) > 1
            else f"une garde du tableau précédent et {named[0]}"
        )
        if not breach.allowed:
            return f"{who} ne peut pas tenir à la fois {both}"
        gap, road = number(breach.measured or 0), number(breach.allowed)
        return f"{who} n'a que {gap} min entre {both}, pour {road} min de trajet"

    @classmethod
    def example(cls) -> Self:
        """It has no parameter; travel times are the territory's."""
        return cls()


def _meets_past(problem: Problem, doctor: Doctor, period: Period, place: str) -> bool:
    return any(
        past.period.gap_minutes(period) < problem.travel_minutes(past.site, place)
        for past in problem.past_by_doctor.get(doctor.id, ())
    )


def overlap_cliques(held: list[tuple[Period, Pair]]) -> Iterator[tuple[Pair, ...]]:
    """Maximal sets of pairs that share an instant (in one dimension pairwise overlap is enough: Helly)."""
    active: list[tuple[Period, Pair]] = []
    for period, pair in sorted(held):
        still = [entry for entry in active if entry[0].end > period.start]
        if len(still) < len(active) and len(active) > 1:
            yield tuple(entry[1] for entry in active)
        active = [*still, (period, pair)]
    if len(active) > 1:
        yield tuple(entry[1] for entry in active)
