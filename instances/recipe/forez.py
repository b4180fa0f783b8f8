"""E. CPTS Nord Velay Forez: SAS duties across three départements, all year and in summer."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

from instances.recipe.agreed import pins
from instances.recipe.people import Casting, Entry, ids
from instances.recipe.rules import most, rules
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import window
from instances.recipe.wishes import Diary
from rostering.domain.calendar import Calendar

START, END = date(2027, 1, 1), date(2027, 3, 31)
SUMMER_START, SUMMER_END = date(2027, 7, 1), date(2027, 8, 31)
HEADER = """
E. CPTS Nord Velay Forez, 1er trimestre 2027 : le SAS de la Loire, de la Haute-Loire et du Puy-de-Dôme.

What it shows: SAS duties. A duty is a block of 6 slots of 20 minutes in the doctor's own place, at the
doctor's usual hour, inside a half-day window; it counts for the SAS of the département of the site.
Each registered doctor owes 2 hours a week, leave excused; one doctor on Saturday mornings for all three.

Where its numbers come from (domain.md §2.6 E):
  SAS 42 since end 2022, SAS 63 since October 2023 with two registered doctors, SAS 43 since February
    2025                                                                       seed 004
  ≥ 2 h a week for each registered doctor, ≤ 20 paid acts a week                S32, S22
  Mon–Fri 8–20, Sat 8–12                                                        S31
  24 doctors: 12 in 43, 9 in 42, 3 in 63 of whom 2 registered                   I (but 2 and 3, seed 004)
  half-days 8–13 and 13–20 in each département, Saturday one for all; blocks    I
  23 registered × 2 h = 46 h a week (24 × 2 h = 48 h, 144 slots, if all were)   computed
  62 × 2 half-days × 3 départements + 13 Saturdays = 385 posts                  computed

