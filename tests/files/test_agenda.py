"""A doctor's own calendar: when, never what."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files.bad import SHORT_YAML, loaded, said, typed_in, yaml_file
from tests.files.rich import SHORT

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//essai//FR\r\n"


def agenda(*events: str) -> str:
    """A calendar of events given as lines."""
    bodies = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20270101T000000Z\r\nSUMMARY:Chimiothérapie\r\n"
        + event.replace("\n", "\r\n") + "\r\nEND:VEVENT\r\n"
        for number, event in enumerate(events)
    )  # fmt: skip
    return HEAD + bodies + "END:VCALENDAR\r\n"


def read(folder: Path, *events: str, more: str = "") -> list[dict[str, object]]:
    """What the calendar of the doctor says over 1–7 February 2027, without what never changes."""
    (folder / "martin.ics").write_bytes(agenda(*events).encode())
    text = f"availability: [{{doctor: martin, level: impossible, ics: martin.ics{more}}}]\n"
    found = loaded(yaml_file(folder, SHORT_YAML + text)).availability
    assert {entry.source for entry in found} <= {"martin.ics"}
    return [
        entry.model_dump(mode="json", exclude_defaults=True, exclude={"doctor", "level", "source"})
        for entry in found
    ]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("DTSTART;VALUE=DATE:20270203\nDTEND;VALUE=DATE:20270204", [{"date": "2027-02-03"}]),
        ("DTSTART;VALUE=DATE:20270203", [{"date": "2027-02-03"}]),
        ("DTSTART;VALUE=DATE:20270203\nDTEND;VALUE=DATE:20270206", [{"start": "2027-02-03", "end": "2027-02-05"}]),
        ("DTSTART:20270203T180000Z\nDTEND:20270203T193000Z",
         [{"date": "2027-02-03", "between": {"start": "19:00", "end": "20:30"}}]),
        ("DTSTART:20270203T180000\nDTEND:20270203T193000",
         [{"date": "2027-02-03", "between": {"start": "18:00", "end": "19:30"}}]),
        ("DTSTART:20270203T181400\nDTEND:20270203T193001",
         [{"date": "2027-02-03", "between": {"start": "18:00", "end": "19:45"}}]),
        ("DTSTART:20270203T181500\nDTEND:20270203T193000",
         [{"date": "2027-02-03", "between": {"start": "18:15", "end": "19:30"}}]),
        ("DTSTART:20270203T220000\nDTEND:20270204T060000",
         [{"date": "2027-02-03", "between": {"start": "22:00", "end": "24:00"}},
          {"date": "2027-02-04", "between": {"start": "00:00", "end": "06:00"}}]),
        ("DTSTART:20270203T220000\nDTEND:20270206T000000",
         [{"date": "2027-02-03", "between": {"start": "22:00", "end": "24:00"}},
          {"start": "2027-02-04", "end": "2027-02-05"}]),
        ("DTSTART:20270203T000000\nDTEND:20270204T000000", [{"date": "2027-02-03"}]),
        ("DTSTART;VALUE=DATE:20270106\nRRULE:FREQ=WEEKLY;BYDAY=WE",
         [{"date": "2027-02-03"}, {"date": "2027-02-10"}]),
        ("DTSTART;VALUE=DATE:20270106\nRRULE:FREQ=WEEKLY;BYDAY=WE\nEXDATE;VALUE=DATE:20270203",
         [{"date": "2027-02-10"}]),
        ("DTSTART;VALUE=DATE:20270203\nTRANSP:TRANSPARENT", []),
        ("DTSTART;VALUE=DATE:20270203\nSTATUS:CANCELLED", []),
        ("DTSTART;VALUE=DATE:20270203\nTRANSP:OPAQUE\nSTATUS:CONFIRMED", [{"date": "2027-02-03"}]),
        ("DTSTART;VALUE=DATE:20270301", []),
        ("DTSTART:20270203T180000\nDTEND:20270203T180000", []),
    ],
)  # fmt: skip
def test_events_become_dates_and_hours(
    tmp_path: Path, event: str, expected: list[dict[str, object]]
) -> None:
    """Whole days, hours by the wall clock of the territory, recurrences and their exceptions."""
    assert read(tmp_path, event) == expected


def test_no_title_is_kept(tmp_path: Path) -> None:
    """Nothing of what the event is about reaches the instance."""
    assert "Chimio" not in str(read(tmp_path, "DTSTART;VALUE=DATE:20270203"))


def test_what_the_entry_says_besides_stays(tmp_path: Path) -> None:
    """Lines, categories and leave of the entry hold for each of its dates."""
    found = read(tmp_path, "DTSTART;VALUE=DATE:20270203", more=", leave: true, lines: [fixe]")
    assert found == [{"date": "2027-02-03", "leave": True, "lines": ["fixe"]}]


def test_two_events_at_the_same_time_say_it_once(tmp_path: Path) -> None:
    """The same stretch twice is one absence."""
    assert len(read(tmp_path, "DTSTART;VALUE=DATE:20270203", "DTSTART;VALUE=DATE:20270203")) == 1


@pytest.mark.parametrize(
    ("content", "said_of"),
    [
        (None, "agenda introuvable ou illisible"),
        (b"bonjour", "ce n'est pas un agenda au format .ics"),
        (b"", "ce n'est pas un agenda au format .ics"),
        (b"\xff\xfe\x00", "ce n'est pas un agenda au format .ics"),
    ],
)
def test_a_calendar_that_cannot_be_read_is_a_mistake(
    tmp_path: Path, content: bytes | None, said_of: str
) -> None:
    """The key `ics` is named with the file."""
    if content is not None:
        (tmp_path / "m.ics").write_bytes(content)
    text = "availability:\n  - {doctor: martin, level: non, ics: m.ics}\n"
    assert said(yaml_file(tmp_path, SHORT_YAML + text)) == [
        f"ligne 32, clé availability › n° 1 (martin) › ics : « m.ics » — {said_of}"
    ]


def test_a_calendar_has_its_own_dates(tmp_path: Path) -> None:
    """`ics` and a date together contradict each other."""
    text = "availability: [{doctor: martin, level: non, date: 2027-02-01, ics: m.ics}]\n"
    assert said(yaml_file(tmp_path, SHORT_YAML + text))[0].endswith(
        "pas de date ici : elles viennent de l'agenda (ics)"
    )


def test_the_workbook_names_a_calendar_too(tmp_path: Path) -> None:
    """Column « Agenda (.ics) » of « Indisponibilités »."""
    (tmp_path / "m.ics").write_bytes(agenda("DTSTART;VALUE=DATE:20270203").encode())
    content = SHORT | {"availability": [{"doctor": "martin", "level": "impossible"}]}
    path = typed_in(tmp_path, "Indisponibilités", "Agenda (.ics)", "m.ics", content=content)
    found = loaded(path).availability
    assert [str(entry.date) for entry in found] == ["2027-02-03"]
