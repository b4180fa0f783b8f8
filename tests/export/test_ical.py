"""Calendars: what an event says, which calendar it stands in, and what keeps it itself from version to version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import vobject

from rostering.domain.territory import Site
from rostering.export.ical import calendars, file_paths
from rostering.files.roster_file import of_publication
from rostering.review.publication import Publication
from rostering.workflow.versions import first, following
from tests.build import doctor, line, problem, roster, window
from tests.export.sample import published

ADDRESS = Site(id="mmg", label="MMG Boulogne", address="1, allée de l'Essai", city="Boulogne")
MARTIN = doctor("martin", last_name="Martin", first_name="Anne", rpps="99700000001",
                phone="0300000000", email="anne@exemple.invalid")  # fmt: skip
DUPONT = doctor("dupont", last_name="Dupont", first_name="Jean", sites=("autre",))
ONE_DAY = {"start": "2027-02-01", "end": "2027-02-01", "sites": (ADDRESS, Site(id="autre"))}
MMG = line(label="MMG Boulogne")


def one_evening(*pairs: str, lines: Any = (MMG,), **fields: Any) -> Publication:
    """Monday 1 February 2027, two doctors, one evening line unless told otherwise."""
    expanded = problem(lines, (MARTIN, DUPONT), **{**ONE_DAY, **fields})
    return published(expanded, roster(*pairs))


def then(before: Publication, *pairs: str) -> Publication:
    """The version after, a day later, with those duties."""
    draft = published(before.problem, roster(*pairs), stamp=before.stamp + timedelta(days=1))
    return following(draft, of_publication(first(before)), before)


def events(content: bytes) -> list[dict[str, str]]:
    """The properties of each event of a file, as vobject reads them."""
    calendar = vobject.readOne(content.decode())
    assert calendar.validate(raiseException=True)
    return [
        {child.name: str(child.value) for child in event.getChildren() if child.name != "VALARM"}
        for event in getattr(calendar, "vevent_list", [])
    ]


def test_a_duty_says_what_where_and_how() -> None:
    """In the doctor's own calendar the summary is « Garde, poste, heures (fonction) », with the full address."""
    (event,) = events(
        calendars(one_evening("martin 2027-02-01-mmg-soir"))["ics/medecins/martin.ics"]
    )
    assert event == {
        "UID": "pdsa-62-test~2027-02-01-mmg-soir~dr~martin@rostering.invalid",
        "DTSTAMP": "2026-11-22 09:30:00+00:00",
        "LAST-MODIFIED": "2026-11-22 09:30:00+00:00",
        "SEQUENCE": "0",
        "DTSTART": "2027-02-01 20:00:00+01:00",
        "DTEND": "2027-02-02 00:00:00+01:00",
        "SUMMARY": "Garde MMG Boulogne 20h–24h (effection fixe)",
        "LOCATION": "MMG Boulogne, 1, allée de l'Essai, Boulogne",
        "CATEGORIES": "['effection fixe']",
        "DESCRIPTION": "Secteur : S",
        "STATUS": "CONFIRMED",
        "TRANSP": "OPAQUE",
        "X-MICROSOFT-CDO-BUSYSTATUS": "BUSY",
    }


def test_sector_and_site_calendars_name_the_doctor_first() -> None:
    """One event, the same bytes in both, whose UID knows the post and not the doctor."""
    files = calendars(one_evening("martin 2027-02-01-mmg-soir"))
    (event,) = events(files["ics/secteurs/S.ics"])
    assert events(files["ics/sites/mmg.ics"]) == [event]
    assert event["SUMMARY"] == "MARTIN Anne — Garde MMG Boulogne 20h–24h (effection fixe)"
    assert event["UID"] == "pdsa-62-test~2027-02-01-mmg-soir~1@rostering.invalid"


