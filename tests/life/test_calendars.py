"""Calendars over two hundred swaps: what a CalDAV client and two parsers hold is the roster, without double or ghost."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import caldav
import pytest
import vobject
from icalendar import Calendar

from rostering.workflow.life import Asked, agree, ask_swap
from rostering.workflow.published import Published, load_published
from tests.export.test_ical_server import objects, push, server
from tests.life.folders import BEFORE, published, signed
from tests.life.test_folder import lawful_swap

__all__ = ["server"]
SWAPS = 200
Events = dict[str, str]
"""Each event of a file, word for word, by UID."""


def files(folder: Path) -> dict[str, bytes]:
    """Every calendar by its path."""
    return {
        path.relative_to(folder / "ics").as_posix(): path.read_bytes()
        for path in sorted((folder / "ics").rglob("*.ics"))
    }


def events(content: bytes) -> Events:
    """Each event by UID, its bytes as text."""
    bodies = [body.split("END:VEVENT")[0] for body in content.decode().split("BEGIN:VEVENT")[1:]]
    found = {_uid(body): body for body in bodies}
    assert len(found) == len(bodies), "the same UID twice in a file"
    return found


def _uid(body: str) -> str:
    return next(line for line in body.replace("\r\n ", "").splitlines() if line.startswith("UID:"))


def sequence(body: str) -> int:
    (number,) = [line[9:] for line in body.splitlines() if line.startswith("SEQUENCE:")]
    return int(number)


def held(content: bytes) -> set[tuple[str, str]]:
    """(day and hour by the wall clock, end) of each confirmed event, by icalendar and by vobject alike."""
    one = {
        (str(event["DTSTART"].dt), str(event["DTEND"].dt))
        for event in Calendar.from_ical(content).walk("VEVENT")
        if event["STATUS"] == "CONFIRMED"
    }
    other = {
        (str(event.dtstart.value), str(event.dtend.value))
        for event in getattr(vobject.readOne(content.decode()), "vevent_list", [])
        if event.status.value == "CONFIRMED"
    }
    assert one == other
    return one


def duties(found: Published, doctor: str) -> set[tuple[str, str]]:
    """The same from the roster."""
    problem = found.publication.problem
    shifts = [problem.shift_by_id[id_] for id_ in found.roster.by_doctor.get(doctor, ())]
    return {
        _wall(shift.date.isoformat(), shift.window.start, shift.window.end_minute)
        for shift in shifts
    }


def _wall(day: str, start: int, end: int) -> tuple[str, str]:
    """Paris time: +01:00 in winter, +02:00 from 28 March 2027 at 2 h."""
    midnight = datetime.fromisoformat(day)
    return tuple(_at(midnight + timedelta(minutes=minute)) for minute in (start, end))  # type: ignore[return-value]


def _at(moment: datetime) -> str:
    summer = moment >= datetime.fromisoformat("2027-03-28T02:00")
    return f"{moment}+0{2 if summer else 1}:00"


def check_step(asked: Asked, before: dict[str, bytes], now: dict[str, bytes]) -> None:
    """Exactly the events of the duties that moved differ, in exactly the files they stand in, SEQUENCE higher."""
    moved = asked.verdict.proposal.touched
    doctors = {f"medecins/{doctor}.ics" for doctor in asked.verdict.proposal.about}
    changed = {name for name in now if now[name] != before[name]}
    assert changed == doctors | {"secteurs/S.ics", "sites/mmg.ics"}
    for name in changed:
        old, new = events(before[name]), events(now[name])
        assert set(old) <= set(new), "an event vanished without being cancelled"
        for uid, body in new.items():
            if old.get(uid) != body:
                assert any(shift in uid for shift in moved)
                assert uid not in old or sequence(body) > sequence(old[uid])


@pytest.fixture
def collections(server: str) -> Iterator[dict[str, caldav.Calendar]]:
    """A calendar on the server for each file."""
    names = ["medecins/alpha", "medecins/bravo", "medecins/charlie", "medecins/delta", "secteurs/S"]
    with caldav.DAVClient(url=server, username="vie", password="vie") as client:
        principal = client.principal()
        yield {
            f"{name}.ics": principal.make_calendar(name=name.replace("/", "-")) for name in names
        }


def test_two_hundred_swaps_leave_every_client_with_the_roster(
    tmp_path: Path, collections: dict[str, caldav.Calendar]
) -> None:
    """At each swap only what moved changes; at the end the server, icalendar and vobject hold just the roster."""
    path, draw = published(tmp_path), random.Random(7)
    before = files(path)
    for name, collection in collections.items():
        push(collection, before[name])
    for _ in range(SWAPS):
        asked = lawful_swap(path, draw)
        agree(asked, workbooks=False)
        now = files(path)
        check_step(asked, before, now)
        for name, collection in collections.items():
            _push_changes(collection, before[name], now[name])
        before = now
    found = load_published(path)
    assert found.publication.version == SWAPS + 1
    for doctor in found.publication.problem.doctor_by_id:
        name = f"medecins/{doctor}.ics"
        assert held(before[name]) == duties(found, doctor)
        assert _on_server(collections[name]) == duties(found, doctor)
    everybody = set().union(*(duties(found, d) for d in found.publication.problem.doctor_by_id))
    assert _on_server(collections["secteurs/S.ics"]) == everybody


def _push_changes(collection: caldav.Calendar, before: bytes, now: bytes) -> None:
    """What a client does with a file: the events that changed are put under their UID."""
    old, new = objects(before), objects(now)
    for uid, text in new.items():
        if old.get(uid) != text:
            collection.add_event(text, increase_seqno=False)


def _on_server(collection: caldav.Calendar) -> set[tuple[str, str]]:
    found = [Calendar.from_ical(event.data).events[0] for event in collection.events()]
    assert len({str(event["UID"]) for event in found}) == len(found)
    return {
        (str(event["DTSTART"].dt), str(event["DTEND"].dt))
        for event in found
        if event["STATUS"] == "CONFIRMED"
    }


def test_a_night_over_the_clock_change_keeps_its_wall_times_when_it_changes_hands(
    tmp_path: Path,
) -> None:
    """20 h to 8 h of 27 March 2027, eleven hours, before and after the swap."""
    path, night = published(tmp_path), "2027-03-27-mmg-nuit"
    found = load_published(path)
    (owner,) = found.roster.by_shift[night]
    problem = found.publication.problem
    other = next(
        pair for pair in found.roster
        if pair.doctor != owner and problem.shift_by_id[pair.shift].date.day == 24
    )  # fmt: skip
    asked = ask_swap(path, (owner, night, *other), signed(now=BEFORE))
    agree(asked, workbooks=False)
    content = files(path)[f"medecins/{other.doctor}.ics"]
    assert ("2027-03-27 20:00:00+01:00", "2027-03-28 08:00:00+02:00") in held(content)
