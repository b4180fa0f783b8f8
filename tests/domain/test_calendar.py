"""The calendar against a table made by hand (domain.md §1.1): day types, ponts, holidays, feasts, clock changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

import pytest

from rostering.domain.calendar import Calendar, movable_feasts, time_zone
from rostering.domain.period import local_period
from tests.build import doctor, facts, line

LARGE, STRICT = Calendar("62"), Calendar("62", pont_saturday="strict")
MOSELLE, GUADELOUPE, REUNION = Calendar("57"), Calendar("971"), Calendar("974")
BASES = ("ouvrable", "samedi", "dimanche_jf")


def span(start: str, end: str) -> list[date]:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def counts(days: list[date]) -> tuple[int, ...]:
    """Ordinary weekdays, Saturdays, Sundays and JF."""
    found = [LARGE.base(day) for day in days]
    return tuple(found.count(base) for base in BASES)


PERIODS = [
    ("2026-12-01", "2026-12-31", (22, 4, 5), 54),
    ("2027-01-01", "2027-01-31", (20, 5, 6), 59),
    ("2027-01-01", "2027-03-31", (62, 13, 15), 161),
    ("2027-04-01", "2027-06-30", (63, 11, 17), 164),
    ("2027-07-01", "2027-09-30", (65, 13, 14), 160),
    ("2027-10-01", "2027-12-31", (64, 12, 16), 164),
    ("2026-04-01", "2026-06-30", (60, 13, 18), 171),
    ("2026-01-01", "2026-12-31", (252, 51, 62), 653),
    ("2027-01-01", "2027-12-31", (254, 49, 62), 649),
]


@pytest.mark.parametrize(("start", "end", "expected", "units"), PERIODS)
def test_weekdays_saturdays_sundays(
    start: str, end: str, expected: tuple[int, ...], units: int
) -> None:
    """Each period has the weekdays, Saturdays, Sundays and JF of the table, and its 4-hour bricks to midnight."""
    found = counts(span(start, end))
    assert found == expected
    assert sum(n * bricks for n, bricks in zip(found, (1, 3, 4), strict=True)) == units


PONTS = {
    "2026-12": ({"2026-12-26": "pont_samedi"}, {}),
    "2027-Q1": ({"2027-01-02": "pont_samedi"}, {}),
    "2027-Q2": ({"2027-05-07": "pont_vendredi"}, {}),
    "2027-Q3": ({}, {}),
    "2027-Q4": ({"2027-11-12": "pont_vendredi"}, {"2027-11-13": "pont_samedi"}),
    "2026-Q2": (
        {"2026-05-02": "pont_samedi", "2026-05-09": "pont_samedi", "2026-05-15": "pont_vendredi"},
        {"2026-05-16": "pont_samedi"},
    ),
    "2026-01": ({"2026-01-02": "pont_vendredi"}, {"2026-01-03": "pont_samedi"}),
    "2026-07": ({"2026-07-13": "pont_lundi"}, {}),
}
QUARTERS = {"Q1": ("01-01", "03-31"), "Q2": ("04-01", "06-30"), "Q3": ("07-01", "09-30"), "Q4": ("10-01", "12-31")}  # fmt: skip


def days_of(name: str) -> list[date]:
    """The days of "2027-Q2" or "2026-12"."""
    year, part = name.split("-")
    start, end = QUARTERS.get(part, (f"{part}-01", f"{part}-31"))
    return span(f"{year}-{start}", f"{year}-{end}")


@pytest.mark.parametrize("name", PONTS)
@pytest.mark.parametrize("kind", ["strict", "large"])
def test_ponts(name: str, kind: Literal["strict", "large"]) -> None:
    """A Saturday after a Thursday JF is a pont only when read large; Mondays and Fridays always are."""
    strict, more = PONTS[name]
    expected = strict | more if kind == "large" else strict
    calendar = Calendar("62", pont_saturday=kind)
    found = {day.isoformat(): calendar.pont(day) for day in days_of(name) if calendar.pont(day)}
    assert found == expected


@pytest.mark.parametrize(
    ("calendar", "day", "name"),
    [
        (LARGE, "2027-03-26", ""),
        (MOSELLE, "2027-03-26", "Vendredi saint"),
        (LARGE, "2026-12-26", ""),
        (MOSELLE, "2026-12-26", "Saint-Étienne"),
        (Calendar("67"), "2026-12-26", "Saint-Étienne"),
        (Calendar("88"), "2026-12-26", ""),
        (LARGE, "2027-05-27", ""),
        (GUADELOUPE, "2027-05-27", "Abolition de l'esclavage"),
        (REUNION, "2027-12-20", "Abolition de l'esclavage"),
        (LARGE, "2027-03-29", "Lundi de Pâques"),
        (LARGE, "2027-05-06", "Ascension"),
        (LARGE, "2027-05-17", "Lundi de Pentecôte"),
        (LARGE, "2027-05-08", "Fête de la Victoire"),
    ],
)
def test_holidays_of_the_departement(calendar: Calendar, day: str, name: str) -> None:
    """Eleven national holidays; two more in Alsace and Moselle; the abolition overseas, on each one's day."""
    assert calendar.holiday_name(date.fromisoformat(day)) == name


