"""Hours of salaried doctors: a day, a week, on average, and the weekly rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, Literal, Self

from pydantic import Field

from rostering.domain.people import Doctor
from rostering.domain.period import MINUTES_A_DAY, Period, local_instant, local_period
from rostering.domain.roster import Pair, Roster
from rostering.domain.vocabulary import Status
from rostering.problem.limit import Statement, Term, any_of, at_most, points
from rostering.problem.problem import Past, Problem
from rostering.problem.shift import Shift
from rostering.problem.spans import by_span
from rostering.rules.base import Breach, PositiveHours, Rule, number, the_doctor, the_span

Sized = tuple[Pair, int]
"""A candidate pair and its real minutes."""
Duty = tuple[Period, Shift]
"""A duty held and when."""


class Hours(Rule):
    """Heures : au plus `day_hours` par jour, `week_hours` par semaine, `average_hours` en moyenne, et un repos hebdomadaire.

    Real minutes by the date a duty begins: Σ ≤ day; Σ of an ISO week (past duties too) ≤ week; Σ of any
    `average_weeks` ISO weeks running ≤ average × weeks, pro rata of the days of a shorter horizon; Σ of the horizon
    ≤ period; in each whole ISO week a free stretch ≥ weekly_rest_hours. Amount: minutes beyond, all minutes of a rest not had.
    Edge: exactly the hours are allowed; a null parameter asks nothing; the 20–8 night of spring counts 11 h.
    """

    kind: Literal["hours"] = "hours"
    statuses: tuple[Status, ...] = (Status.SALARIED,)
    day_hours: PositiveHours | None = 10
    week_hours: PositiveHours | None = 48
    average_hours: PositiveHours | None = 44
    average_weeks: int = Field(default=12, ge=2, le=52)
    period_hours: PositiveHours | None = None
    weekly_rest_hours: Annotated[float, Field(gt=0, le=150, multiple_of=0.25)] | None = 35

    title = "Heures de travail"
    demands = False
    blocks_as = "au bout de leurs heures"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """Sums of minutes by day, by week, by weeks running and in all, then the rest of each week."""
        for doctor, shifts in self.governed(problem):
            by_day: defaultdict[date, list[Sized]] = defaultdict(list)
            for shift in shifts:
                minutes = problem.period(doctor, shift).minutes
                by_day[shift.date].append((problem.pair(doctor, shift), minutes))
            by_week: defaultdict[date, list[Sized]] = defaultdict(list)
            for day, sized in by_day.items():
                by_week[_monday(day)] += sized
                yield from self._sum(doctor, sized, self.day_hours)
            served: Counter[date] = Counter()
            for past in problem.past_by_doctor.get(doctor.id, ()):
                served[_monday(past.date)] += past.period.minutes
            for monday, sized in by_week.items():
                yield from self._sum(doctor, sized, self.week_hours, served[monday])
            for mondays, hours in self._averages(problem):
                sized = [entry for monday in mondays for entry in by_week.get(monday, ())]
                yield from self._sum(doctor, sized, hours)
            everything = [entry for sized in by_day.values() for entry in sized]
            yield from self._sum(doctor, everything, self.period_hours)
            yield from self._rests(problem, doctor, shifts)

    def _sum(
        self, doctor: Doctor, sized: Sequence[Sized], hours: float | None, served: int = 0
    ) -> Iterator[Statement]:
        """Σ minutes ≤ hours less what was served; a hard rule bars at once what alone is too long."""
        if hours is None:
            return
        high = max(0, int(hours * 60) - served)
        too_long = [pair for pair, minutes in sized if minutes > high]
        if self.strength == "hard" and too_long:
            yield at_most(0, too_long, doctor.id)
            sized = [entry for entry in sized if entry[1] <= high]
        if sum(minutes for _, minutes in sized) > high:
            yield points(high, sized, doctor.id)

    def _averages(self, problem: Problem) -> Iterator[tuple[list[date], float]]:
        """Each stretch of weeks (by their Mondays) over which hours are averaged, and its total."""
        if self.average_hours is None:
            return
        mondays = sorted({_monday(day) for day in problem.dates})
        if len(problem.dates) < 7 * self.average_weeks:
            yield mondays, self.average_hours * len(problem.dates) / 7
            return
        for first in range(len(mondays) - self.average_weeks + 1):
            weeks = mondays[first : first + self.average_weeks]
            yield weeks, self.average_hours * self.average_weeks

    def _rests(
        self, problem: Problem, doctor: Doctor, shifts: tuple[Shift, ...]
    ) -> Iterator[Statement]:
        """Of the stretches that could be the rest of a week, not all have a duty in them.

        A rest can be moved back to the end of the duty before it, or to the start of the week: those
        are the only stretches to look at.
        """
        if self.weekly_rest_hours is None:
            return
        length = timedelta(hours=self.weekly_rest_hours)
        held = [(problem.period(doctor, shift), problem.pair(doctor, shift)) for shift in shifts]
        past = [duty.period for duty in problem.past_by_doctor.get(doctor.id, ())]
        for week in _whole_weeks(problem):
            near = [(period, pair) for period, pair in held if period.overlaps(week)]
            ends = {period.end for period, _ in near} | {period.end for period in past}
            starts = {week.start} | {end for end in ends if week.start < end <= week.end - length}
            rests = [Period(start, start + length) for start in sorted(starts)]
            free = [rest for rest in rests if not any(rest.overlaps(duty) for duty in past)]
            yield from self._one_is_free(doctor, free, near)

    def _one_is_free(
        self, doctor: Doctor, rests: list[Period], held: list[tuple[Period, Pair]]
    ) -> Iterator[Statement]:
        blocking = [tuple(pair for period, pair in held if period.overlaps(rest)) for rest in rests]
        if not all(blocking):
            return
        terms: list[Term] = [any_of(pairs) for pairs in dict.fromkeys(blocking)]
        yield at_most(len(terms) - 1, terms, doctor.id, weight=self._rest_minutes)

    @property
    def _rest_minutes(self) -> int:
        return int((self.weekly_rest_hours or 0) * 60)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Adds up each doctor's hours, then looks for the longest free stretch of each week."""
        for doctor, shifts in self.duties(problem, roster):
            duties = [(problem.period(doctor, shift), shift) for shift in shifts]
            past = [duty for duty in problem.past if duty.doctor == doctor.id]
            yield from self._over_days(doctor, duties)
            yield from self._over_weeks(doctor, duties, past)
            yield from self._over_average(problem, doctor, duties)
            yield from self._over(doctor, duties, self.period_hours, "la période")
            busy = [period for period, _ in duties] + [duty.period for duty in past]
            yield from self._unrested(problem, doctor, busy)

    def _over_days(self, doctor: Doctor, duties: list[Duty]) -> Iterator[Breach]:
        for day in sorted({shift.date for _, shift in duties}):
            held = [duty for duty in duties if duty[1].date == day]
            yield from self._over(doctor, held, self.day_hours, the_span(day, "day"))

    def _over_weeks(self, doctor: Doctor, duties: list[Duty], past: list[Past]) -> Iterator[Breach]:
        for week in sorted({shift.date.isocalendar()[:2] for _, shift in duties}):
            held = [duty for duty in duties if duty[1].date.isocalendar()[:2] == week]
            before = sum(
                duty.period.minutes for duty in past if duty.date.isocalendar()[:2] == week
            )
            name = the_span(held[0][1].date, "week")
            yield from self._over(doctor, held, self.week_hours, name, before)

    def _over_average(
        self, problem: Problem, doctor: Doctor, duties: list[Duty]
    ) -> Iterator[Breach]:
        if self.average_hours is None:
            return
        days, weeks = problem.dates, self.average_weeks
        if len(days) < 7 * weeks:
            hours = self.average_hours * len(days) / 7
            yield from self._over(doctor, duties, hours, "la période")
            return
        start = days[0] - timedelta(days=days[0].weekday())
        while start + timedelta(days=7 * (weeks - 1)) <= days[-1]:
            end = start + timedelta(days=7 * weeks)
            held = [duty for duty in duties if start <= duty[1].date < end]
            name = f"les {weeks} semaines depuis {the_span(start, 'week')}"
            yield from self._over(doctor, held, self.average_hours * weeks, name)
            start += timedelta(days=7)

    def _over(
        self, doctor: Doctor, held: list[Duty], hours: float | None, label: str, before: int = 0
    ) -> Iterator[Breach]:
        """The minutes of duties beyond what is left of the hours."""
        if hours is None:
            return
        minutes, allowed = sum(period.minutes for period, _ in held), int(hours * 60)
        beyond = minutes - max(0, allowed - before)
        if beyond > 0:
            ids = tuple(shift.id for _, shift in held)
            total = (minutes + before) / 60
            yield self.breach(beyond, (doctor.id,), ids, total, allowed / 60, label)

    def _unrested(self, problem: Problem, doctor: Doctor, busy: list[Period]) -> Iterator[Breach]:
        """Each whole week whose longest free stretch is too short."""
        for monday in problem.dates:
            last = monday + timedelta(days=6)
            if self.weekly_rest_hours is None or monday.weekday() or last > problem.dates[-1]:
                continue
            free = local_instant(monday, 0, problem.zone)
            end = local_instant(last, MINUTES_A_DAY, problem.zone)
            longest = timedelta()
            for period in sorted(busy):
                if period.end > free:
                    longest = max(longest, min(period.start, end) - free)
                    free = period.end
            hours = max(longest, end - free) / timedelta(hours=1)
            if hours < self.weekly_rest_hours:
                label = the_span(monday, "week")
                missing = int(self.weekly_rest_hours * 60)
                bound = self.weekly_rest_hours
                yield self.breach(missing, (doctor.id,), (), hours, bound, f"repos : {label}")

    def say(self, problem: Problem, breach: Breach) -> str:
        """How many hours, or how short a rest, in which stretch."""
        hours, bound = number(breach.measured or 0), number(breach.allowed or 0)
        who = the_doctor(problem, breach)
        if breach.label.startswith("repos : "):
            week = breach.label.removeprefix("repos : ")
            return f"{who} n'a que {hours} h de repos d'affilée pour {week}, pour {bound} h"
        return f"{who} : {hours} h de garde pour {breach.label}, {bound} h au plus"

    @classmethod
    def example(cls) -> Self:
        """The defaults."""
        return cls()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _whole_weeks(problem: Problem) -> Iterator[Period]:
    """The ISO weeks that lie wholly in the horizon, from Monday 0 h to Monday 0 h."""
    for days in by_span(problem.dates, "week").values():
        if len(days) == 7:
            yield local_period(days[0], 0, 7 * MINUTES_A_DAY, problem.zone)
