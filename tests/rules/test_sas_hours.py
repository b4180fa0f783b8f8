"""SAS hours: two a week for each registered doctor, unless on leave."""

from __future__ import annotations

from typing import Any

import pytest

from rostering.problem.problem import Problem
from rostering.rules.sas_hours import SasHours
from tests.build import amount, breaches, doctor, line, problem, roster, window

OPEN = ("ouvrable",)


def sas(id: str = "sas", **fields: Any) -> Any:
    """A SAS line in the doctor's own place, one block each working morning."""
    return line(
        id,
        window("matin", "08:00", "13:00", OPEN),
        function="sas",
        site="cabinet",
        sectors=(),
        **fields,
    )


def registered(id: str = "a", **fields: Any) -> Any:
    """A doctor registered with the SAS."""
    return doctor(id, sas_registered=True, **fields)


def leave(start: str, end: str, **fields: Any) -> dict[str, Any]:
    """A leave of a, both days included."""
    return {
        "doctor": "a",
        "level": "impossible",
        "start": start,
        "end": end,
        "leave": True,
        **fields,
    }


def territory(start: str, end: str, *leaves: dict[str, Any], **fields: Any) -> Problem:
    """One registered doctor, one block a morning."""
    return problem([sas()], [registered(**fields)], start=start, end=end, availability=leaves)


WEEK = territory("2027-02-01", "2027-02-07")
HALVES = problem(
    [sas(), sas("demi", sas={"slots": 3})], [registered()], start="2027-02-01", end="2027-02-05"
)
MIXED = problem(
    [sas(), line(site="mmg")],
    [registered(), doctor("b")],
    start="2027-02-03",
    end="2027-02-05",
)
BEGUN = problem(
    [sas()], [registered(), registered("b")], start="2027-02-03", end="2027-02-05",
    previous=[{"doctor": "a", "date": "2027-02-02", "start": "08:00", "end": "13:00"},
              {"doctor": "b", "date": "2027-01-31", "start": "08:00", "end": "13:00"}],
)  # fmt: skip
CONTRACT = [
    (SasHours.model_validate({"strength": strength, **given}), tiny)
    for strength in ("hard", 40)
    for given, tiny in (
        ({}, WEEK),
        ({"week_hours": 3.5}, WEEK),
        ({}, HALVES),
        ({"week_hours": 3.5}, HALVES),
        ({}, MIXED),
        ({}, BEGUN),
        ({}, territory("2027-03-29", "2027-04-09")),
        ({}, territory("2027-01-31", "2027-02-03")),
        ({}, territory("2027-02-01", "2027-02-07", arrival="2027-02-02")),
        (
            {},
            territory(
                "2027-03-29", "2027-04-04", leave("2027-03-29", "2027-04-02", every=("mardi",))
            ),
        ),
        ({"statuses": ("salarie",)}, WEEK),
        ({}, territory("2027-01-29", "2027-02-05", leave("2027-02-03", "2027-02-09"))),
        ({}, territory("2027-02-01", "2027-02-12", leave("2027-02-01", "2027-02-02"))),
    )
]


@pytest.mark.parametrize(
    ("hours", "mornings", "expected"),
    [(2, 0, 1), (2, 1, 0), (2, 2, 0), (4, 1, 1), (3.5, 1, 1), (4.25, 2, 1)],
)
def test_hours_of_blocks_each_week(hours: float, mornings: int, expected: int) -> None:
    """A block is two hours whatever its window; what is missing counts in whole blocks."""
    held = [f"a 2027-02-0{day}-sas-matin" for day in range(1, mornings + 1)]
    assert amount(SasHours(week_hours=hours), WEEK, *held) == expected


@pytest.mark.parametrize(
    ("held", "expected"), [([], 2), (["demi"], 1), (["demi", "demi2"], 0), (["sas"], 0)]
)
def test_blocks_of_several_lengths_count_their_minutes(held: list[str], expected: int) -> None:
    """Two half blocks make the two hours; one leaves a half block missing."""
    ids = {
        "demi": "a 2027-02-01-demi-matin",
        "demi2": "a 2027-02-02-demi-matin",
        "sas": "a 2027-02-03-sas-matin",
    }
    assert amount(SasHours(), HALVES, *(ids[one] for one in held)) == expected


