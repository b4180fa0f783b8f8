"""An instance of Curtois and Qu in the product's own words: an `Instance` and its rules.

| in the file | in the product |
|---|---|
| a kind of shift | a line with one window, every day, from midnight |
| one shift a day | `one_place`: the windows of a day overlap |
| kinds that may not follow | `succession`, the next day |
| most shifts of a kind | `max_in_window`, horizon |
| most and least minutes | `hours` (`period_hours`), `min_in_window` (`hours`) |
| days running, days off | `runs`, `open_start` |
| most week-ends | `weekends` |
| days off | « impossible » |
| requests | « souhaité », « non », each with its own points |
| cover, prices under and over | staffing of the day (`min` 0), `coverage` (`target_price`, `beyond_price`) |

A request for a shift on a day off is refused by every roster: its price is paid at once (`constant`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.curtois.judging import Duty
from benchmarks.curtois.reading import Asked, Person, UnreadableWard, Ward
from rostering.domain.facts import Horizon
from rostering.domain.line import Line, Staffing, StaffingPeriod, Window
from rostering.domain.people import Availability, Doctor
from rostering.domain.roster import Roster
from rostering.domain.territory import Category, Sector
from rostering.domain.vocabulary import Function, Level
from rostering.instance import Instance
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.rules.coverage import Coverage
from rostering.rules.hours import Hours
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.min_in_window import MinInWindow
from rostering.rules.runs import Runs
from rostering.rules.succession import DutyKind, Succession
from rostering.rules.weekends import Weekends
from rostering.rules.wish import Wish

MONDAY = date(2029, 1, 1)
"""Day 0: a Monday with a year after it."""
REUNION = "974"
"""A département whose clocks never change: a shift from midnight has the same minutes on every day."""
ALWAYS = ("ouvrable", "samedi", "dimanche_jf")
BUDGET = 10_000
"""Points that nobody's requests may pass, lest they be scaled down."""
DAY = 24 * 60


@dataclass(frozen=True)
class Mapped:
    """The instance; a roster costs `constant` more than the product counts."""

    ward: Ward
    instance: Instance
    constant: int

    def duties(self, problem: Problem, roster: Roster) -> set[Duty]:
        """The roster in the file's own words."""
        shifts = ((pair.doctor, problem.shift_by_id[pair.shift]) for pair in roster)
        return {(who, (shift.date - MONDAY).days, shift.line.id) for who, shift in shifts}


def mapped(ward: Ward) -> Mapped:
    """The instance in the product's words.

    Raises UnreadableWard when something cannot be said, each such thing named.
    """
    if strange := list(_strange(ward)):
        raise UnreadableWard(f"{ward.name}: " + "; ".join(strange))
    instance = Instance(
        id=ward.name,
        departement=REUNION,
        horizon=Horizon(start=MONDAY, end=_date(ward.days - 1)),
        categories=(Category(id="garde", weight=0),),
        sectors=(Sector(id="service"),),
        lines=tuple(_line(ward, kind) for kind in ward.kinds),
        doctors=tuple(Doctor(id=who, last_name=who, sectors=("service",)) for who in ward.staff),
        availability=tuple(_said(ward)),
        rules=tuple(_rules(ward)),
    )
    return Mapped(ward, instance, sum(_hopeless(ward).values()))


def _strange(ward: Ward) -> Iterator[str]:
    """What the product has no words for."""
    if len({(cover.under, cover.over) for cover in ward.cover.values()}) > 1:
        yield "one price under and one over are read for the whole cover, not several"
    everywhere = {(day, kind) for day in range(ward.days) for kind in ward.kinds}
    if missing := everywhere ^ set(ward.cover):
        yield f"cover that is missing, or of no shift: {sorted(missing)[:3]}"
    for kind, shift in ward.kinds.items():
        if shift.minutes % 15 or not 0 < shift.minutes <= DAY:
            yield f"shift {kind}: a length in quarters of an hour, a day at most, was expected"
    asked = Counter((who, day) for who, day, _ in ward.asks_on)
    twice = sorted(one for one, count in asked.items() if count > 1)
    twice += sorted((who, day) for who, day, _ in ward.asks_on.keys() & ward.asks_off.keys())
    if twice:
        yield f"several shifts asked for on a day, or one asked for and against: {twice[:3]}"
    yield from _strangers(ward)


