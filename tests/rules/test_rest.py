"""Rest: after a night or a long duty come the hours of rest; touching windows are one duty."""

from __future__ import annotations

import pytest

from rostering.problem.problem import Problem
from rostering.rules.rest import Rest
from tests.build import amount, breaches, doctor, line, problem, window

QUARTERS = line(
    "mmg",
    window("nuit", "00:00", "08:00"),
    window("matin", "08:00", "14:00"),
    window("apresmidi", "14:00", "20:00"),
    window("soir", "20:00", "24:00"),
    window("tot", "18:45", "22:00"),
    window("juste", "19:00", "22:00"),
)
SALARIED = doctor("a", status="salarie")


def around(start: str, end: str, *windows: tuple[str, str, str, str], **fields: object) -> Problem:
    """One doctor, some windows given as (id, start, end, day word)."""
    held = [window(id, begin, finish, [day]) for id, begin, finish, day in windows]
    return problem([line("mmg", *held)], [SALARIED], start=start, end=end, **fields)


WEEKEND = problem([QUARTERS], [SALARIED], start="2027-02-06", end="2027-02-07")
SPRING = around(
    "2027-03-27",
    "2027-03-28",
    ("jour", "08:00", "20:00", "samedi"),
    ("court", "08:15", "20:00", "samedi"),
    ("nuit", "20:00", "08:00", "samedi"),
    ("sept", "07:00", "07:45", "dimanche_jf"),
    ("huit", "08:00", "11:00", "dimanche_jf"),
    ("tot", "18:45", "22:00", "dimanche_jf"),
    ("juste", "19:00", "22:00", "dimanche_jf"),
)
AUTUMN = around(
    "2027-10-30",
    "2027-10-31",
    ("jour", "08:00", "20:00", "samedi"),
    ("moins", "05:45", "07:00", "dimanche_jf"),
    ("juste", "06:00", "07:00", "dimanche_jf"),
)


def after(start: str, end: str) -> Problem:
    """1 February 2027, after a duty that began on 31 January."""
    served = {"doctor": "a", "date": "2027-01-31", "start": start, "end": end}
    day = {"start": "2027-02-01", "end": "2027-02-01"}
    return problem([QUARTERS], [SALARIED], **day, previous=(served,))


AFTER_A_NIGHT = after("20:00", "08:00")
AFTER_HALF_A_NIGHT = after("20:00", "02:00")
TWO_PLACES = problem(
    [
        line("mmg", window("matin", "08:00", "14:00"), window("soir", "20:00", "24:00")),
        line("autre", window("matin", "08:00", "14:00"), window("apresmidi", "14:00", "20:00")),
        line("visite", window("nuit", "00:00", "08:00"), window("midi", "09:00", "12:00")),
    ],
    [SALARIED],
    start="2027-02-06",
    end="2027-02-07",
)
CONTRACT = [
    (Rest(strength=strength), tiny)
    for strength in ("hard", 30)
    for tiny in (WEEKEND, SPRING, AUTUMN, AFTER_A_NIGHT, AFTER_HALF_A_NIGHT, TWO_PLACES)
]


