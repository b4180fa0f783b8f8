"""One duty as the bytes of a VEVENT; the library escapes and folds each property, lines are joined here.

A whole `icalendar.Event` costs six times as much, and most lines are the same from duty to duty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from icalendar import vText
from icalendar.parser import Contentline, Parameters

from rostering.domain.period import zone_info
from rostering.domain.post import Cancelled
from rostering.export.duty import Duty, title
from rostering.review.publication import Publication

DOMAIN = "rostering.invalid"
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")
"""Forbidden in a calendar, or taken for the end of a line by some readers."""


@dataclass(frozen=True)
class State:
    """How an event shows: its properties, and the words that open its summary."""

    status: str
    transparency: str
    busy: str
    opening: str = ""


HELD = State("CONFIRMED", "OPAQUE", "BUSY")
VACANT = State("TENTATIVE", "TRANSPARENT", "FREE", "CARENCE — ")
GONE = "ANNULÉ — "


def own_event(publication: Publication, duty: Duty, reminder_hours: int | None = None) -> bytes:
    """The duty in its doctor's own calendar: the doctor is part of the UID, colleagues are named."""
    assert duty.doctor is not None, "a vacant post belongs to nobody"
    problem, held = publication.problem, publication.roster.by_shift.get(duty.shift.id, ())
    colleagues = [problem.doctor_by_id[id_].name for id_ in held if id_ != duty.doctor.id]
    notes = _notes(publication, duty)
    if colleagues:
        notes.append(f"Avec : {', '.join(colleagues)}")
    summary = title(duty, problem.zone)
    reminder = _reminder(reminder_hours, summary)
    return _event(publication, duty, HELD, (f"dr~{duty.doctor.id}", summary, notes), reminder)


def shared_event(publication: Publication, duty: Duty) -> bytes:
    """The duty in the calendars of its sectors and site: UID by post, the doctor's name first."""
    state = HELD if duty.doctor else VACANT
    words = title(duty, publication.problem.zone)
    if duty.doctor:
        words = f"{duty.doctor.name} — {words}"
    notes = _notes(publication, duty)
    if state is VACANT:
        notes.append("Aucun médecin inscrit à ce poste.")
    return _event(publication, duty, state, (str(duty.post), state.opening + words, notes))


def cancellation(
    publication: Publication, duty: Duty, holder: str, calendars: tuple[str, ...]
) -> Cancelled:
    """What will have to be told of that event once it is gone; `holder` is the end of its UID."""
    return Cancelled(
        uid=_uid(publication, duty, holder),
        shift=duty.shift.id,
        calendars=calendars,
        stamp=(publication.stamps or {}).get(duty.shift.id, publication.stamp),
        sequence=(publication.sequences or {}).get(duty.shift.id, 0),
        start=duty.period.start,
        end=duty.period.end,
        summary=title(duty, publication.problem.zone),
    )


def cancelled_event(gone: Cancelled, zone: str) -> bytes:
    """The event as it stays in the calendars: cancelled, free, in its own UID."""
    stamp = _utc(gone.stamp)
    lines = (
        b"BEGIN:VEVENT\r\n",
        text_line("UID", gone.uid),
        f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\nSEQUENCE:{gone.sequence}\r\n".encode(),
        f"DTSTART;TZID={zone}:{_wall(gone.start, zone)}\r\n".encode(),
        f"DTEND;TZID={zone}:{_wall(gone.end, zone)}\r\n".encode(),
        text_line("SUMMARY", GONE + gone.summary),
        b"STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\nX-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n",
        b"END:VEVENT\r\n",
    )
    return b"".join(lines)


def _uid(publication: Publication, duty: Duty, holder: str) -> str:
    return f"{_slot(publication, duty)}~{holder}@{DOMAIN}"


def _event(
    publication: Publication,
    duty: Duty,
    state: State,
    words: tuple[str, str, list[str]],
    reminder: bytes = b"",
) -> bytes:
    """`words`: the end of the UID, the summary, the lines of the description."""
    shift, zone = duty.shift, publication.problem.zone
    holder, summary, notes = words
    stamp = _utc((publication.stamps or {}).get(shift.id, publication.stamp))
    place = _place(duty)
    lines = (
        b"BEGIN:VEVENT\r\n",
        text_line("UID", _uid(publication, duty, holder)),
        f"DTSTAMP:{stamp}\r\nLAST-MODIFIED:{stamp}\r\n".encode(),
        f"SEQUENCE:{(publication.sequences or {}).get(shift.id, 0)}\r\n".encode(),
        f"DTSTART;TZID={zone}:{_wall(duty.period.start, zone)}\r\n".encode(),
        f"DTEND;TZID={zone}:{_wall(duty.period.end, zone)}\r\n".encode(),
        text_line("SUMMARY", summary),
        text_line("LOCATION", place) if place else b"",
        text_line("CATEGORIES", shift.line.function.label),
        text_line("DESCRIPTION", "\n".join(notes)) if notes else b"",
        f"STATUS:{state.status}\r\nTRANSP:{state.transparency}\r\n".encode(),
        f"X-MICROSOFT-CDO-BUSYSTATUS:{state.busy}\r\n".encode(),
        reminder,
        b"END:VEVENT\r\n",
    )
    return b"".join(lines)


def _slot(publication: Publication, duty: Duty) -> str:
    """What names the duty whoever holds it; « ~ » stands in no id, so no two can be confused."""
    facts = publication.problem.facts
    return f"pdsa-{facts.departement}-{facts.id}~{duty.shift.id}"


def _place(duty: Duty) -> str:
    if duty.site:
        return duty.site.full_address
    return f"Cabinet du Dr {duty.doctor.name}" if duty.doctor else ""


def _notes(publication: Publication, duty: Duty) -> list[str]:
    facts, shift = publication.problem.facts, duty.shift
    names = [sector.name for sector in facts.sectors if sector.id in shift.line.sectors]
    notes = [f"Secteur : {', '.join(names)}"] if names else []
    if holiday := publication.problem.calendar.holiday_name(shift.date):
        notes.append(f"Jour férié : {holiday}")
    return notes


def _reminder(hours: int | None, summary: str) -> bytes:
    if hours is None:
        return b""
    opening = f"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT{hours}H\r\n".encode()
    return opening + text_line("DESCRIPTION", summary) + b"END:VALARM\r\n"


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _wall(instant: datetime, zone: str) -> str:
    return f"{instant.astimezone(zone_info(zone)):%Y%m%dT%H%M%S}"


@lru_cache(maxsize=4096)
def text_line(name: str, text: str) -> bytes:
    """A text property escaped, folded at 75 octets and ended; stray control characters become spaces."""
    clean = UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    line = Contentline.from_parts(name, Parameters(), vText(clean), sorted=False)
    return bytes(line.to_ical()) + b"\r\n"
