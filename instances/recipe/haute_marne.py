"""B. Haute-Marne: five sectors, uneven pools, a maison médicale that opens in mid-quarter."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from instances.recipe.agreed import past, pins
from instances.recipe.people import Casting, Entry, ids
from instances.recipe.rules import FEASTS, REST, most, rules, spacing, weekends
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import PONT_SATURDAY, TWELVE_HOUR_SUNDAY
from instances.recipe.wishes import Diary, balances
from rostering.domain.calendar import Calendar

START, END = date(2027, 1, 1), date(2027, 3, 31)
OPENING = date(2027, 2, 15)
HEADER = f"""
B. Haute-Marne, 1er trimestre 2027 : cinq secteurs, deux maisons médicales de garde.

What it shows: several sectors in one file, uneven pools (5.4 duties each in Chaumont, 19.8 in Bourbonne,
which is tight), a line that changes place inside the horizon (Langres: the doctors' own places, then
the MMG of the hospital from {OPENING.isoformat()} on), travel times, and three doctors of Langres who
help in Bourbonne (they make the two sectors one problem; the other three are independent parts).

Where its numbers come from (domain.md §2.6 B):
  5 sectors, MMG of Chaumont, MMG of Langres to come       seed 001, S39; the other names I
  windows W 20–24, Sat 12–20, 20–24, D 8–20, 20–24          S39
  the pont Sat 02/01 8–12                                   S39, read large
  22 + 14 + 20 + 8 + 6 = 70 doctors                         I, 60 % of about 118 GPs
  62 + 26 + 30 + 1 = 119 posts a sector, 595 in all         computed
  date of the opening, minutes of travel, helpers           I

What if Bourbonne joined Langres: put `langres` in the `sectors` of its line (and `bourbonne` in that of
Langres) and compare the two shares.

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""


class Place(NamedTuple):
    """A sector, its number of doctors, where its line is held and where its doctors practise."""

    id: str
    label: str
    size: int
    point: str
    practices: tuple[str, ...]


PLACES = (
    Place("chaumont", "Chaumont – Nogent", 22, "mmg-chaumont", ("cab-chaumont", "cab-nogent")),
    Place("langres", "Langres", 14, "cabinet", ("cab-langres", "msp-fayl-billot", "cab-prauthoy")),
    Place("saint-dizier", "Saint-Dizier", 20, "ch-saint-dizier", ("cab-saint-dizier",)),
    Place("joinville", "Joinville – Wassy", 8, "cabinet", ("cab-joinville", "cab-wassy")),
    Place(
        "bourbonne", "Bourbonne – Bassigny", 6, "cab-bourbonne", ("cab-bourbonne", "msp-bassigny")
    ),
)
SITES = (
    ("mmg-chaumont", "MMG de Chaumont", "mmg", "52000", "Chaumont"),
    ("mmg-langres", "MMG de Langres", "mmg", "52200", "Langres"),
    (
        "ch-saint-dizier",
        "Consultation de garde de Saint-Dizier",
        "hopital",
        "52100",
        "Saint-Dizier",
    ),
    ("cab-chaumont", "Cabinet de Chaumont", "cabinet", "52000", "Chaumont"),
    ("cab-nogent", "Cabinet de Nogent", "cabinet", "52800", "Nogent"),
    ("cab-langres", "Cabinet de Langres", "cabinet", "52200", "Langres"),
    ("msp-fayl-billot", "Maison de santé de Fayl-Billot", "msp", "52500", "Fayl-Billot"),
    ("cab-prauthoy", "Cabinet de Prauthoy", "cabinet", "52190", "Le Montsaugeonnais"),
    ("cab-saint-dizier", "Cabinet de Saint-Dizier", "cabinet", "52100", "Saint-Dizier"),
    ("cab-joinville", "Cabinet de Joinville", "cabinet", "52300", "Joinville"),
    ("cab-wassy", "Cabinet de Wassy", "cabinet", "52130", "Wassy"),
    ("cab-bourbonne", "Cabinet de garde de Bourbonne", "cabinet", "52400", "Bourbonne-les-Bains"),
    ("msp-bassigny", "Maison de santé du Bassigny", "msp", "52140", "Val-de-Meuse"),
)
ROADS = (
    ("mmg-langres", "cab-bourbonne", 45), ("cab-langres", "cab-bourbonne", 45),
    ("msp-fayl-billot", "cab-bourbonne", 30), ("cab-prauthoy", "cab-bourbonne", 60),
    ("cab-langres", "mmg-langres", 15), ("msp-fayl-billot", "mmg-langres", 30),
    ("cab-prauthoy", "mmg-langres", 30), ("cab-langres", "msp-fayl-billot", 30),
    ("msp-bassigny", "cab-bourbonne", 30), ("mmg-chaumont", "mmg-langres", 40),
    ("mmg-chaumont", "ch-saint-dizier", 75), ("cab-joinville", "cab-wassy", 30),
    ("cab-nogent", "mmg-chaumont", 30), ("cab-wassy", "ch-saint-dizier", 30),
)  # fmt: skip
AGREED = (
    ("2027-01-01", "garde-chaumont", "djf-jour"),
    ("2027-01-09", "garde-langres", "sam-jour"),
    ("2027-02-27", "garde-langres", "sam-soir"),
    ("2027-02-05", "garde-saint-dizier", "soir"),
    ("2027-03-14", "garde-joinville", "djf-soir"),
    ("2027-03-28", "garde-bourbonne", "djf-jour"),
)


