"""Absence: what a doctor said is impossible stays impossible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, Self

from rostering.domain.calendar import Calendar
from rostering.domain.people import Availability, Doctor
from rostering.domain.period import zone_info
from rostering.domain.roster import Roster
from rostering.domain.vocabulary import Level
from rostering.problem.limit import Statement, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, long_date, the_doctor, the_shift

ONE_DAY = 24 * 60


class Absence(Rule):
    """Absences : aucun médecin n'est de garde pendant ce qu'il a déclaré impossible.

    x = 0 when the duty overlaps an absent day (or its absent hours). Edge: a 20–24 duty on the eve of
    an absent day is free; a 20–8 one is not.
    """

    kind: Literal["absence"] = "absence"
    strength: Literal["hard"] = "hard"

    title = "Absences"
    demands = False
    screens = True
    blocks_as = "absents"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor and absence, over the duties it forbids."""
        absences: defaultdict[str, list[Availability]] = defaultdict(list)
        for entry in problem.facts.availability:
            if entry.level is Level.IMPOSSIBLE:
                absences[entry.doctor].append(entry)
        longest = max((s.window.end_minute // ONE_DAY for s in problem.shifts), default=0)
        for doctor, shifts in self.governed(problem):
            mine = absences.get(doctor.id, ())
            by_date = _by_date(shifts) if mine else {}
            for absence in mine:
                pairs = [
                    problem.pair(doctor, shift)
                    for day in _dates(problem, absence, longest)
                    for shift in by_date.get(day, ())
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

    def tell(self, problem: Problem, about: tuple[str, ...]) -> str:
        """Who is absent, from when to when or how often."""
        who, first = about[0], about[1] if len(about) > 1 else ""
        stretches = [
            in_words(entry)
            for entry in problem.facts.availability
            if entry.doctor == who
            and entry.level is Level.IMPOSSIBLE
            and str(entry.date or entry.start or "") == first
        ]
        return f"{self.title} : Dr {problem.doctor_by_id[who].name}, {' ; '.join(stretches)}"

    @classmethod
    def example(cls) -> Self:
        """It has no parameter."""
        return cls()


def in_words(said: Availability) -> str:
    """ "mardi 2 février 2027", "du samedi 13 au dimanche 28 février 2027, chaque mercredi"."""
    if said.date:
        words = [long_date(said.date)]
    elif said.start and said.end:
        words = [f"du {long_date(said.start)} au {long_date(said.end)}"]
    else:
        words = [f"à partir du {long_date(said.start)}"] if said.start else []
        words += [f"jusqu'au {long_date(said.end)}"] if said.end else []
    if said.every:
        words.append(f"chaque {' ou '.join(said.every)}")
    if said.between:
        words.append("à certaines heures")
    return ", ".join(words) or "toujours"


def forbids(problem: Problem, absence: Availability, doctor: Doctor, shift: Shift) -> bool:
    """True when the duty overlaps one of the absent stretches (and is of the lines or categories named).

    Both by the wall clock, so that an hour that a clock change skips or repeats changes nothing.
    """
    if absence.lines and shift.line.id not in absence.lines:
        return False
    if absence.categories and shift.category not in absence.categories:
        return False
    hours = absence.between
    start = hours.start if hours else 0
    length = (hours.end - start) % ONE_DAY or ONE_DAY if hours else ONE_DAY
    held_from, held_to = wall_minutes(problem, doctor, shift)
    for offset in range(-1, held_to // ONE_DAY + 1):
        absent_from = offset * ONE_DAY + start
        if absent_from < held_to and held_from < absent_from + length:
            day = shift.date + timedelta(days=offset)
            if absence.includes(day) and _bears(problem, absence, day):
                return True
    return False


def wall_minutes(problem: Problem, doctor: Doctor, shift: Shift) -> tuple[int, int]:
    """When the doctor is held, in minutes of wall clock from midnight of the shift's date."""
    if shift.line.sas is None:
        return shift.window.start, shift.window.end_minute
    held = problem.period(doctor, shift).start.astimezone(zone_info(problem.zone))
    start = (held.date() - shift.date).days * ONE_DAY + held.hour * 60 + held.minute
    return start, start + shift.line.sas.minutes


def _by_date(shifts: Iterable[Shift]) -> Mapping[date, list[Shift]]:
    groups: defaultdict[date, list[Shift]] = defaultdict(list)
    for shift in shifts:
        groups[shift.date].append(shift)
    return groups


def _dates(problem: Problem, absence: Availability, longest: int) -> list[date]:
    """The dates whose duties, of at most `longest` midnights, an absence may meet; it may itself cross one."""
    first, count = problem.dates[0], len(problem.dates)
    days = (first + timedelta(days=n) for n in range(-1, count + longest))
    absent = [day for day in days if absence.includes(day) and _bears(problem, absence, day)]
    return sorted({day - timedelta(days=n) for day in absent for n in range(-1, longest + 1)})


def _bears(problem: Problem, absence: Availability, day: date) -> bool:
    return not absence.every or not _tags(problem.calendar, day).isdisjoint(absence.every)


@lru_cache(maxsize=1024)
def _tags(calendar: Calendar, day: date) -> frozenset[str]:
    """The day words of a date, read once: an absence of every Wednesday asks for them at each duty."""
    return calendar.day_tags(day)


def _lies_over(problem: Problem, absence: Availability, doctor: Doctor, shift: Shift) -> bool:
    """The same question asked quarter hour by quarter hour on the clock of the wall."""
    named = (not absence.lines or shift.line.id in absence.lines) and (
        not absence.categories or shift.category in absence.categories
    )
    zone = zone_info(problem.zone)
    held = problem.period(doctor, shift)
    wall = held.start.astimezone(zone).replace(tzinfo=None)
    until = held.end.astimezone(zone).replace(tzinfo=None)
    while named and wall < until:
        if _is_absent(problem, absence, wall.date(), wall.hour * 60 + wall.minute):
            return True
        wall += timedelta(minutes=15)
    return False


def _is_absent(problem: Problem, absence: Availability, day: date, minute: int) -> bool:
    """Is that minute of that day absent, by a stretch of the day itself or of the evening before?"""
    hours = absence.between
    start, end = (hours.start, hours.end) if hours else (0, ONE_DAY)
    end = end if end > start else end + ONE_DAY
    for said, clock in ((day, minute), (day - timedelta(days=1), minute + ONE_DAY)):
        if absence.includes(said) and _bears(problem, absence, said) and start <= clock < end:
            return True
    return False
