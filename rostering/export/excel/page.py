"""Paper: A4 landscape, margins, repeated rows, footer with period, version, legal dates and page numbers."""

from __future__ import annotations

from typing import Any, Literal

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rostering.export.excel.edition import Edition
from rostering.export.excel.text import footer_text, short_date

INCH = 25.4
BESIDE_CENTER = 45
"""Characters of the left part that end before the middle one begins, on landscape A4 in 8 points."""
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 9.0, 9.0, 14.0
"""Millimetres."""
PAGE_WIDTH, PAGE_HEIGHT = 297 - 2 * MARGIN_SIDE, 210 - MARGIN_TOP - MARGIN_BOTTOM
Orientation = Literal["landscape", "portrait"]


def paper(sheet: Worksheet, edition: Edition, orientation: Orientation = "landscape") -> None:
    """A4 with our margins and footer, one page wide; `paper_scale` replaces the fit where pages are counted."""
    a4(sheet, orientation)
    left, center = _edition_footer(edition, orientation == "portrait")
    footer(sheet, left, center)


def a4(sheet: Worksheet, orientation: Orientation = "landscape") -> None:
    """A4 with our margins, one page wide."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = orientation
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    margins = sheet.page_margins
    margins.left = margins.right = MARGIN_SIDE / INCH
    margins.top, margins.bottom = MARGIN_TOP / INCH, MARGIN_BOTTOM / INCH
    margins.header = margins.footer = 6 / INCH
    sheet.print_options.horizontalCentered = True


def paper_scale(sheet: Worksheet, percent: int, breaks: list[int]) -> None:
    """A fixed scale and a page break after each of those rows (Excel drops manual breaks when it fits pages)."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=False)
    sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = None
    sheet.page_setup.scale = percent
    for row in breaks:
        sheet.row_breaks.append(Break(id=row))


def footer(sheet: Worksheet, left: str, center: str) -> None:
    """What stands at the foot of every page, with its number on the right."""
    foot: Any = sheet.oddFooter
    foot.left.text, foot.left.size = left, 8
    foot.center.text, foot.center.size = center, 8
    foot.right.text, foot.right.size = "Page &P / &N", 8


def _edition_footer(edition: Edition, narrow: bool) -> tuple[str, str]:
    """Left and middle, shorter where the paper is narrow (a line break there is not read by all)."""
    publication = edition.publication
    longest = 24 if narrow else BESIDE_CENTER
    left = footer_text(edition.problem.facts.name, longest)
    whole = f"{left} – {edition.period}"
    left = left if len(whole) > longest else whole
    stamp = f"{edition.local(publication.stamp):%d/%m/%Y}"
    transmit, forward = short_date(publication.transmit_by), short_date(publication.forward_by)
    center = f"Version {publication.version} du {stamp} – "
    center += (
        f"J-45 : {transmit} – J-10 : {forward}"
        if narrow
        else f"au CDOM avant le {transmit} (J-45), diffusé avant le {forward} (J-10)"
    )
    return left, center


def protect(sheet: Worksheet) -> None:
    """Locked without a password, but sortable, filterable and with columns one may widen."""
    protection = sheet.protection
    protection.sheet = True
    protection.autoFilter = protection.sort = False  # False: not forbidden
    protection.formatColumns = protection.formatRows = protection.formatCells = False
