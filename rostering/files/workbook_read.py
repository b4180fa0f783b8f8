"""The workbook form, read: values only, whatever the layout has become, each with its cell."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook

from rostering.files.grid import FIRST_DAY, Said, days_of_row, read_grid
from rostering.files.references import settle_names
from rostering.files.sheets import ORDER, PERIOD, SHEETS, VALUES, WISHES
from rostering.files.source import Mark, RawDocument, Tree
from rostering.files.spelling import did_you_mean, fold
from rostering.files.tables import Page, Table, find_header, list_at, read_rows, read_values
from rostering.files.yaml_form import unreadable

REQUIRED = (PERIOD, "Postes", "Plages", "Médecins")
LARGEST = 300_000_000
"""Bytes a workbook may unpack to."""
MOST_ROWS = 20_000


def read_workbook(path: Path) -> RawDocument:
    """The workbook as a tree of text with the cell of each part.

    Raises UnreadableFile when it is no workbook.
    """
    table = Table()
    table.marks[()] = Mark((0,), "classeur")
    pages = {fold(page.title): page for page in pages_of(path)}
    for title in REQUIRED:
        if fold(title) not in pages:
            hint = did_you_mean(title, [page.title for page in pages.values()])
            table.marks[(f"@{title}",)] = Mark((0,), "classeur")
            table.flag((f"@{title}",), "", f"feuille « {title} » absente{hint}")
    for title, (_, columns) in VALUES.items():
        if page := pages.get(fold(title)):
            read_values(page, columns, table)
    for sheet in sorted(SHEETS, key=lambda sheet: bool(sheet.owner)):
        if page := pages.get(fold(sheet.title)):
            read_rows(page, sheet, table)
    if page := pages.get(fold(WISHES)):
        _read_wishes(page, table)
    settle_names(table.content)
    return RawDocument(str(path), "workbook", table.content, table.marks, tuple(table.findings))


def pages_of(path: Path) -> list[Page]:
    """The sheets as rows of values; a formula that was never computed is marked as such."""
    values = _open(path, values=True)
    formulas = _open(path, values=False) if _has_formulas(path) else None
    pages = []
    for rank, sheet in enumerate(values.worksheets):
        if sheet.max_row > MOST_ROWS:
            place = f"feuille « {sheet.title} »"
            raise unreadable(
                str(path), place, f"{MOST_ROWS} lignes au plus : supprimer les lignes vides"
            )
        rows = [tuple(row) for row in sheet.iter_rows(values_only=True)]
        typed = (
            rows
            if formulas is None
            else [tuple(row) for row in formulas[sheet.title].iter_rows(values_only=True)]
        )
        pages.append(Page(sheet.title.strip(), _rank(sheet.title, rank), rows, typed))
    return pages


def _rank(title: str, position: int) -> int:
    known = [fold(name) for name in ORDER]
    return known.index(fold(title)) if fold(title) in known else len(ORDER) + position


def _open(path: Path, values: bool) -> Workbook:
    try:
        start = path.open("rb").read(8)
        if start.startswith(b"\xd0\xcf\x11\xe0"):
            reason = "classeur protégé par un mot de passe, ou ancien format .xls : l'enregistrer en .xlsx"
            raise unreadable(str(path), "fichier", reason)
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise unreadable(str(path), "fichier", "classeur démesuré")
        return openpyxl.load_workbook(path, data_only=values)
    except FileNotFoundError as error:
        raise unreadable(str(path), "fichier", "fichier introuvable") from error
    except OSError as error:
        raise unreadable(str(path), "fichier", f"fichier illisible ({error.strerror})") from error
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, SyntaxError) as error:
        raise unreadable(str(path), "fichier", "ce n'est pas un classeur Excel (.xlsx)") from error


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        return any(b"<f>" in part or b"<f " in part for part in map(archive.read, names))


def _read_wishes(page: Page, table: Table) -> None:
    """The letters of the grid, added to the availability of the list."""
    header = find_header(page, "Médecin")
    if header is None:
        if any(value is not None for row in page.rows for value in row):
            mark = page.mark(1, 1)
            table.marks[("@wishes",)] = mark
            table.flag(("@wishes",), "", "ligne d'en-tête « Médecin » et dates attendue")
        return
    for said in read_grid(page.rows, header, _days(page, header, table)):
        _take_letter(page, said, table)


def _days(page: Page, header: int, table: Table) -> dict[int, str]:
    """The date of each column of the grid."""
    formulas = {
        column: formula
        for column in range(FIRST_DAY, len(page.rows[header]) + 1)
        if (formula := page.formula(header + 1, column))
    }
    horizon = table.content.get("horizon")
    start = horizon.get("start") if isinstance(horizon, dict) else None
    return days_of_row(page.rows[header], formulas, str(start))


def _take_letter(page: Page, said: Said, table: Table) -> None:
    """One letter of the grid: an entry of the availability, or a mistake."""
    here = page.mark(said.row, said.column)
    if said.mistake:
        location = (f"@grid{said.row}.{said.column}",)
        table.marks[location] = here
        table.flag(location, said.read, said.mistake)
        return
    entries = list_at(table.content, ("availability",))
    entry: dict[str, Tree] = {"doctor": said.doctor, "level": said.level, "date": said.date}
    table.marks[("availability", len(entries))] = here
    table.marks[("availability", len(entries), "doctor")] = page.mark(said.row, 1)
    entries.append(entry)
