"""Until when a published duty may change hands."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field

from rostering.domain.document import Document
from rostering.domain.period import local_instant
from rostering.domain.vocabulary import Clock

FRIDAY = 4


class ChangeDeadline(Document):
    """`at` o'clock, `days_before` days before the duty; for Saturdays and Sundays the Friday at the latest.

    Usual: noon the day before, Friday noon for the week-end (domain.md §6, §7.4).
    """

    days_before: Annotated[int, Field(ge=0, le=30)] = 1
    at: Clock = 12 * 60
    weekend_on_friday: bool = True

    def instant(self, day: date, zone: str) -> datetime:
        """The UTC instant from which a duty of that day no longer changes."""
        last = day - timedelta(days=self.days_before)
        if self.weekend_on_friday and day.weekday() > FRIDAY:
            last = min(last, day - timedelta(days=day.weekday() - FRIDAY))
        return local_instant(last, self.at, zone)
