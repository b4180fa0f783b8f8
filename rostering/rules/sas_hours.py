"""SAS hours: the weekly minimum of bookable slots of registered doctors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil, gcd
from typing import Annotated, Literal, Self

from pydantic import Field, PositiveInt

from rostering.domain.people import Availability, Doctor
from rostering.domain.roster import Pair, Roster
from rostering.problem.eligibility import why_not
from rostering.problem.limit import Limit, Statement
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.problem.spans import by_span, span_key
from rostering.rules.base import Breach, Rule, number, the_doctor, the_span

ENOUGH_DAYS = 3
"""Working days of a week that make it due when present, and that excuse it when on leave."""


class SasHours(Rule):
    """Heures de SAS : chaque médecin inscrit au SAS tient au moins `week_hours` heures de créneaux par semaine, sauf congé.

    Σ block minutes of an ISO week ≥ 60·week_hours; the blocks missing (of the longest length that divides all
    blocks). Due when the doctor is there, in the horizon, on 3 working days (lundi–vendredi, not JF) and a
    block is open to them; a week that the horizon cuts is not due when the doctor served in its days before. Edge: a
    leave over 3 working days excuses the week, over 2 it does not.
    """

    kind: Literal["sas_hours"] = "sas_hours"
    week_hours: Annotated[float, Field(gt=0, le=60, multiple_of=0.25)] = 2
    most_acts: PositiveInt = 20

    title = "Heures de SAS"
    blocks_as = "tenus par leurs heures de SAS"
    looks_beyond = True

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor and week that is due."""
        size = self._block_minutes(problem)
        low = ceil(self.week_hours * 60 / size)
        keys = {day: span_key(day, "week") for day in problem.dates}
        offered: defaultdict[str, list[Shift]] = defaultdict(list)
        for shift in problem.shifts:
            if shift.line.sas and self.counts(shift):
                offered[keys[shift.date]].append(shift)
        due = self._due(problem)
        for doctor, shifts in self.governed(problem):
            blocks: defaultdict[str, list[tuple[Pair, int]]] = defaultdict(list)
            for shift in shifts:
                if shift.line.sas:
                    pair, count = problem.pair(doctor, shift), shift.line.sas.minutes // size
                    blocks[keys[shift.date]].append((pair, count))
            for week in due.get(doctor.id, ()):
                if any(why_not(problem.facts, doctor, shift) is None for shift in offered[week]):
                    yield _at_least(low, blocks[week], doctor.id, week)

    def _due(self, problem: Problem) -> dict[str, list[str]]:
        """The weeks that ask SAS hours of each registered doctor."""
        leaves: defaultdict[str, list[Availability]] = defaultdict(list)
        for said in problem.facts.availability:
            if said.leave and said.between is None:
                leaves[said.doctor].append(said)
        due: defaultdict[str, list[str]] = defaultdict(list)
        begun = {(past.doctor, span_key(past.date, "week")) for past in problem.past}
        for week, days in by_span(problem.dates, "week").items():
            working = _working_days(problem, days[0])
            for doctor in problem.doctors:
                if (doctor.id, week) in begun:
                    continue
                there = [day for day in working if day in days and doctor.is_present(day)]
                off = [day for day in working if _is_off(problem, leaves[doctor.id], day)]
                if doctor.sas_registered and len(there) >= ENOUGH_DAYS > len(off):
                    due[doctor.id].append(week)
        return due

    def _block_minutes(self, problem: Problem) -> int:
        """The longest length that divides all SAS blocks of the territory."""
        return gcd(*(line.sas.minutes for line in problem.facts.lines if line.sas)) or 1

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Adds up each registered doctor's blocks week by week, working day by working day."""
        for doctor in problem.doctors:
            if not self.governs(doctor) or not doctor.sas_registered:
                continue
            for year, week in sorted({day.isocalendar()[:2] for day in problem.dates}):
                blocks = self._blocks_of(problem, year, week)
                is_open = any(why_not(problem.facts, doctor, shift) is None for shift in blocks)
                if not is_open or not _owes(problem, doctor, year, week):
                    continue
                held = set(roster.by_doctor.get(doctor.id, ()))
                minutes = sum(s.line.sas.minutes for s in blocks if s.id in held and s.line.sas)
                missing = ceil((self.week_hours * 60 - minutes) / self._block_minutes(problem))
                if missing > 0:
                    label = the_span(date.fromisocalendar(year, week, 1), "week")
                    hours = minutes / 60
                    yield self.breach(missing, (doctor.id,), (), hours, self.week_hours, label)

    def _blocks_of(self, problem: Problem, year: int, week: int) -> list[Shift]:
        return [
            shift
            for shift in problem.shifts
            if shift.line.sas is not None
            and self.counts(shift)
            and shift.date.isocalendar()[:2] == (year, week)
        ]

    def warnings(self, problem: Problem, roster: Roster) -> Iterator[str]:
        """Doctors whose blocks book more SNP acts in a week than are paid."""
        for doctor, shifts in self.duties(problem, roster):
            acts: Counter[date] = Counter()
            for shift in shifts:
                if shift.line.sas:
                    acts[shift.date - timedelta(days=shift.date.weekday())] += shift.line.sas.acts
            for monday, count in sorted(acts.items()):
                if count > self.most_acts:
                    yield (
                        f"Dr {doctor.name} : {count} actes SNP pour {the_span(monday, 'week')}, "
                        f"au-delà des {self.most_acts} rémunérés"
                    )

    def say(self, problem: Problem, breach: Breach) -> str:
        """How many hours of SAS in which week, and how many are due."""
        hours, due = number(breach.measured or 0), number(breach.allowed or 0)
        return f"{the_doctor(problem, breach)} : {hours} h de SAS pour {breach.label}, {due} h au moins"

    def tell(self, problem: Problem, about: tuple[str, ...]) -> str:
        """Whose hours, in which week, how many."""
        return f"{super().tell(problem, about)} : {number(self.week_hours)} h au moins"

    @classmethod
    def example(cls) -> Self:
        """The defaults."""
        return cls()


