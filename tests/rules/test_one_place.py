"""One place at a time: overlap, touch, the road to the minute, clock changes, the previous roster."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from rostering.problem.problem import Problem
from rostering.rules.one_place import OnePlace, overlap_cliques
from tests.build import amount, breaches, doctor, line, problem, window

MONDAY = {"start": "2027-02-01", "end": "2027-02-01"}
TRAVEL = {"default_minutes": 60, "table": ({"start": "mmg", "end": "autre", "minutes": 30},)}


def two(first: tuple[str, str], second: tuple[str, str], site: str = "autre", **fields: Any) -> Problem:  # fmt: skip
    """Two lines, the first at "mmg", one window each, Monday 1 February 2027."""
    lines = [
        line("un", window("w", *first)),
        line("deux", window("w", *second), site=site),
    ]
    return problem(lines, [doctor("a"), doctor("b")], travel=TRAVEL, **(MONDAY | fields))


def together(found: Problem, day: str = "2027-02-01") -> int:
    """Breaches when Dr A holds both."""
    return amount(OnePlace(), found, f"a {day}-un-w", f"a {day}-deux-w")


EXACT = two(("14:00", "20:00"), ("20:30", "24:00"))
SHORT = two(("14:00", "20:00"), ("20:15", "24:00"))
NESTED = problem(
    [
        line("un", window("w", "08:00", "20:00")),
        line("deux", window("w", "08:00", "12:00"), window("x", "12:15", "20:00"), site="autre"),
        line("trois", window("w", "19:45", "08:00"), site="tiers"),
    ],
    [doctor("a"), doctor("b")],
    travel=TRAVEL,
    sites=({"id": "mmg"}, {"id": "autre"}, {"id": "tiers"}),
    **MONDAY,
)
PAST = two(
    ("08:00", "14:00"),
    ("08:30", "14:00"),
    previous=({"doctor": "a", "date": "2027-01-31", "start": "20:00", "end": "08:00", "site": "mmg"},),
)  # fmt: skip
NIGHTS = two(("20:00", "08:00"), ("08:15", "12:00"), start="2027-03-27", end="2027-03-28")
OWN = two(("08:00", "14:00"), ("14:15", "20:00"), site="cabinet")
THREE_SITES = problem(
    [
        line("un", window("w", "14:00", "20:00")),
        line("deux", window("w", "14:00", "20:00")),
        line("trois", window("w", "20:00", "24:00"), window("x", "20:15", "24:00"), site="autre"),
        line("quatre", window("w", "20:00", "24:00"), site="tiers"),
    ],
    [doctor("a")],
    travel={"default_minutes": 15},
    sites=({"id": "mmg"}, {"id": "autre"}, {"id": "tiers"}),
    **MONDAY,
)
FAR = two(
    ("14:00", "20:00"),
    ("20:45", "24:00"),
    "tiers",
    sites=({"id": "mmg"}, {"id": "autre"}, {"id": "tiers"}),
)
CONTRACT = (
    [(OnePlace(), THREE_SITES), (OnePlace(), FAR)]
    + [(OnePlace(), found) for found in (EXACT, SHORT, NESTED, PAST, NIGHTS, OWN)]
    + [
        (OnePlace(doctors=("b",)), PAST),
        (OnePlace(lines=("un",)), NESTED),
    ]
)


@pytest.mark.parametrize(
    ("second", "site", "expected"),
    [
        (("19:45", "24:00"), "mmg", 1),
        (("20:00", "24:00"), "mmg", 0),
        (("20:00", "24:00"), "autre", 1),
        (("20:15", "24:00"), "autre", 1),
        (("20:30", "24:00"), "autre", 0),
        (("20:45", "24:00"), "tiers", 1),
        (("21:00", "24:00"), "tiers", 0),
        (("08:00", "13:45"), "autre", 1),
        (("08:00", "13:30"), "autre", 0),
        (("20:00", "24:00"), "cabinet", 0),
    ],
)
def test_touching_and_the_road(second: tuple[str, str], site: str, expected: int) -> None:
    """After 14–20 at the MMG: touching is fine at one site, exactly the road is enough elsewhere.

    30 min in the table, 60 by default, and an own place without a site is no road.
    """
    sites = ({"id": "mmg"}, {"id": "autre"}, {"id": "tiers"})
    assert together(two(("14:00", "20:00"), second, site, sites=sites)) == expected


@pytest.mark.parametrize("found", [found for _, found in CONTRACT])
def test_of_overlapping_duties_only_the_largest_sets_are_given(found: Problem) -> None:
    """None lies within another and none is of one duty: each is said once."""
    mine = found.doctors[0]
    held = [(found.period(mine, one), found.pair(mine, one)) for one in found.candidates[mine.id]]
    cliques = [frozenset(clique) for clique in overlap_cliques(held)]
    assert not any(one <= other for one, other in permutations(cliques, 2))
    assert all(len(clique) > 1 for clique in cliques)


def test_two_doctors_do_not_disturb_each_other() -> None:
    """Overlap only counts for one person."""
    assert breaches(OnePlace(), SHORT, "a 2027-02-01-un-w", "b 2027-02-01-deux-w") == []


@pytest.mark.parametrize(
    ("eve", "start", "expected"),
    [
        ("2027-03-27", "07:45", 1),
        ("2027-03-27", "08:00", 0),
        ("2027-10-30", "07:45", 1),
        ("2027-10-30", "08:00", 0),
    ],
)
def test_a_night_ends_at_eight_by_the_wall_when_clocks_change(
    eve: str, start: str, expected: int
) -> None:
    """A night of 11 or 13 hours meets what starts before 8:00 on the Sunday, and touches 8:00."""
    sunday = eve[:-2] + str(int(eve[-2:]) + 1)
    found = two(("20:00", "08:00"), (start, "12:00"), "mmg", start=eve, end=sunday)
    assert amount(OnePlace(), found, f"a {eve}-un-w", f"a {sunday}-deux-w") == expected


def test_the_road_is_driven_in_real_minutes_on_the_short_night() -> None:
    """From 1:30 to 3:00 on 28 March 2027 there is half an hour: 30 min of road fit in it, 60 do not."""
    sunday = {"start": "2027-03-28", "end": "2027-03-28"}
    sites = ({"id": "mmg"}, {"id": "autre"}, {"id": "tiers"})
    near = two(("00:00", "01:30"), ("03:00", "08:00"), **sunday)
    far = two(("00:00", "01:30"), ("03:00", "08:00"), "tiers", sites=sites, **sunday)
    assert (together(near, "2027-03-28"), together(far, "2027-03-28")) == (0, 1)


@pytest.mark.parametrize(
    ("start", "site", "who", "expected"),
    [
        ("07:45", "mmg", "a", 1),
        ("08:00", "mmg", "a", 0),
        ("08:15", "autre", "a", 1),
        ("08:30", "autre", "a", 0),
        ("08:15", "autre", "b", 0),
    ],
)
def test_the_previous_roster_ends_before_the_road_begins(
    start: str, site: str, who: str, expected: int
) -> None:
    """After a night at the MMG until 8:00: from 8:00 there, from 8:30 elsewhere, and only for its doctor."""
    past = ({"doctor": "a", "date": "2027-01-31", "start": "20:00", "end": "08:00", "site": "mmg"},)
    found = two(("14:00", "20:00"), (start, "12:00"), site, previous=past)
    assert amount(OnePlace(), found, f"{who} 2027-02-01-deux-w") == expected


@pytest.mark.parametrize(
    ("found", "pairs", "expected"),
    [
        (
            SHORT,
            ("un", "deux"),
            "Dr A n'a que 15 min entre un du lundi 1er février 2027, 14:00–20:00 "
            "et deux du lundi 1er février 2027, 20:15–24:00, pour 30 min de trajet",
        ),
        (
            two(("14:00", "20:00"), ("19:00", "24:00"), "mmg"),
            ("un", "deux"),
            "Dr A ne peut pas tenir à la fois un du lundi 1er février 2027, 14:00–20:00 "
            "et deux du lundi 1er février 2027, 19:00–24:00",
        ),
    ],
)
def test_it_says_overlap_or_road(found: Problem, pairs: tuple[str, ...], expected: str) -> None:
    """The road is only named when it is the reason."""
    given = breaches(OnePlace(), found, *[f"a 2027-02-01-{pair}-w" for pair in pairs])
    assert [OnePlace().say(found, breach) for breach in given] == [expected]
