"""Fair share: the square of the deviation, by category, with the ledger, in duties or in units."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rostering.problem.limit import Load, Tier
from rostering.problem.problem import Problem, Share
from rostering.rules.fair_share import FairShare, cost_table
from tests.build import amount, breaches, doctor, line, problem, window

A, B = doctor("a"), doctor("b")
EVENINGS = {"id": "soiree", "weight": 2}
UNITS = {"id": "unites", "weight": 1, "measure": "units"}


def days(count: int, *categories: dict[str, Any], **fields: Any) -> Problem:
    """That many evenings from Monday 1 February, 4 h each, two doctors."""
    given = {"categories": categories or (EVENINGS,), "end": f"2027-02-{count:02d}"}
    evening = line("mmg", window("soir", "20:00", "24:00", category="soiree"))
    return problem([evening], [A, B], start="2027-02-01", **(given | fields))


def held(count: int, who: str = "a") -> list[str]:
    """The first evenings."""
    return [f"{who} 2027-02-{day:02d}-mmg-soir" for day in range(1, count + 1)]


def alone(found: Problem, target: int, category: str = "soiree") -> Problem:
    """Only Dr A has a share, of that many hundredths."""
    return replace(found, shares={("a", category): Share("a", category, target, 1.0, 0)})


FOUR = days(4)
LONG = line("mmg", window("jour", "08:00", "14:00"), window("soir", "20:00", "24:00"))
MIXED = problem(
    [LONG],
    [A, doctor("b", quote_part="0.5")],
    start="2027-02-01",
    end="2027-02-03",
    categories=(EVENINGS, UNITS, {"id": "nuit", "weight": 0}),
    ledger=({"doctor": "a", "category": "soiree", "balance": "0.75"},),
)
FAR = alone(days(12), 100)
CONTRACT = [
    (FairShare(), FOUR),
    (FairShare(strength=3), MIXED),
    (FairShare(doctors=("a",)), MIXED),
    (FairShare(lines=("autre",)), FOUR),
    (FairShare(), alone(days(6), 130)),
    (FairShare(), FAR.restricted({"a"}, {shift.id for shift in FAR.shifts})),
]


@pytest.mark.parametrize(("load", "expected"), [(0, 80), (1, 20), (2, 0), (3, 20), (4, 80)])
def test_one_duty_off_costs_ten_times_the_weight_and_two_forty(load: int, expected: int) -> None:
    """A share of 2 evenings at weight 2: over or under, by one then by two."""
    assert amount(FairShare(doctors=("a",)), FOUR, *held(load)) == expected


@pytest.mark.parametrize(
    ("target", "load", "expected"),
    [(150, 1, 5), (150, 2, 5), (130, 1, 1), (130, 2, 9), (199, 2, 0), (0, 1, 20)],
)
def test_a_share_is_in_hundredths(target: int, load: int, expected: int) -> None:
    """Half a duty off at weight 2 costs ⌊2 × 50² / 1000⌋ = 5."""
    assert amount(FairShare(), alone(FOUR, target), *held(load)) == expected


@pytest.mark.parametrize(
    ("load", "expected"), [(8, 980), (9, 1280), (10, 1600), (11, 1920), (12, 2240)]
)
def test_beyond_eight_duties_over_the_cost_goes_on_in_a_straight_line(
    load: int, expected: int
) -> None:
    """A share of 1 evening at weight 2: 8 over costs 1280, then 320 for each more."""
    assert amount(FairShare(), FAR, *held(load)) == expected


def test_the_straight_line_is_the_same_for_the_solver() -> None:
    """The table stops soon after REACH and Load goes on by its last step."""
    table = cost_table(weight=2, target=100, step=100, most=2000)
    load = Load((), (), table)
    assert len(table) == 12
    assert [load.cost_at(size) for size in (8, 9, 10, 12, 14)] == [980, 1280, 1600, 2240, 2880]


def test_each_doctor_and_category_is_judged_apart() -> None:
    """All to one is bad twice: too much here, too little there."""
    found = breaches(FairShare(), FOUR, *held(4))
    assert [(b.doctors, b.amount, b.measured, b.allowed) for b in found] == [
        (("a",), 80, 4.0, 2.0),
        (("b",), 80, 0.0, 2.0),
    ]


def test_a_category_without_weight_costs_nothing() -> None:
    """It is shown, not optimised."""
    assert amount(FairShare(), days(4, {"id": "soiree", "weight": 0}), *held(4)) == 0


def test_units_count_bricks_of_four_hours() -> None:
    """A share of 2 units: one evening of 4 h is one unit short, the day of 6 h half a unit."""
    units = problem([LONG], [A], start="2027-02-01", end="2027-02-02", categories=(UNITS,))
    found = alone(units, 200, "unites")
    evening, day = "a 2027-02-01-mmg-soir", "a 2027-02-01-mmg-jour"
    assert [amount(FairShare(), found, *pairs) for pairs in ((evening,), (day,), (evening, day))] == [10, 2, 2]  # fmt: skip


def test_what_was_carried_before_is_in_the_share() -> None:
    """Dr A carried half an evening too many: 1.75 of the 4 are left to them, 2.25 to Dr B."""
    carried = days(4, ledger=({"doctor": "a", "category": "soiree", "balance": "0.5"},))
    targets = {who: carried.shares[who, "soiree"].target for who in "ab"}
    assert targets == {"a": 175, "b": 225}
    assert amount(FairShare(doctors=("a",)), carried, *held(2)) == 1


def test_it_is_paid_as_fairness() -> None:
    """In its own tier, at the rule's strength."""
    found = breaches(FairShare(strength=3), FOUR, *held(3))
    assert {(breach.tier, breach.price) for breach in found} == {(Tier.FAIRNESS, 60), (Tier.FAIRNESS, 240)}  # fmt: skip


def test_it_says_load_and_share() -> None:
    """With the category's name, in French numbers."""
    found = breaches(FairShare(), alone(FOUR, 150), *held(2))
    assert [FairShare().say(FOUR, breach) for breach in found] == [
        "Dr A : soiree, 2 pour une part de 1,5"
    ]
