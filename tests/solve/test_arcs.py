"""Runs as arcs: a pattern of days is lawful just when its runs are arcs far enough from each other."""

from __future__ import annotations

from itertools import pairwise, product

import pytest

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Runs, stretches
from rostering.solve.arcs import Arc, arcs, fits, is_run
from rostering.solve.measured import MOST_LENGTHS

DAYS = tuple(AnyOf((Pair("a", f"{day}"),)) for day in range(6))
PAST = [(0, None), (1, None), (3, None), (0, 1), (0, 2)]


@pytest.mark.parametrize("most_on", [1, 2, 3, 9])
@pytest.mark.parametrize("least_on", [1, 2, 4])
@pytest.mark.parametrize("least_off", [1, 2, 4])
@pytest.mark.parametrize(("before", "rested"), PAST)
@pytest.mark.parametrize("open_start", [False, True])
def test_arcs_are_the_lawful_runs(
    most_on: int, least_on: int, least_off: int, before: int, rested: int | None, open_start: bool
) -> None:
    """Of every pattern of six days, after every past: the excess is nothing, or an arc is missing or too near."""
    runs = Runs(DAYS, most_on, least_on, least_off, before, rested, open_start=open_start)
    known = set(arcs(runs))
    for worked in product((False, True), repeat=len(DAYS)):
        chosen = {pair for day, on in zip(DAYS, worked, strict=True) if on for pair in day.pairs}
        mine = [Arc(start, length) for on, start, length in stretches(list(worked)) if on]
        near = any(second.first - first.after < least_off for first, second in pairwise(mine))
        lawful = known.issuperset(mine) and not near
        assert lawful == (runs.excess(chosen) == 0), worked
        assert {arc for arc in known if is_run(runs, arc)(chosen)} == known.intersection(mine)


@pytest.mark.parametrize(
    ("most_on", "least_on", "least_off", "expected"),
    [
        (5, 2, 1, True),
        (5, 1, 2, True),
        (5, 1, 1, False),
        (None, 2, 2, False),
        (MOST_LENGTHS, 2, 2, True),
        (MOST_LENGTHS + 1, 2, 2, False),
    ],
)
def test_arcs_are_for_minima_with_a_maximum(
    most_on: int | None, least_on: int, least_off: int, expected: bool
) -> None:
    """Without a minimum windows are as tight; without a maximum, or a long one, arcs are too many."""
    assert fits(Runs(DAYS, most_on, least_on, least_off)) == expected
