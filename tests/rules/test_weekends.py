"""Week-ends: number, running pairs, whole or split, each on, under and over its edge."""

from __future__ import annotations

import pytest

from rostering.rules.weekends import Weekends
from tests.build import amount, breaches, doctor, line, problem, window

A, B = doctor("a"), doctor("b")
DAYS = ("samedi_civil", "dimanche_civil")
WEEKEND_LINE = line("mmg", window("soir", "20:00", "24:00", DAYS))
NIGHTS = line("mmg", window("nuit", "20:00", "08:00", ("vendredi", "samedi_civil")))
BLOCK = line("mmg", window("bloc", "20:00", "08:00", ("vendredi",), nights=3))
MONTH = {"start": "2027-02-01", "end": "2027-02-28"}
FOUR = problem([WEEKEND_LINE], [A], **MONTH)
"""Week-ends of 6, 13, 20 and 27 February 2027."""
LAST_DAYS = ({"doctor": "a", "date": "2027-01-31", "start": "20:00", "end": "24:00"},)
AFTER_SUNDAY = problem([WEEKEND_LINE], [A, B], end="2027-02-14", previous=LAST_DAYS)
CAPPED = problem([WEEKEND_LINE], [doctor("a", caps={"weekends": 1}), B], end="2027-02-14")
TWO_WINDOWS = line(
    "mmg", window("jour", "12:00", "20:00", DAYS), window("soir", "20:00", "24:00", DAYS)
)
ONE_WEEKEND = problem([TWO_WINDOWS], [A, B], start="2027-02-06", end="2027-02-07")
TWO_LINES = problem(
    [
        WEEKEND_LINE,
        line("visites", window("soir", "20:00", "24:00", ("dimanche_civil",))),
        line("renfort", window("soir", "20:00", "24:00", ("samedi_civil",))),
    ],
    [A],
    start="2027-02-06",
    end="2027-02-07",
)
BLOCKS = problem([BLOCK, WEEKEND_LINE.model_copy(update={"id": "autre"})], [A], end="2027-02-07")
ALL_WEEK = problem([line()], [A, B], start="2027-02-04", end="2027-02-08")
"""Evenings from Thursday to Monday."""
CONTRACT = [
    (rule, found)
    for found in (FOUR, AFTER_SUNDAY, CAPPED, ONE_WEEKEND, TWO_LINES, BLOCKS, ALL_WEEK)
    for rule in (
        Weekends(most=1, consecutive_allowed=False),
        Weekends(most=2, shape="split", strength="hard"),
        Weekends(shape="whole", consecutive_allowed=False, lines=("mmg",)),
        Weekends(consecutive_allowed=False, strength="hard"),
        Weekends(shape="whole", strength="hard"),
    )
]


def held(*days: str, who: str = "a", window: str = "soir") -> list[str]:
    """That doctor on the week-end line on those days of February."""
    return [f"{who} 2027-02-{day}-mmg-{window}" for day in days]


@pytest.mark.parametrize(
    ("days", "expected"),
    [(["06"], 0), (["06", "07", "20"], 0), (["06", "14", "20"], 1), (["06", "13", "21", "27"], 2)],
)
def test_most_counts_weekends_not_duties(days: list[str], expected: int) -> None:
    """Two week-ends pass a limit of two, even with three duties; each one more counts 1."""
    assert amount(Weekends(most=2), FOUR, *held(*days)) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(["06", "20"], 0), (["06", "07"], 0), (["07", "13"], 1), (["06", "13", "20"], 2)],
)
def test_running_weekends_are_counted_in_pairs(days: list[str], expected: int) -> None:
    """Every other week-end is fine; three in a row are two running pairs."""
    assert amount(Weekends(consecutive_allowed=False), FOUR, *held(*days)) == expected


@pytest.mark.parametrize(("pair", "expected"), [("a", 1), ("b", 0)])
def test_the_last_weekend_of_the_previous_roster_counts_for_running(
    pair: str, expected: int
) -> None:
    """Sunday 31 January then Saturday 6 February are two running, for the one who served both."""
    rule = Weekends(consecutive_allowed=False)
    assert amount(rule, AFTER_SUNDAY, *held("06", who=pair)) == expected
    assert amount(rule, AFTER_SUNDAY, *held("13", who=pair)) == 0


def test_a_personal_cap_replaces_most() -> None:
    """The doctor capped at one may not have the two that the rule allows the other."""
    rule = Weekends(most=2)
    assert amount(rule, CAPPED, *held("06", "13")) == 1
    assert amount(rule, CAPPED, *held("06", "13", who="b")) == 0


