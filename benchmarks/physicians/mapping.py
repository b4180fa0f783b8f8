"""A month of hospital duties in the product's own words: an `Instance`, its rules, and how its costs were made whole.

| in the file | in the product |
|---|---|
| duty, heads by week-day | a line, a window a week-day, `Staffing(min=0, target=heads, max=heads)` |
| 100 for a head missing | `coverage`, `target_price` |
| may take the duty; absent | sectors and `absence` |
| a duty a day at most, none on two days running | `spacing`, one free day, `same_day_allowed: false` |
| no two week-ends running | `weekends`, hard |
| asks on, asks off | « souhaité », « non » |
| convex cost of refusals | `refusals`, a list of prices a physician |
| convex cost of duties | `workload` |

Costs are multiplied by SCALE and their steps rounded, which keeps them convex. `error` is the most that this can
change the cost of any roster; a bound proved on the rounded costs, less it, is a bound on the true ones.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import accumulate, pairwise, product

from benchmarks.physicians.reading import Index, Month, Table, UnreadableMonth
from rostering.domain.facts import Horizon
from rostering.domain.line import Line, Staffing, Window
from rostering.domain.people import Availability, Doctor
from rostering.domain.territory import Category, Sector
from rostering.domain.vocabulary import WEEKDAYS, Function, Level
from rostering.instance import Instance
from rostering.rules import AnyRule
from rostering.rules.coverage import Coverage
from rostering.rules.refusals import Refusals
from rostering.rules.spacing import Spacing
from rostering.rules.weekends import Weekends
from rostering.rules.workload import Workload

SCALE = 1_000_000
"""Costs are counted in millionths: on the 85 physicians of these files rounding stays under 0.0005 in all."""
MISSING = 100
"""The price of a head missing, the authors'."""
SOME_MONDAY = date(2024, 1, 1)
DATED = re.compile(r"\d{4}-\d\d-\d\d")

Prices = tuple[int, ...]


@dataclass(frozen=True)
class Mapped:
    """The instance; its cost is `constant` + what the product counts ÷ SCALE, give or take `error`."""

    instance: Instance
    constant: Decimal
    error: Decimal


@dataclass(frozen=True)
class Ladder:
    """The steps of one physician's cost: `steps` in 1/SCALE, what is paid whatever the roster, the rounding error."""

    steps: Prices
    constant: Decimal
    error: Decimal


def mapped(month: Month) -> Mapped:
    """The month as an instance.

    Raises UnreadableMonth when a cost is not convex, or one day is both asked and asked off.
    """
    refusals = {one: _refusals(month, one) for one in month.physicians}
    workloads = {one: _workloads(month, one) for one in month.physicians}
    ladders = [*refusals.values(), *workloads.values()]
    rules: list[AnyRule] = [
        Coverage(target_price=MISSING * SCALE),
        Spacing(days=1, same_day_allowed=False),
        Weekends(consecutive_allowed=False, strength="hard"),
        *(Refusals(doctors=who, prices=steps) for steps, who in _alike(refusals)),
        *(Workload(doctors=who, prices=steps) for steps, who in _alike(workloads)),
    ]
    start = _start(month)
    return Mapped(
        Instance(
            id=f"physicians-{month.name}",
            departement="75",
            horizon=Horizon(start=start, end=start + timedelta(weeks=len(month.weeks), days=-1)),
            categories=(Category(id="garde", weight=0),),
            sectors=tuple(Sector(id=_line(duty)) for duty in month.duties),
            lines=tuple(_lines(month)),
            doctors=tuple(_doctors(month)),
            availability=tuple(_said(month)),
            rules=tuple(rules),
        ),
        sum((ladder.constant for ladder in ladders), Decimal(0)),
        sum((ladder.error for ladder in ladders), Decimal(0)),
    )


def _alike(ladders: Mapping[int, Ladder]) -> Iterator[tuple[Prices, tuple[str, ...]]]:
    """Physicians by the prices they share."""
    groups: defaultdict[Prices, list[str]] = defaultdict(list)
    for physician, ladder in ladders.items():
        if ladder.steps:
            groups[ladder.steps].append(doctor_id(physician))
    return ((steps, tuple(who)) for steps, who in groups.items())


def _refusals(month: Month, physician: int) -> Ladder:
    """What refusals cost: those that no roster can avoid are paid at once."""
    asked = Counter((index[2], index[3]) for index in _of(month.asks_on, physician))
    hopeless = [
        index
        for index in _of(month.asks_on, physician)
        if not month.may_take.get(index) or month.absent.get((physician, *index[2:]))
    ]
    lost = Counter((index[2], index[3]) for index in hopeless)
    off = {(index[1], index[2]) for index in _of(month.asks_off, physician)}
    if clash := sorted(off & set(asked)):
        week, day = clash[0]
        raise UnreadableMonth(
            f"{month.name}: physician {physician} asks to work and to be free, week {week}, day {day}"
        )
    open_days = sum(asked[day] > lost[day] for day in asked)
    sure = sum(asked.values()) - open_days
    return _ladder(month, "c", month.refusal_cost, physician, (sure, sure + open_days + len(off)))


