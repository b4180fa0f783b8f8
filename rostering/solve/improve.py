"""Large parts: a constructive start, neighbourhoods, and a bound from a relaxation that falls apart."""

from __future__ import annotations

from rostering.solve.search import Listener, Stop
from rostering.solve.settings import Settings
from rostering.solve.stages import Part, PartResult, PartSolver


def solve_part(part: Part, settings: Settings, stop: Stop, listen: Listener) -> PartResult:
    """One part, by one model when it closes by itself."""
    return PartSolver(part, settings, stop, listen).solve()
