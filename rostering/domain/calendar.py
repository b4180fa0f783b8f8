"""Day types of the permanence des soins: ouvrable, samedi, dimanche/JF, ponts, eves, feasts.

CSP art. R.6315-1 gives the windows (domain.md §1.1); which Saturdays are a pont is a local reading,
hence *strict* (Friday is the holiday) and *large* (Thursday too).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Literal

import holidays
import vacances_scolaires_france

from rostering.domain.vocabulary import WEEKDAYS

SUBDIVISIONS = {"67": "6AE", "68": "6AE", "57": "57"} | {
    code: code for code in ("971", "972", "973", "974", "976")
}
"""Département → subdivision of the holidays package; every other one follows the national calendar."""

CUSTOMARY = frozenset({"Mi-Carême"})
"""Days that the package lists overseas but that are no public holiday for the permanence des soins."""

ZONES = {
    "971": "America/Guadeloupe", "972": "America/Martinique", "973": "America/Cayenne",
    "974": "Indian/Reunion", "976": "Indian/Mayotte", "975": "America/Miquelon",
}  # fmt: skip


def time_zone(departement: str) -> str:
    """The IANA zone in which the département lives."""
    return ZONES.get(departement, "Europe/Paris")


@lru_cache
def _holidays_of(subdivision: str | None) -> holidays.HolidayBase:
    return holidays.country_holidays("FR", subdiv=subdivision, language="fr")


@lru_cache
def _school_holidays() -> vacances_scolaires_france.SchoolHolidayDates:
    """A table of 14,000 dates: read once."""
    return vacances_scolaires_france.SchoolHolidayDates()


@dataclass(frozen=True)
class Calendar:
    """The days of one département."""

    departement: str
    pont_saturday: Literal["strict", "large"] = "large"
    school_zone: Literal["A", "B", "C"] | None = None
    added: frozenset[date] = frozenset()
    removed: frozenset[date] = frozenset()

    @property
    def _official(self) -> holidays.HolidayBase:
        return _holidays_of(SUBDIVISIONS.get(self.departement))

    def is_holiday(self, day: date) -> bool:
        """True on a public holiday (JF), whatever the weekday."""
        if day in self.added:
            return True
        return day not in self.removed and self._official.get(day, "") not in ({""} | CUSTOMARY)

    def holiday_name(self, day: date) -> str:
        """The French name of the holiday, or "" on another day."""
        if not self.is_holiday(day):
            return ""
        return str(self._official.get(day, "Jour férié local"))

    def base(self, day: date) -> str:
        """`ouvrable`, `samedi` or `dimanche_jf`: exactly one for each date."""
        if day.weekday() == 6 or self.is_holiday(day):
            return "dimanche_jf"
        return "samedi" if day.weekday() == 5 else "ouvrable"

    def pont(self, day: date) -> str:
        """`pont_lundi`, `pont_vendredi`, `pont_samedi` or "": a day that a holiday makes a bridge."""
        if self.base(day) == "dimanche_jf":
            return ""
        if day.weekday() == 0 and self.is_holiday(day + timedelta(days=1)):
            return "pont_lundi"
        if day.weekday() == 4 and self.is_holiday(day - timedelta(days=1)):
            return "pont_vendredi"
        if day.weekday() == 5:
            reach = (1,) if self.pont_saturday == "strict" else (1, 2)
            if any(self.is_holiday(day - timedelta(days=back)) for back in reach):
                return "pont_samedi"
        return ""

    def is_school_holiday(self, day: date) -> bool:
        """True inside the school holidays of the zone; False when no zone is given."""
        if self.school_zone is None:
            return False
        try:
            return bool(_school_holidays().is_holiday_for_zone(day, self.school_zone))
        except vacances_scolaires_france.UnsupportedYearException:
            return False

    def knows_school_holidays(self, day: date) -> bool:
        """False where the official dates are not published yet in the library."""
        year = day.year if day.month >= 9 else day.year - 1
        probe = date(year + 1, 7, 25)  # always inside the summer holidays
        try:
            return bool(_school_holidays().is_holiday_for_zone(probe, self.school_zone or "A"))
        except vacances_scolaires_france.UnsupportedYearException:
            return False

    @cached_property
    def _tags(self) -> dict[date, frozenset[str]]:
        return {}

    def day_tags(self, day: date) -> frozenset[str]:
        """Every word of `DAY_TAGS` that is true of the date."""
        if day not in self._tags:
            self._tags[day] = self._read_tags(day)
        return self._tags[day]

    def _read_tags(self, day: date) -> frozenset[str]:
        tags = {self.base(day), WEEKDAYS[day.weekday()]}
        if pont := self.pont(day):
            tags |= {"pont", pont}
        if self.is_holiday(day + timedelta(days=1)):
            tags.add("veille_fete")
        if self.is_school_holiday(day):
            tags.add("vacances_scolaires")
        return frozenset(tags)

    def feast(self, day: date, from_evening: bool) -> str:
        """The feast family that a duty of that day belongs to, or "".

        Noël is the evening of 24 December and the 25th; Nouvel An the evening of the 31st and 1 January. The pont of
        the Ascension is its Friday by day and its Saturday.
        """
        if (day.month, day.day) in ((12, 24), (12, 31)) and from_evening:
            return "noel" if day.day == 24 else "nouvel_an"
        if (fixed := FIXED_FEASTS.get((day.month, day.day))) and self.is_holiday(day):
            return fixed
        if movable := movable_feasts(day.year).get(day):
            return movable
        back = 1 if day.weekday() == 4 and not from_evening else 2
        eve = movable_feasts(day.year).get(day - timedelta(days=back))
        if eve == "ascension" and self.pont(day):
            return "pont_ascension"
        return LOCAL_FEASTS.get(self.holiday_name(day), "")


def feast_year(family: str, day: date) -> int:
    """The year that a duty of that feast counts for: the evening of 31 December is of the next one's Nouvel An."""
    return day.year + (family == "nouvel_an" and day.month == 12)


