"""Runs: how many days in a row on call, and how many off between."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple, Self

from pydantic import Field, PositiveInt, model_validator

from rostering.domain.people import Doctor
from rostering.domain.roster import Pair, Roster
from rostering.problem import limit
from rostering.problem.limit import AnyOf, Statement
from rostering.problem.problem import Problem
from rostering.rules.base import Breach, Rule, long_date, plural, the_doctor

ONE_DAY = timedelta(days=1)
Run = tuple[date, date]
"""First and last date of consecutive days on."""


class Fault(NamedTuple):
    """What is wrong with a run, or with the rest before it."""

    run: Run
    amount: int
    measured: int
    allowed: int
    what: str


class Runs(Rule):
    """Jours de suite : au plus `most_on` jours de garde de suite, au moins `least_on`, puis au moins `least_off` jours libres.

    Σ days worked beyond the most_on-th in a row + Σ days missing to least_on + Σ days missing to least_off.
    A duty works each civil day it belongs to. Edge: runs and rests cut by the last day are not judged for
    minima, nor are runs that ended before the horizon; a run that comes from the previous roster goes on. With
    `open_start`, nor is the run of the first day when no past duty is known: it may have begun before.
    """

    kind: Literal["runs"] = "runs"
    most_on: PositiveInt | None = Field(default=None, le=31)
    least_on: PositiveInt = Field(default=1, le=31)
    least_off: PositiveInt = Field(default=1, le=31)
    open_start: bool = False

    title = "Jours de suite"
    blocks_as = "au bout de leurs jours de suite"

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.most_on is not None and self.most_on < self.least_on:
            raise ValueError("least_on ≤ most_on attendu")
        return self

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor over the days of the horizon."""
        for doctor, shifts in self.governed(problem):
            if not shifts:
                continue
            by_day: defaultdict[date, list[Pair]] = defaultdict(list)
            for shift in shifts:
                for day in shift.dates:
                    by_day[day].append(problem.pair(doctor, shift))
            before, rested = _tail(problem, doctor)
            yield limit.Runs(
                tuple(AnyOf(tuple(by_day[day])) for day in problem.dates),
                self.most_on,
                self.least_on,
                self.least_off,
                before,
                rested,
                about=(doctor.id,),
                open_start=self.open_start,
            )

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Walks over the worked dates of each doctor, past ones included, in order."""
        first, last = problem.dates[0], problem.dates[-1]
        for doctor, shifts in self.duties(problem, roster):
            past = {duty.date for duty in problem.past if duty.doctor == doctor.id}
            past = {day for day in past if day < first}
            worked = past | {day for shift in shifts for day in shift.dates if day <= last}
            runs = _runs(sorted(worked))
            faults = [fault for run in runs for fault in self._lengths(run, first, last)]
            if self.open_start and not past:
                faults = [fault for fault in faults if not _cut_before(fault, first)]
            faults += [fault for two in pairwise(runs) for fault in self._break(*two, first)]
            for fault in faults:
                begin, end = fault.run
                ids = [s.id for s in shifts if begin <= s.last_date and s.date <= end]
                label = f"{fault.what} {long_date(begin)}"
                yield self.breach(
                    fault.amount, (doctor.id,), tuple(ids), fault.measured, fault.allowed, label
                )

    def _lengths(self, run: Run, first: date, last: date) -> Iterator[Fault]:
        begin, end = run
        length = (end - begin).days + 1
        if self.most_on is not None and length > self.most_on and end >= first:
            allowed_end = begin + (self.most_on - 1) * ONE_DAY
            beyond = (end - max(allowed_end, first - ONE_DAY)).days
            yield Fault(run, beyond, length, self.most_on, "à partir du")
        if length < self.least_on and first <= end < last:
            missing = self.least_on - length
            yield Fault(run, missing, length, self.least_on, "seulement à partir du")

    def _break(self, run: Run, later: Run, first: date) -> Iterator[Fault]:
        free = (later[0] - run[1]).days - 1
        if free < self.least_off and later[1] >= first:
            yield Fault(later, self.least_off - free, free, self.least_off, "avant le")

    def say(self, problem: Problem, breach: Breach) -> str:
        """How many days from when, or how many free days before when."""
        who, length = the_doctor(problem, breach), int(breach.measured or 0)
        bound = int(breach.allowed or 0)
        if breach.label.startswith("avant"):
            free = plural(length, "jour libre") if length else "aucun jour libre"
            return f"{who} : {free} {breach.label}, pour {bound} au moins"
        end = "moins" if breach.label.startswith("seulement") else "plus"
        days = plural(length, "jour")
        return f"{who} : {days} de garde de suite {breach.label}, pour {bound} au {end}"

    @classmethod
    def example(cls) -> Self:
        """Two days in a row at most."""
        return cls(most_on=2)


def _cut_before(fault: Fault, first: date) -> bool:
    """True of a run found too short that may have begun before `first`."""
    return fault.run[0] == first and fault.measured < fault.allowed


def _tail(problem: Problem, doctor: Doctor) -> tuple[int, int | None]:
    """Days worked in a row just before the horizon; or days off in a row, None when nothing is known."""
    first = problem.dates[0]
    worked = {duty.date for duty in problem.past_by_doctor.get(doctor.id, ()) if duty.date < first}
    if not worked:
        return 0, None
    rested = (first - max(worked)).days - 1
    if rested:
        return 0, rested
    before = 1
    while first - (before + 1) * ONE_DAY in worked:
        before += 1
    return before, None


def _runs(days: list[date]) -> list[Run]:
    """First and last date of each run of consecutive dates."""
    runs: list[Run] = []
    for day in days:
        if runs and day - runs[-1][1] == ONE_DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs
