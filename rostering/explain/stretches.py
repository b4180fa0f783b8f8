"""Stretches of days in which doctors may be too few: how many duties each can hold there, by hard statements alone.

A hard maximum over all that is open to a doctor from one day to another bounds what the doctor can hold between them:
one a day, one in so many days, so many a week or a month. The least such bound is a capacity, and duties against
capacities are a matching; so « too few » and « not without » are proofs, whatever else rules forbid.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Limit
from rostering.problem.problem import Problem
from rostering.solve.statements import Stated

PLENTY = 2
"""Doctors a seat from which a stretch is not looked at: it has clearly enough."""
Days = tuple[date, date]


class Stretches:
    """The bounds of every doctor, and the stretches that they suggest."""

    def __init__(
        self, problem: Problem, stated: Sequence[Stated], able: Mapping[str, Sequence[str]]
    ) -> None:
        self.problem = problem
        self.days: dict[str, list[date]] = {doctor.id: [] for doctor in problem.doctors}
        for shift in problem.shifts:
            for doctor in able[shift.id]:
                self.days[doctor].append(shift.date)
        self.open = {Pair(doctor, shift) for shift, doctors in able.items() for doctor in doctors}
        self.bounds: defaultdict[str, dict[Days, int]] = defaultdict(dict)
        for entry in stated:
            if entry.is_hard and isinstance(entry.statement, Limit):
                self._read(entry.statement)

    def _read(self, limit: Limit) -> None:
        """Keeps what the limit says of one doctor, when it speaks of all that is open to them between two days."""
        if limit.high is None or min(limit.coefficients or (1,), default=0) < 1:
            return
        pairs = {pair for pair in limit.pairs() if pair in self.open}
        doctors = {pair.doctor for pair in pairs}
        if len(doctors) != 1:
            return
        shifts = self.problem.shift_by_id
        dates = [shifts[pair.shift].date for pair in pairs]
        first, last, doctor = min(dates), max(dates), doctors.pop()
        if len(pairs) < self._count(doctor, first, last):
            return
        widest = max(len(term.pairs) if isinstance(term, AnyOf) else 1 for term in limit.terms)
        most = widest * (limit.high // min(limit.coefficients or (1,)))
        known = self.bounds[doctor].get((first, last), most)
        self.bounds[doctor][first, last] = min(known, most)

    def _count(self, doctor: str, first: date, last: date) -> int:
        days = self.days[doctor]
        return bisect_right(days, last) - bisect_left(days, first)

    def all(self) -> Iterator[Days]:
        """Every stretch that some bound speaks of, shortest first."""
        found = {days for bounds in self.bounds.values() for days in bounds}
        yield from sorted(found, key=lambda days: (days[1] - days[0], days[0]))

    def capacities(self, first: date, last: date) -> dict[str, int]:
        """The most duties that each doctor can hold in the stretch; those to whom nothing is open left out."""
        found = {doctor: self.capacity(doctor, first, last) for doctor in self.days}
        return {doctor: most for doctor, most in found.items() if most}

    def capacity(self, doctor: str, first: date, last: date) -> int:
        """The most duties that the doctor can hold in the stretch."""
        days = self.days[doctor]
        low, high = bisect_left(days, first), bisect_right(days, last)
        if low == high:
            return 0
        start, end = days[low], days[high - 1]
        bounds = self.bounds.get(doctor, {}).items()
        return min([high - low, *(most for (a, b), most in bounds if a <= start and end <= b)])
