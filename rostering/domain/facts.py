"""Facts: everything a territory's file says except its rules (what is so, not what is wanted)."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from rostering.domain.calendar import Calendar
from rostering.domain.deadline import ChangeDeadline
from rostering.domain.document import Document
from rostering.domain.line import Line
from rostering.domain.memory import Memory, RefusedPoints
from rostering.domain.people import (
    Availability,
    Doctor,
    FeastServed,
    LedgerEntry,
    PastDuty,
    Pin,
    Recipient,
    Waiver,
)
from rostering.domain.territory import DEFAULT_CATEGORIES, Category, Id, Sector, Site, Travel
from rostering.domain.vocabulary import Mode


class Horizon(Document):
    """First and last day planned, both included."""

    start: date
    end: date

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end < self.start:
            raise ValueError("la fin précède le début")
        if (self.end - self.start).days > 400:
            raise ValueError("13 mois au plus")
        return self


class CalendarChoice(Document):
    """How the days are read: ponts, school zone, local holidays added or removed."""

    pont_saturday: Literal["strict", "large"] = "large"
    school_zone: Literal["A", "B", "C"] | None = None
    added_holidays: tuple[date, ...] = ()
    removed_holidays: tuple[date, ...] = ()


class Facts(Document):
    """What the file of a territory states, before any rule."""

    format: Literal[1] = 1
    id: Id
    title: str = ""
    departement: str = Field(pattern=r"^(\d{2,3}|2A|2B)$")
    participation: Mode = Mode.VOLUNTARY
    horizon: Horizon
    calendar: CalendarChoice = CalendarChoice()
    change_deadline: ChangeDeadline = ChangeDeadline()
    categories: tuple[Category, ...] = DEFAULT_CATEGORIES
    sectors: tuple[Sector, ...] = ()
    sites: tuple[Site, ...] = ()
    travel: Travel = Travel()
    lines: tuple[Line, ...] = Field(min_length=1)
    doctors: tuple[Doctor, ...] = Field(min_length=1)
    availability: tuple[Availability, ...] = ()
    pinned: tuple[Pin, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    feasts: tuple[FeastServed, ...] = ()
    refused: tuple[RefusedPoints, ...] = ()
    memory: Memory = Memory()
    previous: tuple[PastDuty, ...] = ()
    recipients: tuple[Recipient, ...] = ()

    @property
    def name(self) -> str:
        """What people read."""
        return self.title or self.id

    def days(self) -> Calendar:
        """The calendar of the département as this territory reads it."""
        choice = self.calendar
        return Calendar(
            departement=self.departement,
            pont_saturday=choice.pont_saturday,
            school_zone=choice.school_zone,
            added=frozenset(choice.added_holidays),
            removed=frozenset(choice.removed_holidays),
        )
