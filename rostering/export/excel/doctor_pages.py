"""A printable page per doctor: duties, shares and wishes, as published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from rostering.domain.people import Doctor
from rostering.export.excel import parts, wishes
from rostering.export.excel.edition import Edition, Post
from rostering.export.excel.page import paper, protect
from rostering.export.excel.posts import far_area, last_row
from rostering.export.excel.style import (
    BOLD,
    CENTERED,
    DAY,
    FIGURE,
    HEADER,
    HEADING,
    HOURS,
    SIGNED,
    SUBTITLE,
    TEXT,
    TIME,
    WARNING,
    Book,
    Formula,
    Value,
)
from rostering.export.excel.table import Column, body, head, heading, set_widths
from rostering.export.excel.text import literal, plural, sheet_title
from rostering.review.report import Balance, WishOutcome
from rostering.rules.base import number

DUTIES = (
    Column("Date", 20, DAY),
    Column("Jour", 20),
    Column("Début", 9, TIME),
    Column("Fin", 9, TIME),
    Column("Heures", 9, replace(CENTERED, number_format=HOURS)),
    Column("Ligne", 26, BOLD),
    Column("Lieu", 30),
)
SHARES = (
    Column("Catégorie", 20, BOLD),
    Column("Reliquat avant", 20, replace(SIGNED, across="center")),
    Column("Part", 9, FIGURE),
    Column("Charge", 9, FIGURE),
    Column("Écart", 9, SIGNED),
    Column("Reliquat après", 26, replace(SIGNED, across="center")),
)
WISHES = (
    Column("Date", 20, DAY),
    Column("Souhait", 20),
    Column("Réponse", 9, CENTERED),
    Column("Points", 9, replace(CENTERED, number_format="0")),
    Column("Gardes concernées", 65),
)
"""The last one takes the three columns that are left."""


def write_pages(book: Book, edition: Edition) -> None:
    """One sheet for each doctor, by name."""
    shares, wished = parts.by_doctor(edition), wishes.by_doctor(edition)
    for doctor in edition.doctors:
        tail = doctor.rpps[-4:] or doctor.id[-8:]
        sheet = book.sheet(sheet_title(doctor.name, book.titles, tail))
        row = _identity(book, sheet, edition, doctor)
        row = _section(book, sheet, row, "Gardes", DUTIES, _duties(edition, doctor))
        counted = [_share(edition, balance) for balance in shares.get(doctor.id, ())]
        row = _section(book, sheet, row, "Parts et charges", SHARES, iter(counted))
        told = [_wish(edition, outcome) for outcome in wished.get(doctor.id, ())]
        if told:
            _section(book, sheet, row, "Souhaits", WISHES, iter(told))
        paper(sheet, edition, "portrait")
        protect(sheet)


def _identity(book: Book, sheet: Worksheet, edition: Edition, doctor: Doctor) -> int:
    label = edition.labels[doctor.id]
    set_widths(sheet, DUTIES)
    heading(book, sheet, f"Dr {label}")
    book.put(sheet, 2, 1, identity(edition, doctor), SUBTITLE)
    changed = (
        f'COUNTIFS({far_area("Publié", last_row(edition))},"="&{literal(label)},'
        f'{far_area("Modif.", last_row(edition))},"?*")'
        f'+COUNTIFS({far_area("Médecin", last_row(edition))},"="&{literal(label)},'
        f'{far_area("Modif.", last_row(edition))},"?*")'
    )
    told = '" changement(s) dans « Gardes » : cette page n\'est plus à jour"'
    book.put(sheet, 3, 1, Formula(f'=IF({changed}=0,"",{changed}&{told})'), WARNING)
    return 5


def identity(edition: Edition, doctor: Doctor) -> str:
    """ "installé · quote-part 1 · RPPS … · 5 gardes, 24 heures"."""
    held = edition.posts_by_doctor[doctor.id]
    length = sum(post.period.minutes for post in held) / 60
    told = [doctor.status.label, f"quote-part {number(float(doctor.quote_part))}"]
    told += [f"RPPS {doctor.rpps}"] if doctor.rpps else []
    told += [doctor.phone] if doctor.phone else []
    told += [f"{plural(len(held), 'garde')}, {number(length)} h, {edition.period}"]
    return "  ·  ".join(told)


def _section(
    book: Book,
    sheet: Worksheet,
    row: int,
    title: str,
    columns: tuple[Column, ...],
    rows: Iterator[tuple[Value, ...]],
) -> int:
    book.put(sheet, row, 1, title, HEADING)
    for column in range(2, len(columns) + 1):
        book.put(sheet, row, column, None, HEADING)
    head(book, sheet, row + 1, columns)
    after = body(book, sheet, row + 2, columns, rows)
    if columns is WISHES:
        spread_last(book, sheet, row + 1, after - 1)
    if after == row + 2:
        book.put(sheet, after, 1, "néant", TEXT)
        after += 1
    return after + 1


def spread_last(book: Book, sheet: Worksheet, first: int, last: int) -> None:
    """The last wish column takes the room of three."""
    for row in range(first, last + 1):
        look = WISHES[-1].look if row > first else HEADER
        for column in range(len(WISHES) + 1, len(DUTIES) + 1):
            book.put(sheet, row, column, None, look)
        across = CellRange(min_row=row, max_row=row, min_col=len(WISHES), max_col=len(DUTIES))
        sheet.merged_cells.add(across)  # `merge_cells` draws the borders again: half of all writing


def _duties(edition: Edition, doctor: Doctor) -> Iterator[tuple[Value, ...]]:
    for post in edition.posts_by_doctor[doctor.id]:
        yield duty_words(edition, post)


def duty_words(edition: Edition, post: Post) -> tuple[Value, ...]:
    """Date, kind of day, start, end, hours, line, place."""
    start, end = edition.local(post.period.start), edition.local(post.period.end)
    until = (end.hour * 60 + end.minute) / 1440 or 1.0
    return (
        post.shift.date,
        edition.day_type(post.shift.date),
        (start.hour * 60 + start.minute) / 1440,
        until,
        round(post.period.hours, 2),
        post.shift.line.name,
        post.place,
    )


def _share(edition: Edition, balance: Balance) -> tuple[Value, ...]:
    category = edition.categories[balance.category].name
    return (
        category, balance.before, balance.share, balance.load, balance.deviation, balance.after,
    )  # fmt: skip


def _wish(edition: Edition, outcome: WishOutcome) -> tuple[Value, ...]:
    day, wished, answer, points, shifts = wishes.wish_words(edition, outcome)
    return day, wished, answer, points, shifts
