"""A workbook that somebody edited and nobody imported yet is not lost when the roster moves on."""

from __future__ import annotations

from pathlib import Path

import pytest

from rostering.workflow.life import Asked, agree, ask_give
from rostering.workflow.published import Published, load_published
from rostering.workflow.returned import ask_import
from tests.life.week import edited, evening, published_week, signed

CHLOE = "LEMOINE Chloé"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The published week."""
    published_week(tmp_path / "semaine")
    return tmp_path / "semaine"


def given(folder: Path, who: str, duty: str, to: str) -> None:
    """A duty handed over meanwhile."""
    agree(ask_give(folder, (who, duty, to), signed("CDOM")))


def written(folder: Path, workbook: Path) -> Published:
    """The workbook imported and agreed to."""
    found = ask_import(folder, workbook, signed())
    assert isinstance(found.asked, Asked)
    return agree(found.asked)


def test_edits_not_imported_are_kept_when_the_roster_moves_on(folder: Path) -> None:
    """The folder's own workbook was edited and saved, then a duty was given: the edits stay beside, to import."""
    edited(folder, "e.xlsx", {evening(1): CHLOE}).replace(folder / "tableau.xlsx")
    given(folder, "chloe", evening(3), "damien")
    kept = folder / "tableau (modifié).xlsx"
    assert ask_import(folder, folder / "tableau.xlsx", signed()).asked is None
    assert written(folder, kept).roster.by_shift[evening(1)] == ("chloe",)


@pytest.mark.parametrize("changes", [{}, {evening(1): CHLOE}])
def test_edits_that_are_in_the_roster_are_not_kept_twice(
    folder: Path, changes: dict[str, str | None]
) -> None:
    """Saved without a change, or imported: the workbook is simply written again."""
    edited(folder, "e.xlsx", changes).replace(folder / "tableau.xlsx")
    if changes:
        written(folder, folder / "tableau.xlsx")
    given(folder, "chloe", evening(3), "damien")
    assert not list(folder.glob("*modifi*"))


def test_every_edit_left_behind_is_kept(folder: Path) -> None:
    """Twice in a row: two files, neither over the other."""
    for day, who in ((3, "damien"), (5, "bruno")):
        edited(folder, "e.xlsx", {evening(1): CHLOE}).replace(folder / "tableau.xlsx")
        given(folder, load_published(folder).roster.by_shift[evening(day)][0], evening(day), who)
    assert len(list(folder.glob("tableau (modifié)*.xlsx"))) == 2
