"""The answer of `scout`."""

from __future__ import annotations

from rostering.explain.scout import Scouting


def scouted(found: Scouting) -> dict[str, object]:
    """Every duty with who can hold it, then each kind of finding."""
    return {
        "duties": [
            {"shift": one.shift, "needed": one.needed, "able": list(one.able), "margin": one.margin}
            for one in found.outlooks
        ],
        "starved": [
            {"duties": list(one.duties), "needed": one.needed, "possible": one.possible}
            for one in found.starved
        ],
        "critical": {doctor: list(duties) for doctor, duties in found.critical.items()},
        "weeks": [
            {
                "week": one.week,
                "category": one.category,
                "demand": one.demand,
                "capacity": one.capacity,
            }
            for one in found.pressures
        ],
        "under_minimum": list(found.under_minimum),
        "contradictions": list(found.contradictions),
    }
