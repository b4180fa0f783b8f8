"""Pinned: agreed dates are held, and what cannot be is said."""

from __future__ import annotations

from typing import Any

import pytest

from rostering.domain.roster import Pair
from rostering.problem.limit import exactly
from rostering.problem.problem import Problem
from rostering.rules.pinned import Pinned
from tests.build import amount, breaches, doctor, line, problem

DOCTORS = [doctor("a"), doctor("b", status="retraite")]
TWO_DAYS = {"start": "2027-02-01", "end": "2027-02-02"}


def pinned(*pins: str) -> Problem:
    """Two evenings, with pins such as "a 2027-02-01 mmg soir"."""
    words = ("doctor", "date", "line", "window")
    facts: tuple[dict[str, Any], ...] = tuple(
        dict(zip(words, pin.split(), strict=True)) for pin in pins
    )
    return problem([line()], DOCTORS, **TWO_DAYS, pinned=facts)


ONE = pinned("a 2027-02-01 mmg soir")
TWO = pinned("a 2027-02-01 mmg soir", "b 2027-02-02 mmg soir")
NOWHERE = pinned("a 2027-02-01 mmg matin")
OUTSIDE = pinned("a 2027-01-31 mmg soir", "a 2027-02-03 mmg soir")
CONTRACT = [
    (rule, found)
    for found in (ONE, TWO, NOWHERE, OUTSIDE)
    for rule in (
        Pinned(),
        Pinned(statuses=("retraite",)),
        Pinned(functions=("regulation",)),
        Pinned(lines=("mmg",)),
    )
]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], 2),
        (["a 2027-02-01-mmg-soir"], 1),
        (["a 2027-02-01-mmg-soir", "a 2027-02-02-mmg-soir"], 1),
        (["a 2027-02-01-mmg-soir", "b 2027-02-02-mmg-soir"], 0),
        (["a 2027-02-01-mmg-soir", "b 2027-02-02-mmg-soir", "b 2027-02-01-mmg-soir"], 0),
    ],
)
def test_each_agreed_date_is_held_by_its_doctor(pairs: list[str], expected: int) -> None:
    """Another doctor in the place, or no one, is a breach; a colleague beside is none."""
    assert amount(Pinned(), TWO, *pairs) == expected


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Pinned(lines=("mmg",)), 2),
        (Pinned(lines=("autre",)), 0),
        (Pinned(functions=("regulation",)), 0),
        (Pinned(functions=("effection_fixe",), statuses=("retraite",)), 1),
        (Pinned(doctors=("a",)), 1),
    ],
)
def test_a_narrowed_rule_speaks_of_some_dates_only(rule: Pinned, expected: int) -> None:
    """By line, function, status or doctor."""
    assert amount(rule, TWO) == expected


def test_dates_outside_the_horizon_say_nothing() -> None:
    """The day before and the day after are no matter of this roster."""
    assert breaches(Pinned(), OUTSIDE) == []
    assert list(Pinned().limits(OUTSIDE)) == []


def test_first_and_last_day_of_the_horizon_are_in_it() -> None:
    """Agreed dates on them are asked for."""
    assert amount(Pinned(), TWO) == len(list(Pinned().limits(TWO))) == 2


def test_dates_of_doctors_and_lines_that_are_not_there_say_nothing() -> None:
    """A problem seen by some doctors only, a line that no longer exists."""
    one, nowhere = TWO.restricted(["b"], TWO.shift_by_id), pinned("a 2027-02-01 ailleurs soir")
    assert [breach.doctors for breach in breaches(Pinned(), one)] == [("b",)]
    assert [limit.about[0] for limit in Pinned().limits(one)] == ["b"]
    assert (breaches(Pinned(), nowhere), list(Pinned().limits(nowhere))) == ([], [])


def test_a_pair_that_is_no_candidate_is_still_stated() -> None:
    """So that the contradiction with what removed it shows."""
    pair = Pair("a", "2027-02-01-mmg-soir")
    assert list(Pinned().limits(ONE.without([pair]))) == [exactly(1, [pair], *pair)]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (
            ONE,
            "Dr A ne tient pas la garde convenue d'avance : "
            "mmg du lundi 1er février 2027, 20:00–24:00",
        ),
        (
            NOWHERE,
            "Dr A a une date convenue sur une plage qui n'a pas lieu : "
            "mmg (matin) du lundi 1er février 2027",
        ),
    ],
)
def test_it_says_which_date(found: Problem, expected: str) -> None:
    """A date that does not exist is said to be so."""
    assert [Pinned().say(found, breach) for breach in breaches(Pinned(), found)] == [expected]