def _strangers(ward: Ward) -> Iterator[str]:
    asked = [*ward.asks_on, *ward.asks_off]
    people = {who for who, *_ in [*ward.off, *asked]} - ward.staff.keys()
    kinds = {kind for *_, kind in asked} - ward.kinds.keys()
    days = {one[1] for one in [*ward.off, *asked]} - set(range(ward.days))
    unknown: list[object] = [*sorted(people), *sorted(kinds), *sorted(days)]
    if unknown:
        yield f"unknown people, shifts or days: {', '.join(map(str, unknown))}"
    points: Counter[str] = Counter()
    for (who, *_), price in [*ward.asks_on.items(), *ward.asks_off.items()]:
        points[who] += price
    if heavy := [who for who, total in points.items() if total > BUDGET]:
        yield f"requests beyond {BUDGET} in all: {', '.join(heavy)}"


def _date(day: int) -> date:
    return MONDAY + timedelta(days=day)


def _line(ward: Ward, kind: str) -> Line:
    """Every day a window, with the heads wanted that day."""
    periods = tuple(
        StaffingPeriod(
            start=_date(day),
            end=_date(day),
            staffing=Staffing(min=0, target=wanted, max=max(wanted, len(ward.staff))),
        )
        for day in range(ward.days)
        for wanted in (ward.cover[day, kind].wanted,)
    )
    end = ward.kinds[kind].minutes % DAY
    window = Window(id="jour", start=0, end=end, days=ALWAYS, category="garde")
    return Line(
        id=kind,
        function=Function.FIXED,
        sectors=("service",),
        windows=(window,),
        staffing_periods=periods,
    )


def _hopeless(ward: Ward) -> Mapping[Asked, int]:
    """Requests for a shift on a day off."""
    return {one: price for one, price in ward.asks_on.items() if (one[0], one[1]) in ward.off}


def _said(ward: Ward) -> Iterator[Availability]:
    for who, day in sorted(ward.off):
        yield Availability(doctor=who, level=Level.IMPOSSIBLE, date=_date(day))
    for asks, level in ((ward.asks_on, Level.WANTED), (ward.asks_off, Level.NO)):
        for (who, day, kind), price in asks.items():
            if price:
                yield Availability(
                    doctor=who, level=level, date=_date(day), lines=(kind,), points=price
                )


def _rules(ward: Ward) -> Iterator[AnyRule]:
    prices = next(iter(ward.cover.values()))
    yield Coverage(target_price=prices.under, beyond_price=prices.over)
    yield Wish(budget=BUDGET)
    for kind, shift in ward.kinds.items():
        if shift.not_after:
            after = DutyKind(lines=tuple(sorted(shift.not_after)))
            yield Succession(first=DutyKind(lines=(kind,)), then=after)
        for most, who in _by(ward, lambda person: person.most.get(kind)):  # noqa: B023 - at once
            if most < ward.days:
                yield MaxInWindow(span="horizon", most=most, lines=(kind,), doctors=who)
    for minutes, who in _by(ward, lambda person: person.most_minutes):
        yield _at_most_hours(minutes / 60, who)
    for minutes, who in _by(ward, lambda person: person.least_minutes or None):
        yield MinInWindow(span="horizon", hours=minutes / 60, doctors=who)
    for most, who in _by(ward, lambda person: person.weekends):
        yield Weekends(most=most, doctors=who, strength="hard")
    yield from _runs(ward)


def _by(ward: Ward, value: Callable[[Person], int | None]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """People by a number that binds them; those whom none binds are left out."""
    groups: defaultdict[int, list[str]] = defaultdict(list)
    for who, person in ward.staff.items():
        if (number := value(person)) is not None:
            groups[number].append(who)
    return ((number, tuple(who)) for number, who in groups.items())


def _at_most_hours(hours: float, who: tuple[str, ...]) -> Hours:
    return Hours(
        statuses=(), doctors=who, period_hours=hours,
        day_hours=None, week_hours=None, average_hours=None, weekly_rest_hours=None,
    )  # fmt: skip


def _runs(ward: Ward) -> Iterator[Runs]:
    groups: defaultdict[tuple[int, int, int], list[str]] = defaultdict(list)
    for who, person in ward.staff.items():
        groups[person.most_on, person.least_on, person.least_off].append(who)
    for (most, least, off), people in groups.items():
        yield Runs(
            most_on=most, least_on=least, least_off=off, open_start=True, doctors=tuple(people)
        )
