"""Week-ends: how many, not two running, whole or split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import NonNegativeInt

from rostering.domain.people import Doctor
from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Statement, Term, any_of, at_most, together
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.problem.spans import saturday_of, saturdays_of
from rostering.rules.base import Breach, Rule, Strength, long_date, number, the_doctor

WEEK = timedelta(days=7)
ONE_DAY = timedelta(days=1)


class Weekends(Rule):
    """Week-ends : un nombre maximal par médecin, pas deux de suite si on le veut, samedi et dimanche d'un seul tenant ou partagés.

    worked = a counted duty has a civil Saturday or Sunday; max(0, worked − most) + running pairs + shapes not kept
    (whole: per line, Saturday's and Sunday's doctor are one; split: no doctor on both). A personal cap replaces
    `most`. Edge: a 20–8 duty of Friday is no week-end; the last week-end before the horizon counts for running.
    """

    kind: Literal["weekends"] = "weekends"
    strength: Strength = 60
    most: NonNegativeInt | None = None
    consecutive_allowed: bool = True
    shape: Literal["free", "whole", "split"] = "free"

    title = "Week-ends"
    blocks_as = "au bout de leurs week-ends"
    looks_beyond = True

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """Per doctor: one count, one statement per two running, one per week-end (and line) with a shape."""
        two_days = self._two_day_lines(problem) if self.shape == "whole" else frozenset()
        for doctor, shifts in self.governed(problem):
            groups: defaultdict[date, list[Pair]] = defaultdict(list)
            for shift in shifts:
                for saturday in saturdays_of(shift):
                    groups[saturday].append(problem.pair(doctor, shift))
            worked = {saturday: any_of(groups[saturday]) for saturday in sorted(groups)}
            cap = self._cap(doctor)
            if cap is not None and len(worked) > cap:
                yield at_most(cap, worked.values(), doctor.id)
            if not self.consecutive_allowed:
                yield from _running(problem, doctor, worked)
            if self.shape == "whole":
                yield from _whole(problem, doctor, shifts, two_days)
            elif self.shape == "split":
                yield from _split(problem, doctor, shifts)

    def _cap(self, doctor: Doctor) -> int | None:
        """The personal cap, else `most`; a rule narrowed to some lines without `most` speaks of shape only."""
        narrowed = bool(self.lines or self.functions)
        if doctor.caps.weekends is None or (narrowed and self.most is None):
            return self.most
        return doctor.caps.weekends

    def _two_day_lines(self, problem: Problem) -> frozenset[tuple[str, date]]:
        """(line, Saturday) where the line has shifts on both days."""
        served = self._served(problem)
        return frozenset(
            (line, day)
            for line, day in served
            if day.weekday() == 5 and (line, day + ONE_DAY) in served
        )

    def _served(self, problem: Problem) -> set[tuple[str, date]]:
        """(line, day) of every counted shift."""
        return {(shift.line.id, shift.date) for shift in problem.shifts if self.counts(shift)}

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Lists the week-ends each doctor works, then reads them one after the other."""
        served = self._served(problem) if self.shape == "whole" else set()
        for doctor, shifts in self.duties(problem, roster):
            held: dict[date, list[str]] = {}
            for shift in shifts:
                for day in shift.dates:
                    if day.weekday() >= 5:
                        saturday = day if day.weekday() == 5 else day - ONE_DAY
                        held.setdefault(saturday, []).append(shift.id)
            cap = self._cap(doctor)
            if cap is not None and len(held) > cap:
                ids = tuple(dict.fromkeys(id_ for ids in held.values() for id_ in ids))
                over = len(held) - cap
                yield self.breach(over, (doctor.id,), ids, len(held), cap, "nombre")
            before = {saturday_of(past.date) for past in problem.past if past.doctor == doctor.id}
            for saturday in () if self.consecutive_allowed else sorted(held):
                if saturday - WEEK in held or saturday - WEEK in before:
                    yield self.breach(1, (doctor.id,), tuple(held[saturday]), label="de suite")
            yield from self._misshapen(doctor, shifts, served)

    def _misshapen(
        self, doctor: Doctor, shifts: Sequence[Shift], served: set[tuple[str, date]]
    ) -> Iterator[Breach]:
        first_by_day = {(s.line.id, s.date): s.id for s in shifts if s.date.weekday() >= 5}
        if self.shape == "whole":
            for (line, day), shift in first_by_day.items():
                other = day + (ONE_DAY if day.weekday() == 5 else -ONE_DAY)
                if (line, other) in served and (line, other) not in first_by_day:
                    yield self.breach(1, (doctor.id,), (shift,), label="entier")
        if self.shape == "split":
            days = {day: shift for (_, day), shift in first_by_day.items()}
            for day, shift in days.items():
                if day.weekday() == 5 and day + ONE_DAY in days:
                    both = (shift, days[day + ONE_DAY])
                    yield self.breach(1, (doctor.id,), both, label="partagé")

    def say(self, problem: Problem, breach: Breach) -> str:
        """How many week-ends, or which one and what is wrong with it."""
        who = the_doctor(problem, breach)
        if breach.label == "nombre":
            count, cap = number(breach.measured or 0), number(breach.allowed or 0)
            return f"{who} a {count} week-ends de garde pour {cap} au plus"
        shift = problem.shift_by_id[breach.shifts[0]]
        day = long_date(saturdays_of(shift)[0])
        if breach.label == "de suite":
            return f"{who} est de garde le week-end du {day} et le week-end précédent"
        if breach.label == "entier":
            return f"{who} ne tient qu'un jour du week-end du {day} sur la ligne {shift.line.name}"
        return f"{who} est de garde samedi et dimanche le week-end du {day}"

    @classmethod
    def example(cls) -> Self:
        """Three a horizon, never two running."""
        return cls(most=3, consecutive_allowed=False)


