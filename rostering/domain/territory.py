"""Sectors, sites and the fairness categories of a territory."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, NonNegativeInt, StringConstraints

from rostering.domain.document import Document
from rostering.domain.vocabulary import SiteKind

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$", max_length=60)]
"""A short readable code: letters, digits, `-`, `_`, `.`; stable from roster to roster."""


class Sector(Document):
    """A secteur de garde."""

    id: Id
    label: str = ""

    @property
    def name(self) -> str:
        """What people read."""
        return self.label or self.id


class Site(Document):
    """A place where duties are served, valid on part of the calendar."""

    id: Id
    label: str = ""
    kind: SiteKind = SiteKind.PRACTICE
    departement: str = ""
    address: str = ""
    postal_code: Annotated[str, StringConstraints(pattern=r"^(\d{5})?$")] = ""
    city: str = ""
    finess: Annotated[str, StringConstraints(pattern=r"^([0-9A-Z]{9})?$")] = ""
    siret: Annotated[str, StringConstraints(pattern=r"^(\d{14})?$")] = ""
    phone: str = ""
    opens: date | None = None
    closes: date | None = None

    @property
    def name(self) -> str:
        """What people read."""
        return self.label or self.id

    @property
    def full_address(self) -> str:
        """One line for a calendar: name, street, postal code and city."""
        town = f"{self.postal_code} {self.city}".strip()
        return ", ".join(part for part in (self.name, self.address, town) if part)

    def is_open(self, day: date) -> bool:
        """True between its two dates, both included."""
        return (self.opens is None or self.opens <= day) and (
            self.closes is None or day <= self.closes
        )


class TravelTime(Document):
    """Minutes between two sites, either way."""

    start: Id
    end: Id
    minutes: NonNegativeInt


class Travel(Document):
    """How long a doctor needs between two different sites."""

    default_minutes: NonNegativeInt = 60
    table: tuple[TravelTime, ...] = ()


class Category(Document):
    """A fairness category: what is counted together, and how much a deviation weighs.

    `measure` is `number` (duties) or `units` (4-hour bricks, the unit of pay). Weight 0: shown, not optimised.
    `comfort`: it only breaks ties, within a time box, once all the rest is settled.
    """

    id: Id
    label: str = ""
    weight: Annotated[int, Field(ge=0, le=100)] = 1
    measure: Literal["number", "units"] = "number"
    comfort: bool = False

    @property
    def name(self) -> str:
        """What people read."""
        return self.label or self.id


DEFAULT_CATEGORIES = (
    Category(id="soiree", label="Soirée", weight=2),
    Category(id="nuit", label="Nuit profonde", weight=3),
    Category(id="samedi", label="Samedi", weight=3),
    Category(id="pont", label="Pont", weight=3),
    Category(id="dimanche_jf", label="Dimanche et JF", weight=3),
    Category(id="fete", label="Fête majeure", weight=4),
    Category(id="regulation", label="Régulation", weight=2),
    Category(id="deuxieme_ligne", label="2e ligne", weight=1),
    Category(id="renfort", label="Renfort", weight=1),
    Category(id="astreinte_jour", label="Astreinte de jour", weight=2),
    Category(id="visites", label="Visites", weight=2),
    Category(id="sas", label="SAS", weight=1),
    Category(id="vacation", label="Vacation", weight=2),
    Category(id="unites", label="Unités de 4 h", weight=1, measure="units", comfort=True),
)
"""Usual weights. Units only break ties: weighed with the rest they make proofs several times longer."""
