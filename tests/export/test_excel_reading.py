"""From an exported tableau, edited or not, back to a roster."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from rostering.domain.roster import Roster
from rostering.errors import RosterMismatch
from rostering.export.excel import read_posted, write_coordination, write_posted
from rostering.export.excel.posts import FIRST
from rostering.review.publication import Publication
from tests.build import doctor
from tests.export.publications import one_line, quarter, tiny

SHIFT = "2027-02-01-mmg-soir"
MARTINS = (
    doctor("martin-a", last_name="Martin", first_name="Anne", rpps="99700000011"),
    doctor("martin-b", last_name="Martin", first_name="Anne", rpps="99700000022"),
    doctor("lefevre", last_name="Lefèvre", first_name="Élise"),
)


def edited(publication: Publication, path: Path, cells: Mapping[str, str | None]) -> Path:
    """The exported tableau after someone typed in « Gardes »."""
    write_posted(publication, path)
    workbook: Workbook = load_workbook(path)
    for cell, value in cells.items():
        workbook["Gardes"][cell] = value
    workbook.save(path)
    return path


@pytest.mark.parametrize("write", [write_posted, write_coordination])
def test_what_was_written_is_read_back(write: object, tmp_path: Path) -> None:
    """Roster → workbook → the same roster, for a quarter of 40 doctors with carences."""
    publication = quarter()
    path = tmp_path / "tableau.xlsx"
    assert callable(write)
    write(publication, path)
    assert read_posted(path, publication.problem) == publication.roster


@pytest.mark.parametrize(
    "typed",
    ["LEFÈVRE Élise", "lefevre elise", "Dr Élise Lefèvre", "lefevre", "  LEFEVRE   Elise "],
)
def test_a_name_typed_by_hand_is_understood(typed: str, tmp_path: Path) -> None:
    """Accents, case, title, order and spaces do not matter; the code is a name too."""
    publication = one_line(MARTINS)
    path = edited(publication, tmp_path / "t.xlsx", {f"K{FIRST}": typed})
    assert read_posted(path, publication.problem) == Roster.of([("lefevre", SHIFT)])


@pytest.mark.parametrize("typed", ["MARTIN Anne (martin-b)", "99700000022", "martin-b"])
def test_a_homonym_is_named_by_code_or_rpps(typed: str, tmp_path: Path) -> None:
    """« MARTIN Anne (martin-b) » is one of the two."""
    publication = one_line(MARTINS)
    path = edited(publication, tmp_path / "t.xlsx", {f"K{FIRST}": typed})
    assert read_posted(path, publication.problem) == Roster.of([("martin-b", SHIFT)])


@pytest.mark.parametrize("typed", [None, "", "  ", "CARENCE", "carence", "—"])
def test_an_empty_cell_is_a_carence(typed: str | None, tmp_path: Path) -> None:
    """Nobody, however it is written."""
    publication = one_line(MARTINS, ("lefevre", SHIFT))
    path = edited(publication, tmp_path / "t.xlsx", {f"K{FIRST}": typed})
    assert read_posted(path, publication.problem) == Roster.of([])


def test_every_mistake_is_told_with_its_cell_and_the_nearest_spelling(tmp_path: Path) -> None:
    """An unknown name, an ambiguous one, a row added by hand and an unknown shift: four mistakes at once."""
    publication = one_line(MARTINS)
    cells = {f"K{FIRST}": "Lefèbre Elise", f"K{FIRST + 1}": "MARTIN Anne", "K40": "LEFÈVRE Élise",
             f"K{FIRST + 2}": "lefevre", f"S{FIRST + 2}": "2027-02-33-mmg-soir"}  # fmt: skip
    path = edited(publication, tmp_path / "t.xlsx", cells)
    with pytest.raises(RosterMismatch) as caught:
        read_posted(path, publication.problem)
    assert str(caught.value).splitlines() == [
        f"{path} : 4 erreurs.",
        "  • feuille Gardes, cellule K6 : « Lefèbre Elise » — médecin inconnu de l'instance ; le plus proche : « LEFÈVRE Élise »",
        "  • feuille Gardes, cellule K7 : « MARTIN Anne » — plusieurs médecins portent ce nom : écrire « MARTIN Anne (martin-a) » ou « MARTIN Anne (martin-b) »",
        "  • feuille Gardes, cellule K8 : « 2027-02-33-mmg-soir » — plage inconnue de l'instance ; le plus proche : « 2027-02-03-mmg-soir »",
        "  • feuille Gardes, cellule K40 : « LEFÈVRE Élise » — ligne ajoutée à la main : écrire ce médecin dans une ligne existante de la plage",
    ]


def test_one_doctor_twice_on_one_shift_is_a_mistake(tmp_path: Path) -> None:
    """The second cell is told where the first one stands."""
    publication = quarter(5)
    path = edited(
        publication,
        tmp_path / "t.xlsx",
        {"S7": "2027-01-01-eff-boulogne-dim-mat", "K6": "MARTIN Anne", "K7": "MARTIN Anne"},
    )
    with pytest.raises(
        RosterMismatch, match=r"K7 : « MARTIN Anne » — ce médecin est déjà inscrit.*K6"
    ):
        read_posted(path, publication.problem)


def test_the_tableau_of_another_period_is_refused(tmp_path: Path) -> None:
    """Its hidden sheet says which territory and period it is."""
    write_posted(tiny(), tmp_path / "t.xlsx")
    with pytest.raises(
        RosterMismatch, match="n'est pas celui de l'instance, qui dit « 2027-01-01 »"
    ):
        read_posted(tmp_path / "t.xlsx", quarter(5).problem)


def test_a_file_that_is_no_workbook_is_said_so(tmp_path: Path) -> None:
    """Text named .xlsx, a missing file, a workbook without « Gardes »: a sentence, no traceback."""
    problem = tiny().problem
    text, other = tmp_path / "texte.xlsx", tmp_path / "autre.xlsx"
    text.write_text("bonjour", encoding="utf-8")
    Workbook().save(other)
    told = {
        tmp_path / "rien.xlsx": "n'existe pas",
        text: "pas un classeur",
        other: "« Gardes » manque",
    }
    for path, words in told.items():
        with pytest.raises(RosterMismatch, match=words):
            read_posted(path, problem)


def test_rows_may_be_sorted_and_columns_moved(tmp_path: Path) -> None:
    """Rows are known by their hidden code and columns by their headings, not by their place."""
    publication = quarter(8)
    path = tmp_path / "t.xlsx"
    write_posted(publication, path)
    workbook = load_workbook(path)
    sheet = workbook["Gardes"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    plain = Workbook()
    copy = plain.active
    assert copy is not None
    copy.title = "Gardes"
    for row in (rows[0], *reversed(rows[1:])):
        copy.append([row[18], row[4], row[10]])
    plain.save(path)
    assert read_posted(path, publication.problem) == publication.roster
