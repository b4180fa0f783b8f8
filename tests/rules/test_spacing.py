"""Spacing: so many free days between two days on call."""

from __future__ import annotations

import pytest

from rostering.rules.spacing import Spacing
from tests.build import amount, breaches, doctor, line, problem, window

ONE_A_DAY = problem([line()], [doctor("a")], start="2027-02-01", end="2027-02-09")
TWO_A_DAY = problem(
    [line("mmg", window("jour", "08:00", "12:00"), window("soir", "20:00", "24:00"))],
    [doctor("a")],
    start="2027-01-30",
    end="2027-02-02",
)
BUNDLES = problem(
    [
        line("bloc", window("bloc", "20:00", "08:00", ["vendredi"], nights=3)),
        line("mmg", window("soir", "20:00", "24:00")),
    ],
    [doctor("a")],
    start="2027-02-04",
    end="2027-02-11",
)
AFTER = problem(
    [line()],
    [doctor("a"), doctor("b")],
    start="2027-02-01",
    end="2027-02-04",
    previous=(
        {"doctor": "a", "date": "2027-01-29", "start": "20:00", "end": "24:00"},
        {"doctor": "a", "date": "2027-01-31", "start": "20:00", "end": "08:00"},
    ),
)
CONTRACT = [
    (Spacing(days=days, same_day_allowed=same, strength=strength), tiny)
    for strength in ("hard", 5)
    for same in (True, False)
    for days, tiny in ((3, ONE_A_DAY), (2, TWO_A_DAY), (2, BUNDLES), (2, AFTER), (4, AFTER))
]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ("1", 0),
        ("15", 0),  # three free days
        ("14", 1),  # two
        ("13", 2),
        ("12", 3),
        ("159", 0),
        ("148", 1),
        ("147", 2),
        ("123", 6),  # neighbours only: 1–2 and 2–3, and 1–3 within them
    ],
)
def test_three_free_days(held: str, expected: int) -> None:
    """Three free days are enough, each one missing counts one."""
    pairs = [f"a 2027-02-0{day}-mmg-soir" for day in held]
    assert amount(Spacing(days=3), ONE_A_DAY, *pairs) == expected


@pytest.mark.parametrize(("same_day_allowed", "expected"), [(True, 0), (False, 3)])
def test_two_duties_of_one_day(same_day_allowed: bool, expected: int) -> None:
    """Two duties of a day are one, unless that is not allowed."""
    rule = Spacing(days=2, same_day_allowed=same_day_allowed)
    assert amount(rule, TWO_A_DAY, "a 2027-01-31-mmg-jour", "a 2027-01-31-mmg-soir") == expected


@pytest.mark.parametrize(
    ("evening", "expected"),
    [("2027-02-10", 1), ("2027-02-11", 0), ("2027-02-04", 2), ("2027-02-06", 3)],
)
def test_a_bundle_is_never_too_near_itself(evening: str, expected: int) -> None:
    """A duty of Friday to Monday is followed by two free days, Tuesday and Wednesday."""
    rule = Spacing(days=2)
    held = ["a 2027-02-05-bloc-bloc", f"a {evening}-mmg-soir"]
    assert amount(rule, BUNDLES, *held) == expected


@pytest.mark.parametrize(("day", "expected"), [("01", 2), ("02", 1), ("03", 0)])
def test_the_last_days_of_the_previous_roster_count(day: str, expected: int) -> None:
    """After a duty on 31 January, 1 and 2 February are too near for two free days."""
    assert amount(Spacing(days=2), AFTER, f"a 2027-02-{day}-mmg-soir") == expected


def test_what_was_too_near_before_the_horizon_is_not_charged() -> None:
    """29 and 31 January are the previous roster's business; what follows them is near the latter."""
    found = breaches(Spacing(days=4), AFTER, "a 2027-02-01-mmg-soir")
    assert [(breach.amount, breach.measured) for breach in found] == [(4, 0)]
    assert breaches(Spacing(days=2), AFTER, "b 2027-02-01-mmg-soir") == []


@pytest.mark.parametrize(
    ("day", "free", "second"),
    [
        (2, "aucun jour libre", "mardi 2"),
        (3, "1 jour libre", "mercredi 3"),
        (4, "2 jours libres", "jeudi 4"),
    ],
)
def test_the_sentence_counts_the_free_days(day: int, free: str, second: str) -> None:
    """How many free days between which duties, for three."""
    rule = Spacing(days=3)
    breach = breaches(rule, ONE_A_DAY, "a 2027-02-01-mmg-soir", f"a 2027-02-0{day}-mmg-soir")[0]
    assert rule.say(ONE_A_DAY, breach) == (
        f"Dr A : {free} entre mmg du lundi 1er février 2027, 20:00–24:00 "
        f"et mmg du {second} février 2027, 20:00–24:00, pour 3"
    )
