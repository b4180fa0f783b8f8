"""C2. SMP Henri-Dunant of Laval: a daytime centre, retired doctors and interns, labour law."""

from __future__ import annotations

from datetime import date

from instances.recipe.agreed import pins
from instances.recipe.people import Casting, Entry, ids
from instances.recipe.rules import most, rules
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import window
from instances.recipe.wishes import Diary, balances
from rostering.domain.calendar import Calendar

START, END = date(2027, 1, 1), date(2027, 3, 31)
HEADER = """
C2. Service médical de proximité de Laval, 1er trimestre 2027 : un centre de jour.

What it shows: a centre open on working days only, with salaried doctors: hours a day and a week, weekly
rest, a personal cap of half-days (cumul emploi-retraite), an intern who is never alone.

Where its numbers come from (domain.md §2.6 C2):
  Mon–Fri 8–20, two retired doctors and an intern every day      seed 002
  12 retired doctors in rotation                                 S69
  half-days 8–14 and 14–20, two interns in turn, closed on JF    I
  62 working days: 62 × 2 × 2 = 248 half-days of seniors,
    62 × 2 = 124 half-days of interns, 372 posts in 248 shifts   computed
  20.7 half-days for each senior at equal parts                  computed
  salaried hours, personal caps                                  I

The interns' line is a sector of its own, so that seniors are not asked to fill it. With 10 h a day as
the most, one person never holds both half-days of a date: the two interns share each day.

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""
HALF_DAYS = [
    window("matin", "08:00", "14:00", "ouvrable"),
    window("apm", "14:00", "20:00", "ouvrable"),
]
PARTS_AND_CAPS = (
    ("1", 28), ("1", 28), ("1", 28), ("1", 30), ("1", 26), ("1", 26),
    ("0.8", 24), ("0.8", 24), ("0.8", 22), ("0.75", 22), ("0.5", 18), ("0.5", 16),
)  # fmt: skip
"""Share, and half-days a quarter: a yearly number, pro rata. 292 in all for 248 to fill."""
AGREED = (
    ("2027-01-04", "medecins", "matin"),
    ("2027-01-04", "medecins", "apm"),
    ("2027-02-15", "medecins", "matin"),
    ("2027-03-30", "medecins", "apm"),
)


def document() -> Entry:
    """The instance."""
    cast = Casting(250)
    work = {"functions": ["vacation"], "sites": ["smp"]}
    seniors = [
        cast.doctor(status="retraite", quote_part=part, caps={"quarter": cap}, sectors=["medecins"], **work)
        for part, cap in PARTS_AND_CAPS
    ]  # fmt: skip
    interns = cast.doctors(
        2, status="interne", licence_end="2027-11-15", quote_part="1", sectors=["internes"], **work
    )
    diary = Diary(START, END, Calendar("53", school_zone="B"), seed=530, away_share=0.17,
                  impossible_weekday=0.2)  # fmt: skip
    first, second = ids(interns)
    instance: Entry = {
        "id": "laval-smp-2027-T1",
        "title": "SMP de Laval, 1er trimestre 2027",
        "departement": Quoted("53"),
        "participation": "volontaire",
        "horizon": {"start": START, "end": END},
        "calendar": {"school_zone": "B"},
        "sectors": [{"id": "medecins", "label": "SMP, médecins"}, {"id": "internes", "label": "SMP, internes"}],
        "sites": [
            {"id": "smp", "label": "Service médical de proximité", "kind": "centre_de_sante",
             "departement": Quoted("53"), "address": "8 rue de l’Exemple", "postal_code": "53000",
             "city": "Laval", "finess": "53FICTIF9", "phone": "02 61 91 53 90"},
        ],
        "lines": _lines(),
        "doctors": [Note("Médecins retraités salariés"), *seniors, Note("Internes"), *interns],
        "availability": [
            *diary.group("Médecins retraités salariés", ids(seniors)),
            Note("Internes : cours à la faculté, l’autre tient alors la demi-journée"),
            _away(first, "jeudi", "14:00", "20:00"),
            _away(second, "mardi", "08:00", "14:00"),
            {"doctor": first, "level": "non", "every": ["lundi"], "between": _hours("08:00", "14:00")},
        ],
    }  # fmt: skip
    agreed = pins(instance, AGREED, seed=4)
    carried = balances(ids(seniors), ("vacation",), seed=6)
    return {**instance, "pinned": agreed, "ledger": carried, "rules": _rules()}


def _rules() -> list[Entry | Note]:
    """All are employees: hours and rest are hard; the caps of the quarter are each one's own."""
    employed = {"statuses": ["retraite", "interne"]}
    return rules(
        {"kind": "hours", **employed, "strength": "hard"},
        {"kind": "rest", "hours": 11, **employed, "strength": "hard"},
        {"kind": "supervision"},
        most(None, "quarter"),
    )


def _hours(start: str, end: str) -> Entry:
    return {"start": Quoted(start), "end": Quoted(end)}


def _away(doctor: str, weekday: str, start: str, end: str) -> Entry:
    """A half-day of teaching every week."""
    return {
        "doctor": doctor,
        "level": "impossible",
        "every": [weekday],
        "between": _hours(start, end),
    }


def _lines() -> list[Entry]:
    place = {"function": "vacation", "site": "smp"}
    return [
        {"id": "medecins", "label": "Médecins du SMP", **place, "sectors": ["medecins"], "priority": 4,
         "staffing": {"min": 2, "target": 2, "max": 2}, "windows": HALF_DAYS},
        {"id": "internes", "label": "Interne du SMP", **place, "sectors": ["internes"], "priority": 2,
         "needs_supervision": True, "windows": HALF_DAYS},
    ]  # fmt: skip
