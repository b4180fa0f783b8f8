"""« Listes », hidden: the doctors of each line, under a defined name that drop-down lists refer to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rostering.export.excel.edition import Edition
from rostering.export.excel.style import TEXT, Book

SHEET = "Listes"
EVERYONE = "Medecins"
RANGES_PER_RULE = 200
"""One list rule holds so many stretches of cells; Excel reads very long ones badly."""


def write_lists(book: Book, edition: Edition) -> None:
    """One column for everyone, then one for each line."""
    sheet = book.sheet(SHEET)
    sheet.sheet_state = "hidden"
    columns = [(EVERYONE, [edition.labels[doctor.id] for doctor in edition.doctors])]
    names = list_names(edition)
    for line in edition.lines:
        members = [edition.labels[doctor.id] for doctor in edition.members[line.id]]
        columns.append((names[line.id], members))
    for index, (name, members) in enumerate(columns, 1):
        book.put(sheet, 1, index, name, TEXT)
        for row, member in enumerate(members, 2):
            book.put(sheet, row, index, member, TEXT)
        letter = get_column_letter(index)
        reference = f"{SHEET}!${letter}$2:${letter}${max(len(members), 1) + 1}"
        book.workbook.defined_names[name] = DefinedName(name, attr_text=reference)


def list_names(edition: Edition) -> Mapping[str, str]:
    """Line id → a defined name: letters, digits and underscores, unique whatever the case."""
    found: dict[str, str] = {}
    for number, line in enumerate(edition.lines, 1):
        found[line.id] = f"Ligne_{number}_{re.sub(r'[^A-Za-z0-9]', '_', line.id)}"
    return found


def drop_downs(
    sheet: Worksheet, name: str, column: str, rows: Iterable[int], message: str = ""
) -> None:
    """A list rule on those cells; typing another name asks for a confirmation, it is not refused."""
    ranges = list(_stretches(sorted(rows)))
    for start in range(0, len(ranges), RANGES_PER_RULE):
        chunk: Sequence[tuple[int, int]] = ranges[start : start + RANGES_PER_RULE]
        cells = " ".join(f"{column}{a}" if a == b else f"{column}{a}:{column}{b}" for a, b in chunk)
        rule = DataValidation("list", formula1=name, allow_blank=True, sqref=cells)
        rule.showErrorMessage, rule.errorStyle = True, "warning"
        rule.errorTitle, rule.error = "Nom inconnu", message or "Ce nom n'est pas dans la liste."
        sheet.add_data_validation(rule)


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    for _, group in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0]):
        run = [row for _, row in group]
        yield run[0], run[-1]
