"""Together: on the same shift, day or week-end, or none."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rostering.domain.roster import Pair
from rostering.problem.limit import at_most
from rostering.problem.spans import Scope
from rostering.rules.together import Together
from tests.build import amount, breaches, doctor, line, problem, window

DAYS = ("samedi_civil", "dimanche_civil")
MMG = line("mmg", window("jour", "12:00", "20:00", DAYS), window("soir", "20:00", "24:00", DAYS))
A, B, C = doctor("a"), doctor("b"), doctor("c", status="retraite")
WEEKEND = problem([MMG], [A, B], start="2027-02-06", end="2027-02-07")
SATURDAY = problem([MMG], [A, B, C], start="2027-02-06", end="2027-02-06")
CONTRACT = [
    *[
        (Together(members=("a", "b"), scope=scope, strength=strength), WEEKEND)
        for scope in ("shift", "day", "weekend")
        for strength in ("hard", 30)
    ],
    (Together(members=("c", "a", "b"), strength=30), SATURDAY),
    (Together(members=("a", "b", "c"), strength=30, statuses=("installe",)), SATURDAY),
    (Together(members=("a", "b"), strength=30, lines=("autre",)), SATURDAY),
    (Together(members=("a", "b"), strength=30), SATURDAY),
]


@pytest.mark.parametrize(
    ("pairs", "by_scope"),
    [
        ([], (0, 0, 0)),
        (["a 06-mmg-jour"], (1, 1, 1)),
        (["a 06-mmg-jour", "b 06-mmg-jour"], (0, 0, 0)),
        (["a 06-mmg-jour", "b 06-mmg-soir"], (2, 0, 0)),
        (["a 06-mmg-jour", "b 07-mmg-jour"], (2, 2, 0)),
        (["a 06-mmg-jour", "a 06-mmg-soir", "b 06-mmg-soir"], (1, 0, 0)),
    ],
)
def test_both_or_neither_by_scope(pairs: list[str], by_scope: tuple[int, ...]) -> None:
    """Two windows of one day differ by shift only; two days of one week-end by shift and day."""
    dated = [pair.replace(" ", " 2027-02-") for pair in pairs]
    scopes: tuple[Scope, ...] = ("shift", "day", "weekend")
    found = tuple(
        amount(Together(members=("a", "b"), scope=scope), WEEKEND, *dated) for scope in scopes
    )
    assert found == by_scope


@pytest.mark.parametrize(("present", "expected"), [("", 0), ("a", 2), ("ab", 2), ("abc", 0)])
def test_each_couple_that_is_split_counts(present: str, expected: int) -> None:
    """Of three members, one alone or two without the third split two couples."""
    pairs = [f"{who} 2027-02-06-mmg-soir" for who in present]
    assert amount(Together(members=("a", "b", "c")), SATURDAY, *pairs) == expected


def test_a_doctor_who_is_no_member_serves_without_them() -> None:
    """Dr C, who is not one of the two, is on duty alone and splits nobody."""
    assert amount(Together(members=("a", "b")), SATURDAY, "c 2027-02-06-mmg-soir") == 0


def test_a_unit_that_one_member_cannot_serve_is_closed_to_the_other() -> None:
    """Without Dr B on Saturday evening, that shift is no longer open to Dr A."""
    narrowed = SATURDAY.without([Pair("b", "2027-02-06-mmg-soir")])
    limits = list(Together(members=("a", "b"), scope="shift").limits(narrowed))
    alone = at_most(0, [Pair("a", "2027-02-06-mmg-soir")], "a", "b", "2027-02-06-mmg-soir")
    assert (len(limits), limits[1]) == (2, alone)


def test_a_doctor_twice_is_refused() -> None:
    """Members are different doctors, at least two."""
    with pytest.raises(ValidationError, match="des médecins différents attendus"):
        Together(members=("a", "a"))
    with pytest.raises(ValidationError):
        Together(members=("a",))


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("shift", "Dr A est de garde sans Dr B : mmg du samedi 6 février 2027, 12:00–20:00"),
        ("day", "Dr A est de garde sans Dr B : le samedi 6 février 2027"),
        ("weekend", "Dr A est de garde sans Dr B : le week-end du samedi 6 février 2027"),
    ],
)
def test_it_says_who_is_there_without_whom(scope: Scope, expected: str) -> None:
    """And when, in the words of the scope."""
    rule = Together(members=("b", "a"), scope=scope)
    found = breaches(rule, WEEKEND, "a 2027-02-06-mmg-jour")
    assert [rule.say(WEEKEND, breach) for breach in found] == [expected]
