"""« Tirage »: the published draw that tells equals apart, so that anyone can do it again."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.domain.draw import draw_order, drawn, drawn_from
from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper, protect
from rostering.export.excel.style import BOLD, WHOLE, Book, Value
from rostering.export.excel.table import Column, heading, list_sheet

SHEET = "Tirage"
COLUMNS = (
    Column("Rang", 8, WHOLE),
    Column("Médecin", 27, BOLD),
    Column("Tiré de", 26),
    Column("Nombre tiré", 70),
)
NOTES = (
    "Quand les comptes, les souhaits et les règles laissent deux tableaux à égalité, les médecins sont pris dans cet ordre, "
    "jamais dans celui de la liste.",
    "Nombre tiré : SHA-256 de « graine:premier jour:RPPS » (le code du médecin quand il n'a pas de RPPS), du plus petit au plus grand.",
)


def write_draw(book: Book, edition: Edition) -> None:
    """One row per doctor, in the order of the draw."""
    sheet = book.sheet(SHEET)
    top = heading(book, sheet, f"Tirage au sort {edition.period}", NOTES, across=len(COLUMNS))
    list_sheet(book, sheet, top, COLUMNS, _rows(edition))
    paper(sheet, edition)
    protect(sheet)


def _rows(edition: Edition) -> Iterator[tuple[Value, ...]]:
    seed = int((edition.publication.parameters or {}).get("seed", "0"))
    start = edition.problem.facts.horizon.start
    for rank, doctor in enumerate(draw_order(edition.problem.doctors, seed, start), 1):
        source = drawn_from(doctor, seed, start)
        yield rank, edition.labels[doctor.id], source, drawn(doctor, seed, start)
