"""The time zones written in calendars say what the world's own table says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import vobject

from rostering.domain.calendar import time_zone
from rostering.domain.period import zone_info
from rostering.export.ical import calendar
from rostering.export.timezone import CHANGES

NOONS = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=n) for n in range(0, 365 * 12)]


def test_every_zone_a_departement_can_have_is_written() -> None:
    """A département whose zone has no VTIMEZONE could publish nothing."""
    departements = ("62", "2A", "971", "972", "973", "974", "975", "976")
    assert {time_zone(departement) for departement in departements} == set(CHANGES)


@pytest.mark.parametrize("zone", sorted(CHANGES))
def test_a_reader_of_the_file_finds_the_offset_of_every_day(zone: str) -> None:
    """From 2026 to 2037 vobject reads out of our VTIMEZONE the offset that tzdata gives each noon."""
    parsed = vobject.readOne(calendar("Essai", zone, []).decode())
    read = parsed.vtimezone.tzinfo
    wrong = [
        noon
        for noon in NOONS
        if (local := noon.astimezone(zone_info(zone))).utcoffset()
        != read.utcoffset(local.replace(tzinfo=None))
    ]
    assert wrong == []
