"""Minimum: so many duties in each whole week, month or quarter."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from rostering.rules.base import the_span
from rostering.rules.min_in_window import MinInWindow
from tests.build import amount, breaches, doctor, line, problem, window

WEEKS = problem([line()], [doctor("a")], start="2027-01-31", end="2027-02-09")
WEDNESDAYS = line("mmg", window("soir", "20:00", "24:00", ["mercredi"]))
QUARTER = problem([WEDNESDAYS], [doctor("a")], start="2027-02-03", end="2027-04-28")
MONTH = problem([WEDNESDAYS], [doctor("a")], start="2027-02-01", end="2027-03-09")
OPEN_OR_NOT = problem(
    [WEDNESDAYS, line("regulation", WEDNESDAYS.windows[0], function="regulation", sectors=())],
    [
        doctor("a", functions=("effection_fixe",)),
        doctor("b", departure="2027-02-02"),
        doctor("c", arrival="2027-02-03"),
    ],
    start="2027-02-01",
    end="2027-02-07",
)
YEAR = problem([line()], [doctor("a")], start="2027-01-01", end="2027-12-31")
LONG_AND_SHORT = problem(
    [line("mmg", window("soir", "20:00", "24:00"), window("nuit", "20:00", "08:00"))],
    [doctor("a")],
    start="2027-03-27",
    end="2027-03-28",
)
CONTRACT = [
    (rule, tiny)
    for strength in ("hard", 7)
    for rule, tiny in (
        (MinInWindow(span="week", least=2, strength=strength), WEEKS),
        (MinInWindow(span="horizon", least=3, strength=strength), WEEKS),
        (MinInWindow(span="month", least=2, strength=strength), MONTH),
        (MinInWindow(span="week", least=1, strength=strength), OPEN_OR_NOT),
        (
            MinInWindow(span="week", least=1, functions=("regulation",), strength=strength),
            OPEN_OR_NOT,
        ),
        (MinInWindow(span="week", hours=13, strength=strength), WEEKS),
        (MinInWindow(span="horizon", hours=9.5, strength=strength), LONG_AND_SHORT),
    )
]


@pytest.mark.parametrize(
    ("asked", "held", "expected"),
    [
        (11, ["27-mmg-nuit"], 0),  # the night of the change of hour lasts eleven
        (11.25, ["27-mmg-nuit"], 15),
        (12, ["28-mmg-nuit"], 0),
        (12, ["27-mmg-soir", "28-mmg-soir"], 240),
        (12, [], 720),
    ],
)
def test_hours_are_owed_to_the_minute(asked: float, held: list[str], expected: int) -> None:
    """Real minutes count, each one missing is one."""
    rule = MinInWindow(span="horizon", hours=asked)
    assert amount(rule, LONG_AND_SHORT, *(f"a 2027-03-{one}" for one in held)) == expected


def test_the_sentence_says_hours() -> None:
    """How many were served and are owed."""
    rule = MinInWindow(span="horizon", hours=9.5)
    found = breaches(rule, LONG_AND_SHORT, "a 2027-03-28-mmg-soir")[0]
    assert rule.say(LONG_AND_SHORT, found) == "Dr A : 4 h de garde pour la période, 9,5 h au moins"
    assert rule.tell(LONG_AND_SHORT, ("a",)) == "Minimum de gardes : Dr A : 9,5 h au moins"


@pytest.mark.parametrize("given", [{}, {"least": 1, "hours": 4}])
def test_duties_or_hours(given: dict[str, int]) -> None:
    """One of the two is asked for, never both."""
    with pytest.raises(ValidationError, match="donner `least` ou `hours`"):
        MinInWindow.model_validate({"span": "horizon", **given})


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["02-01", "02-07"], 0),
        (["01-31", "02-01"], 1),  # Sunday 31 January is of the week before, cut by the horizon
        (["02-07", "02-08"], 1),
        ([], 2),
        (["02-01", "02-02", "02-03"], 0),
    ],
)
def test_two_a_week(days: list[str], expected: int) -> None:
    """Only the week of 1 to 7 February is whole; each duty missing counts one."""
    held = [f"a 2027-{day}-mmg-soir" for day in days]
    assert amount(MinInWindow(span="week", least=2), WEEKS, *held) == expected


@pytest.mark.parametrize(
    ("span", "expected"),
    [("month", ["mars 2027"]), ("quarter", []), ("horizon", ["la période"])],
)
def test_stretches_cut_by_the_horizon_are_not_judged(span: str, expected: list[str]) -> None:
    """From 3 February to 28 April only March is whole; the horizon always is."""
    rule = MinInWindow.model_validate({"span": span, "least": 1})
    assert [breach.label for breach in breaches(rule, QUARTER)] == expected


def test_a_whole_quarter_is_judged() -> None:
    """From 1 January to 31 March the quarter is whole."""
    whole = problem([WEDNESDAYS], [doctor("a")], start="2027-01-01", end="2027-03-31")
    found = breaches(MinInWindow(span="quarter", least=2), whole, "a 2027-01-06-mmg-soir")
    assert [(breach.label, breach.amount) for breach in found] == [("le 1er trimestre 2027", 1)]


@pytest.mark.parametrize("day", [*YEAR.dates[5::31], YEAR.dates[0], YEAR.dates[-1]])
def test_a_duty_is_of_one_month_and_one_quarter(day: date) -> None:
    """In a year of evenings, one duty leaves eleven months and three quarters short: not its own."""
    held = f"a {day}-mmg-soir"
    months = {breach.label for breach in breaches(MinInWindow(span="month", least=1), YEAR, held)}
    assert months == {the_span(date(2027, n, 1), "month") for n in range(1, 13) if n != day.month}
    quarters = breaches(MinInWindow(span="quarter", least=1), YEAR, held)
    others = [date(2027, n, 1) for n in (1, 4, 7, 10) if not n <= day.month < n + 3]
    assert [breach.label for breach in quarters] == [the_span(one, "quarter") for one in others]


def test_december_is_whole_on_its_thirty_first_day() -> None:
    """The last quarter ends with the year, and its last month too."""
    whole = problem([WEDNESDAYS], [doctor("a")], start="2027-10-01", end="2027-12-31")
    months = [breach.label for breach in breaches(MinInWindow(span="month", least=1), whole)]
    assert months == ["octobre 2027", "novembre 2027", "décembre 2027"]
    quarters = [breach.label for breach in breaches(MinInWindow(span="quarter", least=1), whole)]
    assert quarters == ["le 4e trimestre 2027"]
    cut = problem([WEDNESDAYS], [doctor("a")], start="2027-12-01", end="2027-12-30")
    assert breaches(MinInWindow(span="month", least=1), cut) == []


@pytest.mark.parametrize(
    ("functions", "expected"), [((), [("a",), ("c",)]), (("regulation",), [("c",)])]
)
def test_only_doctors_with_a_duty_open_to_them_are_asked(
    functions: tuple[str, ...], expected: list[tuple[str, ...]]
) -> None:
    """Gone before Wednesday, or without the function: nothing is due. Arriving that day: due."""
    rule = MinInWindow.model_validate({"span": "week", "least": 1, "functions": functions})
    assert [breach.doctors for breach in breaches(rule, OPEN_OR_NOT)] == expected


def test_the_sentence_says_what_is_due() -> None:
    """No duty, two due, in which week."""
    rule = MinInWindow(span="week", least=2)
    assert rule.say(WEEKS, breaches(rule, WEEKS)[0]) == (
        "Dr A : aucune garde pour la semaine du 1er février 2027, 2 au moins"
    )
