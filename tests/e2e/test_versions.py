"""Solving again: the same files when nothing changed, a new version when something did, nothing lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from tests.e2e.command import TINY, Run, changed, files_of, solve

NAMES = ["carence", "deux-medecins", "noel-nouvel-an"]


def cells(path: Path) -> dict[tuple[str, str], tuple[object, ...]]:
    """Every cell of a workbook: value, number format, fill."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.number_format, cell.fill.fgColor.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def version(folder: Path) -> int:
    """What roster.json says."""
    return int(json.loads((folder / "roster.json").read_text(encoding="utf-8"))["version"])


def events(folder: Path, calendar: str) -> dict[str, tuple[int, str]]:
    """SEQUENCE and DTSTAMP of each event of a calendar, by day and hour of start."""
    parsed: Any = Calendar.from_ical((folder / "ics" / calendar).read_bytes())
    return {
        event["DTSTART"].dt.strftime("%m-%d %H"): (int(event["SEQUENCE"]), str(event["DTSTAMP"].dt))
        for event in parsed.walk("VEVENT")
    }


@pytest.mark.parametrize("name", NAMES)
def test_reproducible_runs_are_the_same_to_the_byte(tmp_path: Path, name: str) -> None:
    """Two folders: roster, calendars and picture byte for byte, workbooks cell by cell."""
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        assert solve(TINY / f"{name}.yaml", folder, "--reproducible").code == 0
    assert files_of(one) == files_of(other)
    for file in files_of(one):
        if file.endswith(".xlsx"):
            assert cells(one / file) == cells(other / file), file
        else:
            assert (one / file).read_bytes() == (other / file).read_bytes(), file


def test_another_seed_may_change_the_roster_but_not_its_cost(tmp_path: Path) -> None:
    """The seed only decides between equals."""
    costs = {
        solve(TINY / "carence.yaml", tmp_path / str(seed), "--seed", seed, "--json").answer["cost"]
        for seed in (0, 1, 7)
    }
    assert costs == {10}


def test_solving_again_without_a_change_keeps_the_version(tmp_path: Path) -> None:
    """Same instance, same folder: version 1 still, no old version kept, calendars byte for byte."""
    assert solve(TINY / "carence.yaml", tmp_path).code == 0
    before = {file: (tmp_path / file).read_bytes() for file in files_of(tmp_path) if "ics" in file}
    again = solve(TINY / "carence.yaml", tmp_path, "--json")
    assert again.answer["version"] == version(tmp_path) == 1
    assert not (tmp_path / "versions").exists()
    assert {file: (tmp_path / file).read_bytes() for file in before} == before


def _second(tmp_path: Path, **parts: Any) -> Run:
    """Solves the two-doctor week-end, then again with some parts changed, into the same folder."""
    assert solve(TINY / "deux-medecins.yaml", tmp_path / "out").code == 0
    return solve(changed("deux-medecins", tmp_path, **parts), tmp_path / "out", "--json")


TURNED = [
    {"doctor": "anne", "level": "non", "date": "2027-02-06"},
    {"doctor": "bruno", "level": "non", "date": "2027-02-07"},
]


def test_a_duty_that_changes_hands_raises_version_and_sequence(tmp_path: Path) -> None:
    """Both duties are swapped: version 2, SEQUENCE 1 each, the first version kept."""
    out = tmp_path / "out"
    second = _second(tmp_path, availability=TURNED)
    assert second.answer["version"] == version(out) == 2
    assert [sequence for sequence, _ in events(out, "sites/mmg.ics").values()] == [1, 1]
    kept = json.loads((out / "versions" / "001.json").read_text(encoding="utf-8"))
    assert kept["version"] == 1
    assert {a["shift"][8:10]: a["doctor"] for a in kept["assignments"]} == {
        "06": "anne",
        "07": "bruno",
    }


