"""Doctors, what they cannot or would rather not do, and what was agreed or done before."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, NonNegativeInt, StringConstraints, model_validator

from rostering.domain.document import Document
from rostering.domain.line import DayTag
from rostering.domain.territory import Id
from rostering.domain.vocabulary import Body, Clock, ExemptionCode, Function, Level, Status

Rpps = Annotated[str, StringConstraints(pattern=r"^(\d{11})?$")]
FeastName = Literal[
    "noel", "nouvel_an", "paques", "pentecote", "ascension", "1er_mai", "8_mai", "14_juillet",
    "15_aout", "toussaint", "11_novembre", "pont_ascension", "vendredi_saint", "saint_etienne", "abolition", "schoelcher",
]  # fmt: skip


WEIGHED = (Level.NO, Level.POSSIBLE, Level.WANTED)
"""The levels that are wishes, and cost points."""


class Hours(Document):
    """A stretch of the day by the wall clock; `end` at or before `start` crosses midnight."""

    start: Clock
    end: Clock


class Exemption(Document):
    """Duties a doctor is exempt from, between two dates; empty lists mean every duty. A code, never a reason."""

    code: ExemptionCode
    start: datetime.date | None = None
    end: datetime.date | None = None
    functions: tuple[Function, ...] = ()
    lines: tuple[Id, ...] = ()
    categories: tuple[Id, ...] = ()
    between: Hours | None = None


class Caps(Document):
    """The most duties a doctor takes; a missing one is left to the rules."""

    day: NonNegativeInt | None = None
    week: NonNegativeInt | None = None
    month: NonNegativeInt | None = None
    quarter: NonNegativeInt | None = None
    weekends: NonNegativeInt | None = None


class UsualHours(Document):
    """When the doctor's SAS block starts, by half-day; a missing one is the start of the window."""

    morning: Clock | None = None
    afternoon: Clock | None = None


class Doctor(Document):
    """Someone who can be on call."""

    id: Id
    last_name: str
    first_name: str = ""
    rpps: Rpps = ""
    status: Status = Status.INSTALLED
    licence_end: datetime.date | None = None
    quote_part: Annotated[Decimal, Field(ge=0, le=2, max_digits=4, decimal_places=2)] = Decimal(1)
    functions: tuple[Function, ...] = (Function.FIXED,)
    sectors: tuple[Id, ...] = ()
    help_sectors: tuple[Id, ...] = ()
    zones: tuple[Id, ...] = ()
    sites: tuple[Id, ...] = ()
    arrival: datetime.date | None = None
    departure: datetime.date | None = None
    exemptions: tuple[Exemption, ...] = ()
    caps: Caps = Caps()
    sas_registered: bool = False
    usual_hours: UsualHours = UsualHours()
    phone: str = ""
    email: str = ""

    @property
    def name(self) -> str:
        """ "MARTIN Anne", as on a tableau."""
        return f"{self.last_name.upper()} {self.first_name}".strip()

    def is_present(self, day: datetime.date) -> bool:
        """True between arrival and departure, both included."""
        return (self.arrival or day) <= day <= (self.departure or day)


class Availability(Document):
    """What a doctor says of some dates, at one of five levels.

    Dates: `date`, or `start`–`end` (both included; open where missing), narrowed by `every` (day words),
    `between` (hours), `categories` and `lines`. `leave`: a leave, which excuses the weekly SAS hours. `points`: what
    a wish takes of the doctor's budget, instead of what its level usually takes.
    """

    doctor: Id
    level: Level
    date: datetime.date | None = None
    start: datetime.date | None = None
    end: datetime.date | None = None
    every: tuple[DayTag, ...] = ()
    between: Hours | None = None
    categories: tuple[Id, ...] = ()
    lines: tuple[Id, ...] = ()
    leave: bool = False
    points: Annotated[int, Field(ge=1, le=10_000)] | None = None
    source: str = ""

    @model_validator(mode="after")
    def _dates_make_sense(self) -> Self:
        if self.date and (self.start or self.end):
            raise ValueError("donner une date, ou un début et une fin, pas les deux")
        if self.start and self.end and self.end < self.start:
            raise ValueError("la fin précède le début")
        if self.points is not None and self.level not in WEIGHED:
            raise ValueError("des points ne vont qu'avec « non », « possible » ou « souhaite »")
        return self

    def includes(self, day: datetime.date) -> bool:
        """True when `day` is one of the dates, whatever its day words."""
        if self.date:
            return day == self.date
        return (self.start or day) <= day <= (self.end or day)


class Pin(Document):
    """A duty agreed beforehand."""

    doctor: Id
    date: datetime.date
    line: Id
    window: Id


class Recipient(Document):
    """Where to write to a body that receives the tableau; a body may have several."""

    body: Body
    label: str = ""
    email: str = ""
    phone: str = ""


class Waiver(Document):
    """A rule that a doctor agreed to let go: on one duty (`date`, `line`, `window`), or on all (none of the three).

    The duty then does not count for that rule, nor does the rule speak of the doctor when no duty is named.
    """

    doctor: Id
    rule: Id
    date: datetime.date | None = None
    line: Id | None = None
    window: Id | None = None

    @model_validator(mode="after")
    def _one_duty_or_all(self) -> Self:
        if len({part is None for part in (self.date, self.line, self.window)}) > 1:
            raise ValueError("donner la date, le poste et la plage, ou aucun des trois")
        return self

    @property
    def shift(self) -> str | None:
        """The id of the duty; None for all of them."""
        return None if self.date is None else f"{self.date.isoformat()}-{self.line}-{self.window}"


class LedgerEntry(Document):
    """What a doctor carried beyond (positive) or under (negative) the share before, in the category's measure."""

    doctor: Id
    category: Id
    balance: Annotated[Decimal, Field(max_digits=8, decimal_places=2)]


class FeastServed(Document):
    """A feast that a doctor served in some year."""

    doctor: Id
    feast: FeastName
    year: Annotated[int, Field(ge=1990, le=2100)]


class PastDuty(Document):
    """A duty of the last days of the previous roster: date and wall-clock hours."""

    doctor: Id
    date: datetime.date
    start: Clock
    end: Clock
    site: Id | None = None
