"""Turns: a feast goes to who has waited the longest."""

from __future__ import annotations

from typing import Any

import pytest

from rostering.problem.problem import Problem
from rostering.rules.feasts import Feast
from rostering.rules.turns import Turns, wait
from tests.build import amount, breaches, doctor, line, problem, window

JF = window("jour", "08:00", "20:00", ("dimanche_jf",))
MAY = {"start": "2027-05-01", "end": "2027-05-01"}
TWO_FEASTS = {"start": "2027-05-01", "end": "2027-05-08"}
PEOPLE = (doctor("a"), doctor("b"), doctor("c"))
DUTY = "2027-05-01-mmg-jour"


def first_of_may(
    *served: tuple[str, int], people: Any = PEOPLE, places: int = 1, **fields: Any
) -> Problem:
    """1 May 2027, a Saturday, with who served it in which year."""
    feasts = tuple({"doctor": who, "feast": "1er_mai", "year": year} for who, year in served)
    mmg = line("mmg", JF, staffing={"min": places})
    return problem([mmg], people, **{**MAY, **fields}, feasts=feasts)


RECORD = (("a", 2026), ("b", 2024), ("a", 2023))
"""Waits for 2027: a one year, b three, c five (never: since the year before the record begins, 2022)."""
AWAY = {"availability": ({"doctor": "c", "level": "impossible", "date": "2027-05-01"},)}
CONTRACT = [
    (rule, found)
    for found in (
        first_of_may(),
        first_of_may(*RECORD),
        first_of_may(*RECORD, places=2),
        first_of_may(*RECORD, places=3),
        first_of_may(*RECORD, **AWAY),
        first_of_may(*RECORD, **TWO_FEASTS),
        first_of_may(*RECORD, people=(doctor("a"), doctor("b"), doctor("c", arrival="2026-09-01"))),
        first_of_may(*RECORD, people=(doctor("a"), doctor("b"), doctor("c", sectors=("T",)))),
    )
    for rule in (Turns(), Turns(strength="hard"), Turns(families=("8_mai",)), Turns(doctors=("a",)))
]


@pytest.mark.parametrize(("who", "years"), [("a", 1), ("b", 3), ("c", 5)])
def test_a_wait_is_counted_from_the_last_time(who: str, years: int) -> None:
    """Since one's last time; since the year before the record when there was none."""
    found = first_of_may(*RECORD)
    assert wait(found, found.doctor_by_id[who], Feast("1er_mai", 2027)) == years


@pytest.mark.parametrize(
    ("arrival", "years"),
    [("2019-01-01", 5), ("2022-06-01", 5), ("2023-01-01", 4), ("2027-04-01", 0)],
)
def test_a_newcomer_waits_since_arrival(arrival: str, years: int) -> None:
    """Nobody is ahead of colleagues for years spent elsewhere."""
    found = first_of_may(*RECORD, people=(*PEOPLE[:2], doctor("c", arrival=arrival)))
    assert wait(found, found.doctor_by_id["c"], Feast("1er_mai", 2027)) == years


@pytest.mark.parametrize(("who", "early"), [("c", 0), ("b", 2), ("a", 4)])
def test_the_longest_wait_comes_first(who: str, early: int) -> None:
    """One place: c's turn (five years). b is two years early, a four."""
    assert amount(Turns(), first_of_may(*RECORD), f"{who} {DUTY}") == early


@pytest.mark.parametrize(("places", "early"), [(1, 4), (2, 2), (3, 0)])
def test_with_more_places_more_have_their_turn(places: int, early: int) -> None:
    """For a: with two places the second longest wait is three years; with three nobody is early."""
    assert amount(Turns(), first_of_may(*RECORD, places=places), f"a {DUTY}") == early


def test_who_is_absent_is_waited_for_by_nobody() -> None:
    """c is away on the day: it is b's turn, and a is two years early."""
    found = first_of_may(*RECORD, **AWAY)
    assert [amount(Turns(), found, f"{who} {DUTY}") for who in "ab"] == [2, 0]


def test_equal_waits_cost_nothing() -> None:
    """Nobody on record: whoever serves, nothing to pay."""
    assert [amount(Turns(), first_of_may(), f"{who} {DUTY}") for who in "abc"] == [0, 0, 0]


def test_without_a_record_a_newcomer_is_not_early() -> None:
    """Nobody on record, c arrived this year: nothing to pay for anybody."""
    found = first_of_may(people=(*PEOPLE[:2], doctor("c", arrival="2027-02-01")))
    assert [amount(Turns(), found, f"{who} {DUTY}") for who in "abc"] == [0, 0, 0]


def test_nobody_serves_twice_while_a_colleague_has_not() -> None:
    """a and b served, c never: only c is free of charge."""
    found = first_of_may(("a", 2025), ("b", 2026))
    assert [amount(Turns(), found, f"{who} {DUTY}") > 0 for who in "abc"] == [True, True, False]


def test_another_feast_is_another_turn() -> None:
    """8 May has no record of its own: whoever serves it is not early."""
    found = first_of_may(*RECORD, **TWO_FEASTS)
    assert amount(Turns(), found, "a 2027-05-08-mmg-jour") == 0


def test_it_says_since_when() -> None:
    """The years of the one and of the others."""
    found = first_of_may(*RECORD)
    (breach,) = breaches(Turns(), found, f"a {DUTY}")
    assert Turns().say(found, breach) == (
        "Dr A sert 1er mai 2027 après 1 an, quand d'autres attendent depuis 5 ans"
    )


def test_who_served_the_evening_of_the_31st_does_not_wait_on_1_january() -> None:
    """The first half was in the roster before: 0 years, and the colleague who waits six goes first."""
    feasts = tuple(
        {"doctor": who, "feast": "nouvel_an", "year": year}
        for who, year in (("a", 2020), ("b", 2021), ("a", 2027))
    )
    found = problem(
        [line("mmg", JF)], (doctor("a"), doctor("b")),
        start="2027-01-01", end="2027-01-01", feasts=feasts,
    )  # fmt: skip
    waits = {who.id: wait(found, who, Feast("nouvel_an", 2027)) for who in found.doctors}
    assert waits == {"a": 0, "b": 6}
    assert breaches(Turns(), found, "a 2027-01-01-mmg-jour")
    assert not breaches(Turns(), found, "b 2027-01-01-mmg-jour")