@pytest.mark.parametrize(
    ("departement", "count"), [("62", 11), ("57", 13), ("68", 13), ("974", 12)]
)
def test_number_of_holidays(departement: str, count: int) -> None:
    """What a year counts."""
    calendar = Calendar(departement)
    assert sum(calendar.is_holiday(day) for day in span("2027-01-01", "2027-12-31")) == count


def test_movable_feasts_of_2027() -> None:
    """Easter on 28 March, Ascension on 6 May, Pentecost on 16 and 17 May."""
    found = {day.isoformat(): feast for day, feast in movable_feasts(2027).items()}
    assert found == {
        "2027-03-28": "paques",
        "2027-03-29": "paques",
        "2027-05-06": "ascension",
        "2027-05-16": "pentecote",
        "2027-05-17": "pentecote",
    }


@pytest.mark.parametrize(
    ("day", "from_evening", "feast"),
    [
        ("2026-12-24", False, ""),
        ("2026-12-24", True, "noel"),
        ("2026-12-25", False, "noel"),
        ("2026-12-26", True, ""),
        ("2026-12-31", False, ""),
        ("2026-12-31", True, "nouvel_an"),
        ("2027-01-01", False, "nouvel_an"),
        ("2027-05-01", False, "1er_mai"),
        ("2027-05-08", True, "8_mai"),
        ("2027-07-14", False, "14_juillet"),
        ("2027-08-15", False, "15_aout"),
        ("2027-11-01", False, "toussaint"),
        ("2027-11-11", False, "11_novembre"),
        ("2027-11-12", True, ""),
    ],
)
def test_feasts(day: str, from_evening: bool, feast: str) -> None:
    """The eve counts from the evening, the day itself always."""
    assert LARGE.feast(date.fromisoformat(day), from_evening) == feast


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-01-01", {"dimanche_jf", "vendredi"}),
        ("2027-01-02", {"samedi", "samedi_civil", "pont", "pont_samedi"}),
        ("2027-01-03", {"dimanche_jf", "dimanche_civil"}),
        ("2027-05-05", {"ouvrable", "mercredi", "veille_fete"}),
        ("2027-05-07", {"ouvrable", "vendredi", "pont", "pont_vendredi", "veille_fete"}),
        ("2027-05-08", {"dimanche_jf", "samedi_civil"}),
        ("2027-02-03", {"ouvrable", "mercredi"}),
    ],
)
def test_the_words_of_a_day(day: str, expected: set[str]) -> None:
    """A holiday on a Saturday is no « samedi »; the eve of a holiday and the pont are said."""
    assert LARGE.day_tags(date.fromisoformat(day)) == expected


