"""Feasts: one of Noël and Nouvel An each winter, no feast two years running."""

from __future__ import annotations

from typing import Any

import pytest

from rostering.problem.problem import Problem
from rostering.rules.feasts import Feasts
from tests.build import amount, breaches, doctor, line, problem, window

JF = window("jour", "08:00", "20:00", ("dimanche_jf",))
EVENING = window("soir", "20:00", "24:00", ("ouvrable",), first="2026-12-24", last="2026-12-24")
EVES = window("reveillon", "20:00", "24:00", ("ouvrable",), first="2026-12-31", last="2026-12-31")
MMG = line("mmg", JF, EVENING, EVES)
HOLIDAYS = line("mmg", JF)
WINTER = {"start": "2026-12-24", "end": "2027-01-01"}
NEW_YEAR = {"start": "2027-01-01", "end": "2027-01-01"}
EASTER = {"start": "2027-03-29", "end": "2027-03-29"}


def winter(**fields: Any) -> Problem:
    """24 December 2026 to 1 January 2027: eve and day of both feasts, and Sunday 27."""
    return problem([MMG], [doctor("a"), doctor("b")], **WINTER, **fields)


def served(*feasts: tuple[str, int]) -> tuple[dict[str, Any], ...]:
    """Dr A's record."""
    return tuple({"doctor": "a", "feast": feast, "year": year} for feast, year in feasts)


PLAIN = winter()
RECORDED = winter(feasts=served(("noel", 2025), ("nouvel_an", 2027), ("14_juillet", 2026)))
AFTER_CHRISTMAS = problem(
    [HOLIDAYS],
    [doctor("a"), doctor("b")],
    start="2026-12-25",
    end="2027-01-01",
    feasts=served(("noel", 2025)),
    previous=({"doctor": "a", "date": "2026-12-24", "start": "20:00", "end": "24:00"},),
)
TWO_YEARS = problem([HOLIDAYS], [doctor("a")], start="2026-12-25", end="2027-12-25").restricted(
    {"a"},
    {"2026-12-25-mmg-jour", "2027-01-01-mmg-jour", "2027-03-29-mmg-jour", "2027-12-25-mmg-jour"},
)
CONTRACT = [
    (rule, found)
    for found in (PLAIN, RECORDED, AFTER_CHRISTMAS, TWO_YEARS)
    for rule in (
        Feasts(),
        Feasts(strength="hard"),
        Feasts(xor=False),
        Feasts(no_repeat=False),
        Feasts(families=("noel",)),
        Feasts(families=("nouvel_an", "noel"), doctors=("a",)),
    )
]


@pytest.mark.parametrize(
    ("duties", "expected"),
    [
        (["2026-12-24-mmg-soir", "2026-12-25-mmg-jour"], 0),
        (["2026-12-31-mmg-reveillon", "2027-01-01-mmg-jour"], 0),
        (["2026-12-27-mmg-jour", "2027-01-01-mmg-jour"], 0),
        (["2026-12-24-mmg-soir", "2027-01-01-mmg-jour"], 1),
        (["2026-12-25-mmg-jour", "2026-12-31-mmg-reveillon"], 1),
        (["2026-12-24-mmg-soir", "2026-12-25-mmg-jour", "2027-01-01-mmg-jour"], 1),
    ],
)
def test_christmas_or_new_year(duties: list[str], expected: int) -> None:
    """The eve counts with its feast; both feasts of one winter count 1, however many duties."""
    assert amount(Feasts(), PLAIN, *[f"a {duty}" for duty in duties]) == expected
    assert amount(Feasts(xor=False), PLAIN, *[f"a {duty}" for duty in duties]) == 0


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ((), 0),
        ((("noel", 2026),), 1),
        ((("noel", 2025),), 0),
        ((("nouvel_an", 2026),), 1),
        ((("nouvel_an", 2025),), 0),
        ((("noel", 2026), ("nouvel_an", 2026)), 2),
    ],
)
def test_the_record_counts_for_the_same_winter_and_the_year_before(
    record: tuple[tuple[str, int], ...], expected: int
) -> None:
    """On 1 January 2027: Noël 2026 is the same winter, Nouvel An 2026 the year before, the others long ago."""
    found = problem([HOLIDAYS], [doctor("a")], **NEW_YEAR, feasts=served(*record))
    assert amount(Feasts(), found, "a 2027-01-01-mmg-jour") == expected


def test_new_years_eve_belongs_to_the_next_year() -> None:
    """Having served Nouvel An 2026, Dr A may not take the evening of 31 December 2026."""
    found = winter(feasts=served(("nouvel_an", 2026)))
    assert amount(Feasts(), found, "a 2026-12-31-mmg-reveillon") == 1
    assert amount(Feasts(), found, "b 2026-12-31-mmg-reveillon") == 0


@pytest.mark.parametrize(("end", "expected"), [("20:00", 0), ("20:15", 1), ("08:00", 1)])
def test_the_last_days_of_the_previous_roster_count(end: str, expected: int) -> None:
    """24 December after 20:00 is Noël, and excludes the 1 January that follows; until 20:00 it is not."""
    past = ({"doctor": "a", "date": "2026-12-24", "start": "14:00", "end": end},)
    found = problem([HOLIDAYS], [doctor("a")], **NEW_YEAR, previous=past)
    assert amount(Feasts(), found, "a 2027-01-01-mmg-jour") == expected


@pytest.mark.parametrize(("day", "expected"), [("2026-12-31", 0), ("2026-01-01", 1)])
def test_an_eve_of_the_previous_roster_is_the_feast_of_its_first_of_january(
    day: str, expected: int
) -> None:
    """31 December 2026 and 1 January 2027 are one Nouvel An; 1 January 2026 was another."""
    past = ({"doctor": "a", "date": day, "start": "20:00", "end": "24:00"},)
    found = problem([HOLIDAYS], [doctor("a")], **NEW_YEAR, previous=past)
    assert amount(Feasts(), found, "a 2027-01-01-mmg-jour") == expected


def test_any_feast_can_be_repeated_too_soon() -> None:
    """Easter Monday 2027 after Pâques 2026, unless the rule speaks of other families."""
    found = problem([HOLIDAYS], [doctor("a")], **EASTER, feasts=served(("paques", 2026)))
    assert amount(Feasts(), found, "a 2027-03-29-mmg-jour") == 1
    assert amount(Feasts(families=("noel",)), found, "a 2027-03-29-mmg-jour") == 0
    assert amount(Feasts(no_repeat=False), found, "a 2027-03-29-mmg-jour") == 0


def test_a_horizon_of_two_christmases_is_read_too() -> None:
    """25 December 2026 and 2027 by one doctor are two years running."""
    assert amount(Feasts(), TWO_YEARS, "a 2026-12-25-mmg-jour", "a 2027-12-25-mmg-jour") == 1


def test_it_says_which_two_feasts() -> None:
    """With their years."""
    found = breaches(Feasts(), PLAIN, "a 2026-12-25-mmg-jour", "a 2027-01-01-mmg-jour")
    assert [Feasts().say(PLAIN, breach) for breach in found] == [
        "Dr A sert deux fêtes qui s'excluent : Noël 2026 et Nouvel An 2027"
    ]
