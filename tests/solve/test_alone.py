"""A part on one core: each way in turn meets the least cost of all rosters, within the time it is given."""

from __future__ import annotations

import pytest

from rostering.domain.roster import Pair
from rostering.solve import alone as way
from rostering.solve import measured
from rostering.solve.alone import solve_alone
from rostering.solve.control import Params, Stop
from rostering.solve.search import Result
from tests.solve.brute import Case
from tests.solve.cases import CASES, name_of
from tests.solve.test_climb import PRICED, least, models


def alone(case: Case, params: Params) -> list[Result]:
    """What each part comes to."""
    return [
        solve_alone(part, model, params, Stop(), lambda *_: None) for part, model in models(case)
    ]


@pytest.mark.parametrize("case", PRICED, ids=name_of)
def test_one_core_finds_the_least_cost_of_all_rosters(case: Case) -> None:
    """Whichever way comes first to it: proved, and what enumeration finds."""
    results = alone(case, Params(seconds=20))
    assert {result.status for result in results} == {"optimal"}
    assert sum(result.value or 0 for result in results) == least(case)


@pytest.mark.parametrize("case", PRICED, ids=name_of)
def test_costs_from_below_prove_the_same(monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    """With no relaxation to start from, all the time for the second way."""
    monkeypatch.setattr(way, "relax", lambda *_: None)
    monkeypatch.setattr(measured, "FROM_BELOW_SHARE", 1.0)
    results = alone(case, Params(seconds=20))
    assert sum(result.value or 0 for result in results) == least(case)
    assert {result.bound for result in results} == {result.value for result in results}


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_what_the_second_way_leaves_open_the_whole_model_closes(
    monkeypatch: pytest.MonkeyPatch, case: Case
) -> None:
    """No relaxation, no time from below: the usual search, and its proof."""
    monkeypatch.setattr(way, "relax", lambda *_: None)
    monkeypatch.setattr(measured, "FROM_BELOW_SHARE", 0.0)
    results = alone(case, Params(seconds=20))
    assert {result.status for result in results} == {"optimal"}
    assert sum(result.value or 0 for result in results) == least(case)


def test_a_reproducible_run_is_counted_in_deterministic_seconds() -> None:
    """The second way has its share of them, of the clock what is left; no other parameter moves."""
    params = Params(seconds=100.0, seed=7, deterministic=10.0)
    below = way._from_below(params, spent=50.0)
    assert (below.deterministic, below.seconds, below.seed) == (4.0, 20.0, 7)
    assert below.from_below
    assert way._from_below(Params(seconds=100.0), spent=50.0).deterministic is None


def test_a_stop_asked_before_finds_nothing() -> None:
    """No way is gone."""
    stop = Stop()
    stop.ask()
    part, model = models(CASES[0])[0]
    assert solve_alone(part, model, Params(), stop, lambda *_: None).chosen is None


ROSTER = frozenset((Pair("a", "x"),))
FOUND = Result("unknown", ROSTER, 30, 20, 0.0)


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (Result("unknown", None, None, 25, 1.0), ("feasible", 30, 25)),
        (Result("unknown", None, None, 15, 1.0), ("feasible", 30, 20)),
        (Result("unknown", None, None, 30, 1.0), ("optimal", 30, 30)),
        (Result("feasible", frozenset(), 29, 10, 1.0), ("feasible", 29, 20)),
        (Result("feasible", frozenset(), 31, 10, 1.0), ("feasible", 30, 20)),
        (Result("optimal", frozenset(), 28, 28, 1.0), ("optimal", 28, 28)),
        (Result("infeasible", None, None, None, 1.0), ("infeasible", None, None)),
    ],
)  # fmt: skip
def test_two_runs_together_lose_neither_roster_nor_bound(
    later: Result, expected: tuple[str, int | None, int | None]
) -> None:
    """A roster of 30 known, bound 20: nothing more found, a bound over, under and met, a better roster, a dearer one, proofs."""
    found = way._together(FOUND, later)
    assert (found.status, found.value, found.bound) == expected
