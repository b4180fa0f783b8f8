"""A workbook that comes back says whose it is and of which version; what it does not say is not guessed."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from rostering.errors import Refused, RosterMismatch
from rostering.workflow.life import agree, ask_give
from rostering.workflow.published import load_published
from rostering.workflow.returned import ask_import
from tests.life.week import cell_of, edited, evening, published_week, signed

CHLOE, BRUNO = "LEMOINE Chloé", "VASSEUR Bruno"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The published week."""
    published_week(tmp_path / "semaine")
    return tmp_path / "semaine"


def given(folder: Path, who: str, duty: str, to: str) -> None:
    """A duty handed over meanwhile."""
    agree(ask_give(folder, (who, duty, to), signed("CDOM")))


def changed_sheet(workbook: Path, act: object) -> Path:
    """The workbook after something was done to it."""
    book: Workbook = openpyxl.load_workbook(workbook)
    assert callable(act)
    act(book)
    book.save(workbook)
    return workbook


def test_a_version_the_folder_never_had_is_refused(folder: Path) -> None:
    """A workbook that says version 9 is not this folder's."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE})
    with pytest.raises(Refused, match="version 9"):
        ask_import(folder, changed_sheet(workbook, _meta(version="9")), signed())


def test_another_roster_under_the_same_number_is_refused(folder: Path, tmp_path: Path) -> None:
    """Version 2 of another folder is not version 2 of this one."""
    other = tmp_path / "ailleurs"
    published_week(other)
    for place, duty in ((folder, evening(1)), (other, evening(2))):
        holder = load_published(place).roster.by_shift[duty][0]
        given(place, holder, duty, "damien")
    with pytest.raises(Refused, match="autre dossier"):
        ask_import(folder, edited(other, "e.xlsx", {evening(3): BRUNO}), signed())


def test_another_territory_is_refused(folder: Path) -> None:
    """The workbook of another roster names both."""
    workbook = edited(folder, "e.xlsx", {})
    with pytest.raises(Refused, match="« ailleurs », ce dossier est « test »"):
        ask_import(folder, changed_sheet(workbook, _meta(roster="ailleurs")), signed())


def test_a_workbook_that_does_not_say_its_version_is_refused(folder: Path) -> None:
    """Without the hidden sheet nothing is guessed."""
    workbook = edited(folder, "e.xlsx", {evening(1): CHLOE})
    with pytest.raises(RosterMismatch, match="_meta"):
        ask_import(
            folder, changed_sheet(workbook, lambda book: book.remove(book["_meta"])), signed()
        )


def test_a_row_taken_out_is_no_carence(folder: Path) -> None:
    """A deleted row is told with its duty; it does not take the duty from its doctor."""
    workbook = edited(folder, "e.xlsx", {})
    row = int(cell_of(workbook, evening(3))[1:])
    changed_sheet(workbook, lambda book: book["Gardes"].delete_rows(row))
    with pytest.raises(RosterMismatch, match=r"mercredi 3 février 2027.*1 ligne supprimée"):
        ask_import(folder, workbook, signed())


def _meta(**told: str) -> object:
    def act(book: Workbook) -> None:
        for row in book["_meta"].iter_rows(max_col=2):
            row[1].value = told.get(str(row[0].value), row[1].value)

    return act
