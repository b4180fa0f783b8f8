"""Second line: nobody backs themselves; touching is not overlapping."""

from __future__ import annotations

import pytest

from rostering.rules.second_line import SecondLine
from tests.build import amount, breaches, doctor, line, problem, window

EVENING = window("soir", "20:00", "24:00")
FIRST = line("mmg", window("jour", "14:00", "20:00"), EVENING)
SECOND = line("appui", EVENING, function="deuxieme_ligne", site="cabinet", second_line_of="mmg")
THIRD = line("renfort", EVENING, function="renfort", second_line_of="appui")
OTHER = line("visites", EVENING, function="effection_mobile")
EARLY = line("appui", window("jour", "08:00", "14:00"), EVENING, second_line_of="mmg")
LONG = line("garde", window("nuit", "19:45", "08:00"), second_line_of="mmg")
DOCTORS = [doctor("a"), doctor("b")]
MONDAY = {"start": "2027-02-01", "end": "2027-02-01"}
TWO = problem([FIRST, SECOND], DOCTORS, **MONDAY)
MORE = problem([FIRST, SECOND, THIRD, OTHER], [doctor("a")], **MONDAY)
OVER_MIDNIGHT = problem([FIRST, LONG], [doctor("a")], start="2027-02-01", end="2027-02-02")
TOUCHING = problem([FIRST, EARLY], [doctor("a")], **MONDAY)
CIRCLE = problem([line("mmg", EVENING, second_line_of="appui"), SECOND], [doctor("a")], **MONDAY)
CONTRACT = [
    (rule, found)
    for found in (TWO, MORE, OVER_MIDNIGHT, CIRCLE, TOUCHING)
    for rule in (SecondLine(), SecondLine(strength=50), SecondLine(lines=("mmg", "appui")))
]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (["a mmg-soir", "b appui-soir"], 0),
        (["a mmg-jour", "a appui-soir"], 0),
        (["a mmg-soir", "a appui-soir"], 1),
        (["a mmg-soir", "a appui-soir", "b mmg-soir", "b appui-soir"], 2),
    ],
)
def test_nobody_holds_both_lines_at_once(pairs: list[str], expected: int) -> None:
    """14–20 then second line at 20 touch and are fine; 20–24 on both is a breach for each doctor."""
    dated = [pair.replace(" ", " 2027-02-01-") for pair in pairs]
    assert amount(SecondLine(), TWO, *dated) == expected


def test_a_second_line_that_ends_when_the_first_begins_is_free() -> None:
    """Second line 8–14, then the MMG at 14."""
    pairs = ["a 2027-02-01-appui-jour", "a 2027-02-01-mmg-jour"]
    assert amount(SecondLine(), TOUCHING, *pairs) == 0


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["renfort", "appui"], 1),
        (["renfort", "mmg"], 1),
        (["renfort", "mmg", "appui"], 3),
        (["visites", "appui"], 0),
    ],
)
def test_a_third_line_backs_the_first_too(lines: list[str], expected: int) -> None:
    """A line backs those under it, and no other."""
    pairs = [f"a 2027-02-01-{line}-soir" for line in lines]
    assert amount(SecondLine(), MORE, *pairs) == expected


@pytest.mark.parametrize(("first", "expected"), [("01-mmg-jour", 1), ("02-mmg-jour", 0)])
def test_a_quarter_of_an_hour_is_overlap(first: str, expected: int) -> None:
    """A second line from 19:45 to 8:00 meets 14–20 of its evening, not that of the day after."""
    pairs = ["a 2027-02-01-garde-nuit", f"a 2027-02-{first}"]
    assert amount(SecondLine(), OVER_MIDNIGHT, *pairs) == expected


def test_it_says_the_two_duties() -> None:
    """The second line comes first."""
    rule = SecondLine()
    found = breaches(rule, TWO, "a 2027-02-01-mmg-soir", "a 2027-02-01-appui-soir")
    assert [rule.say(TWO, breach) for breach in found] == [
        "Dr A tient appui du lundi 1er février 2027, 20:00–24:00 "
        "et la ligne qu'il double, mmg du lundi 1er février 2027, 20:00–24:00"
    ]
