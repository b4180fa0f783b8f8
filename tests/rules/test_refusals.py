"""Refusals: each wish refused at its own price, whatever the wish."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from rostering.problem.limit import Load, Tier
from rostering.problem.problem import Problem
from rostering.rules.refusals import Refusals
from tests.build import amount, breaches, doctor, line, problem, window

MMG = line("mmg", window("jour", "14:00", "20:00"), window("soir", "20:00", "24:00"))
MONDAY, TUESDAY, WEDNESDAY = "2027-02-01", "2027-02-02", "2027-02-03"
DAY, EVENING = f"a {MONDAY}-mmg-jour", f"a {MONDAY}-mmg-soir"
RULE = Refusals(prices=(10, 20, 40))


def said(*entries: tuple[str, str], **fields: Any) -> Problem:
    """Three days, afternoon and evening, Dr A alone, who says a level of a date."""
    availability = tuple(
        {"doctor": "a", "level": level, "date": day} for level, day in entries
    )  # fmt: skip
    return problem(
        [MMG], [doctor("a", **fields)], start=MONDAY, end=WEDNESDAY, availability=availability
    )


def two(*entries: dict[str, Any]) -> Problem:
    """One day, two doctors."""
    doctors = [doctor("a"), doctor("b")]
    return problem([MMG], doctors, start=MONDAY, end=MONDAY, availability=entries)


MIXED = said(("non", MONDAY), ("souhaite", TUESDAY), ("souhaite", WEDNESDAY))
GONE = said(("souhaite", MONDAY), ("souhaite", WEDNESDAY), departure=TUESDAY)
AWAY = said(("souhaite", MONDAY), ("impossible", MONDAY), ("possible", TUESDAY))
BOTH = two(
    {"doctor": "a", "level": "non"},
    {"doctor": "b", "level": "souhaite", "lines": ("mmg",)},
    {"doctor": "b", "level": "non", "between": {"start": "21:00", "end": "23:00"}},
)
CONTRACT = [
    (rule, found)
    for found in (MIXED, GONE, AWAY, BOTH)
    for rule in (RULE, Refusals(prices=(0, 7), strength=3), Refusals(prices=(5,), lines=("autre",)))
] + [(Refusals(prices=(1, 2), doctors=("b",)), BOTH)]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([f"a {TUESDAY}-mmg-jour", f"a {WEDNESDAY}-mmg-soir"], 0),
        ([f"a {TUESDAY}-mmg-jour"], 10),
        ([], 30),
        ([DAY], 70),
        ([DAY, EVENING], 70),
        ([DAY, f"a {TUESDAY}-mmg-soir", f"a {WEDNESDAY}-mmg-soir"], 10),
    ],
)
def test_refusals_are_counted_then_paid_one_by_one(pairs: list[str], expected: int) -> None:
    """None, one, two, three; two duties against one « non » are one refusal."""
    assert amount(RULE, MIXED, *pairs) == expected


def test_beyond_the_list_the_last_price_is_paid_again() -> None:
    """Three refusals at prices 10, 20 cost 50."""
    assert amount(Refusals(prices=(10, 20)), MIXED, DAY) == 50


@pytest.mark.parametrize("pair", [f"a {TUESDAY}-mmg-jour", f"a {TUESDAY}-mmg-soir"])
def test_possible_is_never_refused(pair: str) -> None:
    """« possible » costs nothing, held or not."""
    assert amount(RULE, AWAY, pair) == 0


def test_what_one_may_not_serve_is_no_wish() -> None:
    """After the departure, or in an absence, « souhaité » is not refused."""
    assert amount(RULE, GONE) == 10
    assert amount(RULE, AWAY) == 0


def test_it_is_paid_among_wishes() -> None:
    """One breach a doctor, at the strength of the rule, with a duty of each wish."""
    found = breaches(Refusals(prices=(10, 20), strength=2), MIXED, DAY, f"a {TUESDAY}-mmg-soir")
    assert [(one.tier, one.amount, one.price, one.measured) for one in found] == [
        (Tier.WISHES, 30, 60, 2)
    ]
    assert found[0].shifts == (f"{MONDAY}-mmg-jour", f"{WEDNESDAY}-mmg-jour")


@pytest.mark.parametrize("prices", [(), (2, 1)])
def test_prices_are_given_and_never_fall(prices: tuple[int, ...]) -> None:
    """No price at all, or one that falls, is refused."""
    with pytest.raises(ValidationError):
        Refusals(prices=prices)


def test_a_load_starts_from_all_that_is_wished() -> None:
    """Two « souhaité » and one « non »: two refusals when nothing is held, two less, one more."""
    (load,) = RULE.limits(MIXED)
    assert isinstance(load, Load)
    assert (load.base, sorted(load.sizes), load.cost) == (2, [-1, -1, 1], (0, 10, 30, 70))


def test_it_says_how_many_wishes_are_refused() -> None:
    """In the plural from two on."""
    told = [RULE.say(MIXED, one) for one in breaches(RULE, MIXED)]
    assert told == ["Dr A : 2 souhaits refusés, 30 en tout"]
