"""The empty workbook: filled as its own examples say, it is a right instance."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from rostering.domain.territory import DEFAULT_CATEGORIES
from rostering.errors import OutputError
from rostering.files.load import load_instance, write_template
from rostering.files.sheets import ORDER, SHEETS
from rostering.files.template import template_bytes
from rostering.files.words import VOCABULARIES
from rostering.instance import DEFAULT_RULES
from tests.files.bad import said

BOOK = openpyxl.load_workbook(io.BytesIO(template_bytes()))


def saved(book: openpyxl.Workbook, folder: Path) -> Path:
    """The workbook as a person saves it."""
    path = folder / "rempli.xlsx"
    book.save(path)
    return path


def test_the_sheets_stand_in_order() -> None:
    """« Lisez-moi » comes first; the sheet of lists is last and hidden."""
    assert tuple(BOOK.sheetnames) == ORDER
    assert BOOK.worksheets[-1].sheet_state == "hidden"


def test_untouched_it_says_what_to_fill(tmp_path: Path) -> None:
    """The example rows are not read: an empty template lacks what is obligatory and nothing else."""
    assert said(write_template(tmp_path / "modele.xlsx")) == [
        "feuille « Période », cellule B3 (Identifiant) — case obligatoire vide",
        "feuille « Période », cellule B5 (Département) — case obligatoire vide",
        "feuille « Période », cellule B7 (Début) — case obligatoire vide",
        "feuille « Période », cellule B8 (Fin) — case obligatoire vide",
        "feuille « Postes » — au moins une ligne attendue",
        "feuille « Médecins » — au moins une ligne attendue",
    ]


def test_its_own_examples_make_a_right_instance(tmp_path: Path) -> None:
    """Copying each example under itself, without the word EXEMPLE, gives an instance that is accepted."""
    book = openpyxl.load_workbook(io.BytesIO(template_bytes()))
    for row in range(3, 14):
        book["Période"].cell(row, 2).value = book["Période"].cell(row, 3).value
    for sheet in SHEETS:
        if sheet.title not in ("Catégories", "Règles"):
            page = book[sheet.title]
            for cell in page[3]:
                text = cell.value
                copied = text.removeprefix("EXEMPLE : ") if isinstance(text, str) else text
                page.cell(4, cell.column or 1).value = copied
    book["Sites"]["A5"] = "cabinet-lac"
    found = load_instance(saved(book, tmp_path))
    assert (found.id, found.doctors[0].id, found.lines[0].windows[0].start) == (
        "secteur-nord-2027-t1",
        "martin",
        1200,
    )
    assert found.categories == DEFAULT_CATEGORIES
    assert found.rules == DEFAULT_RULES


def test_every_closed_vocabulary_has_its_list() -> None:
    """A drop-down list names a range; no list is typed in a rule, where Excel stops at 255 characters."""
    names = {f"LISTE_{words.upper()}" for words in VOCABULARIES}
    used = {
        rule.formula1 for page in BOOK.worksheets for rule in page.data_validations.dataValidation
    }
    assert {name for name in used if name.upper() == name and name.startswith("LISTE_")} == used
    assert used <= set(BOOK.defined_names)
    assert names <= used


def test_lists_hold_the_whole_vocabulary() -> None:
    """The range behind a name holds the words in their order."""
    for words, values in VOCABULARIES.items():
        title, cells = next(iter(BOOK.defined_names[f"LISTE_{words.upper()}"].destinations))
        rows = BOOK[title][cells]
        assert [cell.value for (cell,) in rows] == list(values)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.title)
def test_each_sheet_is_ready_to_print_and_to_scroll(sheet: object) -> None:
    """A4 landscape, one page wide, headings repeated and kept in sight."""
    page = BOOK[sheet.title]  # type: ignore[attr-defined]
    setup = page.page_setup
    assert (setup.paperSize, setup.orientation, setup.fitToWidth, page.freeze_panes) == (
        9,
        "landscape",
        1,
        "B3",
    )
    assert page.print_title_rows == "$1:$2"


def test_the_days_of_the_grid_follow_the_period() -> None:
    """The first day of the grid is the start typed in « Période »; week-ends and holidays are shaded."""
    assert "'Période'!$B$7+0" in BOOK["Souhaits"]["C2"].value
    formulas = [
        formula
        for rules in BOOK["Souhaits"].conditional_formatting
        for rule in rules.rules
        for formula in rule.formula
    ]
    assert any("WEEKDAY(C$2,2)>5" in formula for formula in formulas)
    assert any("COUNTIF(JOURS_FERIES,C$2)" in formula for formula in formulas)


def test_a_grid_that_no_spreadsheet_computed_is_read_all_the_same(tmp_path: Path) -> None:
    """Filled by a program, the template's day formulas have no value yet: days count from the start."""
    book = openpyxl.load_workbook(io.BytesIO(template_bytes()))
    period = book["Période"]
    period["B3"], period["B5"], period["B7"], period["B8"] = "a", "62", "01/02/2027", "30/04/2027"
    for title, cells in {
        "Postes": {"A4": "fixe", "C4": "regulation"},
        "Plages": {"A4": "fixe", "B4": "s", "D4": "20h", "E4": "24h", "G4": "ouvrable"},
        "Médecins": {"A4": "martin", "B4": "Martin"},
        "Souhaits": {"A4": "martin", "C4": "X", "D4": "S"},
    }.items():
        for cell, value in cells.items():
            book[title][cell] = value
    found = load_instance(saved(book, tmp_path)).availability
    assert [str(entry.date) for entry in found] == ["2027-02-01", "2027-02-02"]


def test_it_is_written_as_a_workbook_only(tmp_path: Path) -> None:
    """Another extension would open badly."""
    with pytest.raises(OutputError, match=r"donner un nom en \.xlsx"):
        write_template(tmp_path / "modele.csv")
