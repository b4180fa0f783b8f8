"""What each value says may be right and still not hold together: dates, sites, pins, SAS, second lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rostering.domain.calendar import Calendar
from rostering.domain.line import OWN_PLACE, Line, Window
from rostering.domain.people import Doctor, Pin, Waiver
from rostering.domain.vocabulary import LICENSED
from rostering.files.dates import french
from rostering.files.source import Finding, Location
from rostering.files.spelling import did_you_mean
from rostering.instance import Instance
from rostering.rules import KINDS

Days = dict[date, frozenset[str]]
ORDERED: tuple[tuple[str, str], ...] = (
    ("start", "end"),
    ("first", "last"),
    ("opens", "closes"),
    ("arrival", "departure"),
)
"""Pairs of dates of one entry, the second of which may not come first."""


def contradictions(instance: Instance) -> Iterator[Finding]:
    """Every statement of a valid instance that another one makes impossible."""
    days = dated(instance)
    yield from _backwards(instance)
    for index, line in enumerate(instance.lines):
        yield from _line(instance, line, ("lines", index))
        yield from _closed_site(instance, line, ("lines", index), days)
    for index, doctor in enumerate(instance.doctors):
        yield from _doctor(doctor, ("doctors", index))
    for index, pin in enumerate(instance.pinned):
        yield from _pin(instance, pin, ("pinned", index), days)
    for index, waiver in enumerate(instance.waivers):
        yield from _waiver(instance, waiver, ("waivers", index), days)
    yield from _twice(instance)
    yield from _around(instance)


def _around(instance: Instance) -> Iterator[Finding]:
    """Roads from a site to itself, past duties that are not past."""
    for index, leg in enumerate(instance.travel.table):
        if leg.start == leg.end:
            yield Finding(
                ("travel", "table", index, "end"), leg.end, "deux sites différents attendus"
            )
    for index, duty in enumerate(instance.previous):
        if duty.date >= instance.horizon.start:
            read, first = french(duty.date), french(instance.horizon.start)
            yield Finding(("previous", index, "date"), read, f"date antérieure au {first} attendue")


def dated(instance: Instance) -> Days:
    """Each day of the horizon with its words."""
    calendar: Calendar = instance.days()
    count = (instance.horizon.end - instance.horizon.start).days + 1
    days = (instance.horizon.start + timedelta(days=number) for number in range(count))
    return {day: calendar.day_tags(day) for day in days}


def _backwards(instance: Instance) -> Iterator[Finding]:
    """Ends before starts, wherever an entry has two dates."""
    listed: list[tuple[Location, object]] = []
    for index, site in enumerate(instance.sites):
        listed.append((("sites", index), site))
    for index, doctor in enumerate(instance.doctors):
        listed.append((("doctors", index), doctor))
        for number, exemption in enumerate(doctor.exemptions):
            listed.append((("doctors", index, "exemptions", number), exemption))
    for index, line in enumerate(instance.lines):
        for number, window in enumerate(line.windows):
            listed.append((("lines", index, "windows", number), window))
        for number, period in enumerate(line.staffing_periods):
            listed.append((("lines", index, "staffing_periods", number), period))
    for location, entry in listed:
        yield from _unordered(location, entry)


def _unordered(location: Location, entry: object) -> Iterator[Finding]:
    for first, last in ORDERED:
        one, other = getattr(entry, first, None), getattr(entry, last, None)
        if isinstance(one, date) and isinstance(other, date) and other < one:
            yield Finding((*location, last), french(other), f"date après le {french(one)} attendue")


def _line(instance: Instance, line: Line, at: Location) -> Iterator[Finding]:
    if line.second_line_of == line.id:
        yield Finding((*at, "second_line_of"), line.id, "un autre poste est attendu")
    if line.sas is None:
        return
    for number, window in enumerate(line.windows):
        length = window.end_minute - window.start
        if line.sas.minutes > length:
            expected = (
                f"plage d'au moins {line.sas.minutes} min attendue (bloc SAS), {length} min ici"
            )
            yield Finding((*at, "windows", number, "end"), window.id, expected)


def _closed_site(instance: Instance, line: Line, at: Location, days: Days) -> Iterator[Finding]:
    """The first day on which the line takes place at a site that is closed."""
    sites = {site.id: site for site in instance.sites}
    for day, tags in days.items():
        where = line.site_on(day)
        site = sites.get(where)
        if where == OWN_PLACE or site is None or site.is_open(day):
            continue
        if not any(takes_place(line, window, day, tags) for window in line.windows):
            continue
        opening = "".join(
            f", {words} {french(edge)}"
            for words, edge in (
                ("ouvert à partir du", site.opens),
                ("ouvert jusqu'au", site.closes),
            )
            if edge
        )
        moved = [n for n, change in enumerate(line.site_changes) if change.site == where]
        here: Location = (*at, "site_changes", moved[0], "site") if moved else (*at, "site")
        yield Finding(here, where, f"site ouvert attendu : fermé le {french(day)}{opening}")
        return


def takes_place(line: Line, window: Window, day: date, tags: frozenset[str]) -> bool:
    """True when the window is dated that day with at least a place for one doctor."""
    return window.takes_place(day, tags) and line.staffing_on(day, window).most > 0


def _doctor(doctor: Doctor, at: Location) -> Iterator[Finding]:
    if doctor.status in LICENSED and doctor.licence_end is None:
        expected = f"fin de la licence de remplacement attendue ({doctor.status.label})"
        yield Finding((*at, "licence_end"), "", expected)


def _waiver(instance: Instance, waiver: Waiver, at: Location, days: Days) -> Iterator[Finding]:
    """A rule that exists and may be waived, on a duty that takes place."""
    if waiver.rule not in KINDS:
        expected = "règle inconnue" + did_you_mean(waiver.rule, KINDS)
        yield Finding((*at, "rule"), waiver.rule, expected)
    elif not KINDS[waiver.rule].waivable:
        yield Finding((*at, "rule"), waiver.rule, "cette règle ne souffre pas de dérogation")
    if waiver.date and waiver.line and waiver.window:
        pin = Pin(doctor=waiver.doctor, date=waiver.date, line=waiver.line, window=waiver.window)
        yield from _pin(instance, pin, at, days)


def _pin(instance: Instance, pin: Pin, at: Location, days: Days) -> Iterator[Finding]:
    if pin.date not in days:
        start, end = french(instance.horizon.start), french(instance.horizon.end)
        yield Finding((*at, "date"), french(pin.date), f"date du {start} au {end} attendue")
        return
    lines = {line.id: line for line in instance.lines}
    line = lines.get(pin.line)
    windows = [] if line is None else [one for one in line.windows if one.id == pin.window]
    if line is None or not windows:
        return  # unknown names are said elsewhere
    if not any(takes_place(line, window, pin.date, days[pin.date]) for window in windows):
        held = [one.id for one in line.windows if takes_place(line, one, pin.date, days[pin.date])]
        there = f"ce jour-là : {', '.join(held)}" if held else "ce poste n'est pas tenu ce jour-là"
        yield Finding(
            (*at, "window"), pin.window, f"pas de cette plage le {french(pin.date)} ; {there}"
        )


def _twice(instance: Instance) -> Iterator[Finding]:
    """Balances and past feasts stated two times, pins given twice."""
    listings = (
        ("ledger", instance.ledger),
        ("pinned", instance.pinned),
        ("refused", instance.refused),
    )
    for key, listed in listings:
        stated = [
            tuple(str(value) for name, value in entry if name not in ("balance", "points"))
            for entry in listed
        ]
        for index, what in enumerate(stated):
            if what in stated[:index]:
                yield Finding((key, index, "doctor"), what[0], "déjà donné plus haut")
