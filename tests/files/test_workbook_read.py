"""What people do to a workbook: other spellings, dates as text, formulas, wrong cells."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from rostering.domain.vocabulary import Level
from tests.files.bad import changed, column_of, loaded, said, typed_in, workbook_file
from tests.files.rich import SHORT

TWO = changed(
    doctors=[
        {"id": "martin", "last_name": "Martin", "first_name": "Anne", "sectors": ["nord"]},
        {"id": "leroy-p", "last_name": "Le Roy", "first_name": "Paul"},
    ]
)
ACCEPTED: list[tuple[str, str, object, str, object]] = [
    ("Médecins", "RPPS", 99700000011, "doctors.0.rpps", "99700000011"),
    ("Médecins", "RPPS", "99700000011 ", "doctors.0.rpps", "99700000011"),
    ("Médecins", "Quote-part", "0,5", "doctors.0.quote_part", 0.5),
    ("Médecins", "Quote-part", 0.5, "doctors.0.quote_part", 0.5),
    ("Médecins", "Quote-part", "1 ", "doctors.0.quote_part", 1),
    ("Médecins", "Statut", "Retraité", "doctors.0.status", "retraite"),
    ("Médecins", "Statut", " SALARIE", "doctors.0.status", "salarie"),
    ("Médecins", "Fonctions", "Régulation ; effection fixe", "doctors.0.functions",
     ("regulation", "effection_fixe")),
    ("Médecins", "Fonctions", "regulation, sas\nvacation", "doctors.0.functions",
     ("regulation", "sas", "vacation")),
    ("Médecins", "Secteurs", "NORD", "doctors.0.sectors", ("nord",)),
    ("Médecins", "Inscrit au SAS", "Oui", "doctors.0.sas_registered", True),
    ("Médecins", "Inscrit au SAS", True, "doctors.0.sas_registered", True),
    ("Médecins", "Max par semaine", "2", "doctors.0.caps.week", 2),
    ("Médecins", "Max par semaine", 2.0, "doctors.0.caps.week", 2),
    ("Médecins", "Téléphone", 612345678, "doctors.0.phone", "0612345678"),
    ("Médecins", "Arrivée", "21/03/2027", "doctors.0.arrival", datetime.date(2027, 3, 21)),
    ("Médecins", "Arrivée", "21.3.27", "doctors.0.arrival", datetime.date(2027, 3, 21)),
    ("Médecins", "Arrivée", "2027-03-21", "doctors.0.arrival", datetime.date(2027, 3, 21)),
    ("Médecins", "Arrivée", datetime.datetime(2027, 3, 21), "doctors.0.arrival", datetime.date(2027, 3, 21)),  # noqa: DTZ001
    ("Sites", "Code postal", 1000, "sites.0.postal_code", "01000"),
    ("Sites", "FINESS", 10000001, "sites.0.finess", "010000001"),
    ("Plages", "Début", datetime.time(20, 0), "lines.0.windows.0.start", 1200),
    ("Plages", "Début", "8h30", "lines.0.windows.0.start", 510),
    ("Plages", "Début", 20, "lines.0.windows.0.start", 1200),
    ("Plages", "Début", 0.5, "lines.0.windows.0.start", 720),
    ("Plages", "Fin", datetime.timedelta(days=1), "lines.0.windows.0.end", 1440),
    ("Plages", "Jours", "Ouvrable ; Dimanche ; Veille de fête", "lines.0.windows.0.days",
     ("ouvrable", "dimanche_jf", "veille_fete")),
    ("Plages", "Poste", "FIXE", "lines.0.id", "fixe"),
]  # fmt: skip
REFUSED: list[tuple[str, str, object, str]] = [
    ("Médecins", "Code", "Dr Martin",
     "feuille « Médecins », cellule A3 (Code) : « Dr Martin » — code attendu : lettres sans accent, chiffres, "
     "« - », « _ » ou « . » ; par exemple « Dr-Martin »"),
    ("Médecins", "Nom", None, "feuille « Médecins », cellule B3 (Nom) — case obligatoire vide"),
    ("Médecins", "RPPS", 9970000001, "feuille « Médecins », cellule D3 (RPPS) : « 9970000001 » — 11 chiffres attendus "
     "(RPPS), 10 lus"),
    ("Médecins", "Quote-part", "demi", "feuille « Médecins », cellule G3 (Quote-part) : « demi » — nombre attendu, "
     "par exemple 0.5"),
    ("Médecins", "Statut", "instalé", "feuille « Médecins », cellule E3 (Statut) : « instalé » — « installe », "
     "« collaborateur », « remplacant », « interne », « docteur_junior », « retraite » ou « salarie » attendu ; "
     "vouliez-vous dire « installe » ?"),
    ("Médecins", "Secteurs", "Nrod", "feuille « Médecins », cellule I3 (Secteurs) : « Nrod » — secteur inconnu ; "
     "vouliez-vous dire « nord » ?"),
    ("Médecins", "Inscrit au SAS", "peut-être",
     "feuille « Médecins », cellule T3 (Inscrit au SAS) : « peut-être » — « oui » ou « non » attendu"),
    ("Médecins", "Arrivée", "31/02/2027",
     "feuille « Médecins », cellule M3 (Arrivée) : « 31/02/2027 » — cette date n'existe pas"),
    ("Médecins", "Arrivée", "mi-mars",
     "feuille « Médecins », cellule M3 (Arrivée) : « mi-mars » — date attendue, par exemple 21/03/2027"),
    ("Médecins", "Arrivée", "=TODAY()", "feuille « Médecins », cellule M3 (Arrivée) : « =TODAY() » — formule sans "
     "valeur calculée : une valeur est attendue"),
    ("Médecins", "Arrivée", "#REF!", "feuille « Médecins », cellule M3 (Arrivée) : « #REF! » — erreur de formule : "
     "une valeur est attendue"),
    ("Plages", "Début", "20h10", "feuille « Plages », cellule D3 (Début) : « 20h10 » — quart d'heure attendu "
     "(00, 15, 30 ou 45)"),
    ("Plages", "Début", datetime.time(20, 0, 30), "feuille « Plages », cellule D3 (Début) : « 20:00:30 » — heure attendue, "
     "par exemple 20:00"),
    ("Plages", "Effectif minimum", 1.5, "feuille « Plages », cellule L3 (Effectif minimum) : « 1.5 » — nombre entier attendu"),
    ("Règles", "Force", "molle", "feuille « Règles », cellule B7 (Force) : « molle » — « dure » ou un nombre entier attendu"),
    ("Règles", "Paramètres", "heures", "feuille « Règles », cellule G7 (Paramètres) : « heures » — « clé=valeur » attendu, "
     "au lieu de « heures »"),
    ("Règles", "Paramètres", "conforte=oui", "feuille « Règles », cellule G7 (Paramètres) : « conforte » — clé inconnue ; "
     "vouliez-vous dire « comfort » ?"),
]  # fmt: skip


def _found(node: Any, path: str) -> Any:
    for part in path.split("."):
        node = node[int(part)] if part.isdigit() else getattr(node, part)
    return node


@pytest.mark.parametrize(("sheet", "heading", "value", "path", "expected"), ACCEPTED)
def test_what_people_type_is_understood(
    tmp_path: Path, sheet: str, heading: str, value: object, path: str, expected: object
) -> None:
    """Numbers as text, text as numbers, dates as text, French decimals, case, accents, spaces."""
    assert _found(loaded(typed_in(tmp_path, sheet, heading, value)), path) == expected


@pytest.mark.parametrize(("sheet", "heading", "value", "sentence"), REFUSED)
def test_a_wrong_cell_is_named_as_excel_names_it(
    tmp_path: Path, sheet: str, heading: str, value: object, sentence: str
) -> None:
    """Sheet, cell, what was read, what was expected."""
    row = 7 if sheet == "Règles" else 3
    assert said(typed_in(tmp_path, sheet, heading, value, row)) == [sentence]


@pytest.mark.parametrize("name", ["MARTIN", "martin", "Martin Anne", "LE ROY Paul", "Leroy-P"])
def test_a_doctor_is_known_by_code_or_name(tmp_path: Path, name: str) -> None:
    """Code or « NOM Prénom », in any case, when only one doctor bears it."""

    def change(book: openpyxl.Workbook) -> None:
        for column, value in enumerate((name, "noel", 2025), 1):
            book["Fêtes"].cell(3, column).value = value  # type: ignore[assignment]

    expected = "leroy-p" if "roy" in name.lower() else "martin"
    assert loaded(workbook_file(tmp_path, change, TWO)).feasts[0].doctor == expected


def test_two_doctors_of_one_name_are_told_apart_by_their_codes(tmp_path: Path) -> None:
    """A name that two doctors bear names neither."""
    twins = changed(doctors=[{"id": "a", "last_name": "Petit"}, {"id": "b", "last_name": "Petit"}])

    def change(book: openpyxl.Workbook) -> None:
        for column, value in enumerate(("PETIT", "noel", 2025), 1):
            book["Fêtes"].cell(3, column).value = value  # type: ignore[assignment]

    assert said(workbook_file(tmp_path, change, twins)) == [
        "feuille « Fêtes », cellule A3 (Médecin) : « PETIT » — médecin inconnu"
    ]


def test_the_grid_is_read_in_any_case(tmp_path: Path) -> None:
    """A letter under a day is a wish; "o" is kept although it weighs nothing."""

    def change(book: openpyxl.Workbook) -> None:
        for column, letter in enumerate("xnPos", 3):
            book["Souhaits"].cell(3, column).value = letter

    found = loaded(workbook_file(tmp_path, change)).availability
    assert [entry.level for entry in found] == list(Level)
    assert [entry.date and entry.date.day for entry in found] == [1, 2, 3, 4, 5]


def test_wrong_letters_and_strangers_in_the_grid_have_their_cell(tmp_path: Path) -> None:
    """A letter that says nothing, a doctor nobody knows, a letter outside the days."""

    def change(book: openpyxl.Workbook) -> None:
        page = book["Souhaits"]
        page["D3"], page["A4"], page["C4"], page["Z3"], page["E5"] = "Y", "martn", "X", "N", "N"

    letters = "une lettre attendue : X (impossible), N (non), P (possible), O (oui), S (souhaite)"
    assert said(workbook_file(tmp_path, change)) == [
        f"feuille « Souhaits », cellule D3 : « Y » — {letters}",
        "feuille « Souhaits », cellule Z3 : « N » — date attendue en tête de la colonne",
        "feuille « Souhaits », cellule A4 : « martn » — médecin inconnu ; vouliez-vous dire « martin » ?",
        "feuille « Souhaits », cellule E5 : « N » — code du médecin attendu au début de la ligne",
    ]


def test_a_wish_outside_the_period_stays(tmp_path: Path) -> None:
    """The grid's days are read as they stand."""

    def change(book: openpyxl.Workbook) -> None:
        page = book["Souhaits"]
        page["J2"], page["J3"] = datetime.date(2027, 2, 8), "X"

    assert loaded(workbook_file(tmp_path, change)).availability[0].date == datetime.date(2027, 2, 8)