def on_weekend(*held: str) -> list[str]:
    """ "6-nuit" is the night of Saturday 6 February."""
    return [f"a 2027-02-0{one[0]}-mmg-{one[2:]}" for one in held]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (["6-nuit"], 0),
        (["6-nuit", "6-tot"], 1),  # 10 h 45
        (["6-nuit", "6-juste"], 0),  # exactly 11 h
        (["6-nuit", "6-matin"], 0),  # touching: one duty
        (["6-nuit", "6-matin", "6-apresmidi"], 0),  # one duty of 20 h
        (["6-nuit", "6-apresmidi"], 1),
        (["6-nuit", "6-matin", "6-juste"], 1),  # 5 h after the whole duty
        (["6-matin", "6-juste"], 0),  # 6 h by day need no rest
        (["6-matin", "6-apresmidi", "7-nuit"], 1),  # 12 h, then 4 h
        (["6-matin", "6-apresmidi", "6-soir", "7-nuit", "7-matin"], 0),
        (["6-matin", "6-apresmidi", "6-soir", "7-matin"], 1),  # 16 h, then 8 h
        (["6-apresmidi", "6-soir", "7-matin"], 0),  # 10 h until midnight need no rest
        (["6-soir", "7-nuit", "7-apresmidi", "7-soir"], 1),  # the evening comes 12 h after
    ],
)
def test_rest_after_night_and_long_duties(held: list[str], expected: int) -> None:
    """Eleven hours follow a night or twelve hours; what touches is one duty."""
    assert amount(Rest(), WEEKEND, *on_weekend(*held)) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (["27-mmg-jour", "28-mmg-sept"], 1),  # 11 h by the clock, 10 h of rest
        (["27-mmg-jour", "28-mmg-huit"], 0),
        (["27-mmg-court", "28-mmg-sept"], 0),  # 11 h 45: not long
        (["27-mmg-nuit", "28-mmg-tot"], 1),
        (["27-mmg-nuit", "28-mmg-juste"], 0),
    ],
)
def test_the_eleven_hour_night(held: list[str], expected: int) -> None:
    """Rest is in real hours when the clock goes forward."""
    assert amount(Rest(), SPRING, *(f"a 2027-03-{one}" for one in held)) == expected


@pytest.mark.parametrize(("second", "expected"), [("moins", 1), ("juste", 0)])
def test_the_thirteen_hour_night(second: str, expected: int) -> None:
    """20:00–6:00 is 11 h of rest when the clock goes back."""
    held = ["a 2027-10-30-mmg-jour", f"a 2027-10-31-mmg-{second}"]
    assert amount(Rest(), AUTUMN, *held) == expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (["matin"], 0),
        (["apresmidi"], 1),
        (["matin", "apresmidi"], 0),
        (["tot"], 1),
        (["juste"], 0),
    ],
)
def test_a_night_of_the_previous_roster_is_rested_too(held: list[str], expected: int) -> None:
    """The night before the horizon asks rest on its first day."""
    pairs = [f"a 2027-02-01-mmg-{one}" for one in held]
    assert amount(Rest(), AFTER_A_NIGHT, *pairs) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [("20:00", "24:00", 0), ("20:00", "00:15", 1), ("20:00", "02:00", 1), ("12:00", "24:00", 1)],
)
def test_an_evening_of_the_previous_roster_asks_rest_past_midnight(
    start: str, end: str, expected: int
) -> None:
    """Until midnight it is no night, a quarter later it is; twelve hours are long anyway."""
    assert amount(Rest(), after(start, end), "a 2027-02-01-mmg-matin") == expected


def test_each_duty_too_soon_counts() -> None:
    """Two duties on the day after a night are two faults, wherever they are."""
    night = "a 2027-02-06-visite-nuit"
    held = [night, "a 2027-02-06-visite-midi", "a 2027-02-06-autre-apresmidi"]
    assert amount(Rest(), TWO_PLACES, *held) == 2


def test_liberals_and_salaried_can_have_their_own_strength() -> None:
    """A rule narrowed to a status says nothing of the others."""
    held = on_weekend("6-nuit", "6-tot")
    assert amount(Rest(statuses=("installe",)), WEEKEND, *held) == 0


def test_the_hours_are_parameters() -> None:
    """Ten hours of rest and thirteen-hour duties are another rule."""
    rule = Rest(hours=10, long_hours=13)
    assert amount(rule, WEEKEND, *on_weekend("6-nuit", "6-tot")) == 0
    assert amount(rule, WEEKEND, *on_weekend("6-matin", "6-apresmidi", "7-nuit")) == 0


def test_the_sentence_says_the_hours_and_both_duties() -> None:
    """Ten hours and three quarters between which duties, for eleven."""
    breach = breaches(Rest(), WEEKEND, *on_weekend("6-nuit", "6-tot"))[0]
    assert Rest().say(WEEKEND, breach) == (
        "Dr A n'a que 10,75 h de repos entre mmg du samedi 6 février 2027, 00:00–08:00 "
        "et mmg du samedi 6 février 2027, 18:45–22:00, pour 11 h"
    )
