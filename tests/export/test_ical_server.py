"""A real CalDAV server (Radicale on loopback) takes our events, updates them and never doubles them."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import caldav
import pytest
from icalendar import Calendar

from rostering.domain.roster import Roster
from rostering.export.ical import calendars
from rostering.export.timezone import vtimezone
from rostering.review.publication import Publication
from tests.build import doctor, line, problem, window
from tests.export.sample import published

SECTOR = "ics/secteurs/S.ics"
CHANGED = "2027-03-27-n-nuit"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Radicale of our own, empty, ended with the tests."""
    folder = tmp_path_factory.mktemp("radicale")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = [
        "--config", "", "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none",
        "--storage-filesystem-folder", str(folder), "--logging-level", "error",
    ]  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "radicale", *options])
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("Radicale did not start")


@pytest.fixture
def collection(server: str, request: pytest.FixtureRequest) -> Iterator[caldav.Calendar]:
    """A new calendar on the server for each test."""
    with caldav.DAVClient(url=server, username="essai", password="essai") as client:
        yield client.principal().make_calendar(name=request.node.name)


def nights(changed_to: str = "a") -> Publication:
    """The nights of 26 to 28 March 2027 by `a`; that of the clock change by another in version 2."""
    expanded = problem(
        [line("n", window("nuit", "20:00", "08:00"), label="Nuit; de, « garde »")],
        [doctor("a"), doctor("b")],
        "2027-03-26",
        "2027-03-28",
    )
    pairs = [(changed_to if shift.id == CHANGED else "a", shift.id) for shift in expanded.shifts]
    first = published(expanded, Roster.of(pairs))
    return first if changed_to == "a" else replace(first, version=2, sequences={CHANGED: 1})


def objects(content: bytes) -> dict[str, str]:
    """What a CalDAV server stores: one UID per object, its time zone with it, and no METHOD."""
    text = content.decode()
    head, zone = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//essai//FR\r\n",
        vtimezone("Europe/Paris"),
    )
    bodies = [body.split("END:VEVENT")[0] for body in text.split("BEGIN:VEVENT")[1:]]
    whole = [
        f"{head}{zone.decode()}BEGIN:VEVENT{body}END:VEVENT\r\nEND:VCALENDAR\r\n" for body in bodies
    ]
    return {str(Calendar.from_ical(text).events[0]["UID"]): text for text in whole}


def push(collection: caldav.Calendar, content: bytes) -> None:
    for text in objects(content).values():
        collection.add_event(text, increase_seqno=False)


def stored(collection: caldav.Calendar) -> dict[str, dict[str, str]]:
    """The properties of each event on the server, by UID."""
    events = [Calendar.from_ical(event.data).events[0] for event in collection.events()]
    assert len({str(event["UID"]) for event in events}) == len(events)
    return {str(event["UID"]): _properties(event) for event in events}


def sent(content: bytes) -> dict[str, dict[str, str]]:
    found = {uid: Calendar.from_ical(text).events[0] for uid, text in objects(content).items()}
    return {uid: _properties(event) for uid, event in found.items()}


def _properties(event: Calendar) -> dict[str, str]:
    return {name: event[name].to_ical().decode() for name in event}


def test_the_server_gives_back_what_was_sent(collection: caldav.Calendar) -> None:
    """Three nights pushed, the same three read back, property by property."""
    content = calendars(nights())[SECTOR]
    push(collection, content)
    assert stored(collection) == sent(content)


def test_a_second_import_doubles_nothing(collection: caldav.Calendar) -> None:
    """The same file pushed twice leaves three events."""
    content = calendars(nights())[SECTOR]
    push(collection, content)
    push(collection, content)
    assert stored(collection) == sent(content)


def test_a_new_version_updates_the_event_that_changed(collection: caldav.Calendar) -> None:
    """Version 2 over version 1: three events, the swapped one with its new doctor and SEQUENCE 1."""
    push(collection, calendars(nights())[SECTOR])
    push(collection, calendars(nights("b"))[SECTOR])
    found = stored(collection)
    summaries = {uid: (event["SUMMARY"][:1], event["SEQUENCE"]) for uid, event in found.items()}
    assert summaries == {
        f"pdsa-62-test~2027-03-{day}-n-nuit~1@rostering.invalid": shown
        for day, shown in (("26", ("A", "0")), ("27", ("B", "1")), ("28", ("A", "0")))
    }


def test_the_server_finds_the_night_of_the_clock_change(collection: caldav.Calendar) -> None:
    """A search between 5 h and 6 h UTC on 28 March finds the night that ends at 6 h UTC, and only it."""
    push(collection, calendars(nights())[SECTOR])
    hits = collection.search(
        event=True, start=_utc("2027-03-28 05:00"), end=_utc("2027-03-28 06:00"), expand=False
    )
    assert [str(Calendar.from_ical(hit.data).events[0]["UID"]) for hit in hits] == [
        f"pdsa-62-test~{CHANGED}~1@rostering.invalid"
    ]
    late = collection.search(
        event=True, start=_utc("2027-03-28 06:00"), end=_utc("2027-03-28 07:00"), expand=False
    )
    assert late == []


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+00:00")