def test_every_day_has_just_one_base() -> None:
    """Two years of days: ouvrable, samedi or dimanche_jf."""
    for day in span("2026-01-01", "2027-12-31"):
        assert len(LARGE.day_tags(day) & set(BASES)) == 1


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [("A", 13, 28), ("B", 20, 28), ("C", 6, 21), (None, 0, 0)],
)
def test_school_holidays_go_by_zone(
    zone: Literal["A", "B", "C"] | None, first: int, last: int
) -> None:
    """The winter holidays of February 2027: A from the 13th, B from the 20th, C from the 6th to the 21st."""
    calendar = Calendar("62", school_zone=zone)
    inside = [
        day.day
        for day in span("2027-02-01", "2027-02-28")
        if "vacances_scolaires" in calendar.day_tags(day)
    ]
    assert inside == (list(range(first, last + 1)) if zone else [])


def test_a_local_holiday_is_added_and_another_removed() -> None:
    """The Monday of a local feast becomes a JF, which makes no pont of the Sunday; Whit Monday is worked."""
    calendar = Calendar(
        "62", added=frozenset([date(2027, 9, 6)]), removed=frozenset([date(2027, 5, 17)])
    )
    assert calendar.base(date(2027, 9, 6)) == "dimanche_jf"
    assert calendar.holiday_name(date(2027, 9, 6)) == "Jour férié local"
    assert calendar.base(date(2027, 5, 17)) == "ouvrable"
    assert calendar.feast(date(2027, 5, 17), from_evening=False) == "pentecote"


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2027-03-26", 12),
        ("2027-03-27", 11),
        ("2027-03-28", 12),
        ("2027-10-30", 13),
        ("2027-10-31", 12),
    ],
)
def test_nights_of_the_clock_changes(day: str, hours: int) -> None:
    """20–8 lasts 11 real hours in the night before Easter 2027, 13 in the night to 31 October."""
    found = local_period(date.fromisoformat(day), 20 * 60, 32 * 60, "Europe/Paris")
    assert found.hours == hours


@pytest.mark.parametrize(
    ("departement", "zone"),
    [
        ("62", "Europe/Paris"),
        ("2A", "Europe/Paris"),
        ("971", "America/Guadeloupe"),
        ("974", "Indian/Reunion"),
    ],
)
def test_time_zones(departement: str, zone: str) -> None:
    """Overseas départements keep their own time."""
    assert time_zone(departement) == zone


def test_facts_hand_their_choices_to_the_calendar() -> None:
    """Pont, zone, added and removed holidays of the file are those of its calendar."""
    found = facts(
        [line()],
        [doctor("a")],
        calendar={
            "pont_saturday": "strict",
            "school_zone": "B",
            "added_holidays": ["2027-02-02"],
            "removed_holidays": ["2027-01-01"],
        },
    )
    assert found.days() == Calendar(
        "62", "strict", "B", frozenset([date(2027, 2, 2)]), frozenset([date(2027, 1, 1)])
    )


@pytest.mark.parametrize(
    ("departement", "day", "evening", "feast"),
    [
        ("67", "2027-03-26", False, "vendredi_saint"),
        ("62", "2027-03-26", False, ""),
        ("67", "2027-12-26", False, "saint_etienne"),
        ("62", "2027-12-26", False, ""),
        ("971", "2027-05-27", False, "abolition"),
        ("972", "2027-05-22", False, "abolition"),
        ("973", "2027-06-10", False, "abolition"),
        ("974", "2027-12-20", False, "abolition"),
        ("976", "2027-04-27", False, "abolition"),
        ("62", "2027-05-27", False, ""),
        ("972", "2027-07-21", False, "schoelcher"),
        ("62", "2027-05-07", False, "pont_ascension"),
        ("62", "2027-05-07", True, ""),
        ("62", "2028-05-26", False, "pont_ascension"),
        ("62", "2028-05-27", True, "pont_ascension"),
        ("62", "2028-05-28", True, ""),
    ],
)
def test_local_feasts_and_the_pont_of_the_ascension(
    departement: str, day: str, evening: bool, feast: str
) -> None:
    """Alsace-Moselle and overseas have theirs; the Friday by day and the Saturday after Ascension are its pont."""
    assert Calendar(departement).feast(date.fromisoformat(day), evening) == feast


def test_the_saturday_after_the_ascension_is_a_pont_only_where_it_is_read_so() -> None:
    """Strict: the Saturday after a Thursday holiday is none."""
    assert Calendar("62", pont_saturday="strict").feast(date(2028, 5, 27), True) == ""
