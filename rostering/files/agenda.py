"""A doctor's own calendar (.ics) read as plain dates: when, never what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from rostering.domain.facts import Horizon
from rostering.domain.people import Availability, Hours

MARGIN_DAYS = 4
"""Duties that begin before the last midnight run on into the next days."""
MIDNIGHT = 24 * 60
QUARTER = 15


class UnreadableAgenda(Exception):
    """Not a calendar; `str()` says what is wrong."""


@dataclass(frozen=True)
class Busy:
    """A stretch of one day in minutes from midnight, or whole days when `end` is None."""

    first: date
    last: date
    start: int = 0
    end: int | None = None


def read_agenda(path: Path, model: Availability, horizon: Horizon, zone: str) -> list[Availability]:
    """What `model` says, restricted to each busy stretch of the calendar over the horizon.

    Transparent and cancelled events are left out; times are widened to the quarter hour.
    """
    calendar = _calendar(path)
    first, last = horizon.start - timedelta(days=1), horizon.end + timedelta(days=MARGIN_DAYS)
    found: set[Busy] = set()
    try:
        for event in recurring_ical_events.of(calendar).between(first, last + timedelta(days=1)):
            if _counts(event):
                found.update(_busy(event, ZoneInfo(zone)))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableAgenda(
            "agenda illisible : un événement n'a pas de dates valables"
        ) from error
    kept = [busy for busy in found if busy.first <= last and busy.last >= first]
    ordered = sorted(kept, key=lambda busy: (busy.first, busy.last, busy.start, busy.end or -1))
    return [_statement(model, busy, path.name) for busy in ordered]


def _calendar(path: Path) -> icalendar.Calendar:
    try:
        found = icalendar.Calendar.from_ical(path.read_bytes())
    except OSError as error:
        raise UnreadableAgenda("agenda introuvable ou illisible") from error
    except (ValueError, IndexError, KeyError) as error:
        raise UnreadableAgenda("ce n'est pas un agenda au format .ics") from error
    if not isinstance(found, icalendar.Calendar):
        raise UnreadableAgenda("ce n'est pas un agenda au format .ics")
    return found


def _counts(event: icalendar.Event) -> bool:
    return (
        str(event.get("TRANSP", "")).upper() != "TRANSPARENT"
        and str(event.get("STATUS", "")).upper() != "CANCELLED"
    )


def _busy(event: icalendar.Event, zone: ZoneInfo) -> Iterator[Busy]:
    """The stretches of an event, none of which passes midnight unless it is of whole days."""
    start, end = event.start, event.end
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        yield Busy(start, max(start, end - timedelta(days=1)))
        return
    opens, closes = _local(start, zone), _local(end, zone)
    if closes <= opens:
        return
    closes += timedelta(seconds=59)  # a minute begun counts
    first, from_minute = opens.date(), _minute(opens) // QUARTER * QUARTER
    last, to_minute = closes.date(), -(-_minute(closes) // QUARTER) * QUARTER
    if to_minute == 0:
        last, to_minute = last - timedelta(days=1), MIDNIGHT
    yield from _split(first, from_minute, last, to_minute)


def _split(first: date, start: int, last: date, end: int) -> Iterator[Busy]:
    if first == last:
        yield _part(first, start, end)
        return
    if start:
        yield _part(first, start, MIDNIGHT)
        first += timedelta(days=1)
    if end < MIDNIGHT:
        yield _part(last, 0, end)
        last -= timedelta(days=1)
    if first <= last:
        yield Busy(first, last)


def _part(day: date, start: int, end: int) -> Busy:
    whole = start == 0 and end == MIDNIGHT
    return Busy(day, day) if whole else Busy(day, day, start, end)


def _local(instant: datetime, zone: ZoneInfo) -> datetime:
    """The wall clock of the territory; an event without a zone is already there."""
    return instant if instant.tzinfo is None else instant.astimezone(UTC).astimezone(zone)


def _minute(instant: datetime) -> int:
    return instant.hour * 60 + instant.minute


def _statement(model: Availability, busy: Busy, source: str) -> Availability:
    hours = None if busy.end is None else Hours(start=busy.start, end=busy.end)
    dates = (
        {"date": busy.first, "start": None, "end": None}
        if busy.first == busy.last
        else {"date": None, "start": busy.first, "end": busy.last}
    )
    return model.model_copy(update={**dates, "between": hours, "source": source})
