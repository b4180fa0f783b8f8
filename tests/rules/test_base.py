"""What all rules share: whom and what a rule speaks of, and what a hard breach costs."""

from __future__ import annotations

from rostering.problem.limit import Tier
from rostering.rules.absence import Absence
from rostering.rules.coverage import Coverage
from tests.build import breaches, doctor, line, problem

ONE_DAY = {"start": "2027-02-01", "end": "2027-02-01"}
TWO_LINES = problem(
    [line("mmg"), line("visites")],
    [doctor("a"), doctor("b")],
    availability=[{"doctor": "a", "level": "impossible"}],
    **ONE_DAY,
)


def test_a_rule_narrowed_to_lines_speaks_of_those_only() -> None:
    """An absence kept for the visits says nothing of the MMG."""
    rule = Absence(lines=("visites",))
    held = ("a 2027-02-01-mmg-soir", "a 2027-02-01-visites-soir")
    assert [one.shifts for one in breaches(rule, TWO_LINES, *held)] == [
        ("2027-02-01-visites-soir",)
    ]


def test_a_hard_breach_has_no_price() -> None:
    """One doctor too many breaks a hard rule and costs nothing in the sum."""
    held = ("a 2027-02-01-mmg-soir", "b 2027-02-01-mmg-soir")
    prices = {one.tier: one.price for one in breaches(Coverage(), TWO_LINES, *held)}
    assert prices[Tier.HARD] == 0
