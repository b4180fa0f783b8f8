"""Runs of days on and off, written as limits: windows for maxima, patterns for minima.

A pattern « off, on × L, off » costs what is missing to the minimum, and holds when
Σ on − Σ off-days worked exceeds L − 1: so that sum is bounded by L − 1, its excess (at most 1) weighed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rostering.problem.limit import AnyOf, Limit, Runs


def run_limits(runs: Runs) -> Iterator[Limit]:
    """Limits whose excesses add up to the excess of the runs."""
    yield from _too_long(runs)
    yield from _too_short(runs)
    yield from _too_little_rest(runs)


def _pattern(runs: Runs, on: Sequence[AnyOf], off: Sequence[AnyOf], missing: int) -> Limit:
    """All of `on` worked and none of `off`: one unit of excess, weighed by what is missing."""
    return Limit(
        (*on, *off),
        high=len(on) - 1,
        coefficients=(1,) * len(on) + (-1,) * len(off),
        weight=runs.weight * missing,
        about=runs.about,
    )


def _too_long(runs: Runs) -> Iterator[Limit]:
    if runs.most_on is None:
        return
    for last in range(len(runs.days)):
        first = last - runs.most_on
        if first >= -runs.before:
            yield _pattern(runs, runs.days[max(0, first) : last + 1], (), 1)


def _too_short(runs: Runs) -> Iterator[Limit]:
    """A run that ends on day `last`, the next one being off; it may have begun before day 0."""
    days = runs.days
    for last in range(len(days) - 1):
        for length in range(1, min(runs.least_on - 1, last + 1) + 1):
            first = last - length + 1
            if first == 0 and runs.is_cut_before:
                continue
            whole = length + (runs.before if first == 0 else 0)
            if whole < runs.least_on:
                before = () if first == 0 else (days[first - 1],)
                off = (*before, days[last + 1])
                yield _pattern(runs, days[first : last + 1], off, runs.least_on - whole)


def _too_little_rest(runs: Runs) -> Iterator[Limit]:
    """A rest that ends on day `back`, worked; it may have begun before day 0."""
    days, rested = runs.days, 0 if runs.before else runs.rested
    for back in range(len(days)):
        for length in range(1, min(runs.least_off - 1, back - 1) + 1):
            first = back - length
            on = (days[first - 1], days[back])
            yield _pattern(runs, on, days[first:back], runs.least_off - length)
        if rested is not None and 0 < rested + back < runs.least_off:
            missing = runs.least_off - rested - back
            yield _pattern(runs, (days[back],), days[:back], missing)
