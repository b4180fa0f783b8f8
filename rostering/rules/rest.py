"""Rest: hours off after a night or a long duty, touching windows being one duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Literal, Self

from pydantic import Field

from rostering.domain.people import Doctor
from rostering.domain.period import Period, zone_info
from rostering.domain.roster import Pair, Roster
from rostering.problem.cells import Cell, Timeline, exclusive, pairs_of, timeline
from rostering.problem.limit import Limit, Statement, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, number, the_doctor, the_shift

MORNING = 8
"""The deep night is 0 h – 8 h by the wall clock (domain.md §1.1)."""

Way = tuple[Cell, ...]
Held = tuple[Period, Shift | None]
"""A duty of one doctor: when, and which (None: served before the horizon)."""


class Rest(Rule):
    """Repos : après une garde de nuit (0 h – 8 h) ou longue, le médecin a son repos ; des plages qui se touchent sont une seule garde.

    For each duty A that no duty touches at its end, whose chain of touching duties meets 0–8 h or lasts
    ≥ long_hours, and each duty C: not 0 < C.start − A.end < hours; 1 for each (A, C), in real hours.
    Edge: exactly `hours` is enough; what touches is the same duty; a past duty counts as A, not as C.
    """

    kind: Literal["rest"] = "rest"
    hours: int = Field(default=11, ge=1, le=72)
    long_hours: int = Field(default=12, ge=1, le=72)

    title = "Repos après une garde"
    blocks_as = "en repos"
    single_place = True

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """For each instant where a duty in need of rest can end: one statement for each way to get there
        and each group of duties that start too soon, of which a doctor can hold only one."""
        for doctor, shifts in self.governed(problem):
            line = timeline(problem, doctor, shifts)
            for instant in sorted(line.ending):
                touching = line.starting.get(instant, ())
                if any(cell.is_past for cell in touching):
                    continue
                ways = [
                    way
                    for cell in line.ending[instant]
                    for way in self._ways(problem.zone, line, cell, instant)
                ]
                for heads in _pooled(ways):
                    yield from self._forbid_soon(doctor, line, instant, heads)

    def _ways(self, zone: str, line: Timeline, cell: Cell, end: datetime) -> Iterator[Way]:
        """The shortest chains of touching cells, ending with `cell`, that need rest after `end`."""
        if meets_night(cell.period, zone) or self._is_long(cell.period.start, end):
            yield (cell,)
            return
        for before in line.ending.get(cell.period.start, ()):
            for way in self._ways(zone, line, before, end):
                yield (*way, cell)

    def _is_long(self, start: datetime, end: datetime) -> bool:
        return end - start >= timedelta(hours=self.long_hours)

    def _forbid_soon(
        self, doctor: Doctor, line: Timeline, end: datetime, heads: list[tuple[Pair, ...]]
    ) -> Iterator[Statement]:
        """Not one of each head, none going on from `end`, and a duty before the hours are over."""
        soon = line.between(end, end + timedelta(hours=self.hours))
        chain = [pair for head in heads for pair in head]
        for group in exclusive(cell for cell in soon if not cell.is_past):
            last = max(cell.period.start for cell in group)
            on = [cell for cell in line.starting.get(end, ()) if cell.period.end <= last]
            terms, goes_on = (*chain, *pairs_of(group)), pairs_of(on)
            if not goes_on:
                yield at_most(len(heads), terms, doctor.id)
                continue
            signs = (1,) * len(terms) + (-1,) * len(goes_on)
            yield Limit((*terms, *goes_on), high=len(heads), coefficients=signs, about=(doctor.id,))

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Walks back from each duty's end to where it began, and forward to what starts too soon."""
        for doctor, shifts in self.duties(problem, roster):
            held: list[Held] = [
                (past.period, None) for past in problem.past if past.doctor == doctor.id
            ]
            held += [(problem.period(doctor, shift), shift) for shift in shifts]
            held = [duty for duty in held if duty[0].minutes]
            for period, shift in held:
                if not self._needs_rest(problem, held, (period, shift)):
                    continue
                for after, later in held:
                    gap = period.gap_minutes(after)
                    if later and after.start > period.end and gap < 60 * self.hours:
                        ids = tuple(found.id for found in (shift, later) if found)
                        yield self.breach(1, (doctor.id,), ids, gap / 60, self.hours)

    def _needs_rest(self, problem: Problem, held: list[Held], duty: Held) -> bool:
        end = duty[0].end
        if any(period.start == end for period, _ in held):
            return False
        chain = [duty]
        while chain:
            period, shift = chain.pop()
            hours = int((end - period.start).total_seconds()) / 3600
            if hours >= self.long_hours or _by_night(problem, period, shift):
                return True
            chain += [other for other in held if other[0].end == period.start]
        return False

    def say(self, problem: Problem, breach: Breach) -> str:
        """Between which two duties, and how many hours there are."""
        named = [the_shift(problem, shift) for shift in breach.shifts]
        first = named[0] if len(named) > 1 else "une garde du tableau précédent"
        gap, hours = number(breach.measured or 0), number(breach.allowed or 0)
        who = the_doctor(problem, breach)
        return f"{who} n'a que {gap} h de repos entre {first} et {named[-1]}, pour {hours} h"

    @classmethod
    def example(cls) -> Self:
        """The defaults."""
        return cls()


def _pooled(ways: list[Way]) -> Iterator[list[tuple[Pair, ...]]]:
    """Ways as heads: sets of pairs of which one each must be held.

    Ways that differ by their first cell only are one: those cells end together, so one is held at most.
    """
    firsts: defaultdict[Way, list[Cell]] = defaultdict(list)
    for way in ways:
        firsts[way[1:]].append(way[0])
    for tail, cells in firsts.items():
        later = [cell.pairs for cell in tail if not cell.is_past]
        if any(cell.is_past for cell in cells):
            yield later
        if first := pairs_of(cells):
            yield [first, *later]


@lru_cache(maxsize=65_536)
def meets_night(period: Period, zone: str) -> bool:
    """True when the period meets the wall-clock hours 0–8."""
    start = period.start.astimezone(zone_info(zone)).replace(tzinfo=None)
    end = period.end.astimezone(zone_info(zone)).replace(tzinfo=None)
    next_midnight = start.replace(hour=0, minute=0) + timedelta(days=1)
    return start.hour < MORNING or end > next_midnight


def _by_night(problem: Problem, period: Period, shift: Shift | None) -> bool:
    """The window's own answer; for SAS blocks and past duties, quarter hour by quarter hour."""
    if shift is not None and shift.line.sas is None:
        return shift.touches_night
    quarters = range(0, period.minutes, 15)
    walls = [period.start + timedelta(minutes=minute) for minute in quarters]
    return any(wall.astimezone(zone_info(problem.zone)).hour < MORNING for wall in walls)
