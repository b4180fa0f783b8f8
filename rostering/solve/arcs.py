"""Hard runs of days on and off as arcs: one Boolean for each run that could be, from its first day, so many days long.

1. An arc (first day, length) exists when a doctor could work just that run: long enough unless an end of the horizon cuts
   it, short enough, rested before.
2. Each day is worked when an arc covers it: Σ arcs over the day = the day's own duties.
3. Arcs that would leave too little rest between them exclude each other: at most one covers a day or ended in the
   `least_off` days before it.

The relaxation of this is that of a path, far tighter than windows and patterns (runs.py): on the ward instances of
benchmarks/curtois its bound is the optimum or near it, where that of windows is a third of it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from typing import NamedTuple

from rostering.domain.roster import Pair
from rostering.problem.limit import Runs, holds
from rostering.solve import measured


class Arc(NamedTuple):
    """A run of `length` days from day `first` of the horizon on."""

    first: int
    length: int

    @property
    def after(self) -> int:
        """The first day after it."""
        return self.first + self.length

    def agrees(self, known: Sequence[bool | None]) -> bool:
        """Could it be a run, some days being known to be worked or not?"""
        if any(known[day] is False for day in range(self.first, self.after)):
            return False
        around = (day for day in (self.first - 1, self.after) if 0 <= day < len(known))
        return not any(known[day] for day in around)


def fits(runs: Runs) -> bool:
    """Are arcs worth it: is there a minimum to keep, and a maximum that makes them few?"""
    has_minimum = runs.least_on > 1 or runs.least_off > 1
    return has_minimum and runs.most_on is not None and 0 < runs.most_on <= measured.MOST_LENGTHS


def arcs(runs: Runs) -> Iterator[Arc]:
    """Every run that breaks nothing by itself, between days off."""
    end = len(runs.days)
    for first in range(end):
        for length in range(1, min(runs.most_on or 0, end - first) + 1):
            arc = Arc(first, length)
            if _is_lawful(runs, arc, end):
                yield arc


def _is_lawful(runs: Runs, arc: Arc, end: int) -> bool:
    before = runs.before if arc.first == 0 else 0
    whole = before + arc.length
    if runs.most_on is not None and whole > runs.most_on:
        return False
    is_cut = arc.after == end or (arc.first == 0 and runs.is_cut_before)
    if whole < runs.least_on and not is_cut:
        return False
    return not _is_too_soon(runs, arc)


def _is_too_soon(runs: Runs, arc: Arc) -> bool:
    """Does it come too early after what was worked before day 0?"""
    if runs.before:
        return 0 < arc.first < runs.least_off
    return runs.rested is not None and 0 < runs.rested + arc.first < runs.least_off


def is_run(runs: Runs, arc: Arc) -> Callable[[Container[Pair]], bool]:
    """Is the arc just a run of the roster: its days worked, those around it not?"""
    around = [day for day in (arc.first - 1, arc.after) if 0 <= day < len(runs.days)]
    inside = range(arc.first, arc.after)

    def taken(chosen: Container[Pair]) -> bool:
        return all(holds(runs.days[day], chosen) for day in inside) and not any(
            holds(runs.days[day], chosen) for day in around
        )

    return taken
