"""Past years, before any roster was closed here: duties from a table, shared by quote-part, one posting a quarter.

A table does not say on which line a duty was, nor its hours: it was like one of the duties of its category, as they are today, that the
doer may serve.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from rostering.domain.calendar import MAJOR_FEASTS, feast_year
from rostering.domain.people import Doctor
from rostering.expand import expand
from rostering.instance import Instance
from rostering.memory.book import TERRITORY, Entry
from rostering.memory.closing import Draft, members, rounded
from rostering.problem.eligibility import exempts, line_bars
from rostering.problem.shift import Shift

Quarter = tuple[date, date]


class PastRow(NamedTuple):
    """A duty of the past: who, which day, which category."""

    doctor: str
    date: date
    category: str


def past_drafts(instance: Instance, rows: Sequence[PastRow]) -> Iterator[tuple[Quarter, Draft]]:
    """One posting for each calendar quarter that has duties, oldest first."""
    quarters: defaultdict[Quarter, list[PastRow]] = defaultdict(list)
    for row in rows:
        quarters[quarter_of(row.date)].append(row)
    for (start, end), found in sorted(quarters.items()):
        entries = [*_duties(instance, found), *_shares(instance, found)]
        content = {
            "act": "reprise",
            "start": start,
            "end": end,
            "members": members(instance),
            "entries": entries,
            "duties": len(found),
        }
        yield (start, end), Draft(content)


def quarter_of(day: date) -> Quarter:
    """First and last day of its calendar quarter."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    following = (first + timedelta(days=100)).replace(day=1)
    return first, following - timedelta(days=1)


def _duties(instance: Instance, rows: Sequence[PastRow]) -> Iterator[Entry]:
    """A duty each; twice the same day and category by the same doctor are two duties. Feasts follow from the date."""
    for place, row in enumerate(sorted(rows, key=lambda one: (one.date, one.doctor, one.category))):
        feast = feast_on(instance, row)
        yield Entry.model_validate(
            {
                "why": "garde",
                "gains": row.doctor,
                "loses": TERRITORY,
                "category": row.category,
                "number": 1,
                "date": row.date,
                "shift": f"{row.date.isoformat()}-{row.category}-{place + 1}",
                "feast": feast,
                "feast_year": feast_year(feast, row.date),
            }
        )


def feast_on(instance: Instance, row: PastRow) -> str:
    """The feast of a past duty; on the eves of Noël and Nouvel An only those counted as a feast are of the evening."""
    eve = row.category in instance.memory.feast_categories
    family = instance.days().feast(row.date, eve)
    if row.date.month == 12 and row.date.day in (24, 31) and not eve:
        return "" if family in MAJOR_FEASTS else family
    return family


def _shares(instance: Instance, rows: Sequence[PastRow]) -> Iterator[Entry]:
    """Each duty is due by those who may serve one like it and were there that day, by quote-part."""
    owed: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    doctors = {doctor.id: doctor for doctor in instance.doctors}
    kinds = kinds_of(instance)
    for row in rows:
        doer = doctors[row.doctor]
        served = _served(kinds.get(row.category, ()), doer)
        pool = [one for one in instance.doctors if _shares_duties(one, doer, row, served)]
        total = sum(float(one.quote_part) for one in pool)
        for one in pool if total else ():
            owed[row.category][one.id] += float(one.quote_part) / total
    for category, shares in sorted(owed.items()):
        for doctor, share in sorted(rounded(shares).items()):
            yield Entry(
                why="part",
                gains=TERRITORY,
                loses=doctor,
                category=category,
                number=Decimal(share),
            )


def kinds_of(instance: Instance) -> Mapping[str, tuple[Shift, ...]]:
    """By category: one duty of this period for each line and window that has some."""
    found: defaultdict[str, dict[tuple[str, str], Shift]] = defaultdict(dict)
    for shift in expand(instance).shifts:
        found[shift.category].setdefault((shift.line.id, shift.window.id), shift)
    return {category: tuple(shifts.values()) for category, shifts in found.items()}


def _served(kinds: Sequence[Shift], doer: Doctor) -> tuple[Shift, ...]:
    """Those that the doer may serve: of their own sectors rather than of those they help."""
    may = tuple(shift for shift in kinds if line_bars(doer, shift.line) is None)
    own = {*doer.sectors}
    home = (shift for shift in may if not shift.line.sectors or own & {*shift.line.sectors})
    return tuple(home) or may


def _shares_duties(one: Doctor, doer: Doctor, row: PastRow, served: Sequence[Shift]) -> bool:
    """Was that doctor there on the day, with one of those duties open to them and no exemption from it?

    Where no duty of today says more (a feast of another quarter): in one of the doer's sectors, or both in none.
    """
    if one.id == doer.id:
        return True
    if not one.is_present(row.date):
        return False
    if not served:
        together = bool({*one.sectors} & {*doer.sectors}) or not (one.sectors or doer.sectors)
        return together and not _is_exempt_altogether(one, row)
    return any(
        line_bars(one, shift.line) is None and not _is_exempt(one, shift, row.date)
        for shift in served
    )


def _is_exempt_altogether(one: Doctor, row: PastRow) -> bool:
    """Exempt that day of all duties of the category, whatever their line and hours."""
    return any(
        (not exemption.categories or row.category in exemption.categories)
        and not (exemption.lines or exemption.functions or exemption.between)
        and (exemption.start or row.date) <= row.date <= (exemption.end or row.date)
        for exemption in one.exemptions
    )


def _is_exempt(one: Doctor, shift: Shift, day: date) -> bool:
    """Exempt of that duty, had it been on that day."""
    return bool(one.exemptions) and any(
        exempts(exemption, replace(shift, date=day)) for exemption in one.exemptions
    )
