"""Reader of the synthetic sectors with a proved optimum, through the product's own instance and rules.

A file has `days` (day 0 a Monday), `shifts` (day, sector, kind, `we` on Saturdays, Sundays and holidays) and `docs` (sectors
served, days off). One doctor a shift; never on two consecutive days; at most one duty on the Saturdays and Sundays of two
consecutive week-ends. Least Σ (duties of a doctor)² + 2 Σ (his `we` duties)².

Every shift becomes a window of four hours, so that units count duties; units weigh half of what `we` duties do, and everybody has
one and the same share. Σ (load − share)² is then Σ load² less a constant, and a bound on the one is a bound on the other.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rostering.domain.roster import Roster
from rostering.instance import Instance
from rostering.problem.problem import Problem

MONDAY = date(2030, 7, 1)
"""Day 0: a Monday with a quarter after it and one official holiday to take away."""
OFFICIAL = (date(2030, 8, 15),)
ALL_DUTIES, WE = 50, 100
"""Weights of the two loads: one to two, and multiples of five so that no rounding differs from load to load."""
PRICE = 10 * ALL_DUTIES
"""What one unit of Σ n² + 2 Σ we² costs in our prices."""
EVENING = {"start": "20:00", "end": "24:00"}
MORNING = {"start": "08:00", "end": "12:00"}
AFTERNOON = {"start": "12:00", "end": "16:00"}


@dataclass(frozen=True)
class Sectors:
    """A file as an instance, with the counting of costs in its own terms."""

    name: str
    instance: Instance

    def cost(self, problem: Problem, roster: Roster) -> int:
        """Σ duties² + 2 Σ we², counted on the roster alone."""
        total: Counter[str] = Counter(pair.doctor for pair in roster)
        counted = [pair for pair in roster if problem.shift_by_id[pair.shift].category == "we"]
        we = Counter(pair.doctor for pair in counted)
        return sum(n * n for n in total.values()) + 2 * sum(n * n for n in we.values())

    def bound(self, cost: int, value: int, bound: int) -> int:
        """Our bound in their terms: the same distance under the roster's cost, rounded upwards."""
        return cost - (value - bound) // PRICE


def read_sectors(path: Path) -> Sectors:
    """The instance of a file."""
    told = json.loads(path.read_text(encoding="utf-8"))
    if strange := _strangers(told["shifts"], told["days"]):
        raise SystemExit(f"{path}: not as this reader expects, (day, sector, kinds): {strange[:5]}")
    return Sectors(path.stem, Instance.model_validate(_document(path.stem, told)))


def breaches(problem: Problem, roster: Roster) -> int:
    """How often a rule of the file is broken, counted naively: unfilled, two days running, two week-ends running."""
    held = Counter(pair.shift for pair in roster)
    broken = sum(held[shift.id] != 1 for shift in problem.shifts)
    days: dict[str, list[tuple[date, str]]] = {}
    for pair in roster:
        shift = problem.shift_by_id[pair.shift]
        days.setdefault(pair.doctor, []).append((shift.date, shift.line.id))
    for duties in days.values():
        dates = {day for day, _ in duties}
        broken += sum(day + timedelta(days=1) in dates for day in dates)
        weeks = Counter((day - MONDAY).days // 7 for day, _ in duties if day.weekday() >= 5)
        broken += sum(count + weeks[week + 1] > 1 for week, count in weeks.items())
    return broken


def _strangers(shifts: list[dict[str, Any]], days: int) -> list[tuple[int, int, str]]:
    """Days of a sector whose shifts are not one evening, or two shifts on a day that counts as week-end."""
    kinds: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    feasts = {shift["day"] for shift in shifts if shift["we"]}
    for shift in shifts:
        kinds[shift["day"], shift["sec"]].append(shift["kind"])
    everywhere = [(day, sector) for sector in {s["sec"] for s in shifts} for day in range(days)]
    found = ((day, sector, "".join(sorted(kinds[day, sector]))) for day, sector in everywhere)
    return [one for one in found if one[2] != _kinds(one[0], one[0] in feasts)]


def _kinds(day: int, feast: bool) -> str:
    if day % 7 == 5:
        return "AE"
    return "DE" if feast or day % 7 == 6 else "E"


def _document(name: str, told: dict[str, Any]) -> dict[str, Any]:
    sectors = sorted({shift["sec"] for shift in told["shifts"]})
    feasts = {s["day"] for s in told["shifts"] if s["we"] and s["day"] % 7 < 5}
    return {
        "id": name,
        "departement": "62",
        "horizon": {"start": MONDAY, "end": MONDAY + timedelta(days=told["days"] - 1)},
        "calendar": {
            "added_holidays": [_day(day) for day in sorted(feasts)],
            "removed_holidays": [day for day in OFFICIAL if (day - MONDAY).days not in feasts],
        },
        "categories": [
            {"id": "soiree", "weight": 0},
            {"id": "we", "weight": WE},
            {"id": "unites", "weight": ALL_DUTIES, "measure": "units"},
        ],
        "sectors": [{"id": f"s{sector}"} for sector in sectors],
        "sites": [{"id": "mmg", "kind": "mmg"}],
        "lines": [line for sector in sectors for line in _lines(f"s{sector}")],
        "doctors": [_doctor(doctor) for doctor in told["docs"]],
        "availability": [
            {"doctor": f"d{doctor['id']}", "level": "impossible", "date": _day(day)}
            for doctor in told["docs"]
            for day in doctor["off"]
        ],
        "rules": [
            {"kind": "spacing", "days": 1, "strength": "hard"},
            {"kind": "max_in_window", "days": 9, "most": 1, "strength": "hard",
             "lines": [f"week-end-s{sector}" for sector in sectors]},
            {"kind": "fair_share"},
        ],
    }  # fmt: skip


def _day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def _doctor(told: dict[str, Any]) -> dict[str, Any]:
    sectors = [f"s{sector}" for sector in told["secs"]]
    return {"id": f"d{told['id']}", "last_name": f"d{told['id']}", "sectors": sectors}


def _lines(sector: str) -> list[dict[str, Any]]:
    """Week-ends apart, for the rule that speaks of them alone."""
    place = {"function": "effection_fixe", "sectors": [sector], "site": "mmg"}
    feast = {"days": ["dimanche_jf"], "except_days": ["dimanche_civil"], "category": "we"}
    saturday = {"days": ["samedi"], "category": "we"}
    sunday = {"days": ["dimanche_civil"], "category": "we"}
    week = [
        {"id": "soir", **EVENING, "days": ["ouvrable"], "category": "soiree"},
        {"id": "jf", **MORNING, **feast},
        {"id": "jf-soir", **EVENING, **feast},
    ]
    weekend = [
        {"id": "sam", **AFTERNOON, **saturday},
        {"id": "sam-soir", **EVENING, **saturday},
        {"id": "dim", **MORNING, **sunday},
        {"id": "dim-soir", **EVENING, **sunday},
    ]
    return [
        {"id": f"semaine-{sector}", **place, "windows": week},
        {"id": f"week-end-{sector}", **place, "windows": weekend},
    ]
