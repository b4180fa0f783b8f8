"""Stretches of the calendar over which rules count: days, ISO weeks, months, quarters, week-ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

Span = Literal["day", "week", "month", "quarter", "horizon"]


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
