"""« Gardes »: one row per post, filterable; its doctor cells are what people edit and what is read back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from rostering.export.excel.edition import VACANT, Edition, Post
from rostering.export.excel.lists import drop_downs, list_names
from rostering.export.excel.page import paper, protect
from rostering.export.excel.style import (
    BOLD,
    CENTERED,
    DAY,
    DOCTOR,
    FIGURE,
    FITTED,
    TEXT,
    TIME,
    WEEKEND,
    Book,
    Formula,
    Value,
    when,
)
from rostering.export.excel.style import HOURS as HOURS_FORMAT
from rostering.export.excel.table import Column, heading, list_sheet

SHEET = "Gardes"
HEADINGS, FIRST = 5, 6
"""The row of headings and the first row of posts."""
LIVE = replace(BOLD, color="9C1C1C", across="center")
COLUMNS = (
    Column("Secteur", 15, FITTED),
    Column("Ligne", 20, replace(FITTED, bold=True)),
    Column("Modalité", 16, FITTED),
    Column("Lieu", 24, FITTED),
    Column("Date", 12, DAY),
    Column("Jour", 18, FITTED),
    Column("Début", 7, TIME),
    Column("Fin", 7, TIME),
    Column("Fin le", 12, DAY),
    Column("Heures", 7, replace(FIGURE, number_format=HOURS_FORMAT, across="center")),
    Column("Médecin", 27, DOCTOR),
    Column("RPPS", 14, CENTERED),
    Column("Téléphone", 15, CENTERED),
    Column("Statut", 19, FITTED),
    Column("Modif.", 13, LIVE),
    Column("Catégorie", 12, TEXT, hidden=True),
    Column("Unités", 8, TEXT, hidden=True),
    Column("Publié", 20, TEXT, hidden=True),
    Column("Code du poste", 30, TEXT, hidden=True),
    Column("Place", 6, TEXT, hidden=True),
    Column("Code de ligne", 15, TEXT, hidden=True),
    Column("Début (minutes UTC)", 12, TEXT, hidden=True),
    Column("Fin (minutes UTC)", 12, TEXT, hidden=True),
)
LETTERS = {column.title: get_column_letter(index) for index, column in enumerate(COLUMNS, 1)}
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
EDIT_HERE = (
    "C'est ici que le tableau se modifie : seule la colonne « Médecin » est ouverte (liste déroulante des médecins de la ligne). "
    "Laisser la cellule vide pour une carence. La colonne « Modif. » signale ce qui diffère de la version publiée ; "
    "« rostering check » relit cette feuille, « rostering import » en fait la version suivante d'un tableau publié."
)


def write_posts(book: Book, edition: Edition, extra: Sequence[Column] = ()) -> Worksheet:
    """The sheet; `extra` hidden columns are left to the caller to fill."""
    sheet = book.sheet(SHEET)
    last = last_row(edition)
    alert = Formula(
        f'=IF(COUNTIF({area("Modif.", last)},"?*")=0,"",COUNTIF({area("Modif.", last)},"?*")'
        '&" poste(s) modifié(s) depuis la publication : faire contrôler puis republier le tableau")'
    )
    title = f"Gardes {edition.period} – {edition.problem.facts.name}"
    heading(book, sheet, title, (EDIT_HERE, alert), across=15)
    sheet.row_dimensions[2].height = 24
    list_sheet(book, sheet, HEADINGS, COLUMNS, _rows(edition, last))
    for index, column in enumerate(extra, len(COLUMNS) + 1):
        book.put(sheet, HEADINGS, index, column.title, column.look)
        sheet.column_dimensions[get_column_letter(index)].hidden = column.hidden
    _lists(sheet, edition)
    _conditional(sheet, last)
    paper(sheet, edition)
    protect(sheet)
    return sheet


def last_row(edition: Edition) -> int:
    """The row of the last post."""
    return FIRST + max(len(edition.posts), 1) - 1


def area(title: str, last: int) -> str:
    """The cells of a column, absolute: $K$6:$K$170."""
    letter = LETTERS[title]
    return f"${letter}${FIRST}:${letter}${last}"


def far_area(title: str, last: int) -> str:
    """The same cells seen from another sheet."""
    return f"{SHEET}!{area(title, last)}"


def _rows(edition: Edition, last: int) -> Iterator[tuple[Value, ...]]:
    for row, post in enumerate(edition.posts, FIRST):
        yield (*_shown(edition, post), Formula(_changed(row, last)), *_hidden(edition, post))


def _shown(edition: Edition, post: Post) -> tuple[Value, ...]:
    shift, doctor = post.shift, post.doctor
    start, end = edition.local(post.period.start), edition.local(post.period.end)
    ends_at_midnight = end.hour == end.minute == 0
    ends_on = end.date() - timedelta(days=1) if ends_at_midnight else end.date()
    return (
        edition.sectors_of(shift.line),
        shift.line.name,
        shift.line.function.label,
        post.place,
        shift.date,
        edition.day_type(shift.date),
        _day_part(start),
        1.0 if ends_at_midnight else _day_part(end),
        ends_on,
        round(post.period.hours, 2),
        edition.labels[doctor.id] if doctor else None,
        doctor.rpps if doctor else None,
        doctor.phone if doctor else None,
        post.status,
    )


def _hidden(edition: Edition, post: Post) -> tuple[Value, ...]:
    shift, doctor = post.shift, post.doctor
    category = edition.categories.get(shift.category)
    anyone = doctor or edition.problem.doctors[0]
    return (
        category.name if category else shift.category,
        edition.problem.half_units(anyone, shift) / 2,
        edition.labels[doctor.id] if doctor else None,
        shift.id,
        post.seat,
        shift.line.id,
        _minutes(post.period.start),
        _minutes(post.period.end),
    )


def _changed(row: int, last: int) -> str:
    """« modifié », « vidé » or « chevauchement » where the doctor cell no longer says what was published."""
    doctor, published = f"${LETTERS['Médecin']}{row}", f"${LETTERS['Publié']}{row}"
    start, end = LETTERS["Début (minutes UTC)"], LETTERS["Fin (minutes UTC)"]
    twice = (
        f'COUNTIFS({area("Médecin", last)},"="&{doctor},'
        f'{area("Début (minutes UTC)", last)},"<"&${end}{row},'
        f'{area("Fin (minutes UTC)", last)},">"&${start}{row})>1'
    )
    return (
        f'=IF({doctor}&""={published}&"","",IF({doctor}&""="","vidé",'
        f'IF({twice},"chevauchement","modifié")))'
    )


def _day_part(moment: datetime) -> float:
    return (moment.hour * 60 + moment.minute) / 1440


def _minutes(instant: datetime) -> int:
    return int((instant - EPOCH).total_seconds()) // 60


def _lists(sheet: Worksheet, edition: Edition) -> None:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, post in enumerate(edition.posts, FIRST):
        rows[post.shift.line.id].append(row)
    names = list_names(edition)
    for line in edition.lines:
        message = "Ce médecin n'est pas dans la liste de cette ligne. L'inscrire quand même ?"
        drop_downs(sheet, names[line.id], LETTERS["Médecin"], rows[line.id], message)


def _conditional(sheet: Worksheet, last: int) -> None:
    """A carence is hatched and framed, a changed row struck, week-ends shaded: all of it follows the cells."""
    doctor, status, changed = (LETTERS[title] for title in ("Médecin", "Statut", "Modif."))
    everything = f"A{FIRST}:{changed}{last}"
    vacant = f'AND(${status}{FIRST}="{VACANT}",${doctor}{FIRST}="")'
    hatched = when(vacant, font=Font(bold=True), fill="hatch", border="thin")
    sheet.conditional_formatting.add(everything, hatched)
    contact = f"{LETTERS['RPPS']}{FIRST}:{status}{last}"
    struck = when(f'${changed}{FIRST}<>""', font=Font(strike=True))
    sheet.conditional_formatting.add(contact, struck)
    days = f"A{FIRST}:{LETTERS['Heures']}{last}"
    free_day = f'OR(WEEKDAY($E{FIRST},2)>5,LEFT($F{FIRST},3)="Fér")'
    sheet.conditional_formatting.add(days, when(free_day, fill=WEEKEND))