def _workloads(month: Month, physician: int) -> Ladder:
    """What duties cost: at most every other day."""
    if not (month.levels_workload and month.duty_cost):
        return Ladder((), Decimal(0), Decimal(0))
    most = (len(month.weeks) * len(month.days) + 1) // 2
    return _ladder(month, "c_work", month.duty_cost, physician, (0, most))


def _ladder(
    month: Month, name: str, table: Table, physician: int, reach: tuple[int, int]
) -> Ladder:
    first, last = reach
    costs = [table.get((physician, count), Decimal(0)) for count in range(first, last + 1)]
    steps = [
        int((SCALE * (after - before)).to_integral_value(ROUND_HALF_EVEN))
        for before, after in pairwise(costs)
    ]
    if any(later < earlier for earlier, later in pairwise([0, *steps])):
        raise UnreadableMonth(f"{month.name}: {name} of physician {physician} is not convex")
    reached = accumulate(steps, initial=0)
    errors = (
        abs(cost - costs[0] - Decimal(one) / SCALE)
        for cost, one in zip(costs, reached, strict=True)
    )
    return Ladder(tuple(steps), costs[0], max(errors))


def _of(table: Table, physician: int) -> list[Index]:
    """The entries of a physician that are set."""
    return [index for index, value in table.items() if index[0] == physician and value]


def _start(month: Month) -> date:
    """The date in the file's name when it is a Monday, some Monday otherwise."""
    found = DATED.search(month.name)
    day = date.fromisoformat(found[0]) if found else SOME_MONDAY
    return day if day.weekday() == 0 else SOME_MONDAY


def doctor_id(physician: int) -> str:
    """The product's id of a physician."""
    return f"medecin-{physician:03d}"


def _line(duty: int) -> str:
    return f"garde-{duty}"


def duty_on(month: Month, shift: str) -> tuple[int, int, int]:
    """(duty, week, day) of a shift of the product, by its id: date, line, window."""
    day = date.fromisoformat(shift[:10])
    weeks, rest = divmod((day - _start(month)).days, 7)
    return int(shift.split("-")[4]), month.weeks[weeks], month.days[rest]


def _lines(month: Month) -> Iterator[Line]:
    for duty in month.duties:
        heads = {day: int(month.heads.get((duty, day), 0)) for day in month.days}
        windows = tuple(
            Window(
                id=WEEKDAYS[rank],
                start=8 * 60,
                end=20 * 60,
                days=(WEEKDAYS[rank],),
                category="garde",
                staffing=Staffing(min=0, target=heads[day], max=heads[day]),
            )
            for rank, day in enumerate(month.days)
        )
        yield Line(id=_line(duty), function=Function.FIXED, sectors=(_line(duty),), windows=windows)


def _doctors(month: Month) -> Iterator[Doctor]:
    taken = {(index[0], index[1]) for index, value in month.may_take.items() if value}
    for physician in month.physicians:
        sectors = tuple(_line(duty) for duty in month.duties if (physician, duty) in taken)
        yield Doctor(id=doctor_id(physician), last_name=doctor_id(physician), sectors=sectors)


def _said(month: Month) -> Iterator[Availability]:
    """Absences, duties closed on some dates only, and what is asked."""
    for physician, duty, week, day in _closed(month):
        yield _entry(month, (physician, week, day), Level.IMPOSSIBLE, duty)
    for table, level in ((month.absent, Level.IMPOSSIBLE), (month.asks_off, Level.NO)):
        for index, value in table.items():
            if value:
                yield _entry(month, index, level)
    for (physician, duty, week, day), value in month.asks_on.items():
        if value and month.may_take.get((physician, duty, week, day)):
            yield _entry(month, (physician, week, day), Level.WANTED, duty)


def _closed(month: Month) -> Iterator[Index]:
    """(physician, duty, week, day) of duties that the physician may take on other dates only."""
    taken = sorted({(index[0], index[1]) for index, value in month.may_take.items() if value})
    for (physician, duty), week, day in product(taken, month.weeks, month.days):
        if not month.may_take.get((physician, duty, week, day)):
            yield physician, duty, week, day


def _entry(month: Month, when: Index, level: Level, duty: int | None = None) -> Availability:
    physician, week, day = when
    offset = 7 * month.weeks.index(week) + month.days.index(day)
    return Availability(
        doctor=doctor_id(physician),
        level=level,
        date=_start(month) + timedelta(days=offset),
        lines=() if duty is None else (_line(duty),),
    )
