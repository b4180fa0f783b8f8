"""D. Le Havre: day, visits, evening and régulation at once, zones, a change of staffing on 1 February."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from instances.recipe.agreed import past, pins
from instances.recipe.people import Casting, Entry, ids
from instances.recipe.rules import FEASTS, REST, rules, spacing, weekends
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import window
from instances.recipe.wishes import Diary, balances
from rostering.domain.calendar import Calendar

START, END = date(2027, 1, 1), date(2027, 3, 31)
CHANGE, BEFORE = date(2027, 2, 1), date(2027, 1, 31)
EVERY_DAY = ("ouvrable", "samedi", "dimanche_jf")
HEADER = """
D. Le Havre, 1er trimestre 2027 : quinze médecins par jour ouvrable.

What it shows: many lines at the same time, a day on call open only to the doctors installed in a zone,
evening lines open to all, régulation round the clock by a part of them, a staffing that changes on
1 February 2027 (Domus Medica 3 → 2, Ormeaux 1 → 2), and a third doctor at week-ends if one is found.

Where its numbers come from (domain.md §2.6 D):
  day on call W 8–20: 3 in Le Havre, 1 in each of three zones        S45
  visits W 8–14 and 14–20, one each, different doctors               S45, second window I
  Domus Medica and Clinique des Ormeaux, daily 20–24, 3 + 1 → 2 + 2   S70; here on 1 February 2027
  renfort at Domus Medica on Saturdays, Sundays and JF               S70; from the change on I
  régulation 8–20, 20–24, 0–8, one each                              15 a day S; split I
  98 doctors, 30 of whom do régulation; 3 stop at the change         S71; zones' sizes I
  62 days × 8 + 90 days × 7 = 1,126 mandatory posts, + 17 renfort    computed

The day lines are worked on working days only (the table's other reading, 15 a day on all 90 days, would
be 1,350). The 0–8 régulation is dated on the day it is served.

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""


class Zone(NamedTuple):
    """A zone of installation, its doctors, and how many are on call there by day."""

    id: str
    label: str
    size: int
    by_day: int


ZONES = (
    Zone("havre", "Le Havre – Sainte-Adresse", 62, 3),
    Zone("harfleur", "Harfleur – Gonfreville", 13, 1),
    Zone("montivilliers", "Montivilliers – Octeville – Fontaine-la-Mallet – Épouville", 14, 1),
    Zone("saint-romain", "Saint-Romain-de-Colbosc", 9, 1),
)
CALLERS = {"havre": 20, "harfleur": 4, "montivilliers": 4, "saint-romain": 2}
RESIGNING = 3
VISITORS = 36
AGREED = (
    ("2027-01-01", "regulation", "reg-jour"),
    ("2027-01-01", "domus", "soir"),
    ("2027-02-01", "ormeaux", "soir"),
    ("2027-02-10", "jour-saint-romain", "jour"),
    ("2027-03-17", "visites", "matin"),
    ("2027-03-28", "regulation", "nuit"),
)


def document() -> Entry:
    """The instance."""
    groups = _doctors(Casting(264))
    doctors = [doctor for group in groups.values() for doctor in group]
    diary = Diary(START, END, Calendar("76", school_zone="B"), seed=76, away_share=0.2,
                  impossible_weekday=0.1)  # fmt: skip
    instance: Entry = {
        "id": "le-havre-2027-T1",
        "title": "Le Havre, 1er trimestre 2027",
        "departement": Quoted("76"),
        "participation": "volontaire",
        "horizon": {"start": START, "end": END},
        "calendar": {"pont_saturday": "large", "school_zone": "B"},
        "sectors": [{"id": "havre", "label": "Le Havre"}],
        "sites": [
            _site("domus", "Domus Medica", "mmg", 1),
            _site("ormeaux", "MMG de la clinique des Ormeaux", "mmg", 2),
            _site("centre15", "Centre 15 du Havre", "samu", 3),
        ],
        "travel": {"default_minutes": 30, "table": _roads()},
        "lines": [*(_day_line(zone) for zone in ZONES), *_other_lines()],
        "doctors": [x for label, group in groups.items() for x in (Note(label), *group)],
        "availability": [x for label, group in groups.items() for x in diary.group(label, ids(group))],
    }  # fmt: skip
    served = [("2026-12-31", "20:00", "24:00"), ("2026-12-31", "20:00", "24:00")]
    instance["ledger"] = balances(ids(doctors), ("soiree", "regulation"), seed=7)
    instance["feasts"] = [
        {"doctor": doctor, "feast": "nouvel_an", "year": 2026} for doctor in ids(doctors)[::9]
    ]
    instance["previous"] = past(doctors, served, instance["feasts"], site="domus")
    return {**instance, "pinned": pins(instance, AGREED, seed=5), "rules": _rules()}