def document() -> Entry:
    """The instance."""
    groups = _doctors(Casting(40))
    doctors = [doctor for group in groups.values() for doctor in group]
    diary = Diary(START, END, Calendar("52", school_zone="B"), seed=52, away_share=0.2,
                  impossible_weekday=0.1)  # fmt: skip
    instance: Entry = {
        "id": "haute-marne-2027-T1",
        "title": "Haute-Marne, 1er trimestre 2027",
        "departement": Quoted("52"),
        "participation": "volontaire",
        "horizon": {"start": START, "end": END},
        "calendar": {"pont_saturday": "large", "school_zone": "B"},
        "sectors": [{"id": place.id, "label": place.label} for place in PLACES],
        "sites": [_site(number, *fields) for number, fields in enumerate(SITES, start=1)],
        "travel": _travel(),
        "lines": [_line(place) for place in PLACES],
        "doctors": [x for label, group in groups.items() for x in (Note(label), *group)],
        "availability": [x for label, group in groups.items() for x in diary.group(label, ids(group))],
    }  # fmt: skip
    small = [*groups["Joinville – Wassy"], *groups["Bourbonne – Bassigny"]]
    served = [("2026-12-30", "20:00", "24:00"), ("2026-12-31", "20:00", "24:00")]
    instance["ledger"] = [
        x
        for place in PLACES
        for x in balances(ids(groups[place.label]), ("soiree", "dimanche_jf"), seed=place.size)
    ]
    instance["feasts"] = [
        *(
            {"doctor": doctor, "feast": "nouvel_an", "year": 2026}
            for doctor in ids(doctors)[:60:12]
        ),
        *({"doctor": doctor, "feast": "paques", "year": 2026} for doctor in ids(doctors)[5:65:12]),
    ]
    instance["previous"] = past(small, served, instance["feasts"])
    return {**instance, "pinned": pins(instance, AGREED, seed=2), "rules": _rules()}


def _rules() -> list[Entry | Note]:
    """A free day between duties, and week-ends apart, in the sectors of fourteen doctors or more.

    Eight or six doctors cannot keep such rules: they would be broken every week and prove slowly.
    """
    large = [f"garde-{place.id}" for place in PLACES if place.size >= 14]
    return rules(
        *REST,
        spacing(1, lines=large),
        most(3, "week"),
        most(8, "month"),
        weekends(4, lines=large),
        FEASTS,
    )


def _doctors(cast: Casting) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for place in PLACES:
        group = [
            cast.doctor(
                functions=["effection_fixe"], sectors=[place.id], sites=[place.practices[n % len(place.practices)]],
                **_status(place, n),
            )
            for n in range(place.size)
        ]  # fmt: skip
        groups[place.label] = group
    return groups


def _status(place: Place, n: int) -> Entry:
    """Small sectors: full parts. Langres: the first three help in Bourbonne. Elsewhere, all sorts."""
    if place.id == "bourbonne":
        return {"quote_part": "1"}
    if place.id == "langres" and n < 3:
        return {"quote_part": "1", "help_sectors": ["bourbonne"]}
    if place.id == "chaumont" and n >= 20:
        return {"status": "remplacant"}
    if place.id == "saint-dizier" and n == 19:
        return {"status": "interne", "licence_end": "2027-11-15"}
    if place.id == "saint-dizier" and n == 18:
        return {"status": "collaborateur", "arrival": "2027-01-18"}
    return {}


def _site(number: int, id: str, label: str, kind: str, postal_code: str, city: str) -> Entry:
    entry: Entry = {
        "id": id, "label": label, "kind": kind, "departement": Quoted("52"),
        "address": f"{number} place de la Fontaine", "postal_code": postal_code, "city": city,
        "phone": f"03 53 01 52 {number:02d}",
    }  # fmt: skip
    if id in {place.point for place in PLACES} | {"mmg-langres"}:
        entry["finess"] = f"52FICT{number:03d}"
    return entry | ({"opens": OPENING} if id == "mmg-langres" else {})


def _travel() -> Entry:
    roads = [{"start": one, "end": other, "minutes": minutes} for one, other, minutes in ROADS]
    return {"default_minutes": 60, "table": roads}


def _line(place: Place) -> Entry:
    changes = [{"start": OPENING, "site": "mmg-langres"}] if place.id == "langres" else []
    return {
        "id": f"garde-{place.id}",
        "label": f"Garde de {place.label}",
        "function": "effection_fixe",
        "sectors": [place.id],
        "site": place.point,
        **({"site_changes": changes} if changes else {}),
        "windows": [*TWELVE_HOUR_SUNDAY, PONT_SATURDAY],
    }
