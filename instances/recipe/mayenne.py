"""C1. Mayenne: eight sectors, each with a first and a second line, tied together by the régulateurs."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from instances.recipe.agreed import past, pins
from instances.recipe.people import Casting, Entry, ids
from instances.recipe.rules import FEASTS, REST, most, rules, spacing, weekends
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import (
    EVENING,
    SATURDAY_LONG,
    SUNDAY_LONG,
    TWELVE_HOUR_SUNDAY,
    window,
)
from instances.recipe.wishes import Diary, balances
from rostering.domain.calendar import Calendar

START, END = date(2027, 1, 1), date(2027, 3, 31)
HEADER = """
C1. Mayenne, 1er trimestre 2027 : huit secteurs, garde et astreinte de 2e ligne, régulation.

What it shows: the large case, in one piece. In each sector a médecin de garde and a médecin d'astreinte
who acts only if the first fails (same windows, never the same doctor), a Saturday-morning astreinte,
and one régulation line for the département, served from home or from the Centre 15 by twenty doctors
of all sectors, who make one problem of the eight.

Where its numbers come from (domain.md §2.6 C1):
  8 sectors, four at the MMG of a hôpital local and four at that of a CH, two lines each   S44a; names I
  windows W 20–24, Sat 12–20, 20–24, D 8–20, 20–24; Saturday 8–12 astreinte                S44; splits I
  118 windows × 2 lines × 8 sectors = 1,888; + 13 Saturdays × 8 = 1,992                     computed
    (Sat 02/01, a pont, is one of the 13: its morning is staffed once, by that astreinte)
  régulation W 20–24 ×1, Sat 12–24 ×2, D 8–24 ×2: 62 + 26 + 30 = 118 posts                  I
  2,110 posts in 2,082 shifts                                                              computed
  140 doctors, 65 % of about 215 GPs; 15 in Craon-Renazé                                   I; S44c

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""


class Place(NamedTuple):
    """A sector, its doctors, how many of them do régulation, and its hospital."""

    id: str
    label: str
    size: int
    callers: int
    point: str
    postal_code: str
    city: str


PLACES = (
    Place("laval", "Laval", 28, 6, "MMG du CH de Laval", "53000", "Laval"),
    Place("couronne", "Couronne de Laval", 18, 2, "MMG de la couronne, CH de Laval", "53000", "Laval"),
    Place("mayenne", "Mayenne", 18, 2, "MMG du CH de Mayenne", "53100", "Mayenne"),
    Place("chateau-gontier", "Château-Gontier", 20, 2, "MMG du CH de Château-Gontier", "53200",
          "Château-Gontier-sur-Mayenne"),
    Place("ernee", "Ernée", 14, 2, "MMG de l’hôpital local d’Ernée", "53500", "Ernée"),
    Place("evron", "Évron", 13, 2, "MMG de l’hôpital local d’Évron", "53600", "Évron"),
    Place("craon-renaze", "Craon – Renazé", 15, 2, "MMG de l’hôpital local de Craon", "53400", "Craon"),
    Place("villaines", "Villaines-la-Juhel", 14, 2, "MMG de l’hôpital local de Villaines", "53700",
          "Villaines-la-Juhel"),
)  # fmt: skip
SATURDAY_MORNING = window("sam-matin", "08:00", "12:00", "samedi", category="samedi")
AGREED = (
    ("2027-01-01", "garde-laval", "djf-jour"),
    ("2027-01-09", "garde-ernee", "sam-jour"),
    ("2027-01-24", "regulation", "djf"),
    ("2027-02-14", "garde-villaines", "djf-jour"),
    ("2027-02-14", "ligne2-villaines", "djf-jour"),
    ("2027-03-06", "matin-evron", "sam-matin"),
    ("2027-03-28", "garde-craon-renaze", "djf-jour"),
)


