"""Hours of salaried doctors: ten a day, forty-eight a week, an average, and a weekly rest."""

from __future__ import annotations

from typing import Any

import pytest

from rostering.problem.problem import Problem
from rostering.rules.hours import Hours
from tests.build import EVERY_DAY, amount, breaches, doctor, line, problem, window

SALARIED = doctor("a", status="salarie")
ONE_DAY = problem(
    [
        line(
            "mmg",
            window("matin", "08:00", "14:00"),
            window("dix", "14:00", "18:00"),
            window("plus", "14:00", "18:15"),
            window("nuit", "20:00", "08:00"),
        )
    ],
    [SALARIED],
    start="2027-02-01",
    end="2027-02-01",
)
WEEK = problem(
    [
        line(
            "mmg",
            window("jour", "08:00", "18:00"),
            window("huit", "08:00", "16:00", ["samedi"]),
            window("plus", "08:00", "16:15", ["samedi"]),
        )
    ],
    [SALARIED],
    start="2027-02-01",
    end="2027-02-08",
)
MONDAYS = problem(
    [line("mmg", window("jour", "08:00", "18:00", ["lundi"]))],
    [SALARIED],
    start="2027-02-01",
    end="2027-02-22",
)
TEN_DAYS = problem(
    [line("mmg", window("jour", "08:00", "18:00"))],
    [SALARIED],
    start="2027-02-01",
    end="2027-02-10",
)
REST = problem(
    [
        line(
            "mmg",
            window("jour", "08:00", "20:00"),
            window("tot", "06:45", "07:45", ["jeudi"]),
            window("juste", "07:00", "07:45", ["jeudi"]),
        )
    ],
    [SALARIED],
    start="2027-02-01",
    end="2027-02-07",
)
SERVED = ({"doctor": "a", "date": "2027-01-31", "start": "20:00", "end": "08:00"},)
AFTER_A_NIGHT = problem(
    [line("mmg", window("jour", "19:00", "20:00"), window("matin", "08:00", "09:00", ["mardi"]))],
    [SALARIED],
    start="2027-02-01",
    end="2027-02-07",
    previous=SERVED,
)
MID_WEEK = problem(
    [line("mmg", window("jour", "08:00", "18:00"))],
    [SALARIED],
    start="2027-02-03",
    end="2027-02-07",
    previous=tuple(
        {"doctor": "a", "date": f"2027-02-0{day}", "start": "08:00", "end": "18:00"}
        for day in (1, 2)
    ),
)


def night(day: str) -> Problem:
    """One 20–8 night on that day and the next."""
    return problem([line("mmg", window("nuit", "20:00", "08:00"))], [SALARIED], start=day, end=day)


NOTHING: dict[str, Any] = {
    "day_hours": None, "week_hours": None, "average_hours": None, "weekly_rest_hours": None,
}  # fmt: skip


def only(**asked: Any) -> Hours:
    """The rule with one thing asked."""
    return Hours.model_validate({**NOTHING, **asked})


CONTRACT = [
    (Hours.model_validate({**asked, "strength": strength}), tiny)
    for strength in ("hard", 1)
    for asked, tiny in (
        ({}, ONE_DAY),
        ({}, WEEK),
        ({"day_hours": 11}, night("2027-03-27")),
        ({"day_hours": 11}, night("2027-10-30")),
        ({"average_hours": 5, "average_weeks": 2}, MONDAYS),
        ({"average_hours": 4, "average_weeks": 2}, MONDAYS),
        ({"average_hours": 40, "day_hours": None}, TEN_DAYS),
        ({"week_hours": None, "day_hours": None, "average_hours": None}, REST),
        ({"weekly_rest_hours": None}, REST),
        ({"period_hours": 26, "weekly_rest_hours": None}, TEN_DAYS),
        ({}, AFTER_A_NIGHT),
        ({}, MID_WEEK),
    )
]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (["matin"], 0),
        (["matin", "dix"], 0),
        (["matin", "plus"], 15),
        (["nuit"], 120),
        (["matin", "dix", "nuit"], 720),
    ],
)
def test_ten_hours_a_day(held: list[str], expected: int) -> None:
    """Ten hours on a date are allowed; the amount is the minutes beyond, a night being of its evening."""
    pairs = [f"a 2027-02-01-mmg-{one}" for one in held]
    assert amount(only(day_hours=10), ONE_DAY, *pairs) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2027-03-27", 0), ("2027-02-01", 60), ("2027-10-30", 120)]
)
def test_a_night_counts_its_real_hours(day: str, expected: int) -> None:
    """A 20–8 night lasts 11 hours in spring, 13 in autumn."""
    assert amount(only(day_hours=11), night(day), f"a {day}-mmg-nuit") == expected


@pytest.mark.parametrize(("saturday", "expected"), [("huit", 0), ("plus", 15), ("jour", 120)])
def test_forty_eight_hours_a_week(saturday: str, expected: int) -> None:
    """Forty hours and eight are allowed; the Monday after is of another week."""
    days = [f"a 2027-02-0{day}-mmg-jour" for day in (1, 2, 3, 4, 8)]
    rule = only(week_hours=48)
    assert amount(rule, WEEK, *days, f"a 2027-02-06-mmg-{saturday}") == expected


