"""Whose own site counts for a département's SAS."""

from __future__ import annotations

from datetime import date

import pytest

from rostering.problem.eligibility import own_site_in
from tests.build import doctor, facts, line

SITES = (
    {"id": "mmg", "departement": "62"},
    {"id": "loin", "departement": "80"},
    {"id": "neuf", "departement": "62", "opens": "2027-02-03"},
)
FOUND = facts([line()], [doctor("a")], sites=SITES)


@pytest.mark.parametrize(
    ("own", "departement", "day", "expected"),
    [
        (("cabinet", "mmg"), "62", date(2027, 2, 1), "mmg"),
        (("loin", "mmg"), "62", date(2027, 2, 1), "mmg"),
        (("loin",), "62", date(2027, 2, 1), None),
        (("neuf",), "62", date(2027, 2, 2), None),
        (("neuf",), "62", date(2027, 2, 3), "neuf"),
        ((), "62", date(2027, 2, 1), None),
    ],
)
def test_the_first_own_site_open_in_the_departement(
    own: tuple[str, ...], departement: str, day: date, expected: str | None
) -> None:
    """A place that is no site of the territory is passed over; so is one elsewhere, or not yet open."""
    assert own_site_in(FOUND, doctor("a", sites=own), departement, day) == expected
