"""The ideal apportionment and the indicators, against their definitions."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rostering.domain.roster import Roster
from rostering.problem.problem import Problem, Share
from rostering.review.audit import balances
from rostering.review.fairness import Ideal, evenness, furthest, gini, ideal, jain
from tests.build import doctor, line, problem

EVENING = {"id": "soiree", "weight": 2}
HIDDEN = {"id": "nuit", "weight": 0}
LAST = {"id": "fete", "weight": 2, "comfort": True}
UNITS = {"id": "unites", "weight": 1, "measure": "units"}


def shared(*targets: int, **fields: object) -> Problem:
    """Doctors a, b, c… with those shares of evenings, in hundredths; five evenings from a Monday."""
    names = "abcdef"[: len(targets)]
    found = problem(
        [line()],
        [doctor(name) for name in names],
        end="2027-02-05",
        categories=(EVENING, HIDDEN, LAST, UNITS),
    )
    keys = dict(zip(names, targets, strict=True))
    shares = {(n, "soiree"): Share(n, "soiree", target, 1.0, 0) for n, target in keys.items()}
    return replace(found, shares=shares)


def whole(*targets: int) -> list[tuple[int, int]]:
    """What each would hold."""
    return [(one.low, one.high) for one in ideal(shared(*targets)).values()]


@pytest.mark.parametrize(
    ("targets", "expected"),
    [
        ((200, 200), [(2, 2), (2, 2)]),
        ((260, 140), [(3, 3), (1, 1)]),
        ((250, 250), [(2, 3), (2, 3)]),
        ((167, 167, 166), [(2, 2), (2, 2), (1, 1)]),
        ((133, 133, 134), [(1, 1), (1, 1), (2, 2)]),
        ((0, 500), [(0, 0), (5, 5)]),
        ((40, 40, 40), [(0, 1), (0, 1), (0, 1)]),
    ],
)
def test_whole_duties_go_by_largest_remainders(
    targets: tuple[int, ...], expected: list[tuple[int, int]]
) -> None:
    """Floors first, then the largest remainders; of equals that cannot all have one more, both numbers are said."""
    assert whole(*targets) == expected


@given(st.lists(st.integers(0, 350), min_size=2, max_size=4))
def test_no_whole_numbers_of_the_same_sum_have_smaller_squares(targets: list[int]) -> None:
    """Against every way to give those duties."""
    count = (sum(targets) + 50) // 100
    found = evenness(shared(*targets), [])
    least = min(
        sum((100 * load - target) ** 2 for load, target in zip(loads, targets, strict=True))
        for loads in product(range(count + 1), repeat=len(targets))
        if sum(loads) == count
    )
    wished = [range(low, high + 1) for low, high in whole(*targets)]
    ways = [loads for loads in product(*wished) if sum(loads) == count]
    squares = {
        sum((100 * load - target) ** 2 for load, target in zip(loads, targets, strict=True))
        for loads in ways
    }
    assert squares == {least}
    assert [one.category for one in found.ideal] == ["soiree", ""]


@given(st.lists(st.integers(0, 350), min_size=2, max_size=5), st.randoms())
def test_the_ideal_depends_on_shares_and_not_on_names(targets: list[int], draw: object) -> None:
    """Shuffled among doctors, each share keeps its numbers, and the indicators stay."""
    found = dict(zip(targets, whole(*targets), strict=True))
    again = targets[::-1]
    assert dict(zip(again, whole(*again), strict=True)) == found
    assert evenness(shared(*again), []).ideal == evenness(shared(*targets), []).ideal


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_gini_and_jain_are_their_definitions(values: list[int]) -> None:
    """Mean absolute difference over twice the mean; square of the sum over n times the sum of squares."""
    count, total = len(values), sum(values)
    apart = sum(abs(one - other) for one in values for other in values)
    assert gini(values) == pytest.approx(apart / (2 * count * total) if total else 0)
    squares = sum(one**2 for one in values)
    assert jain(values) == pytest.approx(total**2 / (count * squares) if squares else 1)


@pytest.mark.parametrize(("values", "expected"), [([1, 1, 1], 0), ([0, 0, 3], 2 / 3), ([], 0)])
def test_gini_of_what_is_alike_and_of_one_for_all(values: list[float], expected: float) -> None:
    """0 and (n − 1)/n."""
    assert gini(values) == pytest.approx(expected)


def test_indicators_stand_beside_those_of_the_ideal() -> None:
    """Four evenings to A, one to B, for shares of 2.5: range 3 and worst 1.5, where 3 and 2 would have 1 and 0.5."""
    found = shared(250, 250)
    roster = Roster.of(
        [("a" if day < 5 else "b", f"2027-02-0{day}-mmg-soir") for day in range(1, 6)]
    )
    even = evenness(found, list(balances(found, roster)))
    assert [(one.category, one.widest, one.worst) for one in even.reached] == [
        ("soiree", 3.0, 1.5),
        ("", 3.0, 1.5),
    ]
    assert [(one.widest, one.worst, one.gini) for one in even.ideal] == [(1.0, 0.5, 0.1)] * 2
    assert even.reached[0].gini == 0.3
    assert even.reached[0].jain == pytest.approx(25 / 34, abs=1e-4)


def test_categories_that_fairness_does_not_count_are_left_out() -> None:
    """Weight 0, comfort and units have no ideal and are never among the furthest."""
    found = shared(100, 400)
    roster = Roster.of([("a", "2027-02-01-mmg-soir"), ("a", "2027-02-02-mmg-soir")])
    listed = furthest(found, list(balances(found, roster)))
    assert [(one.doctor, one.category, one.deviation) for one in listed] == [
        ("b", "soiree", -4.0),
        ("a", "soiree", 1.0),
    ]
    assert ideal(found)["b", "soiree"] == Ideal("b", "soiree", 4, 4)


def test_the_furthest_are_five_at_most() -> None:
    """Worst first."""
    found = shared(100, 200, 300, 400, 500, 600)
    listed = furthest(found, list(balances(found, Roster.of([]))))
    assert [one.doctor for one in listed] == ["f", "e", "d", "c", "b"]
