"""C1, one sector alone: Renazé with its nights and whole week-ends."""

from __future__ import annotations

from datetime import date

from instances.recipe.agreed import past, pins
from instances.recipe.people import Casting, Entry, ids
from instances.recipe.rules import FEASTS, REST, most, rules, spacing
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import window
from instances.recipe.wishes import Diary, balances
from rostering.domain.calendar import Calendar

START, END = date(2027, 1, 1), date(2027, 3, 31)
HEADER = """
C1, a sector alone. Renazé, 1er trimestre 2027 : la nuit entière et le week-end d’un seul tenant.

What it shows: deep night (20–8, so that rest matters) and a week-end held in one block by one doctor, from
Saturday noon to Monday 8 o'clock: 44 hours, 43 on 27–29 March when the clock changes. Categories of its own.

Where its numbers come from (domain.md §2.3, §2.5, §2.6 C1):
  15 doctors, deep night included, a night in three weeks and four week-ends a year each   S44c
  one doctor for a whole week-end                                                          read from it, C
  62 weekday nights, 13 week-ends, 13 Saturday mornings 8–12, 2 JF of 24 h: 90 posts        computed
  Saturday mornings                                                                        S44
  hours of the two JF in the week (1 January, Easter Monday): 8 to 8                       I
  4.1 nights and 0.9 week-ends each                                                        computed

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""
CATEGORIES = [
    {"id": "nuit", "label": "Nuit de semaine", "weight": 3},
    {"id": "week_end", "label": "Week-end entier", "weight": 4},
    {"id": "samedi", "label": "Samedi matin", "weight": 1},
    {"id": "fete", "label": "Fête majeure", "weight": 4},
    {"id": "dimanche_jf", "label": "Jour férié en semaine", "weight": 3},
    {"id": "unites", "label": "Unités de 4 h", "weight": 0, "measure": "units"},
]
WINDOWS = [
    window("nuit", "20:00", "08:00", "ouvrable", category="nuit"),
    window("sam-matin", "08:00", "12:00", "samedi", category="samedi"),
    window("week-end", "12:00", "08:00", "samedi", nights=2, category="week_end"),
    window("djf", "08:00", "08:00", "dimanche_jf", except_days=["dimanche_civil"]),
]
AGREED = (
    ("2027-01-09", "garde", "week-end"),
    ("2027-02-11", "garde", "nuit"),
    ("2027-03-27", "garde", "week-end"),
)


def document() -> Entry:
    """The instance."""
    own = {"functions": ["effection_fixe"], "sectors": ["renaze"]}
    cast = Casting(393)
    doctors = [*cast.doctors(13, **own), *cast.doctors(2, status="collaborateur", **own)]
    diary = Diary(START, END, Calendar("53", school_zone="B"), seed=5353, away_share=0.2)
    instance: Entry = {
        "id": "renaze-2027-T1",
        "title": "Renazé, 1er trimestre 2027",
        "departement": Quoted("53"),
        "participation": "volontaire",
        "horizon": {"start": START, "end": END},
        "calendar": {"pont_saturday": "large", "school_zone": "B"},
        "categories": CATEGORIES,
        "sectors": [{"id": "renaze", "label": "Renazé"}],
        "sites": [
            {"id": "msp", "label": "Maison de santé de Renazé", "kind": "msp", "departement": Quoted("53"),
             "address": "9 allée des Tilleuls", "postal_code": "53800", "city": "Renazé",
             "finess": "53FICTI10", "phone": "02 61 91 53 80"},
        ],
        "lines": [
            {"id": "garde", "label": "Garde de Renazé", "function": "effection_fixe",
             "sectors": ["renaze"], "site": "msp", "priority": 4, "windows": WINDOWS},
        ],
        "doctors": doctors,
        "availability": diary.group("", ids(doctors)),
        "ledger": balances(ids(doctors), ("nuit", "week_end"), seed=9),
        "feasts": [{"doctor": doctor, "feast": "paques", "year": 2026} for doctor in ids(doctors)[:2]],
    }  # fmt: skip
    served = [("2026-12-30", "20:00", "08:00"), ("2026-12-31", "20:00", "08:00")]
    instance["previous"] = past(doctors, served, instance["feasts"], site="msp")
    own_rules = [
        *REST,
        spacing(3),
        most(2, "week"),
        Note("Un samedi matin ne prolonge pas la nuit du vendredi"),
        {"kind": "succession", "first": {"windows": ["nuit"]}, "then": {"windows": ["sam-matin"]},
         "within_days": 1, "strength": "hard"},
        FEASTS,
    ]  # fmt: skip
    return {
        **instance,
        "pinned": pins(instance, AGREED, seed=10),
        "rules": rules(*own_rules),
    }
