"""« À surveiller »: the duties that hang on few doctors, whatever the roster, and who else could hold them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rostering.explain.scout import Outlook, Scouting, scout
from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper, protect
from rostering.export.excel.style import BOLD, CENTERED, DAY, WHOLE, Book, Value
from rostering.export.excel.table import Column, heading, list_sheet
from rostering.rules.base import hours_of

SHEET = "À surveiller"
TIGHT = 2
"""Doctors to spare up to which a duty is listed."""
NAMED = 8
"""Other doctors named; beyond, a duty does not hang on few."""
COLUMNS = (
    Column("Date", 12, DAY),
    Column("Ligne", 28, BOLD),
    Column("Horaire", 13, CENTERED),
    Column("Tenue par", 30),
    Column("Il en faut", 9, WHOLE),
    Column("Peuvent", 9, WHOLE),
    Column("De reste", 9, replace(WHOLE, bold=True)),
    Column("Qui d'autre pourrait la tenir", 70),
    Column("Indispensable", 30, BOLD),
)
NOTES = (
    "Peuvent : ceux que ni leur fonction, ni leur secteur, ni une absence, ni une date convenue n'empêchent ; repos, maxima et "
    "espacement ne sont pas comptés. De reste : combien peuvent manquer.",
    "Indispensable : sans ce médecin, cette garde ou une autre de la même heure resterait vide ; c'est prouvé.",
)
NONE = f"Aucune garde obligatoire n'a moins de {TIGHT + 1} médecins de reste."


def write_watch(book: Book, edition: Edition) -> None:
    """The duties with few doctors to spare, the scarcest first."""
    found = scout(edition.problem, edition.publication.instance.rules)
    rows = list(_rows(edition, found))
    sheet = book.sheet(SHEET)
    notes = NOTES if rows else (NONE,)
    top = heading(book, sheet, f"À surveiller {edition.period}", notes, across=len(COLUMNS))
    list_sheet(book, sheet, top, COLUMNS, rows)
    paper(sheet, edition)
    protect(sheet)


def _rows(edition: Edition, found: Scouting) -> Iterator[tuple[Value, ...]]:
    needed: dict[str, list[str]] = {}
    for doctor, duties in found.critical.items():
        for duty in duties:
            needed.setdefault(duty, []).append(doctor)
    listed = [one for one in found.outlooks if one.needed and one.margin <= TIGHT]
    for outlook in sorted(listed, key=lambda one: one.margin):
        yield _row(edition, outlook, needed.get(outlook.shift, []))


def _row(edition: Edition, outlook: Outlook, needed: list[str]) -> tuple[Value, ...]:
    shift = edition.problem.shift_by_id[outlook.shift]
    held = edition.publication.roster.by_shift.get(shift.id, ())
    others = [edition.labels[doctor] for doctor in outlook.able if doctor not in held]
    return (
        shift.date,
        shift.line.name,
        hours_of(shift),
        ", ".join(edition.labels[doctor] for doctor in held) or "CARENCE",
        outlook.needed,
        len(outlook.able),
        outlook.margin,
        ", ".join(sorted(others)[:NAMED]) or None,
        ", ".join(sorted(edition.labels[doctor] for doctor in needed)) or None,
    )
