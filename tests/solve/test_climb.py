"""The second way to the optimum: from the bound upwards it meets the same rosters, and never a wrong one."""

from __future__ import annotations

import pytest

from rostering.solve import measured
from rostering.solve.climb import climb, race
from rostering.solve.compile import Model, compile_model
from rostering.solve.control import Params, Stop
from rostering.solve.linear import relax
from rostering.solve.parts import Part
from rostering.solve.settings import BLENDED, CARENCE_PRICE
from rostering.solve.solve import split
from rostering.solve.statements import state
from tests.solve.brute import Case, blended, every
from tests.solve.cases import CASES, name_of, random_case
from tests.solve.test_large import SHARED

PRICED = [*CASES, *SHARED, *(random_case(seed) for seed in range(40, 60))]


def models(case: Case) -> list[tuple[Part, Model]]:
    """Each part with its blended model."""
    narrowed, stated = state(case.problem, case.rules)
    found = []
    for part in split(narrowed, stated):
        model = compile_model(part.stated, part.pairs)
        model.cp.minimize(model.objective(BLENDED))
        found.append((part, model))
    return found


def least(case: Case) -> int:
    """The least blended cost of all rosters."""
    values = (blended(costs) for _, costs in every(case))
    return min(CARENCE_PRICE * carences + rest for carences, rest in values)


@pytest.mark.parametrize("case", PRICED, ids=name_of)
def test_climbing_far_enough_finds_the_least_cost_of_all_rosters(
    monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    """Rungs as wide as needed: the sum of the parts is what enumeration finds."""
    monkeypatch.setattr(measured, "RUNGS", (0, 1, 30, 10**6))
    found = [climb(part, model, Params(seconds=20), Stop()) for part, model in models(case)]
    assert sum(result.value for result in found if result and result.value) == least(case)
    assert all(result is not None and result.status == "optimal" for result in found)


@pytest.mark.parametrize("case", PRICED, ids=name_of)
def test_a_pair_left_out_belongs_to_no_roster_that_cheap(case: Case) -> None:
    """In every roster within a cap, every pair is among `within(cap)`, parts taken together."""
    floors: dict[object, int] = {}
    bounds = 0
    for _, model in models(case):
        relaxed = relax(model, 10.0)
        assert relaxed is not None
        bounds += relaxed.bound
        floors |= {pair: floor - relaxed.bound for pair, floor in relaxed.floors.items()}
    for roster, costs in every(case):
        carences, rest = blended(costs)
        cost = CARENCE_PRICE * carences + rest
        assert all(bounds + floors.get(pair, 0) <= cost for pair in roster.pairs)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_the_race_ends_with_the_same_cost_whoever_wins(case: Case) -> None:
    """Both ways at once: the proved cost is the least."""
    results = [race(part, model, Params(), Stop(), lambda *_: None) for part, model in models(case)]
    assert {result.status for result in results} == {"optimal"}
    assert sum(result.value or 0 for result in results) == least(case)


def test_without_rungs_a_roster_is_at_the_bound_or_left_to_the_whole_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the support gives costs what the relaxation promised; where there is a gap it says nothing."""
    monkeypatch.setattr(measured, "RUNGS", ())
    silent = 0
    for case in PRICED:
        for part, model in models(case):
            found, relaxed = climb(part, model, Params(), Stop()), relax(model, 10.0)
            silent += found is None
            assert found is None or (relaxed is not None and found.value == relaxed.bound)
    assert silent


def test_a_stop_reaches_the_narrower_one_and_not_the_other_way() -> None:
    """Asked outside: both; asked inside: only it; after its end: nothing more is heard."""
    stop = Stop()
    with stop.narrower() as inner:
        inner.ask()
        assert (stop.asked, inner.asked) == (False, True)
    with stop.narrower() as other:
        stop.ask()
        assert other.asked
    with stop.narrower() as late:
        assert late.asked
