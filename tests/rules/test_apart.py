"""Apart: at most one of them on a shift, a day or a week-end."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rostering.problem.spans import Scope
from rostering.rules.apart import Apart
from tests.build import amount, breaches, doctor, line, problem, window

DAYS = ("samedi_civil", "dimanche_civil")
MMG = line("mmg", window("jour", "12:00", "20:00", DAYS), window("nuit", "20:00", "08:00", DAYS))
BLOCK = line("bloc", window("bloc", "08:00", "20:00", ("samedi_civil",), nights=1))
A, B, C = doctor("a"), doctor("b"), doctor("c")
WEEKEND = problem([MMG], [A, B], start="2027-02-06", end="2027-02-07")
SATURDAY = problem([MMG], [A, B, C], start="2027-02-06", end="2027-02-06")
BLOCKS = problem([MMG, BLOCK], [A, B], start="2027-02-06", end="2027-02-07")
SCOPES: tuple[Scope, ...] = ("shift", "day", "weekend")
CONTRACT = [
    *[
        (Apart(members=("a", "b"), scope=scope, strength=strength), found)
        for scope in SCOPES
        for strength in ("hard", 30)
        for found in (WEEKEND, BLOCKS)
    ],
    (Apart(members=("a", "b", "c"), strength=30), SATURDAY),
    (Apart(members=("a", "b", "c"), strength=30, doctors=("a", "b")), SATURDAY),
]


@pytest.mark.parametrize(
    ("pairs", "by_scope"),
    [
        (["a 06-mmg-jour", "a 06-mmg-nuit"], (0, 0, 0)),
        (["a 06-mmg-jour", "b 06-mmg-jour"], (1, 1, 1)),
        (["a 06-mmg-jour", "b 06-mmg-nuit"], (0, 1, 1)),
        (["a 06-mmg-nuit", "b 07-mmg-jour"], (0, 0, 1)),
        (["a 06-mmg-jour", "b 06-mmg-jour", "a 07-mmg-jour", "b 07-mmg-jour"], (2, 2, 1)),
    ],
)
def test_not_both_by_scope(pairs: list[str], by_scope: tuple[int, ...]) -> None:
    """A Saturday night belongs to Saturday only, and Sunday to the same week-end."""
    dated = [pair.replace(" ", " 2027-02-") for pair in pairs]
    found = tuple(
        amount(Apart(members=("a", "b"), scope=scope), WEEKEND, *dated) for scope in SCOPES
    )
    assert found == by_scope


@pytest.mark.parametrize(("present", "expected"), [("a", 0), ("ab", 1), ("abc", 2)])
def test_each_member_beyond_the_first_counts(present: str, expected: int) -> None:
    """Three on one day are two too many."""
    pairs = [f"{who} 2027-02-06-mmg-jour" for who in present]
    assert amount(Apart(members=("a", "b", "c")), SATURDAY, *pairs) == expected


def test_a_breach_tells_how_many_were_there_and_how_many_may() -> None:
    """Three members on one day, for one at most."""
    found = breaches(
        Apart(members=("a", "b", "c")), SATURDAY, *[f"{who} 2027-02-06-mmg-jour" for who in "abc"]
    )
    assert [(breach.measured, breach.allowed) for breach in found] == [(3, 1)]


def test_a_duty_of_two_civil_days_meets_both() -> None:
    """The holder of Saturday and Sunday is there on Sunday."""
    pairs = ["a 2027-02-06-bloc-bloc", "b 2027-02-07-mmg-jour"]
    assert amount(Apart(members=("a", "b")), BLOCKS, *pairs) == 1


def test_a_doctor_twice_is_refused() -> None:
    """Members are different doctors, at least two."""
    with pytest.raises(ValidationError, match="des médecins différents attendus"):
        Apart(members=("a", "a"))
    with pytest.raises(ValidationError):
        Apart(members=("a",))


def test_it_says_who_meets_and_when() -> None:
    """All of them, then the day."""
    rule = Apart(members=("a", "b", "c"))
    found = breaches(rule, SATURDAY, *[f"{who} 2027-02-06-mmg-jour" for who in "abc"])
    assert [rule.say(SATURDAY, breach) for breach in found] == [
        "Dr A, Dr B et Dr C sont de garde ensemble : le samedi 6 février 2027"
    ]
