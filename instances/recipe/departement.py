"""One département as one territory: sectors along a road, a few doctors on the rotas of two neighbours.

Sizes are drawn evenly on a logarithmic scale from 8 to 40 volunteers, deep night in 27 % of the sectors with twelve or
more, a second doctor on Sundays from thirty (fairness.md §4, whose measurements this is made to be held against). Each
sector's windows, people, wishes and own rules are those of the country's sectors (sector.py).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate

from instances.recipe import sector
from instances.recipe.france import ZONE_OF, Sketch
from instances.recipe.people import Entry
from instances.recipe.rules import FEASTS, REST, rules
from instances.recipe.text import Note, Quoted
from instances.recipe.windows import SUNDAY_AFTERNOON, SUNDAY_DAY, SUNDAY_MORNING

CODE = "62"
START = sector.START
SMALLEST, LARGEST = 8, 40
DEEP_NIGHT, NIGHT_FROM = 0.27, 12
SECOND_FROM = 30
SHARED = 0.08
"""Doctors on the rota of a neighbouring sector too (fairness.md §4)."""
HEADER = """
Un département inventé : {sectors} secteurs, {doctors} volontaires, dont {shared} sur deux secteurs voisins.

Nothing here is the scheme of the département. Every doctor, RPPS, phone and address is invented.
"""


def sketches(count: int, seed: int) -> tuple[Sketch, ...]:
    """So many sectors of unequal sizes, in the order in which they are neighbours."""
    chance = random.Random(seed)
    sizes = [
        round(SMALLEST * (LARGEST / SMALLEST) ** ((n + chance.random()) / count))
        for n in range(count)
    ]
    chance.shuffle(sizes)
    large = [n for n, size in enumerate(sizes) if size >= NIGHT_FROM]
    at_night = set(chance.sample(large, round(DEEP_NIGHT * len(large))))
    before = accumulate(sizes, initial=0)
    return tuple(
        Sketch(CODE, n + 1, size, evenings=True, deep_night=n in at_night, first=first)
        for n, (size, first) in enumerate(zip(sizes, before, strict=False))
    )


def document(
    drawn: Sequence[Sketch], months: int = 1, shared: float = SHARED, seed: int = 2027
) -> Entry:
    """The territory of those sectors over that many months, that part of their doctors on two rotas."""
    end = _end(months)
    alone = [_told_apart(sector.document(sketch, START, end), sketch) for sketch in drawn]
    doctors = [doctor for one in alone for doctor in one["doctors"]]
    _share(doctors, drawn, shared, random.Random(seed))
    return {
        "id": f"departement-{len(drawn)}-secteurs-{months}-mois",
        "title": f"Département inventé, {len(drawn)} secteurs",
        "departement": Quoted(CODE),
        "participation": "volontaire",
        "horizon": {"start": START, "end": end},
        "calendar": {"pont_saturday": "large", "school_zone": ZONE_OF[CODE]},
        **{
            key: [entry for one in alone for entry in one[key]]
            for key in ("sectors", "sites", "lines")
        },
        "doctors": doctors,
        **{
            key: [entry for one in alone for entry in one[key]]
            for key in ("availability", "ledger", "feasts")
        },
        "rules": rules(*REST, *_own_rules(drawn, alone), FEASTS),
    }


def header(made: Mapping[str, list[Entry]]) -> str:
    """The comment at the top of its file."""
    both = sum(len(doctor["sectors"]) > 1 for doctor in made["doctors"])
    return HEADER.format(sectors=len(made["sectors"]), doctors=len(made["doctors"]), shared=both)


def _end(months: int) -> date:
    """The last day of that many months."""
    year, month = divmod(START.month - 1 + months, 12)
    return date(START.year + year, month + 1, 1) - timedelta(days=1)


def _told_apart(alone: Entry, sketch: Sketch) -> Entry:
    """The sector's own document, its doctors, lines and site named after it."""
    suffix = f"{sketch.number:02d}"
    site = f"mmg-{suffix}"

    def named(entry: Entry | Note) -> Entry | Note:
        if isinstance(entry, Note):
            return entry
        key = "doctor" if "doctor" in entry else "id"
        return {**entry, key: f"{entry[key]}-{suffix}"}

    lines = [*alone["lines"], *_second(sketch)]
    return alone | {
        "sites": [{**one, "id": site} for one in alone["sites"]],
        "lines": [{**one, "id": f"{one['id']}-{suffix}", "site": site} for one in lines],
        **{key: list(map(named, alone[key])) for key in ("doctors", "availability", "feasts")},
        "ledger": list(map(named, alone.get("ledger", []))),
    }


def _second(sketch: Sketch) -> Iterator[Entry]:
    """A second doctor by day on Sundays and holidays, where there are many."""
    if sketch.doctors >= SECOND_FROM:
        windows = [SUNDAY_DAY] if sketch.deep_night else [SUNDAY_MORNING, SUNDAY_AFTERNOON]
        yield {
            "id": "renfort", "label": "Second médecin", "function": "effection_fixe",
            "sectors": [sketch.id], "site": "", "mandatory": False, "priority": 2, "windows": windows,
        }  # fmt: skip


def _share(
    doctors: list[Entry], drawn: Sequence[Sketch], shared: float, chance: random.Random
) -> None:
    """Adds a neighbouring sector, before or after along the road, to that part of the doctors."""
    order = [sketch.id for sketch in drawn]
    if len(order) < 2:
        return
    for doctor in chance.sample(doctors, round(shared * len(doctors))):
        place = order.index(doctor["sectors"][0])
        beside = [n for n in (place - 1, place + 1) if 0 <= n < len(order)]
        doctor["sectors"] = [order[place], order[chance.choice(beside)]]


def _own_rules(drawn: Sequence[Sketch], alone: Sequence[Entry]) -> list[Entry | Note]:
    """The rules of each size, said of the doctors of all sectors of that size."""
    own: dict[str, tuple[list[Entry], list[str]]] = {}
    for sketch, one in zip(drawn, alone, strict=True):
        stated = sector.own_rules(sketch)
        _, people = own.setdefault(str(stated), (stated, []))
        people += [doctor["id"] for doctor in one["doctors"]]
    return [{**rule, "doctors": people} for stated, people in own.values() for rule in stated]