def _at_least(low: int, blocks: list[tuple[Pair, int]], doctor: str, week: str) -> Limit:
    sizes = tuple(count for _, count in blocks)
    coefficients = sizes if set(sizes) - {1} else None
    pairs = tuple(pair for pair, _ in blocks)
    return Limit(pairs, low=low, coefficients=coefficients, about=(doctor, week))


def _working_days(problem: Problem, day: date) -> tuple[date, ...]:
    """Monday to Friday of the week of `day`, without the holidays."""
    monday = day - timedelta(days=day.weekday())
    week = [monday + timedelta(days=n) for n in range(5)]
    return tuple(day for day in week if problem.calendar.base(day) == "ouvrable")


def _is_off(problem: Problem, leaves: list[Availability], day: date) -> bool:
    return any(
        leave.includes(day)
        and (not leave.every or not problem.calendar.day_tags(day).isdisjoint(leave.every))
        for leave in leaves
    )


def _owes(problem: Problem, doctor: Doctor, year: int, week: int) -> bool:
    """Counts by hand: three working days there in the horizon, fewer than three on leave, no duty of the week before it."""
    there = away = 0
    if any(
        p.doctor == doctor.id and p.date.isocalendar()[:2] == (year, week) for p in problem.past
    ):
        return False
    for weekday in range(1, 6):
        day = date.fromisocalendar(year, week, weekday)
        if problem.calendar.is_holiday(day):
            continue
        if day in problem.dates and doctor.is_present(day):
            there += 1
        words = problem.calendar.day_tags(day)
        away += any(
            said.doctor == doctor.id
            and said.leave
            and said.between is None
            and said.includes(day)
            and (not said.every or bool(words & set(said.every)))
            for said in problem.facts.availability
        )
    return there > 2 and away < 3
