"""Lines (postes): what has to be staffed, in which windows, by how many."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from rostering.domain.document import Document
from rostering.domain.territory import Id
from rostering.domain.vocabulary import DAY_TAGS, Clock, Function

DayTag = Literal[DAY_TAGS]  # type: ignore[valid-type]  # one list of words, not two
OWN_PLACE = "cabinet"
"""The value of `site` that means each doctor's own place."""


class Staffing(Document):
    """How many doctors a shift needs: under `min` is a carence, `target` is wished, `max` never passed.

    A missing target equals min (at least 1), a missing max equals target.
    """

    min: NonNegativeInt = 1
    target: NonNegativeInt | None = None
    max: NonNegativeInt | None = None

    @property
    def wished(self) -> int:
        """The target, with its default."""
        return max(self.min, 1) if self.target is None else self.target

    @property
    def most(self) -> int:
        """The maximum, with its default."""
        return self.wished if self.max is None else self.max

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.min <= self.wished <= self.most:
            raise ValueError("min ≤ target ≤ max attendu")
        return self


class StaffingPeriod(Document):
    """Another staffing between two dates, both included; `windows` empty means all of the line."""

    start: date | None = None
    end: date | None = None
    windows: tuple[Id, ...] = ()
    staffing: Staffing


class SiteChange(Document):
    """From `start` on, the line is held at `site`."""

    start: date
    site: Id


class Window(Document):
    """A recurring interval of a line: it takes place on the dates that bear one of the words of `days`.

    `end` at or before `start` crosses midnight; `nights` adds whole days (a week-end held by one doctor).
    """

    id: Id
    label: str = ""
    start: Clock
    end: Clock
    nights: NonNegativeInt = 0
    days: tuple[DayTag, ...]
    except_days: tuple[DayTag, ...] = ()
    first: date | None = None
    last: date | None = None
    category: Id | None = None
    staffing: Staffing | None = None

    @property
    def end_minute(self) -> int:
        """Minutes from midnight of the start day to the end."""
        midnight = 1440 if self.end <= self.start else 0
        return self.end + (1440 * self.nights if self.nights else midnight)

    def takes_place(self, day: date, tags: frozenset[str]) -> bool:
        """True when the window is dated on `day`, which bears `tags`."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            return False
        return not tags.isdisjoint(self.days) and tags.isdisjoint(self.except_days)


class SasBlock(Document):
    """A SAS duty: so many consecutive bookable slots in the doctor's own place."""

    slot_minutes: PositiveInt = 20
    slots: PositiveInt = 6
    patients_per_slot: PositiveInt = 1

    @property
    def minutes(self) -> int:
        """Length of the block."""
        return self.slot_minutes * self.slots

    @property
    def acts(self) -> int:
        """Patients that the block can book."""
        return self.slots * self.patients_per_slot


class Line(Document):
    """A poste: MMG, visits, régulation, second line, renfort, day on call, SAS, vacation.

    `sectors` empty: any doctor of the territory with the function. `zone`: only doctors installed there.
    `departement` (SAS): only doctors with a site there. `priority` 1 to 5 weighs its carences.
    """

    id: Id
    label: str = ""
    function: Function
    sectors: tuple[Id, ...] = ()
    site: Id = OWN_PLACE
    site_changes: tuple[SiteChange, ...] = ()
    zone: Id | None = None
    departement: str | None = None
    mandatory: bool = True
    priority: int = Field(default=3, ge=1, le=5)
    second_line_of: Id | None = None
    needs_supervision: bool = False
    staffing: Staffing = Staffing()
    staffing_periods: tuple[StaffingPeriod, ...] = ()
    sas: SasBlock | None = None
    windows: tuple[Window, ...] = Field(min_length=1)

    @property
    def name(self) -> str:
        """What people read."""
        return self.label or self.id

    def site_on(self, day: date) -> str:
        """Where the line is held on `day`."""
        moved = [change for change in self.site_changes if change.start <= day]
        return max(moved, key=lambda change: change.start).site if moved else self.site

    def staffing_on(self, day: date, window: Window) -> Staffing:
        """The staffing of `window` on `day`: period, then window, then line; an optional line needs none."""
        found = window.staffing or self.staffing
        for period in self.staffing_periods:
            in_dates = (period.start or day) <= day <= (period.end or day)
            if in_dates and (not period.windows or window.id in period.windows):
                found = period.staffing
        if self.mandatory:
            return found
        return Staffing(min=0, target=found.wished, max=found.most)

    @model_validator(mode="after")
    def _sas_is_a_block(self) -> Self:
        if self.function is Function.SAS and self.sas is None:
            object.__setattr__(self, "sas", SasBlock())
        return self
