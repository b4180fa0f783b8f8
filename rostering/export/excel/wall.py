"""Wall calendars: one printed sheet per sector, a row per day, a month per page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.styles.colors import Color
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rostering.export.excel import style
from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper, paper_scale, protect
from rostering.export.excel.posts import far_area, last_row
from rostering.export.excel.style import FONT, INK, Book, Formula, Look, Value
from rostering.export.excel.text import clean, literal, sheet_title
from rostering.export.excel.wall_grid import LineHead, Wall, day_note, walls
from rostering.export.excel.wall_layout import Layout, lay_out

TITLES, ALERT, LEGEND, LINES, SITES, BANDS, FIRST = 1, 2, 3, 4, 5, 6, 7
"""Rows: title, alert (blank unless edited), legend, line names, how and where, hours, first day."""
ROW_POINTS = {TITLES: 24.0, ALERT: 12.0, LEGEND: 14.0, BANDS: 27.0}
NAME = Look(size=11, along="center", indent=1)
DATE = replace(NAME, bold=True, number_format=style.DATE, wrap=False, indent=0)
NOTE = replace(NAME, size=9, bold=True, indent=0)
LINE_NAME = replace(style.HEADER, size=11)
SITE = replace(style.HEADER, size=9, bold=False, fill="")
BAND = replace(style.HEADER, size=9)
FILLS = {"F": style.HOLIDAY, "P": style.BRIDGE, "WE": style.WEEKEND, "": ""}
LEGEND_TEXT = (
    "WE week-end  ·  F jour férié  ·  P pont  ·  CARENCE : plage obligatoire sans médecin  ·  — : place facultative libre  ·  "
    "Feuille à afficher : les changements se font dans « Gardes »"
)


def write_walls(book: Book, edition: Edition) -> None:
    """Every wall calendar, in the order of the sectors."""
    for wall in walls(edition):
        sheet = book.sheet(sheet_title(wall.title, book.titles))
        _write(book, sheet, wall)


def _write(book: Book, sheet: Worksheet, wall: Wall) -> None:
    layout = lay_out(wall, sum(ROW_POINTS.values()))
    sheet.sheet_view.showGridLines = False
    _header(book, sheet, wall)
    rows = {day: FIRST + n for n, day in enumerate(wall.edition.problem.dates)}
    for day, row in rows.items():
        _day(book, sheet, wall, day, row)
        sheet.row_dimensions[row].height = layout.heights[day]
    _format(sheet, wall, layout, max(rows.values()))
    _strike_changes(sheet, wall, max(rows.values()))
    breaks = [rows[page[-1]] for page in layout.pages[:-1]]
    paper(sheet, wall.edition)
    paper_scale(sheet, layout.scale, breaks)
    protect(sheet)


def _header(book: Book, sheet: Worksheet, wall: Wall) -> None:
    edition = wall.edition
    territory = edition.problem.facts.name
    where = territory if territory.startswith(wall.title) else f"{wall.title} – {territory}"
    book.put(sheet, TITLES, 1, f"Tableau de garde  ·  {where}  ·  {edition.period}", style.TITLE)
    count = f'COUNTIF({far_area("Modif.", last_row(edition))},"?*")'
    told = '" poste(s) modifié(s) dans « Gardes » : cette feuille n\'est plus à jour, la republier"'
    book.put(sheet, ALERT, 1, Formula(f'=IF({count}=0,"",{count}&{told})'), style.WARNING)
    book.put(sheet, LEGEND, 1, LEGEND_TEXT, style.SUBTITLE)
    for column, word in enumerate(("Date", "Jour"), 1):
        for row in (LINES, SITES, BANDS):
            book.put(sheet, row, column, word if row == LINES else None, BAND)
    for column in (1, 2):
        sheet.merge_cells(start_row=LINES, end_row=BANDS, start_column=column, end_column=column)
    for group in wall.groups:
        for row, text, look in (
            (LINES, group.line.name, LINE_NAME),
            (SITES, group.where, SITE),
        ):
            _spread(book, sheet, row, group, text, look)
    for index, wall_column in enumerate(wall.columns, 3):
        book.put(sheet, BANDS, index, wall_column.heading or "heures dans la case", BAND)


def _spread(book: Book, sheet: Worksheet, row: int, group: LineHead, text: str, look: Look) -> None:
    """A text over all the columns of a line."""
    first, last = group.first + 3, group.last + 3
    for column in range(first, last + 1):
        book.put(sheet, row, column, text if column == first else None, look)
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _day(book: Book, sheet: Worksheet, wall: Wall, day: date, row: int) -> None:
    fill = FILLS[wall.edition.mark(day)]
    book.put(sheet, row, 1, day, replace(DATE, fill=fill))
    book.put(sheet, row, 2, day_note(wall.edition, day) or None, replace(NOTE, fill=fill))
    for index, column in enumerate(wall.columns, 3):
        lines = wall.lines_of(column, day)
        vacant = any(is_vacant for _, is_vacant in lines)
        look = replace(style.CARENCE, size=11, indent=1) if vacant else replace(NAME, fill=fill)
        book.put(sheet, row, index, _words(lines, vacant), look)


def _words(lines: tuple[tuple[str, bool], ...], vacant: bool) -> Value:
    """The lines of a cell; in a mixed one only the carence is bold."""
    if not lines:
        return None
    if not vacant or all(is_vacant for _, is_vacant in lines):
        return "\n".join(text for text, _ in lines)
    plain = InlineFont(rFont=FONT, sz=11, color=Color(INK))
    strong = InlineFont(rFont=FONT, sz=11, b=True, color=Color("000000"))
    last = len(lines) - 1
    return CellRichText(
        *(
            TextBlock(strong if is_vacant else plain, clean(text) + "\n" * (n < last))
            for n, (text, is_vacant) in enumerate(lines)
        )
    )


def _format(sheet: Worksheet, wall: Wall, layout: Layout, last: int) -> None:
    for index, width in enumerate(layout.widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    heads = {LINES: layout.heads[0], SITES: layout.heads[1]}
    for row, points in (ROW_POINTS | heads).items():
        sheet.row_dimensions[row].height = points
    sheet.freeze_panes = f"C{FIRST}"
    sheet.print_title_rows = f"{TITLES}:{BANDS}"
    sheet.print_area = f"A1:{get_column_letter(len(wall.columns) + 2)}{last}"


def _strike_changes(sheet: Worksheet, wall: Wall, last: int) -> None:
    """A cell whose duties were changed in « Gardes » is struck: the wall no longer tells the truth."""
    edition = wall.edition
    end = last_row(edition)
    for group in wall.groups:
        first, final = get_column_letter(group.first + 3), get_column_letter(group.last + 3)
        changed = (
            f"COUNTIFS({far_area('Date', end)},$A{FIRST},"
            f'{far_area("Code de ligne", end)},{literal(group.line.id)},{far_area("Modif.", end)},"?*")>0'
        )
        rule = style.when(changed, font=Font(strike=True, color="9C1C1C"))
        sheet.conditional_formatting.add(f"{first}{FIRST}:{final}{last}", rule)