def test_columns_and_rows_may_move(tmp_path: Path) -> None:
    """Order of columns, rows above the headings and empty rows do not matter."""

    def change(book: openpyxl.Workbook) -> None:
        page = book["Secteurs"]
        page.insert_rows(1, 2)
        page["B4"], page["B5"] = None, None
        page["C4"], page["C5"] = "NOM ", "Nord"
        page["A8"] = "sud"

    found = loaded(workbook_file(tmp_path, change)).sectors
    assert [(sector.id, sector.label) for sector in found] == [("nord", "Nord"), ("sud", "")]


def test_unknown_columns_and_missing_ones_are_said(tmp_path: Path) -> None:
    """A heading that was changed is said with the one it resembles."""

    def change(book: openpyxl.Workbook) -> None:
        page = book["Médecins"]
        page.cell(2, column_of(page, "Nom")).value = "Nm"
        page.cell(2, column_of(page, "RPPS")).value = "N° RPPS"

    assert said(workbook_file(tmp_path, change)) == [
        "feuille « Médecins », cellule A2 — colonne « Nom » absente",
        "feuille « Médecins », cellule B2 : « Nm » — colonne inconnue ; vouliez-vous dire « Nom » ?",
        "feuille « Médecins », cellule D2 : « N° RPPS » — colonne inconnue ; vouliez-vous dire « RPPS » ?",
        "feuille « Médecins », cellule A3 — case obligatoire vide",
    ]


