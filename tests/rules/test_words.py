"""What sentences call dates, stretches of the calendar, feasts, lines and reasons."""

from __future__ import annotations

import re

import pytest

from rostering.problem.problem import Problem
from rostering.rules.base import Rule, the_stretch
from tests.rules.test_contract import CASES


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("2027-02-01", "lundi 1er février 2027"),
        ("2027-S01", "la semaine du 4 janvier 2027"),
        ("2026-S53", "la semaine du 28 décembre 2026"),
        ("2027-02", "février 2027"),
        ("2027-T1", "le 1er trimestre 2027"),
        ("2027-T4", "le 4e trimestre 2027"),
        ("nouvel_an", "Nouvel An"),
        ("période", "période"),
        ("soiree", "soiree"),
    ],
)
def test_a_stretch_is_said_as_people_say_it(key: str, expected: str) -> None:
    """A sortable key becomes words; what is no key stays."""
    assert the_stretch(key) == expected


@pytest.mark.parametrize(("rule", "found"), CASES, ids=lambda value: getattr(value, "kind", ""))
def test_a_contradiction_shows_no_key(rule: Rule, found: Problem) -> None:
    """What a statement demands is told without sortable dates, ids of duties or names of constants."""
    for statement in rule.limits(found):
        about = tuple(
            id_ for id_ in statement.about if id_ in found.shift_by_id or "-mmg-" not in id_
        )
        told = rule.tell(found, about)
        assert told.startswith(rule.title)
        assert not re.search(r"\d{4}-|[A-Z]{2,}_|NOT_YET|GONE|EXEMPT|LICENCE", told)
