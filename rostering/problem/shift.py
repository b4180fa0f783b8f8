"""A shift: one dated occurrence of a window on a line."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from rostering.domain.line import Line, Staffing, Window
from rostering.domain.period import Period


@dataclass(frozen=True, eq=False)
class Shift:
    """What has to be staffed on a date. `id` is readable and stable: 2026-12-24-mmg-soir.

    `category` is the fairness category, `feast` the feast family or "", `site` a site id or "cabinet",
    `tags` the day words of its date, `half_day` the wall-clock half of its start.
    """

    id: str
    line: Line
    window: Window
    date: datetime.date
    tags: frozenset[str]
    period: Period
    staffing: Staffing
    category: str
    feast: str
    site: str

    @property
    def last_date(self) -> datetime.date:
        """The last civil day it belongs to: its own, or later for a duty of several nights."""
        return self.date + datetime.timedelta(days=self.window.nights)

    @property
    def dates(self) -> tuple[datetime.date, ...]:
        """Every civil day it belongs to, from its own to `last_date`."""
        return tuple(self.date + datetime.timedelta(days=n) for n in range(self.window.nights + 1))

    @property
    def is_morning(self) -> bool:
        """True when the window starts before noon."""
        return self.window.start < 12 * 60

    @property
    def is_mandatory(self) -> bool:
        """True when leaving it empty is a carence."""
        return self.staffing.min > 0

    @property
    def touches_night(self) -> bool:
        """True when its wall-clock hours meet the deep night, 0 h – 8 h."""
        start, end = self.window.start, self.window.end_minute
        return start < 8 * 60 or end > 24 * 60

    @property
    def carence_weight(self) -> int:
        """What one missing doctor counts: priority, twice on Sundays and holidays, twice in deep night.

        fairness.md §3.4, tier 1; domain.md §7.2 rule 1.
        """
        sunday = 2 if "dimanche_jf" in self.tags or "samedi" in self.tags else 1
        return self.line.priority * sunday * (2 if self.touches_night else 1)
