"""A workbook as text: sheet, cell, value, number format, fill, and what a page or a reader is told."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet


def opened(content: bytes) -> Workbook:
    """The workbook as a reader finds it, formulas as they are written."""
    workbook: Workbook = load_workbook(BytesIO(content))
    return workbook


def dump(content: bytes) -> str:
    """Every sheet, one line per cell that has something to say."""
    return "\n".join(line for sheet in opened(content).worksheets for line in _sheet(sheet)) + "\n"


def _sheet(sheet: Worksheet) -> Iterator[str]:
    setup, protection = sheet.page_setup, sheet.protection.sheet
    yield f"## {sheet.title} [{sheet.sheet_state}]"
    yield f"frozen {sheet.freeze_panes} | repeated {sheet.print_title_rows} | area {sheet.print_area}"
    yield (
        f"{setup.orientation} paper {setup.paperSize} scale {setup.scale} width {setup.fitToWidth} "
        f"breaks {[line.id for line in sheet.row_breaks.brk]} | protected {protection}"
    )
    footer: Any = sheet.oddFooter
    yield f"footer {footer.left.text} | {footer.center.text} | {footer.right.text}"
    for rule in sheet.data_validations.dataValidation:
        yield f"list {rule.formula1} on {rule.sqref}"
    for area in sheet.conditional_formatting:
        yield from (f"when {rule.formula[0]} on {area.sqref}" for rule in area.rules)
    yield from (
        f"merged {area}" for area in sorted(str(area) for area in sheet.merged_cells.ranges)
    )
    for row in sheet.iter_rows():
        yield from (_cell(cell) for cell in row if cell.value is not None)


def _cell(cell: Any) -> str:
    fill = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else cell.fill.fill_type or ""
    marks = "".join(
        ("f" * (cell.data_type == "f"), "b" * bool(cell.font.b), "u" * (not cell.protection.locked))
    )
    return f"{cell.coordinate}\t{cell.value!r}\t{cell.number_format}\t{fill}\t{marks}"
