"""How cells look: a `Look` is a value, a `Book` gives each look one style of its workbook."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.styleable import StyleableObject
from openpyxl.worksheet.worksheet import Worksheet

from rostering.export.excel.text import RISKY, clean

FONT = "Arial"
"""On every machine, and its free twin has the same widths, so that printed pages agree."""
INK, GREY, LINE = "1F2933", "5A6672", "9AA5B1"
WEEKEND, HOLIDAY, BRIDGE = "E3E9F1", "D0D0D0", "EEF3E6"
HEAD, ACCENT, INPUT = "DCE6EF", "17415F", "FFFBE6"
DATE = "[$-40C]ddd dd mmm"
CLOCK, HOURS, BALANCE = "[hh]:mm", "General", "+0.00;-0.00;0.00"
SHARE = "0.00"


@dataclass(frozen=True)
class Formula:
    """The only thing that becomes a formula: text never does."""

    text: str


@dataclass(frozen=True)
class Look:
    """Everything a cell shows besides its value. `fill`: a colour, or "hatch" for carences; `fit`: smaller when it is too long."""

    size: float = 9
    bold: bool = False
    italic: bool = False
    color: str = INK
    fill: str = ""
    border: Literal["", "thin", "thick", "under"] = "thin"
    across: Literal["left", "center", "right"] = "left"
    along: Literal["top", "center"] = "center"
    wrap: bool = True
    fit: bool = False
    indent: int = 0
    number_format: str = "General"
    locked: bool = True
    risky: bool = False


TITLE = Look(size=16, bold=True, color=ACCENT, border="", wrap=False)
SUBTITLE = Look(size=9, color=GREY, border="", wrap=False)
NOTE = Look(size=9, italic=True, color=GREY, border="", along="top")
HEADING = Look(size=11, bold=True, color=ACCENT, border="under", wrap=False)
TEXT = Look()
PROSE = Look(size=10, border="", along="top")
HEADER = Look(bold=True, fill=HEAD, across="center", border="thin")
CENTERED = replace(TEXT, across="center")
BOLD = replace(TEXT, bold=True)
FITTED = replace(TEXT, wrap=False, fit=True)
CARENCE = Look(bold=True, fill="hatch", border="thick", color="000000")
WARNING = Look(size=10, bold=True, border="", color="9C1C1C", wrap=False)
DAY = replace(TEXT, number_format=DATE, across="left", wrap=False)
TIME = replace(TEXT, number_format=CLOCK, across="center", wrap=False)
FIGURE = replace(TEXT, number_format=SHARE, across="right", wrap=False)
SIGNED = replace(FIGURE, number_format=BALANCE)
WHOLE = replace(FIGURE, number_format="0")
DOCTOR = replace(TEXT, bold=True, fill=INPUT, locked=False)

Value = str | int | float | date | None | Formula | CellRichText


@dataclass
class Book:
    """A workbook under construction, with its titles taken and one style per look."""

    workbook: Workbook = field(default_factory=Workbook)
    titles: set[str] = field(default_factory=set)
    _styles: dict[Look, StyleArray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.workbook.remove(self.workbook.worksheets[0])
        inside: Any = self.workbook  # openpyxl has no public way to its base font
        normal = next(style for style in inside._named_styles if style.name == "Normal")
        normal.font = Font(name=FONT, size=10)
        inside._fonts[0] = normal.font  # column widths are counted in its digits

    def sheet(self, title: str) -> Worksheet:
        """A new last sheet."""
        created: Worksheet = self.workbook.create_sheet(title)
        return created

    def put(self, sheet: Worksheet, row: int, column: int, value: Value, look: Look = TEXT) -> None:
        """Writes one cell; text stays text whatever it says (=1+1, #N/A)."""
        cell: Any = sheet.cell(row, column)  # written inside: its setters guess and are slow
        if isinstance(value, CellRichText):
            cell.value = value
        elif isinstance(value, str):
            cell._value, cell.data_type = clean(value), "s"
            if value.startswith(RISKY):
                look = replace(look, risky=True)
        elif isinstance(value, Formula):
            cell._value, cell.data_type = value.text, "f"
        elif value is not None:
            cell._value, cell.data_type = value, "d" if isinstance(value, date) else "n"
        cell._style = self.style(sheet, look)

    def style(self, sheet: Worksheet, look: Look) -> StyleArray:
        """The style of that look in this workbook, made once and shared by its cells."""
        found = self._styles.get(look)
        if found is None:
            found = self._styles[look] = _style(sheet, look)
        return found


def _style(sheet: Worksheet, look: Look) -> StyleArray:
    model: Any = StyleableObject(sheet)
    model.font = Font(
        name=FONT, size=look.size, bold=look.bold, italic=look.italic, color=look.color
    )
    model.fill = fill_of(look.fill)
    model.border = border_of(look.border)
    model.alignment = Alignment(
        horizontal=look.across,
        vertical=look.along,
        wrap_text=look.wrap,
        shrink_to_fit=look.fit or None,
        indent=look.indent,
    )
    model.number_format = look.number_format
    model.protection = Protection(locked=look.locked)
    if look.risky:
        model.quotePrefix = True
    made: StyleArray = model._style
    return made


def fill_of(name: str) -> PatternFill:
    """Plain colour, nothing, or the hatching of a carence (visible in black and white)."""
    if not name:
        return PatternFill()
    if name == "hatch":
        return PatternFill("lightUp", fgColor="8A8A8A", bgColor="FFFFFF")
    return PatternFill("solid", fgColor=name)


def border_of(name: str) -> Border:
    """All four sides, the underline of a heading, or nothing."""
    if not name:
        return Border()
    if name == "under":
        return Border(bottom=Side("medium", color=ACCENT))
    side = Side("medium", color="000000") if name == "thick" else Side("thin", color=LINE)
    return Border(left=side, right=side, top=side, bottom=side)


def when(formula: str, *, font: Font | None = None, fill: str = "", border: str = "") -> Rule:
    """A conditional format: how cells look where the formula (of the first cell) is true."""
    painted = fill_of(fill) if fill else None
    if painted and painted.fill_type == "solid":
        painted.bgColor = painted.fgColor  # a conditional format paints with the other colour
    look = DifferentialStyle(font=font, fill=painted, border=border_of(border) if border else None)
    return Rule(type="expression", formula=[formula], dxf=look)
