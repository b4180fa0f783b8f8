"""Headings and sentences across a sheet, between its tables."""

from __future__ import annotations

from dataclasses import dataclass

from openpyxl.worksheet.worksheet import Worksheet

from rostering.export.excel.style import HEADING, PROSE, Book

LINE_LENGTH = 125
"""Signs that fit on one line of a sheet as wide as the certificate."""


@dataclass(frozen=True)
class Place:
    """A row of a sheet, over so many columns."""

    sheet: Worksheet
    row: int
    across: int

    def at(self, row: int) -> Place:
        """The same columns on another row."""
        return Place(self.sheet, row, self.across)


def put_heading(book: Book, place: Place, title: str) -> int:
    """A heading, underlined across; returns the next row."""
    for column in range(1, place.across + 1):
        book.put(place.sheet, place.row, column, title if column == 1 else None, HEADING)
    return place.row + 1


def put_sentence(book: Book, place: Place, sentence: str) -> int:
    """A sentence across, on as many lines as it takes; returns the next row."""
    sheet, row = place.sheet, place.row
    book.put(sheet, row, 1, sentence, PROSE)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=place.across)
    sheet.row_dimensions[row].height = 15.0 * (1 + len(sentence) // LINE_LENGTH)
    return row + 1
