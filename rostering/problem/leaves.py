"""Long leaves: days on which a doctor is not in the pool at all, so that they owe no share of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from rostering.domain.facts import Facts
from rostering.domain.people import Availability
from rostering.domain.vocabulary import Level

Leaves = Mapping[str, tuple[tuple[date, date], ...]]
"""By doctor: first and last days of long leaves."""


def long_leaves(facts: Facts) -> Leaves:
    """The leaves of at least `memory.long_absence_days` days in a row; an open end reaches far.

    Whole days declared « impossible » and « congé »; leaves that touch are one. A wish, an ordinary impossibility or
    a shorter leave lowers nobody's share.
    """
    stated: defaultdict[str, list[tuple[date, date]]] = defaultdict(list)
    for entry in facts.availability:
        if is_whole_leave(entry):
            first = entry.date or entry.start or date.min
            stated[entry.doctor].append((first, entry.date or entry.end or date.max))
    least = timedelta(days=facts.memory.long_absence_days - 1)
    found = {doctor: tuple(joined(spans)) for doctor, spans in stated.items()}
    return {
        doctor: tuple(span for span in spans if span[1] - span[0] >= least)
        for doctor, spans in found.items()
    }


def is_whole_leave(entry: Availability) -> bool:
    """True of a leave that takes whole days, every day."""
    narrowed = entry.every or entry.between or entry.categories or entry.lines
    return entry.leave and entry.level is Level.IMPOSSIBLE and not narrowed


def joined(spans: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans of days in order, those that touch made one."""
    merged: list[tuple[date, date]] = []
    for first, last in sorted(spans):
        if merged and (first - merged[-1][1]).days <= 1:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged
