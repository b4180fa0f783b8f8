"""One territory, one task: what it writes, what it keeps, what it says when there is no roster."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from rostering import workflow
from rostering.scale.order import Ended, Order
from rostering.scale.record import NAME, is_unchanged, read_record
from rostering.scale.territory import roster_territory
from rostering.solve.control import Stop
from tests.e2e.command import changed
from tests.scale.orders import SETTINGS, copies, files_in, order

AGENDA = (
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:{day}\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)


def ended(order: Order) -> Ended:
    return roster_territory(order, Stop())


@pytest.fixture
def task(tmp_path: Path) -> Order:
    """The two doctors of one week-end, without workbooks."""
    return order(
        copies(tmp_path / "in", ["deux-medecins"]) / "deux-medecins.yaml", tmp_path / "out"
    )


def edited(order: Order, old: str, new: str) -> None:
    text = order.path.read_text(encoding="utf-8")
    assert old in text
    order.path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_territory_leaves_its_roster_and_report(task: Order) -> None:
    """Without workbooks: two files, and the figures of the report are those of the answer."""
    found = ended(task)
    record = read_record(task.folder)
    assert (found.ending, sorted(files_in(task.folder))) == ("rostered", [NAME, "roster.json"])
    assert record is not None
    assert record.figures == found.figures
    assert found.figures is not None
    assert (found.figures.status, found.figures.carences) == ("optimal", 0)


def test_with_workbooks_everything_that_solve_writes_is_there(task: Order) -> None:
    """Workbooks, calendars and picture; asked without afterwards, it is done already."""
    full = replace(task, workbooks=True)
    assert ended(full).ending == "rostered"
    written = set(files_in(task.folder))
    assert {"tableau.xlsx", "coordination.xlsx", "apercu.html", "roster.json", NAME} < written
    assert ended(task).ending == "kept"
    assert set(files_in(task.folder)) == written


def test_workbooks_asked_later_are_made(task: Order) -> None:
    """A roster made without them is no answer to an order with them."""
    assert [ended(task).ending, ended(replace(task, workbooks=True)).ending] == ["rostered"] * 2
    assert (task.folder / "tableau.xlsx").exists()


def test_the_same_order_twice_changes_no_byte(task: Order) -> None:
    """The second time it is kept as it is."""
    ended(task)
    before = files_in(task.folder)
    assert ended(task).ending == "kept"
    assert files_in(task.folder) == before


def test_two_folders_are_alike_to_the_byte(task: Order, tmp_path: Path) -> None:
    """Under --reproducible the report too: no seconds, no paths."""
    other = replace(task, out=tmp_path / "other")
    ended(task)
    ended(other)
    assert files_in(task.folder) == files_in(other.folder)


def test_a_file_that_says_the_same_is_kept(task: Order) -> None:
    """A remark more: the bytes differ, the content does not; from then on its bytes are known."""
    ended(task)
    edited(task, "categories:", "# une remarque\ncategories:")
    record = read_record(task.folder)
    assert record is not None
    assert not is_unchanged(record, task.path)
    assert ended(task).ending == "kept"
    record = read_record(task.folder)
    assert record is not None
    assert is_unchanged(record, task.path)


@pytest.mark.parametrize(
    "asked", [{"seed": 1}, {"seconds": 19.0}, {"certify": True}, {"reproducible": False}]
)
def test_another_setting_is_done_again(task: Order, asked: dict[str, float]) -> None:
    """All that may change a roster is part of the identity."""
    ended(task)
    assert ended(replace(task, settings=replace(SETTINGS, **asked))).ending == "rostered"  # type: ignore[arg-type]


def test_more_cores_are_the_same_order(task: Order) -> None:
    """Another machine does not redo what this one did."""
    ended(task)
    assert ended(replace(task, settings=replace(SETTINGS, workers=8))).ending == "kept"


def test_another_engine_does_it_again(task: Order) -> None:
    """A roster of an earlier version is no answer."""
    ended(replace(task, engine="rostering 0.0.1"))
    assert ended(task).ending == "rostered"


def test_a_changed_territory_becomes_the_next_version(task: Order) -> None:
    """Both wish the other way round: version 2, and the earlier roster in versions/, as `solve` does."""
    ended(task)
    edited(task, "date: 2027-02-07", "date: 2027-02-08")
    edited(task, "date: 2027-02-06}", "date: 2027-02-07}")
    assert ended(task).ending == "rostered"
    record = read_record(task.folder)
    assert record is not None
    assert record.version == 2
    assert sorted(files_in(task.folder)) == [NAME, "roster.json", "versions/001.json"]


def test_a_bad_file_leaves_the_earlier_roster(task: Order) -> None:
    """Told with its places; nothing of the folder is touched."""
    ended(task)
    before = files_in(task.folder)
    edited(task, "horizon", "orizon")
    found = ended(task)
    assert (found.ending, found.failed) == ("bad_file", True)
    assert "horizon" in found.words
    assert files_in(task.folder) == before


def test_a_broken_report_is_no_report(task: Order) -> None:
    """Cut short by a dead machine: the territory is done again."""
    ended(task)
    (task.folder / NAME).write_text('{"format": 1', encoding="utf-8")
    assert ended(task).ending == "rostered"


def test_a_report_without_its_roster_is_no_report(task: Order) -> None:
    """Somebody removed roster.json: it is made again."""
    ended(task)
    (task.folder / "roster.json").unlink()
    assert ended(task).ending == "rostered"


def test_a_calendar_that_changed_is_seen(tmp_path: Path) -> None:
    """A doctor's .ics is part of what the territory was read from."""
    agenda = tmp_path / "anne.ics"
    agenda.write_text(AGENDA.format(day="20270207"), encoding="utf-8")
    said = [{"doctor": "anne", "level": "non", "ics": "anne.ics"}]
    task = order(changed("deux-medecins", tmp_path, availability=said), tmp_path / "out")
    assert ended(task).ending == "rostered"
    record = read_record(task.folder)
    assert record is not None
    assert is_unchanged(record, task.path)
    agenda.write_text(AGENDA.format(day="20270206"), encoding="utf-8")
    assert not is_unchanged(record, task.path)


def test_contradictory_data_are_told(tmp_path: Path) -> None:
    """The sentence of `solve`, and nothing written."""
    off = [{"doctor": "anne", "level": "impossible", "date": "2027-02-06"}]
    pins = [{"doctor": "anne", "date": "2027-02-06", "line": "mmg", "window": "sam"}]
    rules = [{"kind": "pinned"}]
    path = changed("deux-medecins", tmp_path, availability=off, pinned=pins, rules=rules)
    task = order(path, tmp_path / "out")
    found = ended(task)
    assert (found.ending, task.folder.exists()) == ("contradiction", False)
    assert found.words.startswith("données contradictoires.")


def test_asked_to_stop_it_writes_nothing(task: Order) -> None:
    """What is half done is done again next time, not published."""
    stop = Stop()
    stop.ask()
    assert roster_territory(task, stop).ending == "stopped"
    assert not task.folder.exists()


def test_a_file_saved_while_it_is_solved_is_done_again(
    task: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is of what was read: the next run sees that the file has changed."""
    solve = workflow.solve

    def edit_then_solve(*given: Any) -> Any:
        edited(task, "Anne", "Annette")
        return solve(*given)

    monkeypatch.setattr(workflow, "solve", edit_then_solve)
    assert ended(task).ending == "rostered"
    record = read_record(task.folder)
    assert record is not None
    assert not is_unchanged(record, task.path)
    monkeypatch.undo()
    assert ended(task).ending == "rostered"
    assert is_unchanged(read_record(task.folder) or record, task.path)
