"""The workbook form, written: every sheet of an instance, in the tables that reading knows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rostering.files import look
from rostering.files.cells import cell_at, write_cell, write_text
from rostering.files.columns import Column, Sheet
from rostering.files.grid import FIRST_DAY, LETTERS, split
from rostering.files.readme_sheet import write_readme
from rostering.files.rule_text import write_parameters
from rostering.files.sheets import BY_TITLE, ORDER, README, VALUES, WISHES
from rostering.files.tables import RULE_FIELDS
from rostering.files.words import NONE
from rostering.instance import Instance
from rostering.rules.base import Rule

DAY_FORMAT = "[$-40C]ddd dd/mm"
FIRST_ROW = look.HEADER_ROW + 1
Entry = dict[str, Any]
COMMON = frozenset(column.path[0] for column in BY_TITLE["Règles"].columns if column.path)
"""Fields of rules that have a column."""


def workbook_bytes(instance: Instance) -> bytes:
    """The workbook of an instance."""
    book = Workbook()
    book.remove(book.worksheets[0])
    content = instance.model_dump(mode="json", exclude_none=True)
    days = days_of(instance)
    letters, others = split(instance.availability, set(days))
    content["availability"] = [entry.model_dump(mode="json", exclude_none=True) for entry in others]
    content["rules"] = rule_entries(instance.rules)
    content["memory"] = instance.memory.model_dump(mode="json", exclude_defaults=True)
    for title in ORDER:
        if title in BY_TITLE:
            sheet = write_sheet(book, BY_TITLE[title], FIRST_ROW)
            fill_sheet(sheet, BY_TITLE[title], content, FIRST_ROW)
        elif title in VALUES:
            write_values(book, title, content)
        elif title == WISHES:
            _write_wishes(book, instance, days, letters)
        elif title == README:
            write_readme(book.create_sheet(README))
    calendar = instance.days()
    look.write_lists(book, [day for day in days if calendar.is_holiday(day)], FIRST_ROW)
    return to_bytes(book)


def rule_entries(rules: Iterable[Rule]) -> list[Entry]:
    """Rules as rows: what has a column, then all the parameters of its own."""
    return [
        rule.model_dump(mode="json", include=set(COMMON)) | {"parameters": own_parameters(rule)}
        for rule in rules
    ]


def own_parameters(rule: Rule) -> Entry:
    """Every parameter of the rule that has no column, unless it says nothing by default."""
    full, changed = (
        rule.model_dump(mode="json"),
        rule.model_dump(mode="json", exclude_defaults=True),
    )
    return {
        name: changed.get(name, full[name])
        for name in type(rule).model_fields
        if name not in COMMON
        and (name in changed or (full[name] is not None and name != "comfort"))
    }


def to_bytes(book: Workbook) -> bytes:
    """The file's content."""
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def days_of(instance: Instance) -> list[date]:
    """Every day of the horizon."""
    count = (instance.horizon.end - instance.horizon.start).days + 1
    return [instance.horizon.start + timedelta(days=number) for number in range(count)]


def write_sheet(book: Workbook, table: Sheet, first_row: int) -> Worksheet:
    """An empty sheet of rows: help, headings, lists, print."""
    sheet: Worksheet = book.create_sheet(table.title)
    look.write_head(sheet, table.help, table.columns)
    look.add_lists(sheet, table.columns, first_row)
    look.for_print(sheet, f"B{FIRST_ROW}")
    return sheet


def fill_sheet(sheet: Worksheet, table: Sheet, content: Entry, first_row: int) -> None:
    """The rows of an instance."""
    listed = list(_entries(table, content))
    if not listed and table.defaulted:
        write_text(cell_at(sheet, first_row, 1), NONE)
    for row, (owner, entry) in enumerate(listed, first_row):
        for position, column in enumerate(table.columns, 1):
            value = _value(table, column, owner, entry)
            if value == [] and (column.empties or _has_usual(column, entry)):
                value = [NONE]
            if value not in (None, "", []):
                cell = cell_at(sheet, row, position)
                write_cell(cell, value, column)
                cell.alignment = Alignment(vertical="top", wrap_text=column.width > 20)


def _has_usual(column: Column, entry: Entry) -> bool:
    """True for the field of a rule whose usual value is not empty."""
    fields = RULE_FIELDS.get(str(entry.get("kind")), {})
    return bool(column.path and column.path[0] in fields and fields[column.path[0]].default)


