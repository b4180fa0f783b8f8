"""One sector of the country as a territory of its own: its windows, people, wishes and rules, by its size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from instances.recipe.france import ZONE_OF, Sketch
from instances.recipe.people import Casting, Entry, ids
from instances.recipe.rules import FEASTS, REST, most, rules, spacing, weekends
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import (
    EVENING,
    PONT_SATURDAY,
    SATURDAY_DAY,
    SATURDAY_LONG,
    SPLIT_SUNDAY,
    SUNDAY_AFTERNOON,
    SUNDAY_DAY,
    SUNDAY_LONG,
    SUNDAY_MORNING,
    TWELVE_HOUR_SUNDAY,
    window,
)
from instances.recipe.wishes import Diary, balances
from rostering.domain.calendar import Calendar

START, END = date(2027, 1, 1), date(2027, 3, 31)
HEADER = """
{title} : un secteur inventé, tiré des chiffres nationaux publiés.

{doctors} volontaires ; {cover}. Sizes and cover follow national figures (instances/recipe/france.py), nothing here
is the scheme of the département. Every doctor, RPPS, phone and address is invented.
"""
BLOCKS = [EVENING, SATURDAY_LONG, SUNDAY_LONG]
"""One doctor for a whole day, where there are few."""
DEEP_NIGHT = [
    window("nuit", "20:00", "08:00", "ouvrable"),
    SATURDAY_DAY,
    window("sam-nuit", "20:00", "08:00", "samedi"),
    SUNDAY_DAY,
    window("djf-nuit", "20:00", "08:00", "dimanche_jf"),
]
"""Nights of twelve hours every day, days of the week-end apart."""
FEW, SMALL, MIDDLE, LARGE, CITY = 5, 10, 17, 25, 45
"""Volunteers up to which, or from which, a sector is organised otherwise."""


def document(sketch: Sketch, start: date = START, end: date = END) -> Entry:
    """The territory of that sector."""
    zone = ZONE_OF[sketch.departement]
    doctors = _doctors(sketch)
    calendar = Calendar(sketch.departement, school_zone=zone or None)  # type: ignore[arg-type]
    share = 0.2 if sketch.doctors <= SMALL else 0.25
    weekday = 0.15 if sketch.doctors > SMALL else 0.05
    diary = Diary(start, end, calendar, sketch.first + 1, share, weekday)
    document: Entry = {
        "id": f"secteur-{sketch.id}",
        "title": f"Secteur {sketch.id}, {_quarter(start)}",
        "departement": Quoted(sketch.departement),
        "participation": "volontaire",
        "horizon": {"start": start, "end": end},
        "calendar": {"pont_saturday": "large", **({"school_zone": zone} if zone else {})},
        "sectors": [{"id": sketch.id, "label": f"Secteur {sketch.id}"}],
        "sites": [{"id": "mmg", "label": f"MMG {sketch.id}", "kind": "mmg"}],
        "lines": _lines(sketch),
        "doctors": doctors,
        "availability": diary.group("", ids(doctors)),
    }
    if sketch.doctors > FEW:
        counted = ("soiree", "samedi", "dimanche_jf")
        document["ledger"] = balances(ids(doctors), counted, seed=sketch.first + 1)
    document["feasts"] = _feasts(ids(doctors))
    return {**document, "rules": _rules(sketch)}


def header(sketch: Sketch) -> str:
    """The comment at the top of its file."""
    cover = (
        "soirées, samedis, dimanches et JF" if sketch.evenings else "samedis, dimanches et JF seuls"
    )
    return HEADER.format(
        title=f"Secteur {sketch.id}",
        doctors=sketch.doctors,
        cover=cover + (", nuits profondes" if sketch.deep_night else ""),
    )


def _quarter(start: date) -> str:
    number = (start.month + 2) // 3
    return f"{number}{'er' if number == 1 else 'e'} trimestre {start.year}"


def _doctors(sketch: Sketch) -> list[Entry]:
    """One in twelve a remplaçant, one in fifteen a collaborateur; full parts where there are few."""
    cast = Casting(sketch.first)
    own: Entry = {"functions": ["effection_fixe"], "sectors": [sketch.id]}
    if sketch.doctors <= FEW:
        own["quote_part"] = "1"
    return [cast.doctor(**_status(number), **own) for number in range(1, sketch.doctors + 1)]


def _status(number: int) -> Entry:
    if number % 12 == 0:
        return {"status": "remplacant"}
    return {"status": "collaborateur"} if number % 15 == 0 else {}


def _lines(sketch: Sketch) -> list[Entry]:
    place = {"function": "effection_fixe", "sectors": [sketch.id], "site": "mmg"}
    lines: list[Entry] = [
        {"id": "garde", "label": "Garde", **place, "priority": 4, "windows": _windows(sketch)}
    ]
    if sketch.doctors >= CITY:
        second = [SUNDAY_DAY] if sketch.deep_night else [SUNDAY_MORNING, SUNDAY_AFTERNOON]
        lines.append(
            {"id": "renfort", "label": "Second médecin", **place, "mandatory": False, "priority": 2,
             "windows": second}
        )  # fmt: skip
    return lines


def _windows(sketch: Sketch) -> list[Entry]:
    if not sketch.evenings:
        return [SATURDAY_LONG, SUNDAY_LONG]
    if sketch.deep_night:
        return DEEP_NIGHT
    if sketch.doctors <= FEW:
        return BLOCKS
    if sketch.doctors < LARGE:
        return TWELVE_HOUR_SUNDAY
    return [*SPLIT_SUNDAY, PONT_SATURDAY]


def _feasts(doctors: Sequence[str]) -> list[Entry]:
    """One doctor in ten held Christmas last year, one in ten New Year's Day."""
    few = max(1, len(doctors) // 10)
    christmas, new_year = doctors[:few], doctors[few : 2 * few]
    return [
        *({"doctor": doctor, "feast": "noel", "year": 2026} for doctor in christmas),
        *({"doctor": doctor, "feast": "nouvel_an", "year": 2026} for doctor in new_year),
    ]


def _rules(sketch: Sketch) -> list[Entry | Note]:
    return rules(*REST, *own_rules(sketch), FEASTS)


def own_rules(sketch: Sketch) -> list[Entry]:
    """What so many doctors can keep: more room between duties as there are more of them."""
    if sketch.doctors <= FEW:
        return [most(9, "month"), weekends(None)]
    if sketch.doctors <= SMALL:
        return [most(3, "week"), most(8, "month")]
    if sketch.doctors < MIDDLE:
        return [spacing(1), most(3, "week"), most(6, "month"), weekends(4)]
    if sketch.doctors < LARGE:
        return [spacing(2), most(2, "week"), most(5, "month"), weekends(3)]
    apart = spacing(3, same_day_allowed=False)
    return [apart, most(2, "week"), most(4, "month"), weekends(3)]
