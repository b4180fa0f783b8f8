"""Stability: each published duty that changes hands counts once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rostering.domain.roster import Pair
from rostering.problem.limit import Limit
from rostering.rules.stability import Stability
from tests.build import amount, breaches, doctor, line, problem, roster

DOCTORS = [doctor("a"), doctor("b", status="retraite")]
BLANK = problem([line(staffing={"min": 1, "target": 2})], DOCTORS, start="2027-02-01", end="2027-02-03")  # fmt: skip
MONDAY, TUESDAY, WEDNESDAY = (f"2027-02-0{day}-mmg-soir" for day in (1, 2, 3))
PUBLISHED = replace(
    BLANK,
    published=roster(
        f"a {MONDAY}", f"b {TUESDAY}", f"a {TUESDAY}", "a 2027-02-04-mmg-soir", f"gone {MONDAY}"
    ),
)
CONTRACT = [
    (rule, found)
    for found in (BLANK, PUBLISHED)
    for rule in (
        Stability(),
        Stability(strength="hard"),
        Stability(statuses=("retraite",)),
        Stability(lines=("autre",)),
    )
]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([f"a {MONDAY}", f"a {TUESDAY}", f"b {TUESDAY}"], 0),
        ([f"a {MONDAY}", f"a {TUESDAY}", f"b {TUESDAY}", f"b {WEDNESDAY}"], 0),
        ([f"b {MONDAY}", f"a {TUESDAY}", f"b {TUESDAY}"], 1),
        ([], 3),
    ],
)
def test_each_published_duty_that_is_lost_counts(pairs: list[str], expected: int) -> None:
    """New duties are free; shifts and doctors that no longer exist are not counted."""
    assert amount(Stability(), PUBLISHED, *pairs) == expected


def test_without_a_published_roster_it_says_nothing() -> None:
    """A first roster has nothing to keep."""
    assert breaches(Stability(), BLANK) == []
    assert list(Stability().limits(BLANK)) == []


def test_a_duty_its_doctor_can_no_longer_hold_is_lost_whatever_happens() -> None:
    """The statement has no pair left and still counts 1, like the check."""
    narrowed = PUBLISHED.without([Pair("a", MONDAY)])
    limits = [limit for limit in Stability().limits(narrowed) if isinstance(limit, Limit)]
    assert [(limit.terms, limit.excess(())) for limit in limits if not limit.terms] == [((), 1)]


def test_it_says_who_lost_what() -> None:
    """The sentence names the doctor of the published roster."""
    found = breaches(Stability(), PUBLISHED, f"a {MONDAY}", f"a {TUESDAY}")
    assert [Stability().say(PUBLISHED, breach) for breach in found] == [
        "Dr B ne tient plus mmg du mardi 2 février 2027, 20:00–24:00, qui était publié"
    ]