def test_a_rule_narrowed_to_a_status_asks_nothing_of_the_others() -> None:
    """Salaried doctors only: an installed one owes nothing."""
    assert breaches(SasHours(statuses=("salarie",)), WEEK) == []


def test_a_week_begun_before_the_horizon_is_not_due_from_who_served_in_it() -> None:
    """A served on Tuesday, the horizon begins on Wednesday: nothing due; B served on the Sunday before: two hours due."""
    assert [breach.doctors for breach in breaches(SasHours(), BEGUN)] == [("b",)]


def test_only_registered_doctors_owe_them() -> None:
    """a is registered, b is not; evenings at the MMG do not count."""
    found = breaches(SasHours(), MIXED, "a 2027-02-03-mmg-soir")
    assert [breach.doctors for breach in found] == [("a",)]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2027-02-03", "2027-02-07", 1),  # Wednesday to Friday
        ("2027-02-04", "2027-02-07", 0),  # Thursday and Friday
        ("2027-03-01", "2027-03-03", 1),
        ("2027-03-29", "2027-03-31", 0),  # Easter Monday leaves two days before the month ends
        ("2027-03-30", "2027-04-01", 1),
        ("2027-01-30", "2027-02-07", 1),  # a week-end of the week before owes nothing
    ],
)
def test_a_partial_week_is_due_from_three_working_days(start: str, end: str, expected: int) -> None:
    """Three working days in the horizon are enough to owe the week, two are not."""
    assert amount(SasHours(), territory(start, end)) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"arrival": "2027-02-03"}, 1),
        ({"arrival": "2027-02-04"}, 0),
        ({"departure": "2027-02-03"}, 1),
        ({"departure": "2027-02-02"}, 0),
    ],
)
def test_a_doctor_must_be_there_three_working_days(fields: dict[str, str], expected: int) -> None:
    """Arriving on Wednesday owes the week, arriving on Thursday does not."""
    assert amount(SasHours(), territory("2027-02-01", "2027-02-07", **fields)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (leave("2027-03-30", "2027-04-01"), 0),
        (leave("2027-03-29", "2027-03-31"), 1),  # Easter Monday is no working day
        (leave("2027-03-20", "2027-04-20"), 0),
        (leave("2027-04-01", "2027-04-30"), 1),
        (leave("2027-03-30", "2027-04-01", leave=False), 1),
        (leave("2027-03-30", "2027-04-02", between={"start": "08:00", "end": "12:00"}), 1),
        (leave("2027-03-30", "2027-04-02", every=("mardi", "jeudi")), 1),
    ],
)
def test_a_leave_of_three_working_days_excuses_the_week(
    said: dict[str, Any], expected: int
) -> None:
    """Whole days of leave only, Monday to Friday, holidays apart."""
    assert amount(SasHours(), territory("2027-03-29", "2027-04-04", said)) == expected


@pytest.mark.parametrize(
    ("mornings", "expected"),
    [
        (3, []),
        (4, ["Dr A : 24 actes SNP pour la semaine du 1er février 2027, au-delà des 20 rémunérés"]),
    ],
)
def test_more_acts_than_are_paid_is_a_warning(mornings: int, expected: list[str]) -> None:
    """Three blocks book 18 acts, four book 24: said, and no breach."""
    held = [f"a 2027-02-0{day}-sas-matin" for day in range(1, mornings + 1)]
    assert list(SasHours().warnings(WEEK, roster(*held))) == expected
    assert breaches(SasHours(), WEEK, *held) == []


def test_twenty_acts_are_paid() -> None:
    """Exactly the paid number is no warning."""
    held = [f"a 2027-02-0{day}-sas-matin" for day in range(1, 5)]
    assert list(SasHours(most_acts=24).warnings(WEEK, roster(*held))) == []


def test_the_sentence_says_what_is_due() -> None:
    """How many hours, which week, how many are due."""
    rule = SasHours(week_hours=3.5)
    breach = breaches(rule, WEEK, "a 2027-02-01-sas-matin")[0]
    assert rule.say(WEEK, breach) == (
        "Dr A : 2 h de SAS pour la semaine du 1er février 2027, 3,5 h au moins"
    )