def test_a_rule_narrowed_to_a_line_for_its_shape_leaves_caps_to_others() -> None:
    """Otherwise the same cap would be charged by two rules."""
    assert amount(Weekends(shape="split", lines=("mmg",)), CAPPED, *held("06", "13")) == 0
    assert amount(Weekends(shape="split"), CAPPED, *held("06", "13")) == 1


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (held("06", "07", window="jour"), 0),
        (held("06") + held("07", window="jour"), 0),
        (held("06"), 1),
        (held("07"), 1),
        (held("06") + held("07", who="b"), 2),
    ],
)
def test_a_whole_weekend_has_the_same_doctor_on_both_days(pairs: list[str], expected: int) -> None:
    """Saturday without Sunday, or Sunday without Saturday, counts 1 for each doctor."""
    assert amount(Weekends(shape="whole"), ONE_WEEKEND, *pairs) == expected


def test_a_line_that_is_only_held_on_one_day_is_whole_by_itself() -> None:
    """Sunday's visits need no Saturday holder, nor Saturday's renfort a Sunday one."""
    pairs = ("a 2027-02-07-visites-soir", "a 2027-02-06-renfort-soir")
    assert amount(Weekends(shape="whole"), TWO_LINES, *pairs) == 0


@pytest.mark.parametrize(
    ("days", "whole", "split"),
    [
        (["04"], 0, 0),
        (["05"], 0, 0),
        (["08"], 0, 0),
        (["05", "06"], 1, 0),
        (["07", "08"], 1, 0),
        (["05", "06", "07"], 0, 1),
        (["04", "05", "06", "07", "08"], 0, 1),
    ],
)
def test_days_of_the_week_have_no_shape(days: list[str], whole: int, split: int) -> None:
    """On a line of every evening only Saturday and Sunday go together: not Thursday and Friday, not Sunday and Monday."""
    found = [amount(Weekends(shape=shape), ALL_WEEK, *held(*days)) for shape in ("whole", "split")]
    assert found == [whole, split]
    assert amount(Weekends(most=0), ALL_WEEK, *held(*days)) == bool({"06", "07"} & {*days})


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (held("06"), 0),
        (held("06") + held("06", window="jour"), 0),
        (held("06") + held("07", who="b"), 0),
        (held("06", "07"), 1),
        ([*held("06", "07"), *held("07", window="jour")], 1),
    ],
)
def test_a_split_weekend_leaves_each_doctor_one_day(pairs: list[str], expected: int) -> None:
    """Both windows of Saturday are one day; Saturday and Sunday are two."""
    assert amount(Weekends(shape="split"), ONE_WEEKEND, *pairs) == expected


def test_split_looks_across_lines() -> None:
    """Saturday at the MMG and Sunday on visits is both days all the same."""
    pairs = [*held("06"), "a 2027-02-07-visites-soir"]
    assert amount(Weekends(shape="split"), TWO_LINES, *pairs) == 1


def test_a_friday_night_is_no_weekend() -> None:
    """20–8 on Friday belongs to Friday, on Saturday to the week-end."""
    nights = problem([NIGHTS], [A])
    assert amount(Weekends(most=0), nights, "a 2027-02-05-mmg-nuit") == 0
    assert amount(Weekends(most=0), nights, "a 2027-02-06-mmg-nuit") == 1


def test_a_friday_duty_of_three_nights_is_a_weekend() -> None:
    """It has a Saturday among its civil days."""
    assert amount(Weekends(most=0), BLOCKS, "a 2027-02-05-mmg-bloc") == 1


@pytest.mark.parametrize(
    ("rule", "days", "expected"),
    [
        (Weekends(most=1), ["06", "13"], "Dr A a 2 week-ends de garde pour 1 au plus"),
        (
            Weekends(consecutive_allowed=False),
            ["06", "13"],
            "Dr A est de garde le week-end du samedi 13 février 2027 et le week-end précédent",
        ),
        (
            Weekends(shape="whole"),
            ["07"],
            "Dr A ne tient qu'un jour du week-end du samedi 6 février 2027 sur la ligne mmg",
        ),
        (
            Weekends(shape="split"),
            ["06", "07"],
            "Dr A est de garde samedi et dimanche le week-end du samedi 6 février 2027",
        ),
    ],
)
def test_it_says_which_weekend(rule: Weekends, days: list[str], expected: str) -> None:
    """Each of the four sentences names the doctor and the week-end or the number."""
    assert [rule.say(FOUR, b) for b in breaches(rule, FOUR, *held(*days))] == [expected]
