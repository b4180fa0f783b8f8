"""F. Loire, sector of Bully: four doctors for everything, and what cannot be held."""

from __future__ import annotations

from datetime import date

from instances.recipe.people import Casting, Entry, ids
from instances.recipe.rules import FEASTS, REST, most, rules, weekends
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import EVENING, SATURDAY_LONG, SUNDAY_LONG, window

START, END = date(2026, 12, 1), date(2026, 12, 31)
HEADER = """
F. Loire, secteur de Bully, décembre 2026 : quatre médecins, dont un couple.

What it shows: a sector on the edge. 31 duties (22 evenings, 4 Saturdays 12–24, 5 Sundays and JF 8–24)
for four doctors of eight a month at most, 32 in all: three hold eight, one holds seven.

Expected: no carence (31 ≤ 32) and none to spare: one week of leave more, or one doctor less (24 < 31,
at least 7 carences), and some duties have nobody. The couple is away from 24 to 27 December, so the two
others hold the 24th, the 25th, the 26th and the 27th; the couple is never apart by more than a rule says:
one duty at a time, hence never both on the same evening. Each carries 13 to 14 units of 4 hours.
The same month cut in units of 4 hours is loire-bully-unites.yaml: 22 carences, proved by counting.

Where its numbers come from (domain.md §2.6 F):
  9 → 7 → 6 → 4 doctors, a couple doing a third, evenings 20–24 and week-ends, month by month   S66
  December 2026: 22 + 4 + 5 days, 54 units, 13.5 each                                           computed
  8 a month at most                                                                             APUM, S61
  absences, wishes, Saturday pont 26/12 8–12 not manned                                         I

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""
UNITS_HEADER = """
F, in units. Loire, secteur de Bully, décembre 2026 : chaque tranche de 4 heures est une garde.

What it shows: shortage. 22 evenings + 4 Saturdays × 3 + 5 Sundays and JF × 4 = 54 duties for four
doctors of eight a month at most.

Expected: at least 54 − 4 × 8 = 22 carences, and 22 are reached. They weigh least (3 each, a Saturday, Sunday or JF
6) when all 12 + 20 = 32 week-end units are held, eight by each doctor, and the 22 weekday evenings are
the carences: weight 66.

Everything else as in loire-bully.yaml (domain.md §2.6 F). The absences cost nothing more: the couple is
away for 11 of the 32 units, which the two others can hold (16).

Every doctor, RPPS, phone and address is invented. Written by instances/generate.py: edit that, not this.
"""
BLOCKS = [EVENING, SATURDAY_LONG, SUNDAY_LONG]
UNITS = [
    EVENING,
    window("sam-12", "12:00", "16:00", "samedi"),
    window("sam-16", "16:00", "20:00", "samedi"),
    window("sam-20", "20:00", "24:00", "samedi"),
    window("djf-8", "08:00", "12:00", "dimanche_jf"),
    window("djf-12", "12:00", "16:00", "dimanche_jf"),
    window("djf-16", "16:00", "20:00", "dimanche_jf"),
    window("djf-20", "20:00", "24:00", "dimanche_jf"),
]


def document() -> Entry:
    """The month in blocks."""
    return _month("loire-bully-2026-12", "Secteur de Bully, décembre 2026", BLOCKS)


def units() -> Entry:
    """The month in units of four hours."""
    title = "Secteur de Bully, décembre 2026, par tranches de 4 heures"
    return _month("loire-bully-2026-12-unites", title, UNITS)


def _doctors() -> list[Entry]:
    own = {"functions": ["effection_fixe"], "sectors": ["bully"], "quote_part": "1"}
    return Casting(389).doctors(4, **own)


def _month(id: str, title: str, windows: list[Entry]) -> Entry:
    doctors = _doctors()
    return {
        "id": id,
        "title": title,
        "departement": Quoted("42"),
        "participation": "volontaire",
        "horizon": {"start": START, "end": END},
        "calendar": {"pont_saturday": "strict", "school_zone": "A"},
        "sectors": [{"id": "bully", "label": "Bully – Saint-Germain-Laval"}],
        "sites": [
            {"id": "garde", "label": "Point de garde", "kind": "cabinet", "departement": Quoted("42"),
             "address": "1 place de l’Exemple", "postal_code": "42260", "city": "Saint-Germain-Laval",
             "finess": "42FICTIF1", "phone": "04 65 71 42 00"},
        ],
        "lines": [
            {"id": "garde", "label": "Garde de Bully", "function": "effection_fixe",
             "sectors": ["bully"], "site": "garde", "windows": windows},
        ],
        "doctors": [Note("Les deux premiers vivent ensemble"), *doctors],
        "availability": _wishes(*ids(doctors)),
        "rules": rules(
            Note("Le couple : jamais tous deux de garde le même jour, les enfants sont à la maison"),
            {"kind": "apart", "members": ids(doctors)[:2], "scope": "day", "strength": "hard"},
            most(8, "month"),
            *REST,
            weekends(None),
            FEASTS,
        ),
        "feasts": [
            {"doctor": ids(doctors)[0], "feast": "noel", "year": 2025},
            {"doctor": ids(doctors)[3], "feast": "nouvel_an", "year": 2026},
        ],
        "previous": [
            {"doctor": ids(doctors)[1], "date": "2026-11-29", "start": Quoted("08:00"),
             "end": Quoted("24:00"), "site": "garde"},
            {"doctor": ids(doctors)[2], "date": "2026-11-30", "start": Quoted("20:00"),
             "end": Quoted("24:00"), "site": "garde"},
        ],
    }  # fmt: skip


def _wishes(first: str, second: str, third: str, fourth: str) -> list[Entry | Note]:
    def leave(doctor: str, start: int, end: int) -> Entry:
        return {"doctor": doctor, "level": "impossible", "start": date(2026, 12, start),
                "end": date(2026, 12, end), "leave": True}  # fmt: skip

    return [
        leave(first, 24, 27),
        leave(second, 24, 27),
        leave(third, 5, 9),
        leave(fourth, 30, 31),
        {"doctor": first, "level": "non", "every": ["mercredi"]},
        {"doctor": second, "level": "possible", "every": ["jeudi"]},
        {"doctor": third, "level": "non", "date": date(2026, 12, 18)},
        {"doctor": third, "level": "souhaite", "date": date(2026, 12, 22)},
        {"doctor": fourth, "level": "non", "start": date(2026, 12, 12), "end": date(2026, 12, 13)},
        {"doctor": fourth, "level": "souhaite", "date": date(2026, 12, 1)},
    ]
