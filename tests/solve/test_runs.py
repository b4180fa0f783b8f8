"""Runs as limits: the solver pays for exactly what the statement counts."""

from __future__ import annotations

from itertools import product

import pytest

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Runs
from rostering.solve.runs import run_limits

DAYS = tuple(AnyOf((Pair("a", f"{day}"),)) for day in range(6))


@pytest.mark.parametrize("most_on", [None, 0, 1, 2, 3])
@pytest.mark.parametrize("least_on", [1, 2, 4])
@pytest.mark.parametrize("least_off", [1, 2, 4])
@pytest.mark.parametrize(("before", "rested"), [(0, None), (1, None), (3, None), (0, 1), (0, 2)])
@pytest.mark.parametrize("open_start", [False, True])
def test_limits_add_up_to_the_excess_of_the_runs(
    most_on: int | None,
    least_on: int,
    least_off: int,
    before: int,
    rested: int | None,
    open_start: bool,
) -> None:
    """Every pattern of six days costs the same by limits and by counting."""
    runs = Runs(DAYS, most_on, least_on, least_off, before, rested, weight=3, open_start=open_start)
    limits = list(run_limits(runs))
    for worked in product((False, True), repeat=len(DAYS)):
        chosen = {pair for day, on in zip(DAYS, worked, strict=True) if on for pair in day.pairs}
        assert sum(limit.excess(chosen) for limit in limits) == runs.excess(chosen), worked
