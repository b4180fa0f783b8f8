"""From facts to dated shifts: ids, order, categories, periods of the clock changes, sites, staffing, the past."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from rostering.domain.roster import Pair, Roster
from rostering.expand import expand
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from tests.build import doctor, facts, line, problem, window

A, B = doctor("a"), doctor("b")
EVENING = window("soir", "20:00", "24:00")


def one(day: str, *windows: Any, **fields: Any) -> Shift:
    """The only shift of a line on that day."""
    (shift,) = problem([line("mmg", *windows, **fields)], [A], start=day, end=day).shifts
    return shift


def test_ids_are_date_line_window_in_order_of_time() -> None:
    """By start, then by id."""
    lines = [line("b", window("jour", "08:00", "20:00"), EVENING), line("a", EVENING)]
    found = problem(lines, [B, A], end="2027-02-02")
    assert [shift.id for shift in found.shifts] == [
        "2027-02-01-b-jour",
        "2027-02-01-a-soir",
        "2027-02-01-b-soir",
        "2027-02-02-b-jour",
        "2027-02-02-a-soir",
        "2027-02-02-b-soir",
    ]
    assert [doctor.id for doctor in found.doctors] == ["a", "b"]


def test_every_pair_is_a_candidate_at_first() -> None:
    """Eligibility and absence are rules: they are read later."""
    stranger = doctor("z", functions=("regulation",))
    found = problem([line()], [A, stranger], end="2027-02-02")
    assert found.pairs(stranger) == (
        Pair("z", "2027-02-01-mmg-soir"),
        Pair("z", "2027-02-02-mmg-soir"),
    )


EVE = window("soir", "20:00", "24:00", ("ouvrable", "samedi", "dimanche_jf", "veille_fete"))
NIGHT = window("nuit", "20:00", "08:00")
DEEP = window("profonde", "00:00", "08:00")
DAY = window("jour", "08:00", "20:00")
PONT = window("pont", "08:00", "20:00", ("pont",))


@pytest.mark.parametrize(
    ("day", "found", "category"),
    [
        ("2026-12-24", EVE, "fete"),
        ("2026-12-24", DAY, "soiree"),
        ("2026-12-25", DAY, "fete"),
        ("2026-12-26", PONT, "pont"),
        ("2026-12-26", DAY, "samedi"),
        ("2026-12-31", NIGHT, "fete"),
        ("2027-01-01", NIGHT, "fete"),
        ("2027-05-01", DAY, "dimanche_jf"),
        ("2027-05-06", NIGHT, "dimanche_jf"),
        ("2027-05-07", PONT, "pont"),
        ("2027-05-07", EVENING, "soiree"),
        ("2027-05-07", NIGHT, "nuit"),
        ("2027-02-06", NIGHT, "samedi"),
        ("2027-02-06", EVENING, "samedi"),
        ("2027-02-05", EVENING, "soiree"),
        ("2027-02-05", NIGHT, "nuit"),
        ("2027-02-05", DEEP, "nuit"),
        ("2027-02-07", DEEP, "dimanche_jf"),
    ],
)
def test_categories(day: str, found: Any, category: str) -> None:
    """Fête before JF before pont before Saturday before deep night before soirée."""
    assert one(day, found).category == category


@pytest.mark.parametrize(
    ("function", "category"),
    [
        ("regulation", "regulation"),
        ("effection_mobile", "visites"),
        ("deuxieme_ligne", "deuxieme_ligne"),
        ("renfort", "renfort"),
        ("astreinte_jour", "astreinte_jour"),
        ("sas", "sas"),
        ("vacation", "vacation"),
    ],
)
def test_lines_counted_apart_keep_their_category_on_feasts(function: str, category: str) -> None:
    """A second line on Christmas Day counts as second line."""
    assert one("2026-12-25", DAY, function=function).category == category


def test_the_window_has_the_last_word_on_its_category() -> None:
    """A category written in the file wins over the day and the function."""
    named = window("jour", "08:00", "20:00", category="visites")
    assert one("2026-12-25", named, function="regulation").category == "visites"


@pytest.mark.parametrize(
    ("day", "found", "hours"),
    [
        ("2027-03-26", NIGHT, 12),
        ("2027-03-27", NIGHT, 11),
        ("2027-03-28", DEEP, 7),
        ("2027-10-30", NIGHT, 13),
        ("2027-10-31", DEEP, 9),
        ("2027-03-27", window("week-end", "12:00", "08:00", nights=2), 43),
        ("2027-03-20", window("week-end", "12:00", "08:00", nights=2), 44),
        ("2027-03-27", window("creux", "02:00", "03:00"), 1),
        ("2027-03-28", window("creux", "02:00", "03:00"), 0),
    ],
)
def test_hours_are_real_hours(day: str, found: Any, hours: float) -> None:
    """The nights of the clock changes last 11 and 13 hours; the hour that is skipped lasts none."""
    assert one(day, found).period.hours == hours


def test_periods_are_instants_in_utc() -> None:
    """20:00 in Paris is 19:00 UTC in winter and 18:00 in summer."""
    winter, summer = one("2027-02-01", EVENING), one("2027-06-01", EVENING)
    assert winter.period.start == datetime(2027, 2, 1, 19, tzinfo=UTC)
    assert summer.period.end == datetime(2027, 6, 1, 22, tzinfo=UTC)


def test_a_night_belongs_to_its_evening() -> None:
    """A 20–8 duty counts on the day it begins; a duty of several nights on each of its days."""
    block = window("bloc", "08:00", "20:00", nights=1)
    assert one("2027-02-01", NIGHT).dates == (date(2027, 2, 1),)
    assert one("2027-02-01", block).dates == (date(2027, 2, 1), date(2027, 2, 2))


def test_the_line_moves_to_its_new_site() -> None:
    """From the first day of the change, and to the last one when there are two."""
    moves = [{"start": "2027-02-05", "site": "autre"}, {"start": "2027-02-03", "site": "cabinet"}]
    found = problem([line(site_changes=moves)], [A], end="2027-02-06")
    assert [shift.site for shift in found.shifts] == [
        "mmg", "mmg", "cabinet", "cabinet", "autre", "autre",
    ]  # fmt: skip


def staffing(found: Problem) -> dict[str, tuple[int, int, int]]:
    """min, target and max by shift, without the year."""
    return {s.id[5:]: (s.staffing.min, s.staffing.wished, s.staffing.most) for s in found.shifts}


def test_staffing_follows_window_then_period() -> None:
    """The line's, unless the window has its own, unless a period says otherwise; both ends are included."""
    windows = (window("jour", "08:00", "20:00", staffing={"min": 2}), EVENING)
    periods = [
        {"start": "2027-02-02", "end": "2027-02-02", "staffing": {"min": 3, "max": 4}},
        {"start": "2027-02-03", "windows": ["soir"], "staffing": {"min": 0, "target": 1}},
    ]
    found = problem([line("m", *windows, staffing_periods=periods)], [A], end="2027-02-03")
    assert staffing(found) == {
        "02-01-m-jour": (2, 2, 2),
        "02-01-m-soir": (1, 1, 1),
        "02-02-m-jour": (3, 3, 4),
        "02-02-m-soir": (3, 3, 4),
        "02-03-m-jour": (2, 2, 2),
        "02-03-m-soir": (0, 1, 1),
    }


