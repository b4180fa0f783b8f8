"""Calendar × lines × doctors → dated shifts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rostering.domain.calendar import MAJOR_FEASTS, Calendar, time_zone
from rostering.domain.facts import Facts
from rostering.domain.line import Line, Window
from rostering.domain.period import local_period
from rostering.domain.roster import Roster
from rostering.domain.vocabulary import Function
from rostering.problem.problem import Past, Problem
from rostering.problem.shift import Shift

FUNCTION_CATEGORIES = {
    Function.REGULATION: "regulation",
    Function.MOBILE: "visites",
    Function.SECOND_LINE: "deuxieme_ligne",
    Function.REINFORCEMENT: "renfort",
    Function.DAY_ON_CALL: "astreinte_jour",
    Function.SAS: "sas",
    Function.VACATION: "vacation",
}
"""Lines counted apart, whatever the day; the others are counted by day (domain.md §7.3)."""


def dated(facts: Facts, published: Roster | None = None) -> Problem:
    """Dates every window, reads the past; every pair is a candidate still, nobody has a share yet."""
    calendar = facts.days()
    zone = time_zone(facts.departement)
    shifts = sorted(_shifts(facts, calendar, zone), key=lambda shift: (shift.period, shift.id))
    doctors = sorted(facts.doctors, key=lambda doctor: doctor.id)
    return Problem(
        facts=facts,
        calendar=calendar,
        shifts=tuple(shifts),
        doctors=tuple(doctors),
        past=tuple(_past(facts, zone)),
        candidates={doctor.id: tuple(shifts) for doctor in doctors},
        published=published,
    )


def _shifts(facts: Facts, calendar: Calendar, zone: str) -> Iterator[Shift]:
    start, end = facts.horizon.start, facts.horizon.end
    for day in (date.fromordinal(n) for n in range(start.toordinal(), end.toordinal() + 1)):
        tags = calendar.day_tags(day)
        for line in facts.lines:
            for window in line.windows:
                if not window.takes_place(day, tags):
                    continue
                staffing = line.staffing_on(day, window)
                if staffing.most == 0:
                    continue
                yield Shift(
                    id=f"{day.isoformat()}-{line.id}-{window.id}",
                    line=line,
                    window=window,
                    date=day,
                    tags=tags,
                    period=local_period(day, window.start, window.end_minute, zone),
                    staffing=staffing,
                    category=category_of(calendar, line, window, day),
                    feast=calendar.feast(day, window.end_minute > 20 * 60),
                    site=line.site_on(day),
                )


def category_of(calendar: Calendar, line: Line, window: Window, day: date) -> str:
    """The window's own category, else by function, else fête > JF > pont > nuit > samedi > soirée.

    A pont counts for the windows that only ponts have (by day), not for the evening every weekday has.
    """
    if window.category:
        return window.category
    if line.function in FUNCTION_CATEGORIES:
        return FUNCTION_CATEGORIES[line.function]
    if calendar.feast(day, window.end_minute > 20 * 60) in MAJOR_FEASTS:
        return "fete"
    if calendar.base(day) == "dimanche_jf":
        return "dimanche_jf"
    if calendar.pont(day) and all(tag.startswith("pont") for tag in window.days):
        return "pont"
    if calendar.base(day) == "samedi":
        return "samedi"
    night = window.start < 8 * 60 or window.end_minute > 24 * 60
    return "nuit" if night else "soiree"


def _past(facts: Facts, zone: str) -> Iterator[Past]:
    for duty in facts.previous:
        end = duty.end if duty.end > duty.start else duty.end + 1440
        period = local_period(duty.date, duty.start, end, zone)
        yield Past(duty.doctor, period, duty.date, duty.site or "")
