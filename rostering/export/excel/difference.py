"""The table of what changed between two versions, print-ready: « Ce qui a changé », « Charges », « Journal »."""

from __future__ import annotations

from dataclasses import astuple, replace

from rostering.domain.period import zone_info
from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper
from rostering.export.excel.save import to_bytes
from rostering.export.excel.style import BOLD, CENTERED, DAY, FIGURE, SIGNED, WHOLE, Book, Value
from rostering.export.excel.table import Column, heading, list_sheet
from rostering.life.difference import Difference
from rostering.life.difference_words import heading as sentence
from rostering.life.difference_words import rows

CHANGES = (
    Column("Date", 12, replace(DAY, number_format="dd/mm/yyyy")),
    Column("Jour", 17),
    Column("Heures", 15, CENTERED),
    Column("Poste", 24, BOLD),
    Column("Avant", 27),
    Column("Après", 27, BOLD),
    Column("Assurée par", 22),
    Column("Journal", 12, CENTERED),
)
LOADS = (
    Column("Médecin", 30, BOLD),
    Column("Catégorie", 22),
    Column("Charge avant", 14, FIGURE),
    Column("Charge après", 14, FIGURE),
    Column("Part", 14, FIGURE),
    Column("Écart après", 14, SIGNED),
)
JOURNAL = (
    Column("N°", 6, WHOLE),
    Column("Le", 18, CENTERED),
    Column("Par", 22),
    Column("Ce qui a été décidé", 100),
)
TOP = 4


def difference_bytes(found: Difference) -> bytes:
    """The workbook, the same bytes for the same two versions."""
    edition, book = Edition(found.after), Book()
    _write(book, edition, found, "Ce qui a changé", CHANGES, [astuple(row) for row in rows(found)])
    _write(book, edition, found, "Charges", LOADS, _loads(found))
    _write(book, edition, found, "Journal", JOURNAL, _journal(found))
    return to_bytes(book, edition, f"Version {found.before.version} → {found.after.version}")


def _write(
    book: Book,
    edition: Edition,
    found: Difference,
    title: str,
    columns: tuple[Column, ...],
    lines: list[tuple[Value, ...]],
) -> None:
    sheet = book.sheet(title)
    heading(book, sheet, title, (sentence(found),), across=len(columns))
    list_sheet(book, sheet, TOP, columns, lines)
    paper(sheet, edition)


def _loads(found: Difference) -> list[tuple[Value, ...]]:
    return [
        (found.name(one.doctor), found.category(one.category), one.before, one.after, one.share,
         one.after - one.share)
        for one in found.loads
    ]  # fmt: skip


def _journal(found: Difference) -> list[tuple[Value, ...]]:
    zone = zone_info(found.after.problem.zone)
    return [
        (one.number, f"{one.at.astimezone(zone):%d/%m/%Y %H:%M}", one.who, one.told)
        for one in found.entries
    ]