def _rules() -> list[Entry | Note]:
    """One duty a day (so the two visits of a day go to two doctors), then two free days."""
    return rules(
        *REST,
        spacing(2, same_day_allowed=False),
        weekends(4),
        FEASTS,
    )


def _doctors(cast: Casting) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for zone in ZONES:
        groups[zone.label] = [cast.doctor(**_profile(zone, n)) for n in range(zone.size)]
    return groups


def _profile(zone: Zone, n: int) -> Entry:
    """The first of each zone do régulation; in Le Havre others do the visits; the last are remplaçants."""
    functions = ["effection_fixe", "renfort", "astreinte_jour"]
    profile: Entry = {}
    if n < CALLERS[zone.id]:
        functions.append("regulation")
    elif zone.id == "havre" and n < CALLERS["havre"] + VISITORS:
        functions.append("effection_mobile")
    if zone.id == "havre" and n < RESIGNING:
        stop = {"code": "autre", "start": CHANGE, "functions": ["regulation"]}
        profile["exemptions"] = [stop]
    if zone.id == "havre" and n >= zone.size - 4:
        profile["status"] = "remplacant"
    return {**profile, "functions": functions, "sectors": ["havre"], "zones": [zone.id]}


def _site(id: str, label: str, kind: str, number: int) -> Entry:
    return {
        "id": id, "label": label, "kind": kind, "departement": Quoted("76"),
        "address": f"{number} quai de l’Exemple", "postal_code": "76600", "city": "Le Havre",
        "finess": f"76FICTIF{number}", "phone": f"02 61 91 76 {number:02d}",
    }  # fmt: skip


def _roads() -> list[Entry]:
    return [
        {"start": "domus", "end": "ormeaux", "minutes": 15},
        {"start": "domus", "end": "centre15", "minutes": 20},
        {"start": "ormeaux", "end": "centre15", "minutes": 20},
    ]


def _exactly(count: int) -> Entry:
    return {"staffing": {"min": count, "target": count, "max": count}}


def _day_line(zone: Zone) -> Entry:
    """By day, in the doctor's own place, by those installed in the zone."""
    return {
        "id": f"jour-{zone.id}", "label": f"Astreinte de jour, {zone.label}",
        "function": "astreinte_jour", "sectors": ["havre"], "zone": zone.id, "priority": 3,
        **_exactly(zone.by_day), "windows": [window("jour", "08:00", "20:00", "ouvrable")],
    }  # fmt: skip


def _evening_line(id: str, label: str, before: int, after: int) -> Entry:
    return {
        "id": id, "label": label, "function": "effection_fixe", "sectors": ["havre"], "site": id,
        "priority": 4, **_exactly(after),
        "staffing_periods": [{"end": BEFORE, **_exactly(before)}],
        "windows": [window("soir", "20:00", "24:00", *EVERY_DAY)],
    }  # fmt: skip


def _other_lines() -> list[Entry]:
    common: dict[str, Any] = {"sectors": ["havre"]}
    return [
        {"id": "visites", "label": "Visites, Le Havre", "function": "effection_mobile", **common,
         "priority": 3,
         "windows": [window("matin", "08:00", "14:00", "ouvrable"),
                     window("apm", "14:00", "20:00", "ouvrable")]},
        _evening_line("domus", "Domus Medica", 3, 2),
        {"id": "domus-renfort", "label": "Domus Medica, renfort", "function": "renfort", **common,
         "site": "domus", "mandatory": False, "priority": 1,
         "windows": [window("soir", "20:00", "24:00", "samedi", "dimanche_jf", first=CHANGE)]},
        _evening_line("ormeaux", "Clinique des Ormeaux", 1, 2),
        {"id": "regulation", "label": "Régulation libérale", "function": "regulation", **common,
         "site": "centre15", "priority": 5,
         "windows": [window("nuit", "00:00", "08:00", *EVERY_DAY),
                     window("reg-jour", "08:00", "20:00", *EVERY_DAY),
                     window("reg-soir", "20:00", "24:00", *EVERY_DAY)]},
    ]  # fmt: skip
