"""Absence: whole days and hours, eves, nights, clock changes."""

from __future__ import annotations

from typing import Any

import pytest

from rostering.problem.problem import Problem
from rostering.rules.absence import Absence
from tests.build import amount, breaches, doctor, line, problem, window

EVENING = window("soir", "20:00", "24:00")
NIGHT = window("nuit", "20:00", "08:00")
DEEP = window("profonde", "00:00", "08:00")
MMG = line("mmg", EVENING, NIGHT)
BLOCK = line("mmg", window("bloc", "20:00", "08:00", ("vendredi",), nights=3))
SAS = line("sas", window("matin", "08:00", "13:00"), function="sas", site="cabinet")


def away(*absences: dict[str, Any], lines: Any = (MMG,), **fields: Any) -> Problem:
    """1 to 3 February 2027 unless told otherwise, Dr A absent so, Dr B never."""
    availability = tuple({"doctor": "a", "level": "impossible", **entry} for entry in absences)
    dates = {"start": "2027-02-01", "end": "2027-02-03"} | fields
    return problem(lines, [doctor("a"), doctor("b")], availability=availability, **dates)


WEDNESDAY = {"date": "2027-02-03"}
SPRING = away({"date": "2027-03-28", "between": {"start": "02:00", "end": "03:00"}}, start="2027-03-27", end="2027-03-28")  # fmt: skip
AUTUMN = away({"date": "2027-10-31", "between": {"start": "01:00", "end": "02:30"}}, start="2027-10-30", end="2027-10-31")  # fmt: skip
BETWEEN_TWO = away(
    {"every": ("mercredi",)},
    {"start": "2027-02-02", "between": {"start": "22:00", "end": "06:00"}, "categories": ("soiree",)},
    end="2027-02-02",
)  # fmt: skip
DEEPS = away({"date": "2027-02-01", "between": {"start": "23:00", "end": "01:00"}}, lines=[line("mmg", DEEP, EVENING)], end="2027-02-02")  # fmt: skip
LONG_AND_SHORT = away(
    {"date": "2027-02-07"}, {"date": "2027-02-08", "categories": ("soiree",)},
    lines=[BLOCK, line("matins", window("matin", "08:00", "12:00"))],
    start="2027-02-05", end="2027-02-07",
)  # fmt: skip
EACH = (SPRING, AUTUMN, BETWEEN_TWO, DEEPS, LONG_AND_SHORT)
CONTRACT = [(Absence(), found) for found in EACH] + [
    (Absence(doctors=("b",)), SPRING),
    (
        Absence(),
        away(
            {"date": "2027-02-02"},
            {"date": "2027-02-01", "lines": ("sas",)},
            lines=[SAS, line()],
            end="2027-02-02",
        ),
    ),
]


def closed(found: Problem, *shifts: str) -> list[int]:
    """1 for each of those shifts that the absence closes to Dr A, else 0."""
    return [amount(Absence(), found, f"a {shift}") for shift in shifts]


def test_an_evening_on_the_eve_is_free_a_night_is_not() -> None:
    """Absent on Wednesday: Tuesday 20–24 may be held, Tuesday 20–8 may not."""
    shifts = ("2027-02-02-mmg-soir", "2027-02-02-mmg-nuit", "2027-02-03-mmg-soir")
    assert closed(away(WEDNESDAY), *shifts) == [0, 1, 1]


def test_short_duties_beside_a_long_one_do_not_hide_it() -> None:
    """Absent on Sunday: the duty of Friday to Monday is closed, the mornings of Friday and Saturday are open."""
    shifts = ["2027-02-05-mmg-bloc", *(f"2027-02-0{day}-matins-matin" for day in (5, 6, 7))]
    assert closed(LONG_AND_SHORT, *shifts) == [1, 0, 0, 1]
    forbidden = {pair.shift for limit in Absence().limits(LONG_AND_SHORT) for pair in limit.pairs()}
    assert forbidden == {shifts[0], shifts[3]}


def test_a_night_that_ends_in_the_morning_after_is_free_of_the_day_before() -> None:
    """Absent on Monday: Monday night is closed, Tuesday is open."""
    shifts = ("2027-02-01-mmg-nuit", "2027-02-02-mmg-nuit", "2027-02-02-mmg-soir")
    assert closed(away({"date": "2027-02-01"}), *shifts) == [1, 0, 0]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        (("08:00", "20:00"), [0, 0]),
        (("08:00", "20:15"), [1, 1]),
        (("23:45", "08:00"), [1, 1]),
        (("00:00", "08:00"), [0, 0]),
        (("20:00", "24:00"), [1, 1]),
    ],
)
def test_hours_that_touch_are_free(between: tuple[str, str], expected: list[int]) -> None:
    """Until 20:00 leaves 20–24 open; the small hours of the day itself are not those of its night."""
    start, end = between
    found = away({"date": "2027-02-01", "between": {"start": start, "end": end}})
    assert closed(found, "2027-02-01-mmg-soir", "2027-02-01-mmg-nuit") == expected


@pytest.mark.parametrize(("start", "expected"), [("07:45", 1), ("08:00", 0)])
def test_hours_of_the_next_morning_close_the_night(start: str, expected: int) -> None:
    """A night ends at 8:00: absent from 7:45 closes it, from 8:00 does not."""
    found = away({"date": "2027-02-02", "between": {"start": start, "end": "12:00"}})
    assert closed(found, "2027-02-01-mmg-nuit") == [expected]


