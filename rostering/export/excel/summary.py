"""« Synthèse »: doctors × categories on one page, the load and how far it is from the share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper, protect
from rostering.export.excel.parts import by_doctor
from rostering.export.excel.style import BOLD, HEADER, SIGNED, Book, Value, when
from rostering.export.excel.table import Column, body, heading, set_widths
from rostering.review.report import Balance

SHEET = "Synthèse"
TOP = 5
"""The row of category names; « charge » and « écart » stand under it."""
LOAD = replace(BOLD, across="center")
GAP = replace(SIGNED, size=8, across="center", number_format="+0.0;-0.0;0.0")
NOTE = (
    "Par catégorie : la charge publiée, puis l'écart à la part (reliquat repris), souligné à partir d'une garde. "
    "Le détail, et ce que changent les modifications, est dans « Parts »."
)


def write_summary(book: Book, edition: Edition) -> None:
    """One row per doctor; two columns per category that somebody owes or carries."""
    sheet = book.sheet(SHEET)
    used = {balance.category for balance in edition.publication.report.balances}
    categories = [category for category in edition.categories.values() if category.id in used]
    columns: tuple[Column, ...] = (
        Column("Médecin", 27, BOLD),
        Column("Heures", 9, LOAD),
        Column("Gardes", 9, LOAD),
    )
    for _ in categories:
        columns += (Column("charge", 8, LOAD), Column("écart", 8, GAP))
    heading(book, sheet, f"Synthèse des charges {edition.period}", (NOTE,), len(columns))
    set_widths(sheet, columns)
    names = [category.name for category in categories]
    _headings(book, sheet, names, columns)
    rows = _rows(edition, [category.id for category in categories])
    last = body(book, sheet, TOP + 2, columns, rows) - 1
    _underline_far(sheet, columns, max(last, TOP + 2))
    sheet.freeze_panes = f"B{TOP + 2}"
    sheet.print_title_rows = f"{TOP}:{TOP + 1}"
    sheet.print_area = f"A1:{get_column_letter(len(columns))}{max(last, TOP + 1)}"
    paper(sheet, edition)
    protect(sheet)


def _underline_far(sheet: Worksheet, columns: tuple[Column, ...], last: int) -> None:
    """Deviations of a duty or more stand out, in black and white too."""
    first = get_column_letter(4)
    far = f'AND({first}${TOP + 1}="écart",ABS(N({first}{TOP + 2}))>=1)'
    cells = f"{first}{TOP + 2}:{get_column_letter(len(columns))}{last}"
    rule = when(far, font=Font(bold=True, underline="single"))
    sheet.conditional_formatting.add(cells, rule)


def _headings(book: Book, sheet: Worksheet, names: list[str], columns: tuple[Column, ...]) -> None:
    for index, column in enumerate(columns, 1):
        top = column.title if index <= 3 else names[(index - 4) // 2] if index % 2 == 0 else None
        book.put(sheet, TOP, index, top, HEADER)
        book.put(sheet, TOP + 1, index, column.title if index > 3 else None, HEADER)
    for index in range(1, 4):
        sheet.merge_cells(start_row=TOP, end_row=TOP + 1, start_column=index, end_column=index)
    for index in range(4, len(columns), 2):
        sheet.merge_cells(start_row=TOP, end_row=TOP, start_column=index, end_column=index + 1)
    sheet.row_dimensions[TOP].height = 26


def _rows(edition: Edition, categories: list[str]) -> Iterator[tuple[Value, ...]]:
    found = by_doctor(edition)
    for doctor in edition.doctors:
        held = edition.posts_by_doctor[doctor.id]
        mine: Mapping[str, Balance] = {one.category: one for one in found.get(doctor.id, ())}
        cells: list[Value] = [edition.labels[doctor.id]]
        cells += [round(sum(post.period.minutes for post in held) / 60, 2), len(held)]
        for category in categories:
            balance = mine.get(category)
            cells += [balance.load, round(balance.deviation, 1) + 0.0] if balance else [None, None]
        yield tuple(cells)
