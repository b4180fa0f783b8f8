"""Until when a duty changes hands: noon of the day before, Friday noon for the week-end, or as the territory says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rostering.domain.deadline import ChangeDeadline

PARIS = "Europe/Paris"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2027-02-05", "2027-02-04T11:00"),  # Friday: Thursday noon, 11 h UTC in winter
        ("2027-02-06", "2027-02-05T11:00"),  # Saturday: Friday noon, which is the day before
        ("2027-02-07", "2027-02-05T11:00"),  # Sunday: Friday noon too
        ("2027-02-08", "2027-02-07T11:00"),  # Monday: Sunday noon
        ("2027-03-28", "2027-03-26T11:00"),  # the Sunday of the clock change: Friday, still winter
        ("2027-03-29", "2027-03-28T10:00"),  # Monday: Sunday noon, 10 h UTC in summer
        ("2027-01-01", "2026-12-31T11:00"),  # the first of January: the last of December
    ],
)
def test_the_usual_deadline(day: str, told: str) -> None:
    """By the wall clock, whatever the time of the year."""
    found = ChangeDeadline().instant(date.fromisoformat(day), PARIS)
    assert found == datetime.fromisoformat(told).replace(tzinfo=UTC)


def test_a_territory_may_ask_for_more_notice() -> None:
    """Three days before at 18 h; a Sunday is then due on Thursday, before its Friday."""
    deadline = ChangeDeadline(days_before=3, at="18:00", weekend_on_friday=True)  # type: ignore[arg-type]
    assert deadline.instant(date(2027, 2, 7), PARIS) == datetime(2027, 2, 4, 17, tzinfo=UTC)


def test_a_territory_may_close_each_day_alike() -> None:
    """Without the Friday, a Sunday is due on Saturday noon."""
    deadline = ChangeDeadline(weekend_on_friday=False)
    assert deadline.instant(date(2027, 2, 7), PARIS) == datetime(2027, 2, 6, 11, tzinfo=UTC)
