"""Workload: each duty more at its own price, the last one repeated."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rostering.problem.limit import Load, Tier
from rostering.rules.workload import Workload
from tests.build import amount, breaches, doctor, line, problem, window

FOUR = problem([line()], [doctor("a"), doctor("b")], start="2027-02-01", end="2027-02-04")
LATE = problem(
    [line(), line("nuit", window("nuit", "00:00", "08:00"))],
    [doctor("a"), doctor("b", departure="2027-02-01")],
    start="2027-02-01",
    end="2027-02-02",
)
RULE = Workload(prices=(1, 3, 7))
CONTRACT = [
    (RULE, FOUR),
    (Workload(prices=(0, 0, 5), strength=4), FOUR),
    (Workload(prices=(6,), doctors=("b",)), FOUR),
    (Workload(prices=(2, 9), lines=("nuit",)), LATE),
    (Workload(prices=(2, 9), lines=("autre",)), LATE),
]


def held(count: int) -> list[str]:
    """The first evenings, to Dr A."""
    return [f"a 2027-02-0{day}-mmg-soir" for day in range(1, count + 1)]


@pytest.mark.parametrize(("load", "expected"), [(0, 0), (1, 1), (2, 4), (3, 11), (4, 18)])
def test_each_duty_is_paid_at_its_own_price(load: int, expected: int) -> None:
    """1, then 3, then 7, and 7 again beyond the list."""
    assert amount(RULE, FOUR, *held(load)) == expected


@pytest.mark.parametrize(("load", "expected"), [(1, 0), (2, 0), (3, 5)])
def test_the_first_duties_may_be_free(load: int, expected: int) -> None:
    """Prices 0, 0, 5: two cost nothing, a third does."""
    assert amount(Workload(prices=(0, 0, 5)), FOUR, *held(load)) == expected


def test_it_is_paid_among_fairness() -> None:
    """A breach a doctor, at the strength of the rule."""
    found = breaches(Workload(prices=(1, 3), strength=5), FOUR, *held(2), "b 2027-02-03-mmg-soir")
    assert {(one.doctors, one.tier, one.amount, one.price) for one in found} == {
        (("a",), Tier.FAIRNESS, 4, 20),
        (("b",), Tier.FAIRNESS, 1, 5),
    }


@pytest.mark.parametrize("prices", [(), (3, 2), (1, 5, 4), (-1, 2)])
def test_prices_are_given_and_never_fall(prices: tuple[int, ...]) -> None:
    """No price, one that falls or one under 0 is refused."""
    with pytest.raises(ValidationError):
        Workload(prices=prices)


def test_equal_prices_do_not_fall() -> None:
    """A flat list is one price for all."""
    assert amount(Workload(prices=(4, 4)), FOUR, *held(3)) == 12


def test_one_load_a_doctor_with_candidates() -> None:
    """Dr B, whom the line does not concern, has none."""
    found = [one for one in Workload(prices=(1,), doctors=("b",), lines=("autre",)).limits(FOUR)]
    assert found == []
    assert all(isinstance(one, Load) for one in RULE.limits(FOUR))


def test_it_says_how_many_duties() -> None:
    """In the plural from two on."""
    said = [RULE.say(FOUR, one) for one in breaches(RULE, FOUR, *held(2), "b 2027-02-03-mmg-soir")]
    assert said == ["Dr A : 2 gardes, 4 en tout", "Dr B : 1 garde, 1 en tout"]
