"""Stretches of the calendar over which rules count: days, ISO weeks, months, quarters, week-ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from rostering.problem.shift import Shift

Span = Literal["day", "week", "month", "quarter", "horizon"]
Scope = Literal["shift", "day", "weekend"]
"""Where two doctors can meet: on one shift, on one civil day, on one week-end."""


def span_key(day: date, span: Span) -> str:
    """A sortable name of the stretch that holds `day`: 2027-01-04, 2027-S01, 2027-01, 2027-T1."""
    if span == "day":
        return day.isoformat()
    if span == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-S{week:02d}"
    if span == "month":
        return f"{day.year}-{day.month:02d}"
    if span == "quarter":
        return f"{day.year}-T{(day.month + 2) // 3}"
    return "période"


def by_span(dates: tuple[date, ...], span: Span) -> Mapping[str, tuple[date, ...]]:
    """The dates of each stretch, in order."""
    groups: defaultdict[str, list[date]] = defaultdict(list)
    for day in dates:
        groups[span_key(day, span)].append(day)
    return {key: tuple(days) for key, days in groups.items()}


def saturday_of(day: date) -> date | None:
    """The Saturday of the week-end that `day` belongs to, or None from Monday to Friday."""
    if day.weekday() < 5:
        return None
    return day - timedelta(days=day.weekday() - 5)


def saturdays_of(shift: Shift) -> tuple[date, ...]:
    """The Saturdays of the week-ends on which the shift has a civil day, in order."""
    found = {saturday for day in shift.dates if (saturday := saturday_of(day))}
    return tuple(sorted(found))


def meetings_of(shift: Shift, scope: Scope) -> tuple[str, ...]:
    """Keys of where one meets others on that shift: its id, its days, or the Saturdays of its week-ends."""
    if scope == "shift":
        return (shift.id,)
    days = shift.dates if scope == "day" else saturdays_of(shift)
    return tuple(day.isoformat() for day in days)
