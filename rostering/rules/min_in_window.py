"""Fewest duties, or hours, per week, month, quarter or horizon."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import PositiveInt, model_validator

from rostering.domain.people import Doctor
from rostering.domain.roster import Roster
from rostering.problem.eligibility import why_not
from rostering.problem.limit import Limit, Statement, at_least
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.problem.spans import Span, by_span, span_key
from rostering.rules.base import Breach, PositiveHours, Rule, number, plural, the_doctor, the_span

IN_MINUTES = "en minutes, "
"""What opens the label of a breach whose figures are minutes, so that it carries all that its sentence says."""


class MinInWindow(Rule):
    """Minimum de gardes : un médecin tient au moins `least` gardes, ou `hours` heures de garde, par semaine, mois, trimestre ou période.

    Σ duties (or real minutes) dated in the stretch ≥ least (or hours), for each stretch that lies wholly in the horizon and in which a
    duty of the rule is open to the doctor (function, sector, presence…); the shortfall, in duties or minutes. Edge: a stretch
    cut by the horizon is not judged; an absence does not lower the minimum, arrival and departure do.
    """

    kind: Literal["min_in_window"] = "min_in_window"
    span: Literal["week", "month", "quarter", "horizon"]
    least: PositiveInt | None = None
    hours: PositiveHours | None = None

    title = "Minimum de gardes"
    blocks_as = "tenus par leur minimum de gardes"
    looks_beyond = True

    @model_validator(mode="after")
    def _one_measure(self) -> Self:
        if (self.least is None) == (self.hours is None):
            raise ValueError("donner `least` ou `hours`, l'un des deux seulement")
        return self

    @property
    def _due(self) -> int:
        """Duties, or minutes, that a stretch asks for."""
        return self.least if self.least is not None else int((self.hours or 0) * 60)

    def _size(self, problem: Problem, doctor: Doctor, shift: Shift) -> int:
        return 1 if self.hours is None else problem.period(doctor, shift).minutes

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor and whole stretch with something open."""
        whole = [key for key, days in by_span(problem.dates, self.span).items()
                 if _is_whole(days[0], days[-1], self.span)]  # fmt: skip
        offered: defaultdict[str, list[Shift]] = defaultdict(list)
        for shift in problem.shifts:
            if self.counts(shift):
                offered[span_key(shift.date, self.span)].append(shift)
        keys = {day: span_key(day, self.span) for day in problem.dates}
        for doctor, shifts in self.governed(problem):
            groups: defaultdict[str, list[Shift]] = defaultdict(list)
            for shift in shifts:
                groups[keys[shift.date]].append(shift)
            for key in whole:
                if any(why_not(problem.facts, doctor, shift) is None for shift in offered[key]):
                    yield self._owed(problem, doctor, groups[key], key)

    def _owed(self, problem: Problem, doctor: Doctor, shifts: list[Shift], key: str) -> Statement:
        pairs = tuple(problem.pair(doctor, shift) for shift in shifts)
        if self.hours is None:
            return at_least(self._due, pairs, doctor.id, key)
        sizes = tuple(self._size(problem, doctor, shift) for shift in shifts)
        return Limit(pairs, low=self._due, coefficients=sizes, about=(doctor.id, key))

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Counts the duties of every doctor in every whole stretch, from its first day to its last."""
        days = [day for day in problem.dates if _begins(problem, day, self.span)]
        for doctor in filter(self.governs, problem.doctors):
            held = [problem.shift_by_id[shift] for shift in roster.by_doctor.get(doctor.id, ())]
            for first in days:
                last = _last_day(problem, first, self.span)
                if last > problem.dates[-1]:
                    continue
                stretch = [s for s in problem.shifts if first <= s.date <= last and self.counts(s)]
                if all(why_not(problem.facts, doctor, shift) for shift in stretch):
                    continue
                inside = [s for s in held if first <= s.date <= last and self.counts(s)]
                count = sum(self._size(problem, doctor, shift) for shift in inside)
                if count < self._due:
                    unit = "" if self.hours is None else IN_MINUTES
                    label = unit + the_span(first, self.span)
                    missing = self._due - count
                    yield self.breach(missing, (doctor.id,), (), count, self._due, label)

    def say(self, problem: Problem, breach: Breach) -> str:
        """How many duties (or hours) in which stretch, and how many are due."""
        count, least = int(breach.measured or 0), int(breach.allowed or 0)
        if breach.label.startswith(IN_MINUTES):
            who, due = the_doctor(problem, breach), number(least / 60)
            stretch = breach.label.removeprefix(IN_MINUTES)
            return f"{who} : {number(count / 60)} h de garde pour {stretch}, {due} h au moins"
        have = plural(count, "garde") if count else "aucune garde"
        return f"{the_doctor(problem, breach)} : {have} pour {breach.label}, {least} au moins"

    def tell(self, problem: Problem, about: tuple[str, ...]) -> str:
        """Whose minimum, in which stretch, how many."""
        due = f"{number(self.hours)} h" if self.hours is not None else str(self.least)
        return f"{super().tell(problem, about)} : {due} au moins"

    @classmethod
    def example(cls) -> Self:
        """One duty a month."""
        return cls(span="month", least=1)


def _is_whole(first: date, last: date, span: Span) -> bool:
    """True when the days before the first and after the last are of other stretches."""
    one = timedelta(days=1)
    if span == "horizon":
        return True
    outer = span_key(first - one, span), span_key(last + one, span)
    return span_key(first, span) not in outer


def _begins(problem: Problem, day: date, span: Span) -> bool:
    if span == "week":
        return day.weekday() == 0
    if span == "horizon":
        return day == problem.dates[0]
    return day.day == 1 and (span == "month" or day.month in (1, 4, 7, 10))


def _last_day(problem: Problem, first: date, span: Span) -> date:
    """The last day of the stretch that begins on `first`."""
    if span == "horizon":
        return problem.dates[-1]
    if span == "week":
        return first + timedelta(days=6)
    months = 1 if span == "month" else 3
    following = date(
        first.year + (first.month + months > 12), (first.month + months - 1) % 12 + 1, 1
    )
    return following - timedelta(days=1)
