"""Successions: what may not, or should, follow what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Literal, Self

from pydantic import Field

from rostering.domain.document import Document
from rostering.domain.people import Doctor
from rostering.domain.roster import Pair, Roster
from rostering.domain.territory import Id
from rostering.domain.vocabulary import Function
from rostering.problem.cells import Cell, exclusive, pairs_of
from rostering.problem.limit import Limit, Statement, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, the_doctor, the_shift

Ending = tuple[datetime, date]
"""When a duty ends, and the last civil day it belongs to."""


class DutyKind(Document):
    """Duties named by line, function, category or window; every list that is not empty must match."""

    lines: tuple[Id, ...] = ()
    functions: tuple[Function, ...] = ()
    categories: tuple[Id, ...] = ()
    windows: tuple[Id, ...] = ()

    def matches(self, shift: Shift) -> bool:
        """Is the shift of this kind?"""
        if self.lines and shift.line.id not in self.lines:
            return False
        if self.functions and shift.line.function not in self.functions:
            return False
        if self.categories and shift.category not in self.categories:
            return False
        return not self.windows or shift.window.id in self.windows


class Succession(Rule):
    """Successions : après telle garde, telle autre est interdite, ou voulue, dans les `within_days` jours.

    A of kind `first`, C of kind `then`, C.start ≥ A.end and C dated ≤ last day of A + within_days. Forbidden:
    1 for each (A, C); wanted: 1 for each A without a C. Edge: touching duties are a succession; 0 days is
    the same day; a wanted C is not asked when its days pass the horizon; past duties are of no kind.
    """

    kind: Literal["succession"] = "succession"
    first: DutyKind
    then: DutyKind
    within_days: int = Field(default=1, ge=0, le=60)
    forbid: bool = True

    title = "Successions"
    blocks_as = "empêchés par une succession interdite"
    single_place = True

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """For each way the first duty can end: the duties that end so, and those that follow."""
        for doctor, shifts in self.governed(problem):
            firsts: defaultdict[Ending, list[Pair]] = defaultdict(list)
            for shift in filter(self.first.matches, shifts):
                ending = problem.period(doctor, shift).end, shift.last_date
                firsts[ending].append(problem.pair(doctor, shift))
            thens: defaultdict[date, list[Shift]] = defaultdict(list)
            for shift in filter(self.then.matches, shifts):
                thens[shift.date].append(shift)
            for (end, last), pairs in firsts.items():
                days = [last + timedelta(days=n) for n in range(self.within_days + 1)]
                cells = [
                    Cell(problem.period(doctor, shift), (problem.pair(doctor, shift),))
                    for shift in chain.from_iterable(thens.get(day, ()) for day in days)
                ]
                after = [cell for cell in cells if cell.period.start >= end]
                if self.forbid:
                    for group in exclusive(after):
                        yield at_most(1, (*pairs, *pairs_of(group)), doctor.id)
                elif days[-1] <= problem.dates[-1]:
                    yield _followed(doctor, pairs, pairs_of(after))

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Looks after each duty of the first kind for those of the second."""
        for doctor, shifts in self.duties(problem, roster):
            for first in filter(self.first.matches, shifts):
                after = [
                    shift
                    for shift in filter(self.then.matches, shifts)
                    if self._follows(problem, doctor, first, shift)
                ]
                if self.forbid:
                    for shift in after:
                        yield self.breach(1, (doctor.id,), (first.id, shift.id))
                elif not after and self._is_asked(problem, first):
                    yield self.breach(1, (doctor.id,), (first.id,), label=self._within())

    def _follows(self, problem: Problem, doctor: Doctor, first: Shift, shift: Shift) -> bool:
        if problem.period(doctor, shift).start < problem.period(doctor, first).end:
            return False
        return 0 <= (shift.date - first.last_date).days <= self.within_days

    def _is_asked(self, problem: Problem, first: Shift) -> bool:
        return (problem.dates[-1] - first.last_date).days >= self.within_days

    def _within(self) -> str:
        if self.within_days > 1:
            return f"dans les {self.within_days} jours"
        return "le lendemain" if self.within_days else "le même jour"

    def say(self, problem: Problem, breach: Breach) -> str:
        """Which duty follows which, or what no duty follows."""
        who, first = the_doctor(problem, breach), the_shift(problem, breach.shifts[0])
        if len(breach.shifts) > 1:
            return f"{who} ne peut pas enchaîner {first} et {the_shift(problem, breach.shifts[1])}"
        return f"{who} : après {first}, la garde voulue ne suit pas {breach.label}"

    @classmethod
    def example(cls) -> Self:
        """No evening after a night, the next day."""
        return cls(first=DutyKind(categories=("nuit",)), then=DutyKind(categories=("soiree",)))


def _followed(doctor: Doctor, firsts: list[Pair], thens: tuple[Pair, ...]) -> Statement:
    """One of the first (they end together: one at most is held) only with one of those that follow."""
    if not thens:
        return at_most(0, firsts, doctor.id)
    signs = (1,) * len(firsts) + (-1,) * len(thens)
    return Limit((*firsts, *thens), high=0, coefficients=signs, about=(doctor.id,))
