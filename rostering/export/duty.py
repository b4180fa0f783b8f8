"""The posts of a roster, one by one, with the French words that calendars and pictures share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from rostering.domain.people import Doctor
from rostering.domain.period import Period, zone_info
from rostering.domain.roster import Roster
from rostering.domain.territory import Site
from rostering.domain.vocabulary import Function
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.review.report import Vacancy

PREFIXES = {
    Function.REGULATION: "Régulation",
    Function.SECOND_LINE: "Astreinte",
    Function.DAY_ON_CALL: "Astreinte",
    Function.SAS: "SAS",
    Function.VACATION: "Vacation",
}
"""What a duty of the function is called; « Garde » for the others."""


@dataclass(frozen=True)
class Duty:
    """One post of a shift, counted from 1; `doctor` None: nobody, under the minimum (a carence).

    `period` is when the doctor is really held (the SAS block, not its window); `site` None: own place
    without an address.
    """

    shift: Shift
    post: int
    doctor: Doctor | None
    period: Period
    site: Site | None


def duties(problem: Problem, roster: Roster, vacancies: Iterable[Vacancy] = ()) -> tuple[Duty, ...]:
    """Every post held, then the vacant ones of the same shift; shifts in order of time."""
    missing = {vacancy.shift: vacancy.missing for vacancy in vacancies}
    sites = {site.id: site for site in problem.facts.sites}
    found: list[Duty] = []
    for shift in problem.shifts:
        held = roster.by_shift.get(shift.id, ())
        for post, id_ in enumerate(held, start=1):
            doctor = problem.doctor_by_id[id_]
            site = sites.get(problem.place(doctor, shift))
            found.append(Duty(shift, post, doctor, problem.period(doctor, shift), site))
        for post in range(len(held) + 1, len(held) + 1 + missing.get(shift.id, 0)):
            found.append(Duty(shift, post, None, shift.period, sites.get(shift.site)))
    return tuple(found)


def title(duty: Duty, zone: str) -> str:
    """ "Garde MMG Boulogne 20h–24h (effection fixe)"."""
    name, function = duty.shift.line.name, duty.shift.line.function
    prefix = PREFIXES.get(function, "Garde")
    if not name.casefold().startswith(prefix.casefold()):
        name = f"{prefix} {name}"
    return f"{name} {hours(duty.period, zone)} ({function.label})"


def hours(period: Period, zone: str) -> str:
    """ "20h–24h", "8h30–12h"; beyond a day "sam. 8h – lun. 8h"; by the wall clock of the zone."""
    start, end = (instant.astimezone(zone_info(zone)) for instant in (period.start, period.end))
    days = (end.date() - start.date()).days
    if days > 1 or (days == 1 and end.time() > start.time()):
        return f"{_weekday(start)} {clock(start)} – {_weekday(end)} {clock(end)}"
    return f"{clock(start)}–{'24h' if days and clock(end) == '0h' else clock(end)}"


def clock(instant: datetime) -> str:
    """ "20h" or "8h30"."""
    return f"{instant.hour}h{instant.minute:02d}" if instant.minute else f"{instant.hour}h"


def _weekday(instant: datetime) -> str:
    return str(format_date(instant.date(), "EEE", locale="fr"))