@pytest.mark.parametrize(("days", "expected"), [((3, 4), 0), ((3, 4, 5), 120)])
def test_hours_of_the_previous_roster_count_in_their_week(
    days: tuple[int, ...], expected: int
) -> None:
    """Twenty hours were served on Monday and Tuesday: twenty-eight are left."""
    held = [f"a 2027-02-0{day}-mmg-jour" for day in days]
    assert amount(only(week_hours=48), MID_WEEK, *held) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(["01", "15"], 0), (["01", "08"], 600), (["01", "08", "15"], 1200), (["01", "22"], 0)],
)
def test_the_average_of_any_weeks_running(days: list[str], expected: int) -> None:
    """Five hours on average over two weeks: one Monday of ten hours in any two."""
    rule = only(average_hours=5, average_weeks=2)
    assert amount(rule, MONDAYS, *(f"a 2027-02-{day}-mmg-jour" for day in days)) == expected


@pytest.mark.parametrize(("count", "expected"), [(5, 0), (6, 172)])
def test_a_shorter_horizon_counts_pro_rata(count: int, expected: int) -> None:
    """Ten days of forty hours a week are 57 h 08."""
    held = [f"a 2027-02-{day:02d}-mmg-jour" for day in range(1, count + 1)]
    assert amount(only(average_hours=40), TEN_DAYS, *held) == expected


@pytest.mark.parametrize(("asked", "expected"), [(30, 0), (29.75, 15), (20, 600)])
def test_the_hours_of_the_period_are_counted_together(asked: float, expected: int) -> None:
    """Three days of ten hours, in two weeks, are thirty."""
    held = [f"a 2027-02-{day}-mmg-jour" for day in ("01", "05", "09")]
    assert amount(only(period_hours=asked), TEN_DAYS, *held) == expected


@pytest.mark.parametrize(
    ("free", "thursday", "expected"),
    [
        ((), (), 2100),
        ((3,), (), 0),  # Tuesday 20:00 to Thursday 8:00: 36 h
        ((3,), ("juste",), 0),  # to 7:00: just 35 h
        ((3,), ("tot",), 2100),  # to 6:45: 34 h 45
        ((1,), (), 2100),  # Monday 0:00 to Tuesday 8:00: 32 h inside the week
        ((7,), (), 2100),
        ((1, 2), (), 0),
    ],
)
def test_the_weekly_rest(free: tuple[int, ...], thursday: tuple[str, ...], expected: int) -> None:
    """Thirty-five free hours running inside the week, or all of them are missing."""
    held = [f"a 2027-02-0{day}-mmg-jour" for day in range(1, 8) if day not in free]
    held += [f"a 2027-02-04-mmg-{one}" for one in thursday]
    assert amount(only(weekly_rest_hours=35), REST, *held) == expected


@pytest.mark.parametrize(("tuesday", "expected"), [("jour", 0), ("matin", 2100)])
def test_a_night_that_ends_on_monday_morning_cuts_the_rest(tuesday: str, expected: int) -> None:
    """From Monday 8:00, Tuesday 19:00 is 35 h away and Tuesday 8:00 is not."""
    days = [f"a 2027-02-0{day}-mmg-jour" for day in (3, 4, 5, 6, 7)]
    rule = only(weekly_rest_hours=35)
    assert amount(rule, AFTER_A_NIGHT, *days, f"a 2027-02-02-mmg-{tuesday}") == expected


def test_a_week_cut_by_the_horizon_asks_no_rest() -> None:
    """From Wednesday on nothing can be said of the week's rest."""
    held = [f"a 2027-02-0{day}-mmg-jour" for day in range(3, 8)]
    assert amount(only(weekly_rest_hours=100), MID_WEEK, *held) == 0


def test_only_salaried_doctors_by_default() -> None:
    """A liberal doctor has no hours."""
    liberal = problem(
        [line("mmg", window("nuit", "20:00", "08:00", EVERY_DAY))],
        [doctor("a")],
        start="2027-02-01",
        end="2027-02-01",
    )
    assert breaches(Hours(), liberal, "a 2027-02-01-mmg-nuit") == []


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"day_hours": 5}, "Dr A : 12 h de garde pour le lundi 1er février 2027, 5 h au plus"),
        (
            {"week_hours": 70},
            "Dr A : 84 h de garde pour la semaine du 1er février 2027, 70 h au plus",
        ),
        ({"average_hours": 70}, "Dr A : 84 h de garde pour la période, 70 h au plus"),
        (
            {"weekly_rest_hours": 35},
            "Dr A n'a que 12 h de repos d'affilée pour la semaine du 1er février 2027, pour 35 h",
        ),
    ],
)
def test_the_sentence_says_hours_and_stretch(asked: dict[str, Any], expected: str) -> None:
    """What was counted, where, and what is allowed."""
    rule = only(**asked)
    held = [f"a 2027-02-0{day}-mmg-jour" for day in range(1, 8)]
    assert rule.say(REST, breaches(rule, REST, *held)[0]) == expected
