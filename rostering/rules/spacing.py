"""Spacing: free days between two days on call."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field

from rostering.domain.people import Doctor
from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Statement, Term, any_of, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, number, plural, the_doctor, the_shift

LastAndPair = tuple[date, Pair]


@dataclass(frozen=True, order=True)
class Day:
    """The civil days of a duty; `shift` is empty for one served before the horizon."""

    first: date
    last: date
    shift: str = ""

    def is_near(self, day: date, days: int) -> bool:
        """True on its days and on the `days` that follow."""
        return self.first <= day <= self.last + timedelta(days=days)


class Spacing(Rule):
    """Espacement : au moins `days` jours libres séparent deux gardes d'un même médecin ; celles du même jour n'en font qu'une.

    Duty b is active on first(b) ≤ j ≤ last(b) + days; Σ over days j of max(0, active − 1): two duties one
    day apart cost `days`, two with just too little cost 1. Edge: exactly `days` free days are enough;
    unless `same_day_allowed`, two duties that begin on one date conflict too; a past duty counts on its date.
    """

    kind: Literal["spacing"] = "spacing"
    days: int = Field(ge=1, le=60)
    same_day_allowed: bool = True

    title = "Espacement des gardes"
    demands = False
    blocks_as = "trop près d'une autre garde"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each set of duties active on some day, as many times as there are such days."""
        for doctor, shifts in self.governed(problem):
            active = self._active(shifts, problem, doctor)
            past = {duty.date for duty in problem.past_by_doctor.get(doctor.id, ())}
            count: Counter[tuple[int, ...]] = Counter()
            windows: dict[tuple[int, ...], tuple[Term, ...]] = {}
            for day, terms in active.items():
                since = day - timedelta(days=self.days)
                free = 0 if any(since <= served <= day for served in past) else 1
                key = (free, *map(id, terms))  # hashing the terms themselves would read every pair
                count[key] += 1
                windows[key] = terms
            for key, terms in windows.items():
                if len(terms) > key[0]:
                    yield at_most(key[0], terms, doctor.id, weight=count[key])

    def _active(
        self, shifts: tuple[Shift, ...], problem: Problem, doctor: Doctor
    ) -> Mapping[date, tuple[Term, ...]]:
        """For each day, a term for each date (or each duty) whose duties are active then."""
        starts: defaultdict[date, list[LastAndPair]] = defaultdict(list)
        for shift in shifts:
            starts[shift.date].append((shift.last_date, problem.pair(doctor, shift)))
        active: defaultdict[date, list[Term]] = defaultdict(list)
        for first in sorted(starts):
            for day, terms in self._days_of(first, sorted(starts[first])):
                active[day] += terms
        return {day: tuple(terms) for day, terms in active.items()}

    def _days_of(
        self, first: date, duties: list[LastAndPair]
    ) -> Iterator[tuple[date, tuple[Term, ...]]]:
        """Each day on which duties that begin on one date are active, with their terms."""
        day = first
        for last in sorted({last for last, _ in duties}):
            alive = [pair for until, pair in duties if until >= last]
            terms = (any_of(alive),) if self.same_day_allowed else tuple(alive)
            while day <= last + timedelta(days=self.days):
                yield day, terms
                day += timedelta(days=1)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Day by day, looks at who is still within the spacing of what; counts each pair of neighbours."""
        for doctor, shifts in self.duties(problem, roster):
            served = [
                Day(duty.date, duty.date) for duty in problem.past if duty.doctor == doctor.id
            ]
            close: Counter[tuple[Day, Day]] = Counter()
            for day in _days(shifts, self.days):
                before = sorted(past for past in served if past.is_near(day, self.days))[-1:]
                held = [Day(shift.date, shift.last_date, shift.id) for shift in shifts]
                alive = sorted(one for one in held if one.is_near(day, self.days))
                if self.same_day_allowed:
                    alive = [one for one in alive if one == _first_of(one.first, alive)]
                close.update(pairwise([*before, *alive]))
            for (one, other), amount in close.items():
                ids = tuple(duty.shift for duty in (one, other) if duty.shift)
                free = (other.first - one.last).days - 1
                yield self.breach(amount, (doctor.id,), ids, max(0, free), self.days)

    def say(self, problem: Problem, breach: Breach) -> str:
        """Which two duties, and how many free days there are."""
        named = [the_shift(problem, shift) for shift in breach.shifts]
        first = named[0] if len(named) > 1 else "une garde du tableau précédent"
        free = int(breach.measured or 0)
        have = plural(free, "jour libre") if free else "aucun jour libre"
        wanted = number(breach.allowed or 0)
        return f"{the_doctor(problem, breach)} : {have} entre {first} et {named[-1]}, pour {wanted}"

    @classmethod
    def example(cls) -> Self:
        """Four free days between two duties."""
        return cls(days=4)


def _first_of(first: date, alive: list[Day]) -> Day:
    return next(one for one in alive if one.first == first)


def _days(shifts: list[Shift], days: int) -> Iterator[date]:
    """Every day from the first duty to the last day on which one is still active."""
    if not shifts:
        return
    day = min(shift.date for shift in shifts)
    end = max(shift.last_date for shift in shifts)
    while day <= end + timedelta(days=days):
        yield day
        day += timedelta(days=1)
