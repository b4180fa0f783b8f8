"""Ten years of a territory, drawn from a seed: who comes, who leaves, leaves and wishes, the same whatever the rosters."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rostering.domain.facts import Horizon
from rostering.domain.people import Availability, Doctor
from rostering.domain.vocabulary import Level
from rostering.instance import Instance

LEAVERS, LONG_LEAVES, SHORT_LEAVES = 0.04, 0.03, 0.35
"""Yearly rates of departures (each replaced) and of three-month leaves; monthly rate of a week away."""
FEWEST = 3
"""Doctors under which a spread says nothing."""
AGAINST, WANTED = 4, 2
"""At most so many dates refused and wished a month."""


@dataclass(frozen=True)
class Life:
    """What happens in the territory, whatever the rosters: its doctors month by month and what they say."""

    base: Instance
    months: tuple[date, ...]
    doctors: tuple[Doctor, ...]
    said: Mapping[date, tuple[Availability, ...]]

    def month(self, first: date) -> Instance:
        """The instance of a month: the doctors of the time and their availability, nothing remembered."""
        last = following(first) - timedelta(days=1)
        here = tuple(
            one
            for one in self.doctors
            if (one.arrival or first) <= last and (one.departure or last) >= first
        )
        known = {one.id for one in here}
        said = tuple(entry for entry in self.said[first] if entry.doctor in known)
        changes: dict[str, Any] = {
            "id": f"{self.base.id}-{first:%Y-%m}", "horizon": Horizon(start=first, end=last), "doctors": here,
            "availability": said, "pinned": (), "waivers": (), "ledger": (), "feasts": (), "refused": (), "previous": (),
        }  # fmt: skip
        return self.base.model_copy(update=changes)

    @property
    def steady(self) -> tuple[str, ...]:
        """Doctors present from the first month to the last."""
        return tuple(one.id for one in self.doctors if not one.arrival and not one.departure)

    def settled(self, day: date) -> tuple[str, ...]:
        """The steady ones; when they are fewer than three, those who are there on that day and came a year before."""
        if len(self.steady) >= FEWEST:
            return self.steady
        year_ago = day - timedelta(days=365)
        return tuple(
            one.id
            for one in self.doctors
            if (one.arrival or date.min) <= year_ago and (one.departure or date.max) >= day
        )


def following(first: date) -> date:
    """The first day of the next month."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def imagine(base: Instance, years: int, seed: int) -> Life:
    """Ten years of a territory, drawn from the seed."""
    draw = random.Random(f"{base.id}-{seed}")
    months = [base.horizon.start.replace(day=1)]
    while len(months) < 12 * years:
        months.append(following(months[-1]))
    doctors, leaves = people(base, months, draw)
    said = {first: tuple(wishes(doctors, first, draw)) + tuple(leaves[first]) for first in months}
    return Life(base, tuple(months), doctors, said)


def people(
    base: Instance, months: list[date], draw: random.Random
) -> tuple[tuple[Doctor, ...], Mapping[date, list[Availability]]]:
    """The doctors of all the years, each departure followed by an arrival, and the leaves they take."""
    doctors: list[Doctor] = []
    leaves: defaultdict[date, list[Availability]] = defaultdict(list)
    turn = {
        "arrival": None,
        "departure": None,
        "licence_end": months[-1].replace(year=months[-1].year + 1),
    }
    here = [one.model_copy(update=turn) for one in base.doctors]
    for index, first in enumerate(months):
        for place, one in enumerate(here):
            if index and draw.random() < LEAVERS / 12:
                doctors.append(one.model_copy(update={"departure": first - timedelta(days=1)}))
                fresh = {
                    "id": f"n{len(doctors):03d}",
                    "arrival": first,
                    "rpps": f"998{len(doctors):08d}",
                }
                here[place] = one.model_copy(update=fresh)
            elif draw.random() < LONG_LEAVES / 12:
                for month in months[index : index + 3]:
                    end = following(months[min(index + 2, len(months) - 1)]) - timedelta(days=1)
                    leaves[month].append(away(one.id, first, end))
            elif draw.random() < SHORT_LEAVES:
                start = first + timedelta(days=draw.randrange(21))
                leaves[first].append(away(one.id, start, start + timedelta(days=6)))
    return (*doctors, *here), leaves


def away(doctor: str, first: date, last: date) -> Availability:
    """A leave."""
    return Availability(doctor=doctor, level=Level.IMPOSSIBLE, start=first, end=last, leave=True)


def wishes(doctors: Iterable[Doctor], first: date, draw: random.Random) -> Iterator[Availability]:
    """Dates refused and wished, drawn for everybody whoever is there, so that both runs see the same."""
    for one in doctors:
        for most, level in ((AGAINST, Level.NO), (WANTED, Level.WANTED)):
            for _ in range(draw.randrange(most + 1)):
                day = first + timedelta(days=draw.randrange(28))
                yield Availability(doctor=one.id, level=level, date=day)