@lru_cache(maxsize=64)
def movable_feasts(year: int) -> dict[date, str]:
    """The dates that follow Easter in `year`, with their feast family."""
    national = holidays.country_holidays("FR", years=year, language="fr")
    monday = next(day for day, name in national.items() if name.startswith("Lundi de Pâques"))
    easter = monday - timedelta(days=1)
    return {
        easter: "paques",
        monday: "paques",
        easter + timedelta(days=39): "ascension",
        easter + timedelta(days=49): "pentecote",
        easter + timedelta(days=50): "pentecote",
    }


FIXED_FEASTS = {
    (12, 25): "noel",
    (1, 1): "nouvel_an",
    (5, 1): "1er_mai",
    (5, 8): "8_mai",
    (7, 14): "14_juillet",
    (8, 15): "15_aout",
    (11, 1): "toussaint",
    (11, 11): "11_novembre",
}
LOCAL_FEASTS = {
    "Vendredi saint": "vendredi_saint",
    "Saint-Étienne": "saint_etienne",
    "Abolition de l'esclavage": "abolition",
    "Fête de Victor Schoelcher": "schoelcher",
}
"""Holidays of Alsace-Moselle and overseas, by the name that the holidays package gives them there."""
FEAST_LABELS = {
    "noel": "Noël", "nouvel_an": "Nouvel An", "paques": "Pâques", "pentecote": "Pentecôte",
    "ascension": "Ascension", "1er_mai": "1er mai", "8_mai": "8 mai", "14_juillet": "14 juillet",
    "15_aout": "15 août", "toussaint": "Toussaint", "11_novembre": "11 novembre",
    "pont_ascension": "pont de l'Ascension", "vendredi_saint": "Vendredi saint", "saint_etienne": "Saint-Étienne",
    "abolition": "abolition de l'esclavage", "schoelcher": "fête de Victor Schœlcher",
}  # fmt: skip
MAJOR_FEASTS = frozenset({"noel", "nouvel_an"})