def test_a_duty_that_stays_keeps_its_sequence(tmp_path: Path) -> None:
    """Only the Sunday is emptied: its event goes, the Saturday keeps SEQUENCE 0 and its stamp."""
    out = tmp_path / "out"
    assert solve(TINY / "deux-medecins.yaml", out).code == 0
    before = events(out, "sites/mmg.ics")
    away = [
        {"doctor": "bruno", "level": "impossible", "date": "2027-02-07"},
        {"doctor": "anne", "level": "impossible", "date": "2027-02-07"},
        {"doctor": "bruno", "level": "non", "date": "2027-02-06"},
    ]
    assert solve(changed("deux-medecins", tmp_path, availability=away), out).code == 0
    after = events(out, "sites/mmg.ics")
    assert version(out) == 2
    kept = {start: found for start, found in before.items() if start.startswith("02-06")}
    assert {start: found for start, found in after.items() if start in kept} == kept


def test_a_change_that_moves_nobody_raises_the_version_only(tmp_path: Path) -> None:
    """Another title: version 2, every SEQUENCE still 0."""
    second = _second(tmp_path, title="Un autre titre")
    assert second.answer["version"] == 2
    found = events(tmp_path / "out", "sites/mmg.ics").values()
    assert [sequence for sequence, _ in found] == [0, 0]


def test_versions_pile_up(tmp_path: Path) -> None:
    """Three different solves: versions 001 and 002 are kept, and the third one is current."""
    _second(tmp_path, availability=TURNED)
    solve(TINY / "deux-medecins.yaml", tmp_path / "out")
    assert version(tmp_path / "out") == 3
    assert files_of(tmp_path / "out" / "versions") == ["001.json", "002.json"]
    assert [s for s, _ in events(tmp_path / "out", "sites/mmg.ics").values()] == [2, 2]


def test_a_doctor_without_duties_keeps_no_stale_calendar(tmp_path: Path) -> None:
    """Whoever holds nothing any more has no calendar of the version before that shows duties."""
    away = [{"doctor": "bruno", "level": "impossible", "start": "2027-02-06", "end": "2027-02-07"}]
    _second(tmp_path, availability=away)
    left = tmp_path / "out" / "ics" / "medecins" / "bruno.ics"
    shown = Calendar.from_ical(left.read_bytes()).walk("VEVENT") if left.exists() else []
    assert [event for event in shown if event.get("STATUS") != "CANCELLED"] == []


@pytest.mark.parametrize("lock", ["~$tableau.xlsx", ".~lock.tableau.xlsx#"])
def test_a_workbook_held_open_is_written_beside(tmp_path: Path, lock: str) -> None:
    """The open one is untouched, the new one is « tableau (2).xlsx », and that is said; exit 0."""
    assert solve(TINY / "deux-medecins.yaml", tmp_path / "out").code == 0
    held = tmp_path / "out" / "tableau.xlsx"
    (tmp_path / "out" / lock).write_bytes(b"")
    before = held.read_bytes()
    run = solve(changed("deux-medecins", tmp_path, availability=TURNED), tmp_path / "out")
    assert run.code == 0
    assert "tableau (2).xlsx" in run.out
    assert held.read_bytes() == before
    assert cells(tmp_path / "out" / "tableau (2).xlsx") != cells(held)
    assert version(tmp_path / "out") == 2


def test_the_folder_of_another_territory_starts_at_version_1(tmp_path: Path) -> None:
    """A roster.json of another instance is no earlier version of this one."""
    assert solve(TINY / "carence.yaml", tmp_path).code == 0
    assert solve(TINY / "deux-medecins.yaml", tmp_path).code == 0
    assert version(tmp_path) == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}'])
def test_a_spoiled_roster_in_the_folder_is_a_sentence(tmp_path: Path, text: str) -> None:
    """Exit 2 without a traceback, and the file is left for somebody to look at."""
    (tmp_path / "roster.json").write_text(text, encoding="utf-8")
    run = solve(TINY / "carence.yaml", tmp_path)
    assert run.code == 2
    assert "Traceback" not in run.err
    assert (tmp_path / "roster.json").read_text(encoding="utf-8") == text


def test_a_folder_moved_elsewhere_still_has_its_version(tmp_path: Path) -> None:
    """The version comes from the folder's own roster, not from a path or a clock."""
    assert solve(TINY / "carence.yaml", tmp_path / "here").code == 0
    shutil.move(tmp_path / "here", tmp_path / "there")
    assert solve(TINY / "carence.yaml", tmp_path / "there").code == 0
    assert version(tmp_path / "there") == 1