def _running(problem: Problem, doctor: Doctor, worked: Mapping[date, Term]) -> Iterator[Statement]:
    before = {saturday_of(past.date) for past in problem.past_by_doctor.get(doctor.id, ())}
    for saturday, term in worked.items():
        if saturday - WEEK in before:
            yield at_most(0, (term,), doctor.id, saturday.isoformat())
        elif saturday - WEEK in worked:
            yield at_most(1, (worked[saturday - WEEK], term), doctor.id, saturday.isoformat())


def _whole(
    problem: Problem,
    doctor: Doctor,
    shifts: Sequence[Shift],
    two_days: frozenset[tuple[str, date]],
) -> Iterator[Statement]:
    groups: defaultdict[tuple[str, date], tuple[list[Pair], list[Pair]]]
    groups = defaultdict(lambda: ([], []))
    for shift in shifts:
        saturday = saturday_of(shift.date)
        if saturday and (shift.line.id, saturday) in two_days:
            day = (shift.date - saturday).days
            groups[shift.line.id, saturday][day].append(problem.pair(doctor, shift))
    for (line, saturday), (first, second) in groups.items():
        about = (doctor.id, line, saturday.isoformat())
        if first and second:
            yield together(any_of(first), any_of(second), *about)
        else:
            yield at_most(0, (any_of(first or second),), *about)


def _split(problem: Problem, doctor: Doctor, shifts: Sequence[Shift]) -> Iterator[Statement]:
    groups: defaultdict[date, list[Pair]] = defaultdict(list)
    for shift in shifts:
        if shift.date.weekday() >= 5:
            groups[shift.date].append(problem.pair(doctor, shift))
    for day in sorted(groups):
        if day.weekday() == 5 and day + ONE_DAY in groups:
            terms = (any_of(groups[day]), any_of(groups[day + ONE_DAY]))
            yield at_most(1, terms, doctor.id, day.isoformat())
