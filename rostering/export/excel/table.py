"""Lists: a title, what the sheet is for, headings, rows, a filter; every list sheet is made here."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rostering.export.excel.style import HEADER, NOTE, TEXT, TITLE, Book, Look, Value

ROW, LINE = 15.0, 11.5
"""Points of a row of one line, and of each line more."""
SIGNS = 1.1
"""Letters of 9 points that fit on the width of a digit of 10."""


@dataclass(frozen=True)
class Column:
    """A heading, how wide (in digits), how its cells look; `hidden` columns serve the machine."""

    title: str
    width: float
    look: Look = TEXT
    hidden: bool = False


def heading(
    book: Book, sheet: Worksheet, title: str, notes: Sequence[Value] = (), across: int = 1
) -> int:
    """A title in row 1 and a note on each next row; returns the row after a blank one."""
    sheet.sheet_view.showGridLines = False
    book.put(sheet, 1, 1, title, TITLE)
    sheet.row_dimensions[1].height = 24
    for row, note in enumerate(notes, 2):
        book.put(sheet, row, 1, note, NOTE)
        if across > 1:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=across)
    return len(notes) + 3


def set_widths(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """The widths of the columns, and which are hidden."""
    for index, column in enumerate(columns, 1):
        dimension = sheet.column_dimensions[get_column_letter(index)]
        dimension.width = column.width
        if column.hidden:
            dimension.hidden = True


def head(book: Book, sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    """The line of headings."""
    for index, column in enumerate(columns, 1):
        book.put(sheet, row, index, column.title, HEADER)
    sheet.row_dimensions[row].height = 26


def body(
    book: Book,
    sheet: Worksheet,
    top: int,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
) -> int:
    """Writes the rows from `top` on; returns the row after the last."""
    looks = [column.look for column in columns]
    after = top
    for after, values in enumerate(rows, top + 1):
        for index, (value, look) in enumerate(zip(values, looks, strict=True), 1):
            book.put(sheet, after - 1, index, value, look)
        if (lines := _lines(columns, values)) > 1:
            sheet.row_dimensions[after - 1].height = ROW + LINE * (lines - 1)
    return after


def _lines(columns: Sequence[Column], values: Sequence[Value]) -> int:
    """Lines that the longest text of a row takes; not every program finds out by itself."""
    wrapped = (
        (len(value), column.width)
        for column, value in zip(columns, values, strict=True)
        if isinstance(value, str) and column.look.wrap and not column.hidden
    )
    return max((math.ceil(length / (SIGNS * width)) for length, width in wrapped), default=1)


def list_sheet(
    book: Book,
    sheet: Worksheet,
    top: int,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
) -> int:
    """Headings at `top`, rows below, filter, frozen and repeated headings; returns the row after."""
    set_widths(sheet, columns)
    head(book, sheet, top, columns)
    after = body(book, sheet, top + 1, columns, rows)
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A{top}:{last}{max(after - 1, top)}"
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    shown = max(index for index, column in enumerate(columns, 1) if not column.hidden)
    sheet.print_area = f"A1:{get_column_letter(shown)}{max(after - 1, top)}"
    return after