def document() -> Entry:
    """The instance."""
    groups = _doctors(Casting(110))
    doctors = [doctor for group in groups.values() for doctor in group]
    diary = Diary(START, END, Calendar("53", school_zone="B"), seed=53, away_share=0.2,
                  impossible_weekday=0.1)  # fmt: skip
    instance: Entry = {
        "id": "mayenne-2027-T1",
        "title": "Mayenne, 1er trimestre 2027",
        "departement": Quoted("53"),
        "participation": "volontaire",
        "horizon": {"start": START, "end": END},
        "calendar": {"pont_saturday": "large", "school_zone": "B"},
        "sectors": [{"id": place.id, "label": place.label} for place in PLACES],
        "sites": [_site(number, place) for number, place in enumerate(PLACES, start=1)],
        "lines": [*(line for place in PLACES for line in _lines(place)), _call_centre()],
        "doctors": [x for label, group in groups.items() for x in (Note(label), *group)],
        "availability": [x for label, group in groups.items() for x in diary.group(label, ids(group))],
    }  # fmt: skip
    served = [("2026-12-30", "20:00", "24:00"), ("2026-12-31", "20:00", "24:00"),
              ("2026-12-31", "20:00", "24:00")]  # fmt: skip
    instance["ledger"] = [
        x
        for place in PLACES
        for x in balances(ids(groups[place.label]), ("soiree", "dimanche_jf"), seed=place.size)
    ]
    instance["feasts"] = [
        *({"doctor": doctor, "feast": "nouvel_an", "year": 2026} for doctor in ids(doctors)[::14]),
        *({"doctor": doctor, "feast": "paques", "year": 2026} for doctor in ids(doctors)[7::14]),
    ]
    instance["previous"] = past(doctors, served, instance["feasts"])
    return {**instance, "pinned": pins(instance, AGREED, seed=3), "rules": _rules()}


def _rules() -> list[Entry | Note]:
    """Spacing, months and week-ends speak of first lines and régulation; weeks of everything."""
    front = {"functions": ["effection_fixe", "regulation"]}
    return rules(
        {"kind": "second_line"},
        *REST,
        spacing(1, **front),
        most(3, "week"),
        most(8, "month", **front),
        weekends(None, **front),
        FEASTS,
    )


def _doctors(cast: Casting) -> dict[str, list[Entry]]:
    """In each sector the first few do régulation too; the last one is a remplaçant."""
    groups: dict[str, list[Entry]] = {}
    usual = ["effection_fixe", "deuxieme_ligne", "astreinte_jour"]
    for place in PLACES:
        groups[place.label] = [
            cast.doctor(
                **({"status": "remplacant"} if n == place.size - 1 else {}),
                functions=[*usual, "regulation"] if n < place.callers else usual,
                sectors=[place.id],
            )
            for n in range(place.size)
        ]
    return groups


def _site(number: int, place: Place) -> Entry:
    return {
        "id": f"mmg-{place.id}", "label": place.point, "kind": "mmg", "departement": Quoted("53"),
        "address": f"{number} allée des Tilleuls", "postal_code": place.postal_code, "city": place.city,
        "finess": f"53FICTIF{number}", "phone": f"02 61 91 53 {number:02d}",
    }  # fmt: skip


def _lines(place: Place) -> list[Entry]:
    sector = {"sectors": [place.id]}
    return [
        {"id": f"garde-{place.id}", "label": f"Garde de {place.label}", "function": "effection_fixe",
         **sector, "site": f"mmg-{place.id}", "priority": 4, "windows": TWELVE_HOUR_SUNDAY},
        {"id": f"ligne2-{place.id}", "label": f"2e ligne de {place.label}", "function": "deuxieme_ligne",
         **sector, "second_line_of": f"garde-{place.id}", "priority": 2, "windows": TWELVE_HOUR_SUNDAY},
        {"id": f"matin-{place.id}", "label": f"Samedi matin de {place.label}",
         "function": "astreinte_jour", **sector, "priority": 3, "windows": [SATURDAY_MORNING]},
    ]  # fmt: skip


def _call_centre() -> Entry:
    """Régulation is done from each doctor's own place as well: no site, no road."""
    two = {"staffing": {"min": 2, "target": 2, "max": 2}}
    return {
        "id": "regulation", "label": "Régulation libérale (Centre 15 ou à distance)",
        "function": "regulation", "priority": 5,
        "windows": [EVENING, SATURDAY_LONG | two, SUNDAY_LONG | two],
    }  # fmt: skip