In 63 two doctors cannot hold ten half-days a week: the line is optional there, each takes two blocks a
week at most, and the rest shows as wished doctors missing, never as carences. Three doctors have a site in 42 and
one in 43 (they are what ties these two départements together).

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""
SUMMER_HEADER = """
E, summer. CPTS Nord Velay Forez, 1er juillet – 31 août 2027 : le SAS d’été de la Haute-Loire.

What it shows: a seasonal roster of three doctors, two hours of slots a day each, holidays staggered, at
least one of the three present on each working day: the morning needs one, the afternoon wishes one (a
third may add a block), and nobody gives two blocks on one day.

Where its numbers come from (domain.md §2.6 E):
  three doctors in 43 answered the needs of summer 2024          seed 004
  43 working days from 1 July to 31 August 2027 (14 July is JF)   computed
  two hours a day each, staggered holidays, half-days            I

Five blocks of 6 slots are 30 acts a week at most: above the 20 that are paid, hence the warnings.
On the two training days one doctor is left: the morning is held, the afternoon is a wish not met.

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""
SITES = (
    ("msp-craponne", "Maison de santé de Craponne", "msp", "43", "43500", "Craponne-sur-Arzon"),
    ("msp-retournac", "Maison de santé de Retournac", "msp", "43", "43130", "Retournac"),
    ("cab-bas", "Cabinet de Bas-en-Basset", "cabinet", "43", "43210", "Bas-en-Basset"),
    ("cab-saint-pal", "Cabinet de Saint-Pal", "cabinet", "43", "43500", "Saint-Pal-en-Chalencon"),
    ("msp-usson", "Maison de santé d’Usson", "msp", "42", "42550", "Usson-en-Forez"),
    ("msp-saint-bonnet", "Maison de santé de Saint-Bonnet", "msp", "42", "42380", "Saint-Bonnet-le-Château"),
    ("cab-luriecq", "Cabinet de Luriecq", "cabinet", "42", "42380", "Luriecq"),
    ("cab-viverols", "Cabinet de Viverols", "cabinet", "63", "63840", "Viverols"),
    ("msp-arlanc", "Maison de santé d’Arlanc", "msp", "63", "63220", "Arlanc"),
)  # fmt: skip
ROADS = (
    ("msp-craponne", "msp-usson", 30), ("cab-saint-pal", "msp-usson", 25),
    ("cab-bas", "msp-saint-bonnet", 35), ("msp-craponne", "cab-viverols", 35),
)  # fmt: skip
TWO_SITES = {"43": {0: "msp-usson", 7: "msp-usson"}, "42": {1: "cab-bas"}}
"""Doctors with a second place across the border: rank in their département, and that place."""
SIZES = (("43", 12), ("42", 9), ("63", 3))
NAMES = {"42": "Loire", "43": "Haute-Loire", "63": "Puy-de-Dôme"}
CATEGORIES = [
    {"id": "sas", "label": "SAS en semaine", "weight": 1},
    {"id": "sas_63", "label": "SAS en semaine, Puy-de-Dôme", "weight": 0},
    {"id": "sas_samedi", "label": "SAS du samedi", "weight": 2},
    {"id": "unites", "label": "Unités de 4 h", "weight": 0, "measure": "units"},
]
BLOCK = {"slot_minutes": 20, "slots": 6, "patients_per_slot": 1}
AGREED = (
    ("2027-01-02", "sas-samedi", "sam"),
    ("2027-01-12", "sas-43", "matin"),
    ("2027-02-04", "sas-42", "apm"),
    ("2027-03-27", "sas-samedi", "sam"),
)


def document() -> Entry:
    """The instance of the first quarter."""
    groups = _doctors(Casting(362))
    diary = Diary(START, END, Calendar("43", school_zone="A"), seed=43, away_share=0.2,
                  impossible_weekday=0.2)  # fmt: skip
    wishes = [x for label, group in groups.items() for x in diary.group(label, ids(group))]
    instance: Entry = {
        "id": "nord-velay-forez-2027-T1",
        "title": "CPTS Nord Velay Forez, 1er trimestre 2027",
        **_shared(START, END),
        "categories": CATEGORIES,
        "sectors": [{"id": f"sas-{code}", "label": f"SAS {NAMES[code]}"} for code, _ in SIZES],
        "sites": [_site(number, fields) for number, fields in enumerate(SITES, start=1)],
        "travel": {
            "default_minutes": 45,
            "table": [{"start": a, "end": b, "minutes": minutes} for a, b, minutes in ROADS],
        },
        "lines": [*(_line(code) for code, _ in SIZES), _saturday()],
        "doctors": [x for label, group in groups.items() for x in (Note(label), *group)],
        "availability": wishes,
    }
    owed = rules(
        {"kind": "sas_hours", "week_hours": 2, "strength": "hard"},
        most(1, "day"),
        most(3, "week"),
    )
    return {**instance, "pinned": pins(instance, AGREED, seed=8), "rules": owed}


def summer() -> Entry:
    """The instance of the summer."""
    cast = Casting(386)
    sites = ("msp-craponne", "msp-retournac", "cab-bas")
    doctors = [
        cast.doctor(**_sas(("sas-43",), (site,), hour), quote_part="1")
        for site, hour in zip(sites, (("08:30", "14:00"), ("09:00", "15:00"), ("10:00", "16:30")),
                              strict=True)
    ]  # fmt: skip
    return {
        "id": "nord-velay-forez-2027-ete",
        "title": "CPTS Nord Velay Forez, SAS d’été 2027",
        **_shared(SUMMER_START, SUMMER_END),
        "categories": [CATEGORIES[0], CATEGORIES[3]],
        "sectors": [{"id": "sas-43", "label": "SAS Haute-Loire"}],
        "sites": [_site(number, fields) for number, fields in enumerate(SITES[:3], start=1)],
        "lines": [_summer_line()],
        "doctors": doctors,
        "availability": _summer_wishes(*ids(doctors)),
        "rules": rules(
            Note("Deux heures par jour chacun, soit dix par semaine si possible"),
            {"kind": "sas_hours", "week_hours": 10, "strength": 60},
            most(1, "day"),
        ),
    }


def _shared(start: date, end: date) -> Entry:
    return {
        "departement": Quoted("43"),
        "participation": "volontaire",
        "horizon": {"start": start, "end": end},
        "calendar": {"pont_saturday": "large", "school_zone": "A"},
    }


def _sas(sectors: tuple[str, ...], sites: tuple[str, ...], hours: tuple[str, str]) -> Entry:
    """What makes a doctor of the SAS."""
    return {
        "functions": ["sas"], "sectors": list(sectors), "sites": list(sites), "sas_registered": True,
        "usual_hours": {"morning": Quoted(hours[0]), "afternoon": Quoted(hours[1])},
    }  # fmt: skip


def _doctors(cast: Casting) -> dict[str, list[Entry]]:
    """By département; in 63 the third is not registered and the two others give two blocks at most."""
    chance = random.Random(4342)
    groups: dict[str, list[Entry]] = {}
    for code, size in SIZES:
        places = [site[0] for site in SITES if site[3] == code]
        group = []
        for n in range(size):
            hours = (chance.choice(("08:00", "08:30", "09:00", "10:00", "11:00")),
                     chance.choice(("13:30", "14:00", "15:00", "16:00", "17:30")))  # fmt: skip
            own, second = places[n % len(places)], TWO_SITES.get(code, {}).get(n)
            across = ("sas-42" if code == "43" else "sas-43",) if second else ()
            profile = _sas((f"sas-{code}", *across), (own, second) if second else (own,), hours)
            group.append(cast.doctor(**profile | _special(code, n)))
        groups[f"{NAMES[code]} ({code})"] = group
    return groups


def _special(code: str, n: int) -> dict[str, Any]:
    if code == "63":
        return {"sas_registered": False} if n == 2 else {"quote_part": "1", "caps": {"week": 2}}
    return {"status": "collaborateur"} if n == 5 else {}


def _site(number: int, fields: tuple[str, str, str, str, str, str]) -> Entry:
    id, label, kind, departement, postal_code, city = fields
    return {
        "id": id, "label": label, "kind": kind, "departement": Quoted(departement),
        "address": f"{number} chemin de l’Exemple", "postal_code": postal_code, "city": city,
        "siret": f"997000000000{number:02d}", "phone": f"04 65 71 43 {number:02d}",
    }  # fmt: skip


def _line(code: str) -> Entry:
    """Morning and afternoon; up to two doctors at once, so that all can give their hours."""
    fields: Entry = {
        "id": f"sas-{code}", "label": f"SNP {NAMES[code]}", "function": "sas",
        "sectors": [f"sas-{code}"], "departement": Quoted(code), "priority": 2,
        "staffing": {"min": 1, "target": 1, "max": 2}, "sas": BLOCK,
    }  # fmt: skip
    own = {"category": "sas_63"} if code == "63" else {}
    if code == "63":
        fields["mandatory"] = False
    windows = [
        window("matin", "08:00", "13:00", "ouvrable", **own),
        window("apm", "13:00", "20:00", "ouvrable", **own),
    ]
    return {**fields, "windows": windows}


def _saturday() -> Entry:
    return {
        "id": "sas-samedi", "label": "SNP du samedi matin", "function": "sas",
        "sectors": [f"sas-{code}" for code, _ in SIZES], "priority": 3, "sas": BLOCK,
        "windows": [window("sam", "08:00", "12:00", "samedi", category="sas_samedi")],
    }  # fmt: skip


def _summer_line() -> Entry:
    morning = {"staffing": {"min": 1, "target": 1, "max": 3}}
    afternoon = {"staffing": {"min": 0, "target": 1, "max": 3}}
    return {
        "id": "sas-43", "label": "SAS d’été", "function": "sas", "sectors": ["sas-43"],
        "departement": Quoted("43"), "sas": BLOCK,
        "windows": [window("matin", "08:00", "13:00", "ouvrable") | morning,
                    window("apm", "13:00", "20:00", "ouvrable") | afternoon],
    }  # fmt: skip


def _summer_wishes(first: str, second: str, third: str) -> list[Entry | Note]:
    """Three weeks of holidays each, one after the other, and two days when only one is there."""
    return [
        Note("Congés échelonnés : trois semaines chacun"),
        _leave(first, date(2027, 7, 3), date(2027, 7, 25)),
        _leave(second, date(2027, 7, 26), date(2027, 8, 15)),
        _leave(third, date(2027, 8, 16), SUMMER_END),
        Note("Formation : un seul médecin reste ces deux jours-là"),
        {
            "doctor": second,
            "level": "impossible",
            "start": date(2027, 8, 26),
            "end": date(2027, 8, 27),
        },
        Note("Souhaits"),
        {
            "doctor": first,
            "level": "non",
            "every": ["mercredi"],
            "between": _hours("13:00", "20:00"),
        },
        {
            "doctor": second,
            "level": "possible",
            "every": ["vendredi"],
            "between": _hours("13:00", "20:00"),
        },
        {"doctor": third, "level": "non", "every": ["lundi"], "between": _hours("08:00", "13:00")},
        {
            "doctor": third,
            "level": "souhaite",
            "start": date(2027, 7, 12),
            "end": date(2027, 7, 16),
        },
        {"doctor": second, "level": "non", "date": date(2027, 7, 15)},
    ]


def _leave(doctor: str, start: date, end: date) -> Entry:
    return {"doctor": doctor, "level": "impossible", "start": start, "end": end, "leave": True}


def _hours(start: str, end: str) -> Entry:
    return {"start": Quoted(start), "end": Quoted(end)}
