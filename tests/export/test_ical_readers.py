"""Two readers other than the library that writes find the hours that UTC arithmetic expects."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

from rostering.domain.roster import Roster
from rostering.export.ical import calendars
from rostering.review.publication import Publication
from tests.build import doctor, line, problem, window
from tests.export.sample import published

Times = dict[str, tuple[datetime, datetime]]
NIGHT, EVENING = window("nuit", "20:00", "08:00"), window("soir", "20:00", "24:00")
SATURDAYS = ("2027-01-09", "2027-03-27", "2027-07-10", "2027-10-30")


def year(departement: str = "62") -> Publication:
    """Every night and every evening of 2027, both by the one doctor."""
    lines = (line("n", NIGHT), line("e", EVENING))
    expanded = problem(lines, (doctor("a"),), "2027-01-01", "2027-12-31", departement=departement)
    pairs = [("a", shift.id) for shift in expanded.shifts]
    return published(expanded, Roster.of(pairs))


def expected(publication: Publication) -> Times:
    """The UTC hours of each duty, by the UID of the doctor's own calendar."""
    return {
        f"pdsa-{publication.instance.departement}-test~{shift.id}~dr~a@rostering.invalid": (
            shift.period.start,
            shift.period.end,
        )
        for shift in publication.problem.shifts
    }


def read_with_vobject(content: str) -> Times:
    calendar = vobject.readOne(content)
    assert calendar.validate(raiseException=True)
    return {
        event.uid.value: (
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
        )
        for event in calendar.vevent_list
    }


def read_with_ical(content: str) -> Times:
    calendar = IcsCalendarStream.calendar_from_ics(content)
    return {
        str(event.uid): (event.dtstart.astimezone(UTC), event.dtend.astimezone(UTC))
        for event in calendar.events
    }


@pytest.mark.parametrize("reader", [read_with_vobject, read_with_ical])
@pytest.mark.parametrize("departement", ["62", "974", "975"])
def test_every_duty_of_a_year_is_read_at_its_hours(reader, departement: str) -> None:
    """730 duties, both clock changes included, in France, La Réunion and Saint-Pierre-et-Miquelon."""
    publication = year(departement)
    content = calendars(publication)["ics/medecins/a.ics"].decode()
    assert reader(content) == expected(publication)


@pytest.mark.parametrize("reader", [read_with_vobject, read_with_ical])
def test_the_nights_of_the_clock_changes_last_11_and_13_hours(reader) -> None:
    """20 h to 8 h: 12 hours in winter and in summer, 11 on 27 March 2027, 13 on 30 October 2027."""
    read = reader(calendars(year())["ics/medecins/a.ics"].decode())
    lengths = {
        day: (end - start).total_seconds() / 3600
        for day in SATURDAYS
        for uid, (start, end) in read.items()
        if f"~{day}-n-nuit~" in uid
    }
    assert lengths == dict(zip(SATURDAYS, (12, 11, 12, 13), strict=True))