@pytest.mark.parametrize(("end", "expected"), [("24:00", 0), ("00:15", 1)])
def test_an_absence_across_midnight_reaches_the_next_day(end: str, expected: int) -> None:
    """From 23:00 on Monday until 0:15 meets the 0–8 of Tuesday."""
    found = away(
        {"date": "2027-02-01", "between": {"start": "23:00", "end": end}},
        lines=[line("mmg", DEEP)],
    )
    assert closed(found, "2027-02-02-mmg-profonde", "2027-02-01-mmg-profonde") == [expected, 0]


def test_the_first_and_last_day_of_an_absence_are_absent() -> None:
    """From the 2nd, until the 2nd, every Tuesday: the 1st and 3rd stay open."""
    shifts = [f"2027-02-0{day}-mmg-soir" for day in (1, 2, 3)]
    assert closed(away({"start": "2027-02-02"}), *shifts) == [0, 1, 1]
    assert closed(away({"end": "2027-02-02"}), *shifts) == [1, 1, 0]
    assert closed(away({"every": ("mardi",)}), *shifts) == [0, 1, 0]


def test_an_absence_of_a_line_or_category_closes_nothing_else() -> None:
    """Away from the régulation is not away from the MMG."""
    for narrowed in ({"lines": ("regulation",)}, {"categories": ("samedi",)}):
        assert closed(away({**WEDNESDAY, **narrowed}), "2027-02-03-mmg-soir") == [0]
    assert closed(away({**WEDNESDAY, "lines": ("mmg",)}), "2027-02-03-mmg-soir") == [1]


def test_other_levels_close_nothing() -> None:
    """« non » is a wish."""
    assert closed(away({**WEDNESDAY, "level": "non"}), "2027-02-03-mmg-soir") == [0]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("04", 0), ("05", 1), ("06", 1), ("07", 1), ("08", 1), ("09", 0)],
)
def test_a_duty_of_three_nights_meets_each_of_its_days(day: str, expected: int) -> None:
    """Friday 20:00 to Monday 8:00."""
    found = away({"date": f"2027-02-{day}"}, lines=[BLOCK], end="2027-02-07")
    assert closed(found, "2027-02-05-mmg-bloc") == [expected]


@pytest.mark.parametrize(
    ("eve", "minutes", "between", "expected"),
    [
        ("2027-03-27", 660, ("07:45", "08:00"), 1),
        ("2027-03-27", 660, ("08:00", "09:00"), 0),
        ("2027-03-27", 660, ("02:00", "03:00"), 1),
        ("2027-10-30", 780, ("07:45", "08:00"), 1),
        ("2027-10-30", 780, ("08:00", "09:00"), 0),
        ("2027-10-30", 780, ("02:00", "03:00"), 1),
    ],
)
def test_nights_of_eleven_and_thirteen_hours_end_at_eight(
    eve: str, minutes: int, between: tuple[str, str], expected: int
) -> None:
    """The wall clock decides, whatever hour is skipped or repeated."""
    sunday = eve[:-2] + str(int(eve[-2:]) + 1)
    hours = {"start": between[0], "end": between[1]}
    found = away({"date": sunday, "between": hours}, start=eve, end=eve)
    assert found.shift_by_id[f"{eve}-mmg-nuit"].period.minutes == minutes
    assert closed(found, f"{eve}-mmg-nuit") == [expected]


@pytest.mark.parametrize(("between", "expected"), [(("08:00", "09:00"), 0), (("09:00", "09:15"), 1), (("10:45", "13:00"), 1), (("11:00", "13:00"), 0)])  # fmt: skip
def test_a_sas_block_is_held_at_the_usual_hour_only(
    between: tuple[str, str], expected: int
) -> None:
    """Two hours from 9:00 inside 8–13: the rest of the half-day is free."""
    found = problem(
        [SAS],
        [doctor("a", usual_hours={"morning": "09:00"})],
        availability=(
            {
                "doctor": "a",
                "level": "impossible",
                "between": {"start": between[0], "end": between[1]},
            },
        ),
    )
    assert closed(found, "2027-02-01-sas-matin") == [expected]
    assert [len(limit.terms) for limit in Absence().limits(found)] == [7] * expected  # type: ignore[union-attr]


def test_it_says_who_is_absent_when() -> None:
    """The sentence names the duty."""
    found = away(WEDNESDAY)
    given = breaches(Absence(), found, "a 2027-02-03-mmg-soir")
    assert [Absence().say(found, breach) for breach in given] == [
        "Dr A est absent pour mmg du mercredi 3 février 2027, 20:00–24:00"
    ]


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ({"date": "2027-02-03"}, "2027-02-03"),
        ({"start": "2027-02-02", "end": "2027-02-04"}, "2027-02-02"),
        ({"every": ("mercredi",)}, ""),
    ],
)
def test_a_statement_tells_the_date_as_it_was_said(said: dict[str, str], about: str) -> None:
    """A date, the first day of an interval, nothing for a weekday: what a sentence about it needs."""
    statements = list(Absence().limits(away({"doctor": "a", "level": "impossible", **said})))
    assert [statement.about for statement in statements] == [("a", about)]
