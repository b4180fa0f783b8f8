"""The windows of domain.md §2.2 and §7.9, as they are written in a file."""

from __future__ import annotations

from typing import Any

from instances.recipe.people import Entry
from instances.recipe.text import Quoted


def window(id: str, start: str, end: str, *days: str, **fields: Any) -> Entry:
    """A window of those hours on those days."""
    return {"id": id, "start": Quoted(start), "end": Quoted(end), "days": list(days), **fields}


EVENING = window("soir", "20:00", "24:00", "ouvrable")
SATURDAY_DAY = window("sam-jour", "12:00", "20:00", "samedi")
SATURDAY_EVENING = window("sam-soir", "20:00", "24:00", "samedi")
SATURDAY_LONG = window("sam", "12:00", "24:00", "samedi")
SUNDAY_DAY = window("djf-jour", "08:00", "20:00", "dimanche_jf")
SUNDAY_MORNING = window("djf-matin", "08:00", "14:00", "dimanche_jf")
SUNDAY_AFTERNOON = window("djf-apm", "14:00", "20:00", "dimanche_jf")
SUNDAY_EVENING = window("djf-soir", "20:00", "24:00", "dimanche_jf")
SUNDAY_LONG = window("djf", "08:00", "24:00", "dimanche_jf")
PONT_SATURDAY = window("pont-sam", "08:00", "12:00", "pont_samedi")

TWELVE_HOUR_SUNDAY = [EVENING, SATURDAY_DAY, SATURDAY_EVENING, SUNDAY_DAY, SUNDAY_EVENING]
"""W 20–24 · Sat 12–20, 20–24 · Sun/JF 8–20, 20–24 (Haute-Marne, Mayenne)."""
SPLIT_SUNDAY = [
    EVENING, SATURDAY_DAY, SATURDAY_EVENING, SUNDAY_MORNING, SUNDAY_AFTERNOON, SUNDAY_EVENING,
]  # fmt: skip
"""W 20–24 · Sat 12–20, 20–24 · Sun/JF 8–14, 14–20, 20–24 (Boulogne)."""
