"""How the workbook looks: headings, widths, drop-down lists, shading, print. Nothing of it is read back."""

from __future__ import annotations

from datetime import date

from openpyxl.formatting.rule import Rule as Format
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from rostering.files.cells import DATE_FORMAT, TEXT_FORMAT
from rostering.files.columns import Column
from rostering.files.sheets import LISTS
from rostering.files.words import VOCABULARIES

LAST_ROW = 1000
"""Lists and references reach so many rows down."""
HEADER_ROW = 2
HEAD_FILL = PatternFill("solid", fgColor="1F4E78")
HELP_FONT = Font(italic=True, color="595959")
EXAMPLE_FONT = Font(italic=True, color="7F7F7F")
EXAMPLE_FILL = PatternFill("solid", fgColor="F2F2F2")
WEEKEND_FILL = PatternFill("solid", bgColor="D9D9D9")
HOLIDAY_FILL = PatternFill("solid", bgColor="BFBFBF")
THIN = Side(style="thin", color="BFBFBF")
CODE_COLOURS = {"X": "F8CBAD", "N": "FCE4D6", "P": "FFF2CC", "O": "FFFFFF", "S": "C6E0B4"}
REFERENCED = {
    "doctors": ("LISTE_MEDECINS", "Médecins"),
    "sectors": ("LISTE_SECTEURS", "Secteurs"),
    "sites": ("LISTE_SITES", "Sites"),
    "places": ("LISTE_SITES", "Sites"),
    "lines": ("LISTE_POSTES", "Postes"),
    "categories": ("LISTE_CATEGORIES", "Catégories"),
}
"""What a column names → the defined name of its list, and the sheet that holds it."""


def write_head(sheet: Worksheet, help_text: str, columns: tuple[Column, ...]) -> None:
    """A sentence, then the headings; a star marks what must be filled."""
    sheet.cell(1, 1, help_text).font = HELP_FONT
    for position, column in enumerate(columns, 1):
        heading = f"{column.heading} *" if column.required else column.heading
        put_heading(sheet, HEADER_ROW, position, heading)
        dimension = sheet.column_dimensions[get_column_letter(position)]
        dimension.width = column.width
        dimension.number_format = format_of(column)
    sheet.row_dimensions[HEADER_ROW].height = 32


def put_heading(sheet: Worksheet, row: int, column: int, text: str | date) -> None:
    """A heading cell."""
    cell = sheet.cell(row, column, text)
    cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEAD_FILL
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def format_of(column: Column) -> str:
    """The number format of what people will type in the column."""
    if column.kind == "date" and not column.many:
        return DATE_FORMAT
    return "General" if column.kind in ("number", "word") else TEXT_FORMAT


def for_print(sheet: Worksheet, frozen: str, landscape: bool = True, pages_wide: int = 1) -> None:
    """A4, so many pages wide, headings repeated; rows and columns before `frozen` stay in sight."""
    sheet.freeze_panes = frozen
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # made with the sheet
    sheet.print_title_rows = f"1:{HEADER_ROW}"
    sheet.oddFooter.left.text = "&A"  # type: ignore[union-attr]
    sheet.oddFooter.right.text = "&P / &N"  # type: ignore[union-attr]


def add_lists(sheet: Worksheet, columns: tuple[Column, ...], first_row: int) -> None:
    """A drop-down list on every column of a closed vocabulary or of references."""
    for position, column in enumerate(columns, 1):
        letter = get_column_letter(position)
        add_list(sheet, column, f"{letter}{first_row}:{letter}{LAST_ROW}")


def add_list(sheet: Worksheet, column: Column, cells: str) -> None:
    """The drop-down list of a column over some cells; several values, or a price, may be typed as well."""
    if column.words:
        name = list_name(column.words)
    elif column.names in REFERENCED:
        name = REFERENCED[column.names][0]
    else:
        return
    free = column.many or column.words == "force" or column.names == "places"
    rule = DataValidation(type="list", formula1=name, allow_blank=True, showErrorMessage=not free)
    rule.errorTitle, rule.error = column.heading, "Choisir dans la liste."
    rule.errorStyle = "stop" if column.words else "warning"
    if column.many:
        rule.promptTitle, rule.prompt = column.heading, "Plusieurs valeurs : les séparer par « ; »."
        rule.showInputMessage = True
    rule.add(cells)
    sheet.add_data_validation(rule)


def list_name(words: str) -> str:
    """The defined name of a vocabulary's list."""
    return f"LISTE_{words.upper()}"


def write_lists(book: Workbook, holidays: list[date], first_row: int) -> None:
    """The hidden sheet of vocabularies and holidays, and the names that drop-down lists use."""
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for position, (words, values) in enumerate(VOCABULARIES.items(), 1):
        letter = get_column_letter(position)
        sheet.cell(1, position, words)
        for row, word in enumerate(values, 2):
            sheet.cell(row, position, word).number_format = TEXT_FORMAT
        _name(book, list_name(words), f"'{LISTS}'!${letter}$2:${letter}${len(values) + 1}")
    position = len(VOCABULARIES) + 1
    letter = get_column_letter(position)
    sheet.cell(1, position, "jours fériés")
    for row, day in enumerate(holidays, 2):
        sheet.cell(row, position, day).number_format = DATE_FORMAT
    _name(book, "JOURS_FERIES", f"'{LISTS}'!${letter}$2:${letter}${max(len(holidays), 1) + 1}")
    for name, title in dict(REFERENCED.values()).items():
        column = f"'{title}'!$A${first_row}:$A${LAST_ROW}"
        _name(book, name, f"OFFSET('{title}'!$A${first_row},0,0,MAX(1,COUNTA({column})),1)")


def _name(book: Workbook, name: str, where: str) -> None:
    book.defined_names[name] = DefinedName(name, attr_text=where)


def shade_grid(sheet: Worksheet, first_column: int, last_column: int, last_row: int) -> None:
    """Week-ends and holidays in grey, each letter in its colour."""
    first, last = get_column_letter(first_column), get_column_letter(last_column)
    letters = f"{first}{HEADER_ROW + 1}:{last}{last_row}"
    for code, colour in CODE_COLOURS.items():
        fill = PatternFill("solid", bgColor=colour)
        formula = f'UPPER({first}{HEADER_ROW + 1})="{code}"'
        sheet.conditional_formatting.add(letters, _where(formula, fill, Font(bold=True)))
    day = f"{first}${HEADER_ROW}"
    for test, fill in (
        (f"COUNTIF(JOURS_FERIES,{day})>0", HOLIDAY_FILL),
        (f"WEEKDAY({day},2)>5", WEEKEND_FILL),
    ):
        formula = f"IF(ISNUMBER({day}),{test},FALSE)"
        sheet.conditional_formatting.add(letters, _where(formula, fill, None))


def _where(formula: str, fill: PatternFill, font: Font | None) -> Format:
    """A fill where a formula holds."""
    style = DifferentialStyle(fill=fill, font=font)
    return Format(type="expression", formula=[formula], dxf=style)


def mark_example(sheet: Worksheet, row: int, columns: int) -> None:
    """A worked example is grey and slanted."""
    for position in range(1, columns + 1):
        cell = sheet.cell(row, position)
        cell.font, cell.fill = EXAMPLE_FONT, EXAMPLE_FILL
