"""Half-open intervals of UTC instants, and the wall clock that makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True, order=True, slots=True)
class Period:
    """From `start` (included) to `end` (excluded), both aware and in UTC."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Real elapsed minutes: 660 for the 20–8 night of the spring clock change."""
        return int((self.end - self.start).total_seconds()) // 60

    @property
    def hours(self) -> float:
        """Real elapsed hours."""
        return self.minutes / 60

    def overlaps(self, other: Period) -> bool:
        """True when the two share at least an instant; touching is not overlapping."""
        return self.start < other.end and other.start < self.end

    def gap_minutes(self, other: Period) -> int:
        """Minutes between the end of the earlier and the start of the later; negative if they overlap."""
        first, second = (self, other) if self.start <= other.start else (other, self)
        return int((second.start - first.end).total_seconds()) // 60


def local_instant(day: date, minute: int, zone: str) -> datetime:
    """The UTC instant of `minute` minutes of wall clock after midnight of `day` (may exceed 24 h)."""
    shifted = day + timedelta(days=minute // MINUTES_A_DAY)
    wall = time(*divmod(minute % MINUTES_A_DAY, 60))
    return datetime.combine(shifted, wall, tzinfo=zone_info(zone)).astimezone(UTC)


def local_period(day: date, start_minute: int, end_minute: int, zone: str) -> Period:
    """The period between two wall-clock minutes counted from midnight of `day`."""
    return Period(local_instant(day, start_minute, zone), local_instant(day, end_minute, zone))


@lru_cache(maxsize=16)
def zone_info(zone: str) -> ZoneInfo:
    """The time zone of that IANA name."""
    return ZoneInfo(zone)
