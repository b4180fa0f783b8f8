"""« Fiche »: one page for any of many doctors, chosen in a list; formulas bring the rows of the other sheets.

Each source sheet gets a hidden counter that grows at each row of the chosen doctor; row n of the page is
the first row where the counter is n. Only COUNTIF, INDEX, MATCH and IFERROR: Excel 2010 and LibreOffice.
"""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rostering.export.excel import parts, posts, wishes
from rostering.export.excel.doctor_pages import DUTIES, SHARES, WISHES, spread_last
from rostering.export.excel.edition import Edition
from rostering.export.excel.lists import EVERYONE, drop_downs
from rostering.export.excel.page import paper, protect
from rostering.export.excel.style import DOCTOR, HEADING, NOTE, TITLE, Book, Formula
from rostering.export.excel.table import Column, head, set_widths
from rostering.export.excel.text import quoted

SHEET = "Fiche médecin"
CHOICE = "$C$2"
COUNTER = Column("Fiche", 8, hidden=True)
NOTES = (
    "Choisir le médecin dans la case jaune : la page se remplit (Excel ou LibreOffice ; un aperçu la laisse vide). "
    "Elle suit ce que l'on tape dans « Gardes »."
)
FEWEST = 3
"""Rows kept for a section, even when nobody has so many lines today."""


def write_selector(book: Book, edition: Edition) -> None:
    """The page, and the counters it reads in « Gardes », « Parts » and « Souhaits »."""
    sheet = book.sheet(SHEET)
    set_widths(sheet, DUTIES)
    sheet.sheet_view.showGridLines = False
    book.put(sheet, 1, 1, f"Fiche d'un médecin {edition.period}", TITLE)
    book.put(sheet, 2, 1, "Médecin :", HEADING)
    book.put(sheet, 2, 3, edition.labels[edition.doctors[0].id], DOCTOR)
    sheet.merge_cells("C2:F2")
    book.put(sheet, 3, 1, NOTES, NOTE)
    sheet.merge_cells("A3:G3")
    sheet.row_dimensions[2].height, sheet.row_dimensions[3].height = 20, 26
    drop_downs(sheet, EVERYONE, "C", [2], "Ce nom n'est pas celui d'un médecin du tableau.")
    row = _duties(book, edition, sheet, 5)
    row = _shares(book, edition, sheet, row)
    _wishes(book, edition, sheet, row)
    paper(sheet, edition, "portrait")
    protect(sheet)


def _duties(book: Book, edition: Edition, sheet: Worksheet, row: int) -> int:
    most = max((len(held) for held in edition.posts_by_doctor.values()), default=0) + 5
    titles = ("Date", "Jour", "Début", "Fin", "Heures", "Ligne", "Lieu")
    letters = [posts.LETTERS[title] for title in titles]
    counter = _counter(book, posts.SHEET, len(posts.COLUMNS) + 1, posts.LETTERS["Médecin"],
                       posts.FIRST, posts.last_row(edition))  # fmt: skip
    return _section(book, sheet, row, "Gardes", DUTIES, (counter, letters, most))


def _shares(book: Book, edition: Edition, sheet: Worksheet, row: int) -> int:
    found = parts.by_doctor(edition)
    most = max((len(mine) for mine in found.values()), default=0)
    last = parts.TOP + sum(len(mine) for mine in found.values())
    counter = _counter(book, parts.SHEET, len(parts.COLUMNS) + 1, "A", parts.TOP + 1, last)
    letters = ["B", "C", "D", "G", "H", "K"]
    source = (counter, letters, most)
    return _section(book, sheet, row, "Parts et charges (actuelles)", SHARES, source)


def _wishes(book: Book, edition: Edition, sheet: Worksheet, row: int) -> int:
    found = wishes.by_doctor(edition)
    most = max((len(mine) for mine in found.values()), default=0)
    if not most:
        return row
    last = wishes.TOP + sum(len(mine) for mine in found.values())
    counter = _counter(book, wishes.SHEET, len(wishes.COLUMNS) + 1, "A", wishes.TOP + 1, last)
    letters = ["B", "C", "D", "E", "F"]
    source = (counter, letters, most)
    after = _section(book, sheet, row, "Souhaits", WISHES, source)
    spread_last(book, sheet, row + 1, after - 2)
    return after


def _counter(book: Book, title: str, column: int, names: str, first: int, last: int) -> str:
    """Fills the counter column of a source sheet; returns its address."""
    sheet, letter = book.workbook[title], get_column_letter(column)
    chosen = f"{quoted(SHEET)}!{CHOICE}"
    book.put(sheet, first - 1, column, COUNTER.title)
    for row in range(first, last + 1):
        counted = f"=N({letter}{row - 1})+(${names}{row}={chosen})"
        book.put(sheet, row, column, Formula(counted))
    sheet.column_dimensions[letter].hidden = True
    return f"{quoted(title)}!${letter}${first}:${letter}${max(first, last)}"


def _section(
    book: Book,
    sheet: Worksheet,
    row: int,
    title: str,
    columns: Sequence[Column],
    source: tuple[str, Sequence[str], int],
) -> int:
    counter, letters, most = source
    for column in range(1, len(columns) + 1):
        book.put(sheet, row, column, title if column == 1 else None, HEADING)
    head(book, sheet, row + 1, columns)
    rows = max(most, FEWEST)
    for place in range(1, rows + 1):
        found = f"MATCH({place},{counter},0)"
        for index, (letter, shown) in enumerate(zip(letters, columns, strict=True), 1):
            cells = counter.replace(f"${_letter(counter)}$", f"${letter}$")
            text = '&""' if shown.look.number_format == "General" else ""  # an empty cell is no 0
            value = Formula(f'=IFERROR(INDEX({cells},{found}){text},"")')
            book.put(sheet, row + 1 + place, index, value, shown.look)
    return row + rows + 3


def _letter(address: str) -> str:
    """The column of an absolute address."""
    return address.rsplit("!", 1)[1].split("$")[1]
