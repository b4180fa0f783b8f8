"""The empty workbook that a coordinator fills: a grey example row on each sheet, ignored when read."""

from __future__ import annotations

from datetime import date

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rostering.domain.calendar import Calendar
from rostering.domain.territory import DEFAULT_CATEGORIES
from rostering.files import look
from rostering.files.cells import cell_at, text_of, write_cell, write_text
from rostering.files.columns import Column, Sheet
from rostering.files.readme_sheet import write_readme
from rostering.files.sheets import BY_TITLE, LISTS, ORDER, PERIOD, README, TERRITORY, VALUES, WISHES
from rostering.files.workbook_write import (
    FIRST_ROW,
    fill_sheet,
    grid_sheet,
    rule_entries,
    to_bytes,
    write_sheet,
    write_values,
)
from rostering.instance import DEFAULT_RULES

GRID_DAYS = 124
"""Four months at most fit the template's grid; a longer period goes on a saved workbook."""
GRID_DOCTORS = 150
HOLIDAY_YEARS = range(2026, 2036)
STATED = {
    "categories": [one.model_dump(mode="json", exclude_none=True) for one in DEFAULT_CATEGORIES],
    "rules": rule_entries(DEFAULT_RULES),
}
"""What the template says already: the usual categories and rules."""


def template_bytes() -> bytes:
    """The template's content."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title in ORDER:
        if title == README:
            write_readme(book.create_sheet(README))
        elif title in VALUES:
            write_values(book, title, {}, examples=True)
        elif title == WISHES:
            _write_grid(book)
        elif title != LISTS:
            _write_table(book, BY_TITLE[title])
    national = Calendar("01")
    days = (
        date.fromordinal(number)
        for number in range(
            date(HOLIDAY_YEARS.start, 1, 1).toordinal(), date(HOLIDAY_YEARS.stop, 1, 1).toordinal()
        )
    )
    look.write_lists(book, [day for day in days if national.is_holiday(day)], FIRST_ROW + 1)
    return to_bytes(book)


def _write_table(book: Workbook, table: Sheet) -> None:
    """Headings, the example, and what is stated already."""
    sheet = write_sheet(book, table, FIRST_ROW + 1)
    for position, column in enumerate(table.columns, 1):
        write_example(sheet, position, column)
    look.mark_example(sheet, FIRST_ROW, len(table.columns))
    if table.where[0] in STATED:
        fill_sheet(sheet, table, STATED, FIRST_ROW + 1)


def write_example(sheet: Worksheet, position: int, column: Column) -> None:
    """One cell of the example row; the first says that it is one."""
    cell = cell_at(sheet, FIRST_ROW, position)
    if position == 1:
        write_text(cell, f"EXEMPLE : {column.example}")
    elif column.example and not column.many and column.kind in ("date", "number"):
        write_cell(cell, text_of(column.example, column), column)
    elif column.example:
        write_text(cell, column.example)


def _write_grid(book: Workbook) -> None:
    """The grid, whose days follow the dates of the sheet « Période »."""
    rows = {column.heading: row for row, column in enumerate(TERRITORY, FIRST_ROW)}
    start, end = f"'{PERIOD}'!$B${rows['Début']}", f"'{PERIOD}'!$B${rows['Fin']}"
    days = [
        f'=IF(AND(ISNUMBER({start}),{start}+{number}<={end}),{start}+{number},"")'
        for number in range(GRID_DAYS)
    ]
    sheet = grid_sheet(book, days, GRID_DOCTORS)
    write_text(cell_at(sheet, FIRST_ROW, 1), "EXEMPLE : martin")
    write_text(cell_at(sheet, FIRST_ROW, 2), "MARTIN Anne")
    for position, letter in enumerate("XXNPOS", 3):
        write_text(cell_at(sheet, FIRST_ROW, position), letter)
    look.mark_example(sheet, FIRST_ROW, 8)
