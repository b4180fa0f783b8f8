"""A. Boulogne-sur-Mer: one maison médicale de garde, one pool of forty doctors."""

from __future__ import annotations

from datetime import date

from instances.recipe.agreed import past, pins
from instances.recipe.people import Casting, Entry, ids
from instances.recipe.rules import FEASTS, REST, most, rules, spacing, weekends
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import (
    PONT_SATURDAY,
    SPLIT_SUNDAY,
    SUNDAY_AFTERNOON,
    SUNDAY_MORNING,
)
from instances.recipe.wishes import Diary, balances
from rostering.domain.calendar import Calendar

START, END = date(2027, 1, 1), date(2027, 3, 31)
HEADER = """
A. Boulogne-sur-Mer, 1er trimestre 2027 : une maison médicale de garde, un seul tour.

What it shows: the everyday case. One place, one pool, a loose load (3.3 mandatory duties each), an
optional second doctor on Sundays, doctors exempt from evenings, remplaçants, part-time shares, the 1st
of January, one pont, no deep night (the emergency department takes over: the clock-change night of
28 March is not worked).

Where its numbers come from (domain.md §2.6 A):
  windows W 20–24, Sat 12–24, Sun/JF 8–24          S41 (Pas-de-Calais)
  splits Sat 12–20 + 20–24, D 8–14 + 14–20 + 20–24 I
  one doctor; a second on D 8–14 and 14–20 if any  I, pattern of Dunkerque S42
  40 doctors                                       ratio of Douai S42; 6 remplaçants, 3 over 60 exempt I
  62 + 26 + 45 = 133 mandatory, + 30 optional, + pont Sat 02/01 8–12 = 164 posts        computed

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""


def document() -> Entry:
    """The instance."""
    cast = Casting(0)
    evenings = {"code": "age", "between": {"start": Quoted("20:00"), "end": Quoted("24:00")}}
    own = {"functions": ["effection_fixe"], "sectors": ["boulonnais"]}
    doctors = [
        *cast.doctors(26, **own),
        *cast.doctors(3, quote_part="1", exemptions=[evenings], **own),
        *cast.doctors(3, status="collaborateur", **own),
        cast.doctor(status="retraite", caps={"month": 2}, **own),
        cast.doctor(arrival="2027-02-01", **own),
        *cast.doctors(4, status="remplacant", **own),
        cast.doctor(status="remplacant", departure="2027-02-28", **own),
        cast.doctor(status="remplacant", caps={"quarter": 3, "weekends": 1}, **own),
    ]
    diary = Diary(START, END, Calendar("62", school_zone="B"), seed=62)
    instance: Entry = {
        "id": "boulogne-sur-mer-2027-T1",
        "title": "Boulogne-sur-Mer, 1er trimestre 2027",
        "departement": Quoted("62"),
        "participation": "volontaire",
        "horizon": {"start": START, "end": END},
        "calendar": {"pont_saturday": "large", "school_zone": "B"},
        "sectors": [{"id": "boulonnais", "label": "Boulonnais"}],
        "sites": [
            {"id": "mmg", "label": "MMG de Boulogne-sur-Mer", "kind": "mmg", "departement": Quoted("62"),
             "address": "Centre hospitalier, rez-de-chaussée", "postal_code": "62200",
             "city": "Boulogne-sur-Mer", "finess": "62FICTIF1", "phone": "03 53 01 62 00"},
        ],
        "lines": _lines(),
        "doctors": _noted(doctors),
        "availability": diary.group("", ids(doctors)),
    }  # fmt: skip
    served = [("2026-12-28", "20:00", "24:00"), ("2026-12-29", "20:00", "24:00"),
              ("2026-12-30", "20:00", "24:00"), ("2026-12-31", "20:00", "24:00")]  # fmt: skip
    instance["ledger"] = balances(ids(doctors[:33]), ("soiree", "samedi", "dimanche_jf"), seed=5)
    instance["feasts"] = [
        *({"doctor": doctor, "feast": "noel", "year": 2026} for doctor in ids(doctors)[:4]),
        *({"doctor": doctor, "feast": "nouvel_an", "year": 2026} for doctor in ids(doctors)[4:8]),
        *({"doctor": doctor, "feast": "paques", "year": 2026} for doctor in ids(doctors)[8:13]),
    ]
    instance["previous"] = past(doctors, served, instance["feasts"], site="mmg")
    return {**instance, "pinned": pins(instance, AGREED, seed=1), "rules": _rules()}


def _rules() -> list[Entry | Note]:
    """Forty doctors for at most three a day: three free days between two duties are easy."""
    return rules(
        *REST,
        spacing(3, same_day_allowed=False),
        most(2, "week"),
        most(4, "month"),
        most(None, "quarter"),
        weekends(3),
        FEASTS,
    )


AGREED = (
    ("2027-01-01", "mmg-1", "djf-matin"),
    ("2027-01-02", "mmg-1", "sam-jour"),
    ("2027-01-16", "mmg-1", "sam-soir"),
    ("2027-02-03", "mmg-1", "soir"),
    ("2027-03-28", "mmg-1", "djf-apm"),
    ("2027-03-29", "mmg-1", "djf-soir"),
)


def _lines() -> list[Entry]:
    place = {"function": "effection_fixe", "sectors": ["boulonnais"], "site": "mmg"}
    return [
        {"id": "mmg-1", "label": "MMG", **place, "priority": 4,
         "windows": [*SPLIT_SUNDAY, PONT_SATURDAY]},
        {"id": "mmg-2", "label": "MMG, second médecin", **place, "mandatory": False, "priority": 2,
         "windows": [SUNDAY_MORNING, SUNDAY_AFTERNOON]},
    ]  # fmt: skip


def _noted(doctors: list[Entry]) -> list[Entry | Note]:
    """The doctors under the headings of their statuses."""
    return [
        Note("Installés"), *doctors[:26],
        Note("Plus de 60 ans, exemptés de la plage 20–24 à leur demande"), *doctors[26:29],
        Note("Collaborateurs, un retraité, une installation au 1er février"), *doctors[29:34],
        Note("Remplaçants"), *doctors[34:],
    ]  # fmt: skip
