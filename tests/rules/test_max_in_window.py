"""Maximum: so many duties a day, a week, a month, a quarter, or in any so many days."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from rostering.rules.max_in_window import MaxInWindow
from tests.build import amount, breaches, doctor, line, problem, window

DAY_AND_EVENING = line("mmg", window("jour", "08:00", "12:00"), window("soir", "20:00", "24:00"))
WEEKS = problem([line()], [doctor("a")], start="2027-02-01", end="2027-02-10")
MONTHS = problem([line()], [doctor("a")], start="2027-03-27", end="2027-04-03")
TWO_A_DAY = problem([DAY_AND_EVENING], [doctor("a")], start="2027-02-01", end="2027-02-05")
CAPPED = problem(
    [line()],
    [doctor("a", caps={"week": 1, "month": 0}), doctor("b")],
    start="2027-02-01",
    end="2027-02-05",
)
AFTER = problem(
    [line()],
    [doctor("a")],
    start="2027-02-03",
    end="2027-02-09",
    previous=tuple(
        {"doctor": "a", "date": f"2027-02-0{day}", "start": "20:00", "end": "08:00"}
        for day in (1, 2)
    ),
)
CONTRACT = [
    (rule, tiny)
    for strength in ("hard", 7)
    for rule, tiny in (
        (MaxInWindow(span="week", most=2, strength=strength), WEEKS),
        (MaxInWindow(days=3, most=1, strength=strength), WEEKS),
        (MaxInWindow(span="month", most=2, strength=strength), MONTHS),
        (MaxInWindow(span="quarter", most=1, strength=strength), MONTHS),
        (MaxInWindow(span="horizon", most=3, strength=strength), MONTHS),
        (MaxInWindow(span="day", most=1, strength=strength), TWO_A_DAY),
        (MaxInWindow(days=2, most=2, strength=strength), TWO_A_DAY),
        (MaxInWindow(span="week", strength=strength), CAPPED),
        (MaxInWindow(span="month", most=3, strength=strength), CAPPED),
        (MaxInWindow(span="week", most=3, strength=strength), AFTER),
        (MaxInWindow(span="week", most=1, strength=strength), AFTER),
        (MaxInWindow(days=4, most=2, strength=strength), AFTER),
    )
]


def evenings(*days: str) -> list[str]:
    """ "02-01" is the evening of 1 February 2027."""
    return [f"a 2027-{day}-mmg-soir" for day in days]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["02-01", "02-07"], 0),
        (["02-01", "02-02", "02-07"], 1),
        (["02-01", "02-07", "02-08", "02-09"], 0),  # Sunday and Monday are of two weeks
        (["02-01", "02-02", "02-03", "02-04"], 2),
        (["02-05", "02-06", "02-07", "02-08", "02-09", "02-10"], 2),
    ],
)
def test_two_a_week(days: list[str], expected: int) -> None:
    """Two duties from Monday to Sunday are allowed, each more counts one."""
    assert amount(MaxInWindow(span="week", most=2), WEEKS, *evenings(*days)) == expected


@pytest.mark.parametrize(
    ("span", "expected"), [("month", 1), ("quarter", 1), ("horizon", 2), ("day", 0)]
)
def test_the_last_day_of_march_is_of_its_month_and_quarter(span: str, expected: int) -> None:
    """29 and 31 March against 1 April: two in one month, one in the next, three in the horizon."""
    rule = MaxInWindow.model_validate({"span": span, "most": 1})
    assert amount(rule, MONTHS, *evenings("03-29", "03-31", "04-01")) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(["02-01", "02-04"], 0), (["02-01", "02-03"], 1), (["02-01", "02-02"], 2)],
)
def test_one_in_any_three_days(days: list[str], expected: int) -> None:
    """Each window of three days that ends in the horizon counts its excess."""
    assert amount(MaxInWindow(days=3, most=1), WEEKS, *evenings(*days)) == expected


@pytest.mark.parametrize(("who", "expected"), [("a", 1), ("b", 0)])
def test_a_personal_cap_comes_before_the_rule(who: str, expected: int) -> None:
    """A doctor who wants one duty a week is held to it; another is held to three."""
    held = [f"{who} 2027-02-0{day}-mmg-soir" for day in (1, 3)]
    assert amount(MaxInWindow(span="week", most=3), CAPPED, *held) == expected


def test_without_a_number_only_personal_caps_bind() -> None:
    """No cap, no limit; a cap of zero leaves no duty at all."""
    rule = MaxInWindow(span="month")
    held = [f"{who} 2027-02-0{day}-mmg-soir" for who in "ab" for day in (1, 3)]
    assert [(b.doctors, b.amount) for b in breaches(rule, CAPPED, *held)] == [(("a",), 2)]


@pytest.mark.parametrize(
    ("most", "days", "expected"),
    [
        (3, ["02-03"], 0),
        (3, ["02-03", "02-07"], 1),
        (1, ["02-03"], 1),  # two already: none is left, and only ours is charged
        (3, ["02-08", "02-09"], 0),
    ],
)
def test_the_days_served_before_count_in_their_week(
    most: int, days: list[str], expected: int
) -> None:
    """Monday and Tuesday were served on the previous roster."""
    assert amount(MaxInWindow(span="week", most=most), AFTER, *evenings(*days)) == expected


def test_the_sentence_counts_the_days_served_before_too() -> None:
    """Two before and two now are four."""
    rule = MaxInWindow(span="week", most=3)
    breach = breaches(rule, AFTER, *evenings("02-03", "02-04"))[0]
    assert (
        rule.say(AFTER, breach) == "Dr A : 4 gardes pour la semaine du 1er février 2027, 3 au plus"
    )


@pytest.mark.parametrize(
    ("given", "expected"), [({"span": "week"}, 0), ({"days": 5}, 0), ({"span": "horizon"}, 1)]
)
def test_nothing_is_stated_that_cannot_be_passed(given: dict[str, object], expected: int) -> None:
    """Five evenings in the week and seven in the horizon: only the latter can pass five."""
    rule = MaxInWindow.model_validate({"most": 5, **given})
    seven = problem([line()], [doctor("a")], start="2027-02-03", end="2027-02-09")
    assert len(list(rule.limits(seven))) == expected


@pytest.mark.parametrize(
    "given",
    [{}, {"most": 1}, {"span": "week", "days": 3, "most": 1}, {"days": 3}, {"span": "horizon"}],
)
def test_one_window_and_a_number_are_needed(given: dict[str, object]) -> None:
    """Neither, both, or no number where no personal cap exists: refused."""
    with pytest.raises(ValidationError):
        MaxInWindow.model_validate(given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"span": "week"}, "Dr A : 3 gardes pour la semaine du 1er février 2027, 2 au plus"),
        ({"span": "month"}, "Dr A : 3 gardes pour février 2027, 2 au plus"),
        ({"span": "quarter"}, "Dr A : 3 gardes pour le 1er trimestre 2027, 2 au plus"),
        (
            {"days": 4},
            "Dr A : 3 gardes pour les 4 jours qui finissent le jeudi 4 février 2027, 2 au plus",
        ),
    ],
)
def test_the_sentence_names_the_stretch(given: dict[str, object], expected: str) -> None:
    """How many duties, in which stretch of the calendar, and how many are allowed."""
    rule = MaxInWindow.model_validate({"most": 2, **given})
    breach = breaches(rule, WEEKS, *evenings("02-01", "02-02", "02-04"))[0]
    assert rule.say(WEEKS, breach) == expected
