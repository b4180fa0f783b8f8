"""What all rules share: whom and what a rule speaks of, and what a hard breach costs."""

from __future__ import annotations

from typing import Any

import pytest

from rostering.problem.limit import Tier
from rostering.rules.absence import Absence
from rostering.rules.coverage import Coverage
from rostering.rules.spacing import Spacing
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


TEAM = problem(
    [line("mmg"), line("visites"), line("regulation", function="regulation")],
    [doctor("a"), doctor("b", status="retraite"), doctor("c", status="retraite")],
    **ONE_DAY,
)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["a", "b", "c"]),
        ({"statuses": ("retraite",)}, ["b", "c"]),
        ({"doctors": ("a", "b")}, ["a", "b"]),
        ({"doctors": ("a", "b"), "statuses": ("retraite",)}, ["b"]),
        ({"doctors": ("a",), "statuses": ("retraite",)}, []),
    ],
)
def test_a_rule_speaks_of_doctors_by_name_and_by_status(
    fields: dict[str, Any], expected: list[str]
) -> None:
    """Both lists narrow it when they are given, neither does when it is empty."""
    rule = Spacing(days=1, **fields)
    assert [one.id for one in TEAM.doctors if rule.governs(one)] == expected
    assert [one.id for one, _ in rule.governed(TEAM)] == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["mmg", "regulation", "visites"]),
        ({"lines": ("mmg", "regulation")}, ["mmg", "regulation"]),
        ({"functions": ("effection_fixe",)}, ["mmg", "visites"]),
        ({"lines": ("mmg", "regulation"), "functions": ("effection_fixe",)}, ["mmg"]),
        ({"lines": ("regulation",), "functions": ("effection_fixe",)}, []),
    ],
)
def test_a_rule_speaks_of_shifts_by_line_and_by_function(
    fields: dict[str, Any], expected: list[str]
) -> None:
    """Both lists narrow it when they are given, neither does when it is empty."""
    rule = Spacing(days=1, **fields)
    assert sorted(one.line.id for one in TEAM.shifts if rule.counts(one)) == expected


@pytest.mark.parametrize(
    ("fields", "tier", "price"),
    [
        ({}, Tier.HARD, 0),
        ({"comfort": True}, Tier.HARD, 0),
        ({"strength": 7}, Tier.SOFT, 7),
        ({"strength": 7, "comfort": True}, Tier.COMFORT, 7),
    ],
)
def test_where_and_at_what_price_a_rule_is_paid(
    fields: dict[str, Any], tier: Tier, price: int
) -> None:
    """Hard costs nothing, even as comfort; a price is paid in comfort only when the rule says so."""
    rule = Spacing(days=1, **fields)
    assert (rule.tier, rule.price) == (tier, price)
