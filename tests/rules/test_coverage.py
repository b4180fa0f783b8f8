"""Coverage: under the minimum is a carence, under the target is a wish not met, over the maximum is forbidden."""

from __future__ import annotations

import pytest

from rostering.problem.limit import Tier
from rostering.rules.coverage import Coverage
from tests.build import breaches, doctor, line, problem

DOCTORS = [doctor("a"), doctor("b"), doctor("c")]
ONE_DAY = {"start": "2027-02-01", "end": "2027-02-01"}
WANTED = problem([line(staffing={"min": 1, "target": 2})], DOCTORS, **ONE_DAY)
OPTIONAL = problem([line(mandatory=False)], DOCTORS, **ONE_DAY)
SUNDAY = problem([line(priority=5)], DOCTORS, start="2027-02-07", end="2027-02-07")
TWO = problem([line(priority=3, staffing={"min": 2})], DOCTORS, **ONE_DAY)
ROOM = problem(
    [line(staffing={"min": 0, "target": 1, "max": 3})], [*DOCTORS, doctor("d")], **ONE_DAY
)
BEYOND = Coverage(target_price=100, beyond_price=7)
CONTRACT = [
    (Coverage(), TWO),
    (BEYOND, ROOM),
    (BEYOND, WANTED),
    (Coverage(), WANTED),
    (Coverage(), OPTIONAL),
    (Coverage(), SUNDAY),
]


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ("", {Tier.CARENCE: 3, Tier.SOFT: 120}),
        ("a", {Tier.SOFT: 60}),
        ("ab", {}),
        ("abc", {Tier.HARD: 1}),
    ],
)
def test_min_target_and_max(present: str, expected: dict[Tier, int]) -> None:
    """One is enough, two are wished, three are one too many."""
    pairs = [f"{who} 2027-02-01-mmg-soir" for who in present]
    found = {breach.tier: breach.amount for breach in breaches(Coverage(), WANTED, *pairs)}
    assert found == expected


@pytest.mark.parametrize(("present", "expected"), [("", 100), ("a", 0), ("ab", 7), ("abc", 14)])
def test_each_doctor_beyond_the_target_costs(present: str, expected: int) -> None:
    """One is wished at 100, each more costs 7 up to the maximum."""
    pairs = [f"{who} 2027-02-01-mmg-soir" for who in present]
    found = breaches(BEYOND, ROOM, *pairs)
    assert sum(breach.price for breach in found) == expected
    assert all(breach.tier is Tier.SOFT for breach in found)


def test_beyond_the_target_is_said() -> None:
    """How many there are for how many wished."""
    found = breaches(BEYOND, ROOM, "a 2027-02-01-mmg-soir", "b 2027-02-01-mmg-soir")[0]
    assert BEYOND.say(ROOM, found).endswith("20:00–24:00 : 2 médecins sur 1 souhaité")


@pytest.mark.parametrize(("present", "expected"), [("", 6), ("a", 3), ("ab", 0)])
def test_each_doctor_under_the_minimum_counts_the_priority(present: str, expected: int) -> None:
    """Two needed at priority 3: none is 6, one is 3, two is nothing."""
    pairs = [f"{who} 2027-02-01-mmg-soir" for who in present]
    assert sum(breach.amount for breach in breaches(Coverage(), TWO, *pairs)) == expected


def test_an_optional_line_left_empty_is_no_carence() -> None:
    """A renfort without a doctor is a wish not met."""
    assert [breach.tier for breach in breaches(Coverage(), OPTIONAL)] == [Tier.SOFT]


def test_a_sunday_carence_weighs_twice_its_priority() -> None:
    """Priority 5 on a Sunday counts 10."""
    assert [breach.amount for breach in breaches(Coverage(), SUNDAY)] == [10]
