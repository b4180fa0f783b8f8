"""Absence: what a doctor said is impossible stays impossible."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, Self

from rostering.domain.people import Availability, Doctor
from rostering.domain.period import Period, local_period, zone_info
from rostering.domain.roster import Roster
from rostering.domain.vocabulary import Level
from rostering.problem.limit import Statement, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, the_doctor, the_shift

ONE_DAY = 24 * 60


class Absence(Rule):
    """Absences : aucun médecin n'est de garde pendant ce qu'il a déclaré impossible.

    x = 0 when the duty overlaps an absent day (or its absent hours). Edge: a 20–24 duty on the eve of
    an absent day is free; a 20–8 one is not.
    """

    kind: Literal["absence"] = "absence"
    strength: Literal["hard"] = "hard"

    title = "Absences"
    blocks_as = "absents"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor and absence, over the duties it forbids."""
        absences = [a for a in problem.facts.availability if a.level is Level.IMPOSSIBLE]
        for doctor, shifts in self.governed(problem):
            for absence in (a for a in absences if a.doctor == doctor.id):
                pairs = [
                    problem.pair(doctor, shift)
                    for shift in shifts
                    if forbids(problem, absence, doctor, shift)
                ]
                if pairs:
                    yield at_most(0, pairs, doctor.id, str(absence.date or absence.start or ""))

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Lays each duty over each absent stretch of the doctor's own calendar."""
        for doctor, shifts in self.duties(problem, roster):
            mine = [
                absence
                for absence in problem.facts.availability
                if absence.doctor == doctor.id and absence.level == "impossible"
            ]
            for shift in shifts:
                for absence in mine:
                    if _lies_over(problem, absence, doctor, shift):
                        yield self.breach(1, (doctor.id,), (shift.id,))

    def say(self, problem: Problem, breach: Breach) -> str:
        """Who is absent when."""
        return (
            f"{the_doctor(problem, breach)} est absent pour {the_shift(problem, breach.shifts[0])}"
        )

    @classmethod
    def example(cls) -> Self:
        """It has no parameter."""
        return cls()


def forbids(problem: Problem, absence: Availability, doctor: Doctor, shift: Shift) -> bool:
    """True when the duty overlaps one of the absent stretches (and is of the lines or categories named)."""
    if absence.lines and shift.line.id not in absence.lines:
        return False
    if absence.categories and shift.category not in absence.categories:
        return False
    period = problem.period(doctor, shift)
    day = shift.date - timedelta(days=1)
    while day <= shift.last_date + timedelta(days=1):
        if absence.includes(day) and _bears(problem, absence, day):
            start = absence.between.start if absence.between else 0
            length = (
                (absence.between.end - start) % ONE_DAY or ONE_DAY if absence.between else ONE_DAY
            )
            if period.overlaps(local_period(day, start, start + length, problem.zone)):
                return True
        day += timedelta(days=1)
    return False


def _bears(problem: Problem, absence: Availability, day: date) -> bool:
    return not absence.every or not problem.calendar.day_tags(day).isdisjoint(absence.every)


def _lies_over(problem: Problem, absence: Availability, doctor: Doctor, shift: Shift) -> bool:
    """The same question asked quarter hour by quarter hour."""
    named = (not absence.lines or shift.line.id in absence.lines) and (
        not absence.categories or shift.category in absence.categories
    )
    held: Period = problem.period(doctor, shift)
    instant = held.start
    while named and instant < held.end:
        wall = instant.astimezone(zone_info(problem.zone))
        minute = wall.hour * 60 + wall.minute
        for day, hour in (
            (wall.date(), minute),
            (wall.date() - timedelta(days=1), minute + ONE_DAY),
        ):
            hours = absence.between
            start, end = (hours.start, hours.end) if hours else (0, ONE_DAY)
            end = end if end > start else end + ONE_DAY
            said = absence.includes(day) and _bears(problem, absence, day)
            if said and start <= hour < end:
                return True
        instant += timedelta(minutes=15)
    return False