def test_an_optional_line_needs_nobody() -> None:
    """Its minimum is 0, its target and maximum stay."""
    found = problem([line(mandatory=False, staffing={"min": 2, "max": 3})], [A], end="2027-02-01")
    assert staffing(found) == {"02-01-mmg-soir": (0, 2, 3)}


def test_a_window_closed_by_its_staffing_has_no_shift() -> None:
    """A maximum of 0 on some dates: nothing to hold there."""
    closed = [{"start": "2027-02-02", "staffing": {"min": 0, "target": 0, "max": 0}}]
    found = problem([line(staffing_periods=closed)], [A], end="2027-02-04")
    assert list(staffing(found)) == ["02-01-mmg-soir"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"days": ("samedi",)}, ["02-06"]),
        ({"days": ("ouvrable", "samedi"), "except_days": ("lundi", "mardi", "samedi")}, ["02-03", "02-04", "02-05"]),
        ({"first": "2027-02-03", "last": "2027-02-04"}, ["02-03", "02-04"]),
        ({"days": ("pont",)}, []),
    ],
)  # fmt: skip
def test_windows_take_place_on_their_days(fields: dict[str, Any], expected: list[str]) -> None:
    """Day words, less those excepted, between the first and last date, both included."""
    found = window(
        "soir", "20:00", "24:00", **{"days": ("ouvrable", "samedi", "dimanche_jf"), **fields}
    )
    shifts = problem([line("mmg", found)], [A]).shifts
    assert [shift.id[5:10] for shift in shifts] == expected


def test_the_horizon_is_included_at_both_ends() -> None:
    """Seven days, seven evenings."""
    days = [shift.date.day for shift in problem([line()], [A]).shifts]
    assert days == [1, 2, 3, 4, 5, 6, 7]


def test_the_past_crosses_midnight_like_the_rest() -> None:
    """A night served before the horizon ends the next morning."""
    served = [
        {"doctor": "a", "date": "2027-01-31", "start": "20:00", "end": "08:00", "site": "mmg"},
        {"doctor": "b", "date": "2027-01-30", "start": "08:00", "end": "20:00"},
    ]
    found = problem([line()], [A, B], previous=served)
    assert [(p.doctor, p.period.hours, p.site) for p in found.past] == [
        ("a", 12, "mmg"),
        ("b", 12, ""),
    ]
    assert found.past_by_doctor["a"][0].period.end == datetime(2027, 2, 1, 7, tzinfo=UTC)


def test_the_published_roster_is_kept() -> None:
    """It is there for the rules that compare with it."""
    earlier = Roster.of([("a", "2027-02-01-mmg-soir")])
    assert expand(facts([line()], [A]), earlier).published == earlier


@pytest.mark.parametrize(
    ("day", "priority", "found", "expected"),
    [
        ("2027-02-01", 3, EVENING, 3),
        ("2027-02-01", 3, NIGHT, 6),
        ("2027-02-06", 3, EVENING, 6),
        ("2027-02-07", 3, EVENING, 6),
        ("2027-02-07", 5, NIGHT, 20),
        ("2026-12-25", 1, DAY, 2),
        ("2027-02-01", 3, DEEP, 6),
        ("2027-02-01", 3, DAY, 3),
    ],
)
def test_the_weight_of_a_carence(day: str, priority: int, found: Any, expected: int) -> None:
    """The line's priority, twice on Saturdays, Sundays and JF, twice again in deep night."""
    assert one(day, found, priority=priority).carence_weight == expected
