"""How what was carried, served and refused before is remembered, with every usual value."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, NonNegativeInt, PositiveInt

from rostering.domain.document import Document
from rostering.domain.territory import Id

Ratio = Annotated[Decimal, Field(ge=0, le=1, max_digits=4, decimal_places=3)]
Duties = Annotated[Decimal, Field(ge=0, le=99, max_digits=5, decimal_places=2)]


class Merged(Document):
    """A former sector and the one that it became part of."""

    sector: Id
    into: Id


class RefusedPoints(Document):
    """The wish points that a doctor was refused before, as they are still remembered."""

    doctor: Id
    points: NonNegativeInt


class Memory(Document):
    """How the past weighs on the next roster (fairness.md §3.3).

    `forgetting`: what is left of a balance after a quarter; in `feast_categories` nothing is forgotten within a civil
    year and `feast_forgetting` is left after each new year. `repaid`: the part of a balance paid back at once, never
    more than `clip_per_month` duties a month of horizon (`clip_feasts` a period for feasts). `centred`: balances of
    those who share duties are brought back to a sum of zero. `presence_power`: how presence lowers a share (1: in
    proportion, 0: not). A leave of `long_absence_days` days in a row counts as not being there. `wish_gain`: a whole
    budget of points refused makes the next wishes heavier by that much. « Impossible » is shown beyond
    `impossible_duties` of a doctor's duties or `impossible_weekends` of the week-ends, or refused (`beyond_cap`).
    """

    forgetting: Ratio = Decimal("0.8")
    feast_forgetting: Ratio = Decimal("0.8")
    feast_categories: tuple[Id, ...] = ("fete",)
    repaid: Ratio = Decimal(1)
    clip_per_month: Duties = Decimal(1)
    clip_feasts: Duties = Decimal(1)
    centred: bool = True
    presence_power: Ratio = Decimal(1)
    long_absence_days: PositiveInt = 30
    wish_gain: Annotated[Decimal, Field(ge=0, le=10, max_digits=4, decimal_places=2)] = Decimal(1)
    impossible_duties: Ratio = Decimal("0.5")
    impossible_weekends: Ratio = Decimal("0.5")
    beyond_cap: Literal["signale", "refuse"] = "signale"
    merged: tuple[Merged, ...] = ()

    def sector_today(self, sector: str) -> str:
        """What a former sector is called now."""
        into = {one.sector: one.into for one in self.merged}
        seen = set()
        while sector in into and sector not in seen:
            seen.add(sector)
            sector = into[sector]
        return sector