def test_a_missing_sheet_is_said(tmp_path: Path) -> None:
    """Without « Médecins » nothing can be done; a near title is suggested."""

    def change(book: openpyxl.Workbook) -> None:
        book["Médecins"].title = "Medecin"

    assert said(workbook_file(tmp_path, change))[0] == (
        "classeur — feuille « Médecins » absente ; vouliez-vous dire « Medecin » ?"
    )


def test_titles_without_accents_and_own_sheets_are_fine(tmp_path: Path) -> None:
    """« MEDECINS » is the same sheet, « Mes notes » is nobody's business."""

    def change(book: openpyxl.Workbook) -> None:
        book["Médecins"].title = "MEDECINS"
        book.create_sheet("Mes notes")["A1"] = "=1/0"

    assert loaded(workbook_file(tmp_path, change)).doctors[0].id == "martin"


def test_a_window_of_an_unknown_line(tmp_path: Path) -> None:
    """The row of a window must name a line; the line without windows is said too."""
    assert said(typed_in(tmp_path, "Plages", "Poste", "fixx")) == [
        "feuille « Postes », cellule A3 — aucune plage pour ce poste dans la feuille « Plages »",
        "feuille « Plages », cellule A3 (Poste) : « fixx » — poste inconnu ; vouliez-vous dire « fixe » ?",
    ]


def test_nine_mistakes_of_a_workbook_are_said_at_once(tmp_path: Path) -> None:
    """One reading is enough, in the order of the sheets."""

    def change(book: openpyxl.Workbook) -> None:
        book["Période"]["B5"] = "Nord"
        book["Période"]["B7"] = "31/02/2027"
        book["Sites"]["F3"] = 123
        book["Postes"]["C3"] = "efection"
        book["Plages"]["D3"] = "20h10"
        book["Plages"]["G3"] = "samdi"
        book["Médecins"]["D3"] = 12
        book["Médecins"]["I3"] = "sud"
        book["Souhaits"]["C3"] = "Q"

    sheets = [sentence.split("»")[0] for sentence in said(workbook_file(tmp_path, change))]
    assert sheets == [f"feuille « {title} " for title in
                      ("Période", "Période", "Sites", "Postes", "Plages", "Plages", "Médecins", "Médecins", "Souhaits")]  # fmt: skip


def test_short_is_the_instance_of_these_tests(tmp_path: Path) -> None:
    """Untouched, the workbook of these tests is right."""
    assert loaded(workbook_file(tmp_path, lambda book: None)).id == SHORT["id"]
