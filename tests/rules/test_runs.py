"""Runs: how many days on call in a row, and how many free days between."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from rostering.problem.problem import Problem
from rostering.rules.runs import Runs
from tests.build import amount, breaches, doctor, line, problem, window


def after(*past: str, end: str = "2027-02-09") -> Problem:
    """The evenings from Monday 1 February (nine, or until `end`), after duties on some days of January 2027."""
    served = [
        {"doctor": "a", "date": f"2027-01-{day}", "start": "20:00", "end": "08:00"} for day in past
    ]
    return problem([line()], [doctor("a")], start="2027-02-01", end=end, previous=tuple(served))


NINE_DAYS = after()
TWO_A_DAY = problem(
    [line("mmg", window("jour", "08:00", "12:00"), window("soir", "20:00", "24:00"))],
    [doctor("a")],
    start="2027-01-29",
    end="2027-02-02",
)
BUNDLE = problem(
    [
        line("bloc", window("bloc", "20:00", "08:00", ["vendredi"], nights=3)),
        line("mmg", window("soir", "20:00", "24:00")),
    ],
    [doctor("a")],
    start="2027-02-03",
    end="2027-02-10",
)
LAST_BUNDLE = problem(
    [
        line("bloc", window("bloc", "20:00", "08:00", ["samedi"], nights=2)),
        line("mmg", window("soir", "20:00", "24:00")),
    ],
    [doctor("a")],
    start="2027-02-24",
    end="2027-02-28",
)
CONTRACT = [
    (Runs.model_validate({**given, "strength": strength}), tiny)
    for strength in ("hard", 9)
    for given in (
        {"most_on": 2},
        {"least_on": 2},
        {"least_off": 3},
        {"most_on": 3, "least_on": 2, "least_off": 2},
        {"most_on": 3, "least_on": 3, "least_off": 2, "open_start": True},
    )
    for tiny in (
        NINE_DAYS,
        TWO_A_DAY,
        BUNDLE,
        LAST_BUNDLE,
        after("31", end="2027-02-06"),
        after("28", "29", "30", "31", end="2027-02-06"),
        after("30", end="2027-02-06"),
        after("30", "31", end="2027-02-06"),
        after("28", "30", end="2027-02-06"),
    )
]


def evenings(days: str) -> list[str]:
    """ "12" is 1 and 2 February."""
    return [f"a 2027-02-0{day}-mmg-soir" for day in days]


@pytest.mark.parametrize(
    ("given", "days", "expected"),
    [
        ({"most_on": 2}, "12", 0),
        ({"most_on": 2}, "123", 1),
        ({"most_on": 2}, "1234", 2),
        ({"most_on": 2}, "1245", 0),
        ({"most_on": 2}, "789", 1),  # the last day of the horizon counts for a maximum
        ({"least_on": 3}, "345", 0),
        ({"least_on": 3}, "34", 1),
        ({"least_on": 3}, "3", 2),
        ({"least_on": 3}, "89", 0),  # goes on after the horizon, perhaps
        ({"least_on": 3}, "78", 1),
        ({"least_on": 3}, "12", 1),  # the first day begins a run: nothing was served before
        ({"least_off": 2}, "14", 0),
        ({"least_off": 2}, "13", 1),
        ({"least_off": 3}, "13", 2),
        ({"least_off": 3}, "9", 0),
    ],
)
def test_runs_inside_the_horizon(given: dict[str, int], days: str, expected: int) -> None:
    """Each day beyond the most, each day missing to the least, on or off, counts one."""
    assert amount(Runs(**given), NINE_DAYS, *evenings(days)) == expected


@pytest.mark.parametrize(
    ("given", "past", "days", "expected"),
    [
        ({"most_on": 2}, ["31"], "1", 0),
        ({"most_on": 2}, ["31"], "12", 1),
        ({"most_on": 2}, ["29", "30", "31"], "", 0),  # the previous roster's business
        ({"most_on": 2}, ["29", "30", "31"], "12", 2),
        ({"most_on": 2}, ["30"], "12", 0),
        ({"least_on": 2}, ["31"], "1", 0),
        ({"least_on": 3}, ["31"], "1", 1),
        ({"least_on": 3}, ["31"], "3", 2),  # the run of 31 January ended before the horizon
        ({"least_off": 2}, ["30"], "1", 1),
        ({"least_off": 2}, ["29"], "1", 0),
        ({"least_off": 2}, ["30"], "2", 0),
        ({"least_off": 2}, ["31"], "2", 1),
        ({"least_off": 4}, ["28", "30"], "9", 0),  # the rest of 29 January was before
    ],
)
def test_the_previous_roster_goes_on(
    given: dict[str, int], past: list[str], days: str, expected: int
) -> None:
    """Days served just before lengthen the first run, or begin the first rest."""
    assert amount(Runs(**given), after(*past), *evenings(days)) == expected


@pytest.mark.parametrize(
    ("past", "days", "expected"),
    [
        ([], "1", 0),
        ([], "12", 0),
        ([], "2", 2),  # began inside
        (["31"], "1", 1),  # what came before is known: two days in all
        (["29"], "1", 2),  # and so is the rest
    ],
)
def test_an_open_start_does_not_judge_what_may_have_begun_before(
    past: list[str], days: str, expected: int
) -> None:
    """Only a run of the first day, and only when no past duty is known, is too short for nobody."""
    rule = Runs(least_on=3, open_start=True)
    assert amount(rule, after(*past), *evenings(days)) == expected


def test_two_duties_of_a_day_are_one_day() -> None:
    """Four duties on two days are two days."""
    held = [f"a 2027-01-{day}-mmg-{one}" for day in (30, 31) for one in ("jour", "soir")]
    assert amount(Runs(most_on=2), TWO_A_DAY, *held) == 0


@pytest.mark.parametrize(("most_on", "expected"), [(4, 0), (3, 1)])
def test_a_duty_of_several_nights_works_each_of_its_days(most_on: int, expected: int) -> None:
    """From Friday evening to Monday morning there are four days."""
    assert amount(Runs(most_on=most_on), BUNDLE, "a 2027-02-05-bloc-bloc") == expected


def test_days_beyond_the_horizon_do_not_count() -> None:
    """A duty from Saturday to Monday that the month ends on Sunday is two days."""
    assert amount(Runs(most_on=2), LAST_BUNDLE, "a 2027-02-27-bloc-bloc") == 0


def test_the_most_is_not_under_the_least() -> None:
    """At most two days and at least three is refused."""
    with pytest.raises(ValidationError):
        Runs(most_on=2, least_on=3)
    assert Runs(most_on=2, least_on=2).least_on == 2


@pytest.mark.parametrize(
    ("given", "days", "expected"),
    [
        (
            {"most_on": 2},
            "123",
            "Dr A : 3 jours de garde de suite à partir du lundi 1er février 2027, pour 2 au plus",
        ),
        (
            {"least_on": 2},
            "3",
            "Dr A : 1 jour de garde de suite seulement à partir du mercredi 3 février 2027, "
            "pour 2 au moins",
        ),
        (
            {"least_off": 2},
            "13",
            "Dr A : 1 jour libre avant le mercredi 3 février 2027, pour 2 au moins",
        ),
    ],
)
def test_the_sentence_says_how_many_days(given: dict[str, Any], days: str, expected: str) -> None:
    """The days counted, from when, and the bound."""
    rule = Runs(**given)
    assert rule.say(NINE_DAYS, breaches(rule, NINE_DAYS, *evenings(days))[0]) == expected


def test_the_breach_names_the_duties_of_the_run() -> None:
    """Three evenings running, and not the fourth one days later."""
    breach = breaches(Runs(most_on=2), NINE_DAYS, *evenings("1237"))[0]
    assert breach.shifts == tuple(f"2027-02-0{day}-mmg-soir" for day in (1, 2, 3))