def _entries(table: Sheet, content: Entry) -> Iterator[tuple[str, Entry]]:
    """The entries of a sheet with the code of what they belong to."""
    if table.owner:
        for owner in content[table.owner]:
            for entry in owner.get(table.where[0], ()):
                yield owner["id"], entry
        return
    node: Any = content
    for key in table.where:
        node = node.get(key, {})
    for entry in node or ():
        yield "", entry


def _value(table: Sheet, column: Column, owner: str, entry: Entry) -> Any:
    if column.kind == "parameters":
        return write_parameters(entry["parameters"])
    if column.path == ("",):
        return owner
    node: Any = entry
    for key in column.path:
        node = node.get(key) if isinstance(node, dict) else None
    return node


def write_values(book: Workbook, title: str, content: Entry, examples: bool = False) -> Worksheet:
    """A sheet of single values."""
    sheet: Worksheet = book.create_sheet(title)
    text, columns = VALUES[title]
    sheet.cell(1, 1, text).font = look.HELP_FONT
    headings = ("Élément", "Valeur", "Exemple") if examples else ("Élément", "Valeur")
    for position, heading in enumerate(headings, 1):
        look.put_heading(sheet, look.HEADER_ROW, position, heading)
        sheet.column_dimensions[get_column_letter(position)].width = 34
    for row, column in enumerate(columns, FIRST_ROW):
        label = f"{column.heading} *" if column.required else column.heading
        sheet.cell(row, 1, label).font = Font(bold=True)
        cell = cell_at(sheet, row, 2)
        cell.number_format = look.format_of(column)
        cell.alignment = Alignment(horizontal="left")
        look.add_list(sheet, column, f"B{row}")
        value = _value(BY_TITLE["Sites"], column, "", content)
        if value == [] and column.empties:
            value = [NONE]
        if value not in (None, "", []):
            write_cell(cell, value, column)
        if examples:
            sheet.cell(row, 3, column.example).font = look.EXAMPLE_FONT
    look.for_print(sheet, f"B{FIRST_ROW}", landscape=False)
    return sheet


def _write_wishes(
    book: Workbook, instance: Instance, days: list[date], letters: dict[tuple[str, date], Any]
) -> None:
    sheet = grid_sheet(book, list(days), len(instance.doctors))
    columns = {day: position for position, day in enumerate(days, FIRST_DAY)}
    for row, doctor in enumerate(instance.doctors, FIRST_ROW):
        write_text(cell_at(sheet, row, 1), doctor.id)
        write_text(cell_at(sheet, row, 2), doctor.name)
        for day, position in columns.items():
            if level := letters.get((doctor.id, day)):
                cell = cell_at(sheet, row, position)
                write_text(cell, LETTERS[level])
                cell.alignment = Alignment(horizontal="center")


def grid_sheet(book: Workbook, days: list[Any], doctors: int) -> Worksheet:
    """The empty grid: a row for each doctor to come, a column for each day (a date or its formula)."""
    sheet: Worksheet = book.create_sheet(WISHES)
    last_row = FIRST_ROW + max(doctors, 1) - 1
    text = "X impossible, N non, P possible (plutôt pas), O oui (comme vide), S souhaité. Une lettre par jour."
    sheet.cell(1, 1, text).font = look.HELP_FONT
    for position, heading in enumerate(("Médecin", "Nom"), 1):
        look.put_heading(sheet, look.HEADER_ROW, position, heading)
        sheet.column_dimensions[get_column_letter(position)].width = (16, 24)[position - 1]
    for position, day in enumerate(days, FIRST_DAY):
        look.put_heading(sheet, look.HEADER_ROW, position, day)
        cell = cell_at(sheet, look.HEADER_ROW, position)
        cell.number_format = DAY_FORMAT
        cell.alignment = Alignment(text_rotation=90, horizontal="center", vertical="bottom")
        sheet.column_dimensions[get_column_letter(position)].width = 3.6
    sheet.row_dimensions[look.HEADER_ROW].height = 62
    last = FIRST_DAY + len(days) - 1
    look.shade_grid(sheet, FIRST_DAY, last, last_row)
    letters = Column("Souhait", ("level",), "word", words="code_souhait")
    look.add_list(sheet, letters, f"C{FIRST_ROW}:{get_column_letter(last)}{last_row}")
    look.add_list(
        sheet, Column("Médecin", ("doctor",), "name", names="doctors"), f"A{FIRST_ROW}:A{last_row}"
    )
    look.for_print(sheet, f"C{FIRST_ROW}", pages_wide=-(-len(days) // 31))
    sheet.print_title_cols = "A:B"
    return sheet
