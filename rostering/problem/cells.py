"""A doctor's candidate duties gathered by the instants they fill: cells, cliques, and what follows what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from rostering.domain.people import Doctor
from rostering.domain.period import Period
from rostering.domain.roster import Pair
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift


@dataclass(frozen=True, eq=False, slots=True)
class Cell:
    """The duties that hold a doctor from the same instant to the same instant: at most one is served.

    No pair: a duty served before the horizon.
    """

    period: Period
    pairs: tuple[Pair, ...] = ()

    @property
    def is_past(self) -> bool:
        """True when it was served before the horizon."""
        return not self.pairs


@dataclass(frozen=True, eq=False)
class Timeline:
    """One doctor's cells, by start then end; cells without length (a lost clock hour) are left out."""

    cells: tuple[Cell, ...]

    @cached_property
    def ending(self) -> Mapping[datetime, tuple[Cell, ...]]:
        """The cells that end at each instant."""
        return _grouped((cell.period.end, cell) for cell in self.cells)

    @cached_property
    def starting(self) -> Mapping[datetime, tuple[Cell, ...]]:
        """The cells that start at each instant."""
        return _grouped((cell.period.start, cell) for cell in self.cells)

    @cached_property
    def _starts(self) -> list[datetime]:
        return [cell.period.start for cell in self.cells]

    def between(self, after: datetime, before: datetime) -> Sequence[Cell]:
        """The cells that start strictly between two instants."""
        return self.cells[bisect_right(self._starts, after) : bisect_left(self._starts, before)]


def timeline(problem: Problem, doctor: Doctor, shifts: Iterable[Shift]) -> Timeline:
    """The doctor's cells over those candidate shifts, and the duties served before."""
    groups: defaultdict[Period, list[Pair]] = defaultdict(list)
    for shift in shifts:
        groups[problem.period(doctor, shift)].append(problem.pair(doctor, shift))
    cells = [Cell(period, tuple(pairs)) for period, pairs in groups.items()]
    cells += [Cell(past.period) for past in problem.past_by_doctor.get(doctor.id, ())]
    real = [cell for cell in cells if cell.period.start < cell.period.end]
    return Timeline(tuple(sorted(real, key=lambda cell: cell.period)))


def _grouped(cells: Iterable[tuple[datetime, Cell]]) -> dict[datetime, tuple[Cell, ...]]:
    groups: defaultdict[datetime, list[Cell]] = defaultdict(list)
    for instant, cell in cells:
        groups[instant].append(cell)
    return {instant: tuple(found) for instant, found in groups.items()}


def exclusive(cells: Iterable[Cell]) -> Iterator[tuple[Cell, ...]]:
    """The fewest groups whose cells share an instant: each cell in one group, at most one of a group held.

    The earliest end takes along all that have begun by then, and so on with the rest.
    """
    left = sorted(cells, key=lambda cell: (cell.period.end, cell.period.start))
    while left:
        chosen, *rest = left
        end = chosen.period.end
        yield (chosen, *(cell for cell in rest if cell.period.start < end))
        left = [cell for cell in rest if cell.period.start >= end]


def pairs_of(cells: Iterable[Cell]) -> tuple[Pair, ...]:
    """Every pair of the cells."""
    return tuple(pair for cell in cells for pair in cell.pairs)
