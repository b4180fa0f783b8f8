"""Calendars that doctors and secretaries import or subscribe to: one per doctor, per sector, per site.

A duty keeps its UID from version to version; its stamps and SEQUENCE are those of the version in which
*that duty* last changed, never of the clock: a calendar that did not change is the same bytes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from rostering.domain.post import Cancelled
from rostering.export.duty import Duty, duties
from rostering.export.event import (
    cancellation,
    cancelled_event,
    own_event,
    shared_event,
    text_line,
)
from rostering.export.timezone import vtimezone
from rostering.review.publication import Publication

Feeds = Mapping[tuple[str, str], list[bytes]]
"""The events of each calendar, by folder and id."""
DOCTORS, SECTORS, SITES = "medecins", "secteurs", "sites"
NO_STAMP = datetime(1970, 1, 1, tzinfo=UTC)
TERRITORY = "territoire"
"""The file of the lines that belong to no sector."""
RESERVED = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)}
)
"""Names that Windows refuses to files, whatever their ending."""


def calendars(publication: Publication, reminder_hours: int | None = None) -> dict[str, bytes]:
    """Relative path → file: `ics/medecins/`, `ics/secteurs/`, `ics/sites/`, ready to be written.

    `reminder_hours`: a reminder so many hours before each duty, in the doctors' own calendars only.
    Own places without a site have no file. What earlier versions held and this one no longer does stays as
    CANCELLED.
    """
    facts, zone = publication.problem.facts, publication.problem.zone
    feeds = _feeds(publication, reminder_hours)
    labels = {(DOCTORS, doctor.id): f"Gardes — {doctor.name}" for doctor in facts.doctors}
    labels |= {(SECTORS, area.id): f"Tableau de garde — {area.name}" for area in facts.sectors}
    labels |= {(SITES, site.id): f"Gardes — {site.name}" for site in facts.sites}
    labels[SECTORS, ""] = f"Tableau de garde — {facts.name}"
    labels |= {
        key: key[1] for key in feeds if key not in labels
    }  # gone since, with events to cancel
    wanted = [
        (folder, id_)
        for folder, id_ in labels
        if (folder, id_) in feeds or (folder != SITES and id_)
    ]
    paths = file_paths(wanted)
    return {
        paths[key]: calendar(labels[key], zone, feeds.get(key, []))
        for key in sorted(wanted, key=lambda key: paths[key])
    }


def file_paths(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """A path for each (folder, id): the id itself, or with `_` before what a file system would confuse."""
    paths: dict[tuple[str, str], str] = {}
    taken: set[tuple[str, str]] = set()
    for folder, id_ in sorted(keys, key=lambda key: (key[1] == "", key)):
        name = id_ or TERRITORY
        while (folder, name.casefold()) in taken or name.casefold().split(".")[0] in RESERVED:
            name = f"_{name}"
        taken.add((folder, name.casefold()))
        paths[folder, id_] = f"ics/{folder}/{name}.ics"
    return paths


def calendar(label: str, zone: str, events: Iterable[bytes]) -> bytes:
    """A whole file: what a calendar says of itself, its time zone, its events."""
    head = (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rostering//tableau de garde//FR\r\n"
        b"CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n",
        text_line("NAME", label),
        text_line("X-WR-CALNAME", label),
        f"X-WR-TIMEZONE:{zone}\r\n".encode(),
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n",
    )
    return b"".join((*head, vtimezone(zone), *events, b"END:VCALENDAR\r\n"))


def _feeds(publication: Publication, reminder_hours: int | None) -> Feeds:
    """Every event, written once and put in each calendar it belongs to."""
    feeds: defaultdict[tuple[str, str], list[bytes]] = defaultdict(list)
    for duty in _posts(publication):
        if duty.doctor:
            event = own_event(publication, duty, reminder_hours=reminder_hours)
            feeds[DOCTORS, duty.doctor.id].append(event)
        event = shared_event(publication, duty)
        for key in _shared_by(duty):
            feeds[key].append(event)
    for gone in publication.cancelled:
        event = cancelled_event(gone, publication.problem.zone)
        for name in gone.calendars:
            folder, _, id_ = name.partition("/")
            feeds[folder, id_].append(event)
    return feeds


def _posts(publication: Publication) -> tuple[Duty, ...]:
    return duties(publication.problem, publication.roster, publication.report.vacancies)


def digests(publication: Publication) -> dict[str, str]:
    """For each duty a few letters that change when one of its events would say something else, stamps apart."""
    bare = replace(publication, stamp=NO_STAMP, stamps={}, sequences={})
    told: defaultdict[str, list[bytes]] = defaultdict(list)
    for duty in _posts(bare):
        told[duty.shift.id].append(shared_event(bare, duty))
        if duty.doctor:
            told[duty.shift.id].append(own_event(bare, duty))
    return {
        shift: hashlib.sha256(b"".join(events)).hexdigest()[:8]
        for shift, events in sorted(told.items())
    }


def events_of(publication: Publication) -> dict[str, Cancelled]:
    """What calendars hold, by UID, as it will have to be cancelled when it is gone."""
    found: dict[str, Cancelled] = {}
    for duty in _posts(publication):
        places = tuple(f"{folder}/{id_}" for folder, id_ in _shared_by(duty))
        held = [(str(duty.post), places)]
        if duty.doctor:
            held.append((f"dr~{duty.doctor.id}", (f"{DOCTORS}/{duty.doctor.id}",)))
        for holder, names in held:
            one = cancellation(publication, duty, holder, names)
            found[one.uid] = one
    return found


def _shared_by(duty: Duty) -> Iterator[tuple[str, str]]:
    """The sectors' and the site's calendars that the duty belongs to."""
    for sector in duty.shift.line.sectors or ("",):
        yield SECTORS, sector
    if duty.site:
        yield SITES, duty.site.id