def test_a_carence_stands_in_the_sector_and_site_calendars_only() -> None:
    """A vacant mandatory post is a tentative, free event that opens with CARENCE."""
    files = calendars(one_evening())
    (event,) = events(files["ics/secteurs/S.ics"])
    shown = [event[name] for name in ("SUMMARY", "STATUS", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS")]
    assert shown == [
        "CARENCE — Garde MMG Boulogne 20h–24h (effection fixe)", "TENTATIVE", "TRANSPARENT", "FREE",
    ]  # fmt: skip
    assert events(files["ics/sites/mmg.ics"]) == [event]
    assert events(files["ics/medecins/martin.ics"]) == []


def test_every_doctor_and_sector_has_a_file_and_every_site_used() -> None:
    """A doctor without a duty has an empty calendar (the link stays good); a site without one has none."""
    files = calendars(one_evening("martin 2027-02-01-mmg-soir"))
    assert list(files) == [
        "ics/medecins/dupont.ics", "ics/medecins/martin.ics", "ics/secteurs/S.ics", "ics/sites/mmg.ics",
    ]  # fmt: skip


def test_a_line_of_no_sector_stands_in_the_territory_file() -> None:
    """Régulation for the whole territory is in secteurs/territoire.ics and in no sector's file."""
    crra = line("crra", label="Régulation", function="regulation", sectors=())
    files = calendars(one_evening("martin 2027-02-01-crra-soir", lines=(crra,)))
    (event,) = events(files["ics/secteurs/territoire.ics"])
    assert event["SUMMARY"] == "MARTIN Anne — Régulation 20h–24h (régulation)"
    assert events(files["ics/secteurs/S.ics"]) == []


def test_an_own_practice_is_the_doctors_site_or_no_site() -> None:
    """A duty at one's own place is in the file of one's site; without a site it is in none."""
    home = line(site="cabinet", staffing={"min": 2})
    files = calendars(
        one_evening("dupont 2027-02-01-mmg-soir", "martin 2027-02-01-mmg-soir", lines=(home,))
    )
    assert [path for path in files if path.startswith("ics/sites/")] == ["ics/sites/autre.ics"]
    (event,) = events(files["ics/medecins/martin.ics"])
    assert event["LOCATION"] == "Cabinet du Dr MARTIN Anne"


def test_a_sas_duty_is_its_block_and_not_its_window() -> None:
    """Six 20-minute slots from the doctor's usual hour: 14:30 to 16:30 of a 14–20 half-day."""
    sas = line(
        "sas",
        window("apres-midi", "14:00", "20:00"),
        function="sas",
        site="cabinet",
        label="SAS du jour",
    )
    usual = MARTIN.model_copy(
        update={"sas_registered": True, "usual_hours": MARTIN.usual_hours.model_copy(update={"afternoon": 870})}
    )  # fmt: skip
    expanded = problem((sas,), (usual,), **ONE_DAY)
    files = calendars(published(expanded, roster("martin 2027-02-01-sas-apres-midi")))
    (event,) = events(files["ics/medecins/martin.ics"])
    assert (event["DTSTART"][11:16], event["DTEND"][11:16]) == ("14:30", "16:30")
    assert event["SUMMARY"] == "SAS du jour 14h30–16h30 (créneaux SAS)"


def test_stamps_and_sequence_are_those_of_the_duty() -> None:
    """The version in which the duty last changed rules, whatever the version published."""
    then = datetime(2026, 12, 1, 8, tzinfo=UTC)
    changed = replace(
        one_evening("martin 2027-02-01-mmg-soir"),
        version=5,
        sequences={"2027-02-01-mmg-soir": 3},
        stamps={"2027-02-01-mmg-soir": then},
    )
    (event,) = events(calendars(changed)["ics/medecins/martin.ics"])
    assert [event[name] for name in ("SEQUENCE", "DTSTAMP", "LAST-MODIFIED")] == [
        "3", str(then), str(then),
    ]  # fmt: skip


def test_the_same_publication_is_the_same_bytes() -> None:
    """Nothing comes from the clock or from chance."""
    publication = one_evening("martin 2027-02-01-mmg-soir")
    assert calendars(publication) == calendars(publication)


def test_a_swap_changes_the_event_of_the_sector_and_moves_that_of_the_doctors() -> None:
    """In the sector the UID stays and the name changes; the one who leaves keeps a CANCELLED event."""
    before = one_evening("martin 2027-02-01-mmg-soir")
    after = calendars(then(before, "dupont 2027-02-01-mmg-soir"))
    old = events(calendars(before)["ics/secteurs/S.ics"])
    (now,) = events(after["ics/secteurs/S.ics"])
    assert [event["UID"] for event in old] == [now["UID"]]
    assert now["SUMMARY"].startswith("DUPONT Jean — ")
    (left,) = events(after["ics/medecins/martin.ics"])
    assert (left["STATUS"], left["UID"]) == (
        "CANCELLED",
        "pdsa-62-test~2027-02-01-mmg-soir~dr~martin@rostering.invalid",
    )


def test_an_optional_post_given_up_is_cancelled_in_the_sector() -> None:
    """Two doctors yesterday, one today, one enough: the second post is said cancelled."""
    both = ("dupont 2027-02-01-mmg-soir", "martin 2027-02-01-mmg-soir")
    pair = one_evening(*both, lines=(line(staffing={"min": 1, "target": 2}),))
    after = calendars(then(pair, "martin 2027-02-01-mmg-soir"))
    found = [(event["UID"][-21:], event["STATUS"]) for event in events(after["ics/secteurs/S.ics"])]
    assert found == [("r~1@rostering.invalid", "CONFIRMED"),
                     ("r~2@rostering.invalid", "CANCELLED")]  # fmt: skip


def test_who_holds_a_duty_again_sees_it_again_and_nobody_sees_a_ghost() -> None:
    """Martin, Dupont, Martin again: each UID once in each file, SEQUENCE rising, Dupont's cancelled."""
    start = one_evening("martin 2027-02-01-mmg-soir")
    second = then(start, "dupont 2027-02-01-mmg-soir")
    draft = published(start.problem, start.roster, stamp=second.stamp + timedelta(days=1))
    files = calendars(following(draft, of_publication(second), second))
    (mine,), (his,) = (events(files[f"ics/medecins/{who}.ics"]) for who in ("martin", "dupont"))
    assert [(event["STATUS"], event["SEQUENCE"]) for event in (mine, his)] == [
        ("CONFIRMED", "2"),
        ("CANCELLED", "2"),
    ]


def test_what_did_not_change_keeps_its_bytes() -> None:
    """Two evenings, one given away: the other one's event is the same bytes, in each file where it stands."""
    fields = {"end": "2027-02-02"}
    before = one_evening("martin 2027-02-01-mmg-soir", "martin 2027-02-02-mmg-soir", **fields)
    after = then(before, "dupont 2027-02-01-mmg-soir", "martin 2027-02-02-mmg-soir")
    old, new = calendars(before), calendars(after)
    for path in ("ics/medecins/martin.ics", "ics/secteurs/S.ics", "ics/sites/mmg.ics"):
        (kept,) = [
            event for event in old[path].split(b"BEGIN:VEVENT") if b"2027-02-02-mmg" in event
        ]
        assert kept.split(b"END:VCALENDAR")[0] in new[path]


def test_an_address_that_changes_updates_the_events_that_say_it() -> None:
    """Nobody moves, the place does: SEQUENCE 1, so that phones take the new address."""
    before = one_evening("martin 2027-02-01-mmg-soir")
    moved = one_evening(
        "martin 2027-02-01-mmg-soir", sites=(ADDRESS.model_copy(update={"city": "Outreau"}), Site(id="autre"))
    )  # fmt: skip
    files = calendars(following(moved, of_publication(first(before)), before))
    (event,) = events(files["ics/medecins/martin.ics"])
    assert (event["SEQUENCE"], event["LOCATION"][-7:]) == ("1", "Outreau")


def test_colleagues_of_the_same_shift_are_named() -> None:
    """Two doctors on one shift each read the other's name, and have different UIDs in the sector file."""
    both = ("dupont 2027-02-01-mmg-soir", "martin 2027-02-01-mmg-soir")
    files = calendars(one_evening(*both, lines=(line(staffing={"min": 2}),)))
    (event,) = events(files["ics/medecins/martin.ics"])
    assert event["DESCRIPTION"] == "Secteur : S\nAvec : DUPONT Jean"
    assert len({event["UID"] for event in events(files["ics/secteurs/S.ics"])}) == 2


def test_a_reminder_only_when_chosen_and_only_in_own_calendars() -> None:
    """24 hours before, shown on screen; nothing in the sector's calendar, nothing by default."""
    publication = one_evening("martin 2027-02-01-mmg-soir")
    files = calendars(publication, reminder_hours=24)
    assert (
        b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT24H\r\n" in files["ics/medecins/martin.ics"]
    )
    assert b"VALARM" not in files["ics/secteurs/S.ics"]
    assert b"VALARM" not in calendars(publication)["ics/medecins/martin.ics"]


def test_a_calendar_says_its_name_and_how_often_to_look() -> None:
    """NAME for the standard, X-WR-CALNAME for Google and Apple, a refresh period with its value type."""
    content = calendars(one_evening())["ics/medecins/martin.ics"].decode()
    for wanted in (
        "METHOD:PUBLISH",
        "NAME:Gardes — MARTIN Anne",
        "X-WR-CALNAME:Gardes — MARTIN Anne",
        "X-WR-TIMEZONE:Europe/Paris",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    ):
        assert f"\r\n{wanted}\r\n" in content


def test_no_file_holds_what_is_private() -> None:
    """Neither telephone, nor e-mail, nor RPPS, nor ATTENDEE, nor a UID of the calendar itself."""
    content = b"".join(calendars(one_evening("martin 2027-02-01-mmg-soir")).values())
    for private in (b"0300000000", b"exemple.invalid", b"99700000001", b"ATTENDEE", b"ORGANIZER"):
        assert private not in content
    assert content.count(b"UID:") == content.count(b"BEGIN:VEVENT")


def test_no_name_breaks_out_of_its_property() -> None:
    """Line breaks, semicolons, commas, « = » and control characters in names stay in the summary."""
    wild = "Le;Goff,=CARENCE\r\nEND:VEVENT\x0bX\u2028Y"
    noisy = doctor("martin", last_name="N", first_name=wild)
    expanded = problem((line(label=wild),), (noisy,), **ONE_DAY)
    files = calendars(published(expanded, roster("martin 2027-02-01-mmg-soir")))
    (event,) = events(files["ics/secteurs/S.ics"])
    clean = "Le;Goff,=CARENCE\nEND:VEVENT X Y"
    assert event["SUMMARY"] == f"N {clean} — Garde {clean} 20h–24h (effection fixe)"


def test_file_names_are_told_apart_everywhere() -> None:
    """Names that Windows refuses or confuses, and a sector called territoire, take an underscore."""
    keys = [("secteurs", id_) for id_ in ("", "territoire", "CON", "nul.b", "Nord", "nord", "a.b")]
    assert file_paths(keys) == {
        ("secteurs", "territoire"): "ics/secteurs/territoire.ics",
        ("secteurs", ""): "ics/secteurs/_territoire.ics",
        ("secteurs", "CON"): "ics/secteurs/_CON.ics",
        ("secteurs", "nul.b"): "ics/secteurs/_nul.b.ics",
        ("secteurs", "Nord"): "ics/secteurs/Nord.ics",
        ("secteurs", "nord"): "ics/secteurs/_nord.ics",
        ("secteurs", "a.b"): "ics/secteurs/a.b.ics",
    }
