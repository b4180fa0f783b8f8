"""« Parts »: for each doctor and category what is owed and carried, as published and as the sheet « Gardes » now says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from openpyxl.styles import Font

from rostering.export.excel.edition import Edition
from rostering.export.excel.page import paper, protect
from rostering.export.excel.posts import far_area, last_row
from rostering.export.excel.style import BOLD, FIGURE, SIGNED, Book, Formula, Value, when
from rostering.export.excel.table import Column, heading, list_sheet
from rostering.review.fairness import Ideal, ideal
from rostering.review.report import Balance

SHEET = "Parts"
TOP = 7
"""The row of headings."""
LIVE_FIGURE = replace(FIGURE, bold=True)
LIVE_SIGNED = replace(SIGNED, bold=True)
MOVED = replace(LIVE_SIGNED, number_format="+0.0;-0.0;", color="9C1C1C")
COLUMNS = (
    Column("Médecin", 27, BOLD),
    Column("Catégorie", 20),
    Column("Reliquat avant", 11, SIGNED),
    Column("Part", 9, FIGURE),
    Column("Publié", 9, FIGURE),
    Column("Écart publié", 10, SIGNED),
    Column("Actuel", 9, LIVE_FIGURE),
    Column("Écart actuel", 10, LIVE_SIGNED),
    Column("Mouvement", 11, MOVED),
    Column("Reliquat après (publié)", 12, SIGNED),
    Column("Reliquat après (actuel)", 12, LIVE_SIGNED),
    Column("Idéale", 9, replace(FIGURE, number_format="General")),
)
NOTES = (
    "Part : ce que le médecin doit porter sur la période, reliquat rendu. Écart = charge − part ; avec ce qui du reliquat n'est pas "
    "encore rendu, il devient le reliquat suivant.",
    "« Publié » est fixe. « Actuel », « Écart actuel » et « Mouvement » suivent ce que l'on tape dans « Gardes » de ce classeur.",
    "Idéale : les parts en nombres entiers, sans absences ni règles. Un écart qui y reste n'est pas une injustice.",
    "En nombre de gardes ; en unités de 4 h pour les catégories ainsi comptées. Un aperçu sans Excel laisse les colonnes vives vides.",
)


def write_parts(book: Book, edition: Edition) -> None:
    """One row per doctor and category, doctors by name, categories in the order of the file."""
    sheet = book.sheet(SHEET)
    heading(book, sheet, f"Parts et charges {edition.period}", NOTES, across=len(COLUMNS))
    rows = tuple(rows_of(edition))
    after = list_sheet(book, sheet, TOP, COLUMNS, rows)
    first, last = TOP + 1, max(after - 1, TOP + 1)
    far = when(f"ABS($F{first})>=1", font=Font(bold=True))
    sheet.conditional_formatting.add(f"A{first}:F{last}", far)
    paper(sheet, edition)
    protect(sheet)


def rows_of(edition: Edition) -> Iterator[tuple[Value, ...]]:
    """The rows of the sheet, with their live formulas."""
    wished = ideal(edition.problem)
    for row, balance in enumerate(ordered(edition), TOP + 1):
        category = edition.categories[balance.category]
        yield (
            edition.labels[balance.doctor],
            category.name,
            balance.before,
            balance.share,
            balance.load,
            balance.deviation,
            Formula(_current(edition, row, category.measure == "units")),
            Formula(f"=G{row}-D{row}"),
            Formula(f"=G{row}-E{row}"),
            balance.after,
            Formula(f"=J{row}+I{row}"),
            whole(wished.get((balance.doctor, balance.category))),
        )


def whole(wished: Ideal | None) -> Value:
    """ "3", or « 2 ou 3 » where equal remainders leave both open."""
    if wished is None or wished.low == wished.high:
        return None if wished is None else wished.low
    return f"{wished.low} ou {wished.high}"


def ordered(edition: Edition) -> list[Balance]:
    """Balances by doctor's name then category."""
    names = {doctor.id: place for place, doctor in enumerate(edition.doctors)}
    order = {category: place for place, category in enumerate(edition.categories)}
    found = edition.publication.report.balances
    return sorted(found, key=lambda one: (names[one.doctor], order[one.category]))


def by_doctor(edition: Edition) -> Mapping[str, tuple[Balance, ...]]:
    """The balances of each doctor."""
    groups: defaultdict[str, list[Balance]] = defaultdict(list)
    for balance in ordered(edition):
        groups[balance.doctor].append(balance)
    return {doctor: tuple(balances) for doctor, balances in groups.items()}


def _current(edition: Edition, row: int, in_units: bool) -> str:
    """Counts the doctor's rows in « Gardes »; "=" before the name keeps it from being read as a comparison."""
    last = last_row(edition)
    who = f'{far_area("Médecin", last)},"="&$A{row}'
    if in_units:
        return f"=SUMIFS({far_area('Unités', last)},{who})"
    return f'=COUNTIFS({who},{far_area("Catégorie", last)},"="&$B{row})'
