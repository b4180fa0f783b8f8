"""« Carences »: what could not be filled and why, in families to post, by doctor for the coordinator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper, protect
from rostering.export.excel.style import BOLD, CARENCE, CENTERED, DAY, Book, Value
from rostering.export.excel.table import Column, heading, list_sheet
from rostering.export.excel.text import plural
from rostering.export.excel.wall_grid import hours
from rostering.review.report import Vacancy

SHEET, DETAIL = "Carences", "Carences – détail"
POSTED = (
    Column("Date", 12, DAY),
    Column("Jour", 18),
    Column("Secteur", 18),
    Column("Ligne", 24, BOLD),
    Column("Lieu", 24),
    Column("Heures", 13, CENTERED),
    Column("Manque", 13, replace(CARENCE, across="center")),
    Column("Pourquoi", 52),
)
BY_DOCTOR = (
    Column("Date", 12, DAY),
    Column("Ligne", 24, BOLD),
    Column("Heures", 12, CENTERED),
    Column("Médecin", 26),
    Column("Téléphone", 16, CENTERED),
    Column("Famille", 24),
    Column("Raison", 70),
)


def write_vacancies(book: Book, edition: Edition) -> None:
    """The carences with their reasons in families: no doctor is named on what is posted."""
    report = edition.publication.report
    sheet = book.sheet(SHEET)
    if report.vacancies:
        note = (
            f"{plural(report.missing, 'poste obligatoire', 'postes obligatoires')} sans médecin. "
        )
        note += "Avant toute réquisition, le CDOM consulte l'URPS, les centres de santé et les associations de PDS (CSP R. 6315-4)."
    else:
        note = "Aucune carence : chaque plage obligatoire a son médecin."
    top = heading(book, sheet, f"Carences {edition.period}", (note,), across=8)
    list_sheet(book, sheet, top, POSTED, _posted(edition))
    paper(sheet, edition)
    protect(sheet)


def _posted(edition: Edition) -> Iterator[tuple[Value, ...]]:
    for vacancy in edition.publication.report.vacancies:
        shift = edition.problem.shift_by_id[vacancy.shift]
        yield (
            shift.date,
            edition.day_type(shift.date),
            edition.sectors_of(shift.line),
            shift.line.name,
            edition.place(shift),
            f"{hours(shift)} h",
            plural(vacancy.missing, "médecin"),
            reasons(vacancy),
        )


def reasons(vacancy: Vacancy) -> str:
    """ "12 absents · 2 en repos"; a line that nobody may serve is said so."""
    counted = " · ".join(f"{size} {family}" for family, size in vacancy.groups)
    return counted or "aucun médecin de cette ligne à cette date"


def write_blockers(book: Book, edition: Edition) -> None:
    """For the coordinator: every doctor of the line, with the reason or « libre : à appeler »."""
    sheet = book.sheet(DETAIL)
    note = "Document interne, à ne pas afficher : pour chaque carence, chaque médecin de la ligne et ce qui l'empêche."
    top = heading(
        book, sheet, f"Carences, médecin par médecin, {edition.period}", (note,), across=7
    )
    list_sheet(book, sheet, top, BY_DOCTOR, _by_doctor(edition))
    paper(sheet, edition)
    protect(sheet)


def _by_doctor(edition: Edition) -> Iterator[tuple[Value, ...]]:
    for vacancy in edition.publication.report.vacancies:
        shift = edition.problem.shift_by_id[vacancy.shift]
        for blocker in vacancy.blockers:
            doctor = edition.problem.doctor_by_id[blocker.doctor]
            yield (
                shift.date, shift.line.name, f"{hours(shift)} h", edition.labels[doctor.id],
                doctor.phone or None, blocker.family, blocker.reason,
            )  # fmt: skip
