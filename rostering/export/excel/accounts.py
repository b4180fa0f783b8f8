"""`comptes.xlsx`: balances, accounts period by period, feasts, wishes, and the lines of the book."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from rostering.domain.calendar import FEAST_LABELS
from rostering.export.excel.page import BESIDE_CENTER, a4, footer, protect
from rostering.export.excel.save import stamped_bytes
from rostering.export.excel.style import BOLD, DAY, FIGURE, SIGNED, WHOLE, Book, Value
from rostering.export.excel.table import Column, heading, list_sheet
from rostering.export.excel.text import footer_text, short_date
from rostering.memory.accounts import Accounts, Row
from rostering.memory.book import Line

ACTS = {
    "ouverture": "reliquats d'avant",
    "reprise": "années passées",
    "cloture": "clôture",
    "reouverture": "reprise de clôture",
}
LONG_DAY = replace(DAY, number_format="dd/mm/yyyy")
FIGURES = (
    Column("Part due", 10, FIGURE),
    Column("Prévues", 10, FIGURE),
    Column("Cédées", 10, FIGURE),
    Column("Reçues", 10, FIGURE),
    Column("Faites", 10, FIGURE),
)
UNITS = (
    Column("Part due (unités)", 11, FIGURE),
    Column("Faites (unités)", 11, FIGURE),
    Column("Heures", 10, FIGURE),
)
WHO = (Column("Médecin", 27, BOLD), Column("Catégorie", 20))
BALANCES = (
    *WHO,
    Column("Reliquat d'avant", 10, SIGNED),
    *FIGURES,
    Column("Écart", 10, SIGNED),
    Column("Solde retenu", 11, SIGNED),
    *UNITS,
)
PERIODS = (
    *WHO,
    Column("Du", 12, LONG_DAY),
    Column("Au", 12, LONG_DAY),
    Column("Écriture", 18),
    Column("Solde avant", 10, SIGNED),
    Column("Oubli", 10, SIGNED),
    *FIGURES,
    Column("Solde", 10, SIGNED),
    *UNITS,
)
WISHES = (
    WHO[0],
    Column("Du", 12, LONG_DAY),
    Column("Au", 12, LONG_DAY),
    Column("Points exprimés", 12, WHOLE),
    Column("Points refusés", 12, WHOLE),
    Column("Refusés", 10, replace(WHOLE, number_format="0 %")),
)
LINES = (
    Column("N°", 7, WHOLE),
    Column("Écriture", 20),
    Column("Tableau", 34, BOLD),
    Column("Du", 12, LONG_DAY),
    Column("Au", 12, LONG_DAY),
    Column("Version", 9, WHOLE),
    Column("Gardes faites", 10, WHOLE),
    Column("Passée le", 13, LONG_DAY),
)


def accounts_bytes(accounts: Accounts) -> bytes:
    """The workbook of a book."""
    book = Book()
    _sheet(book, accounts, "Soldes", _balance_notes(accounts), BALANCES, _balances(accounts))
    _sheet(book, accounts, "Comptes", PERIOD_NOTES, PERIODS, map(_period, _named(accounts)))
    feasts = _feasts(accounts)
    _sheet(book, accounts, "Fêtes", FEAST_NOTES, feasts[0], feasts[1])
    _sheet(book, accounts, "Souhaits", WISH_NOTES, WISHES, _wishes(accounts))
    _sheet(book, accounts, "Livre", LINE_NOTES, LINES, _lines(accounts))
    stamp = max(posting.stamp for posting in accounts.book)
    return stamped_bytes(book, stamp, f"Comptes – {accounts.instance.name}")


def _balance_notes(accounts: Accounts) -> tuple[str, ...]:
    return (
        "Écart = reliquat d'avant le livre + gardes faites − part due : ce que chacun a fait de plus (+) ou de moins (−) que sa part.",
        f"Solde retenu : ce qui en compte encore le {short_date(accounts.day)}, les anciens s'effaçant peu à peu ; "
        "« rostering carry » le recentre entre ceux qui partagent des gardes.",
    )


PERIOD_NOTES = (
    "Solde = solde avant + oubli + gardes faites − part due. Oubli : les anciens écarts s'effacent peu à peu, dans les deux sens.",
    "Une garde cédée compte pour celui qui l'a faite. En gardes, sauf pour les catégories en unités de 4 h.",
)
FEAST_NOTES = (
    "Les années où chacun a servi chaque fête ; le soir du 31 décembre 2026 est le Nouvel An 2027.",
)
WISH_NOTES = (
    "Points exprimés et refusés par le tableau tel qu'il était prévu, sans le poids des refus passés.",
)
LINE_NOTES = ("Chaque écriture du livre, dans l'ordre ; aucune n'est jamais changée ni retirée.",)


def _sheet(
    book: Book,
    accounts: Accounts,
    title: str,
    notes: Sequence[str],
    columns: Sequence[Column],
    rows: Iterator[tuple[Value, ...]],
) -> None:
    """A list with its title and notes, A4 landscape, one page wide."""
    sheet = book.sheet(title)
    top = heading(book, sheet, f"{title} – {accounts.instance.name}", notes, across=len(columns))
    list_sheet(book, sheet, top, columns, rows)
    a4(sheet)
    day = accounts.day - timedelta(days=1)
    footer(
        sheet, footer_text(accounts.instance.name, BESIDE_CENTER), f"Comptes au {short_date(day)}"
    )
    protect(sheet)


def _figures(line: Line) -> tuple[Value, ...]:
    found = (line.owed, line.planned, line.given, line.received, line.done)
    return tuple(round(amount, 2) for amount in found)


def _balances(accounts: Accounts) -> Iterator[tuple[Value, ...]]:
    """One row per doctor and category, all periods together."""
    for (doctor, category), rows in accounts.by_account.items():
        line, units = Line(), Line()
        for row in rows:
            line, units = line.plus(row.line), units.plus(row.units)
        yield (
            accounts.names[doctor],
            accounts.categories[category].name,
            round(line.before, 2),
            *_figures(line),
            round(line.change, 2),
            round(accounts.remembered(doctor, category), 2),
            round(units.owed, 2),
            round(units.done, 2),
            round(sum(row.hours for row in rows), 2),
        )


def _named(accounts: Accounts) -> Iterator[tuple[str, str, Row]]:
    for row in accounts.rows:
        yield accounts.names[row.doctor], accounts.categories[row.category].name, row


def _period(named: tuple[str, str, Row]) -> tuple[Value, ...]:
    doctor, category, row = named
    return (
        doctor,
        category,
        row.posting.start,
        row.posting.end,
        ACTS[row.posting.act],
        round(row.before + row.line.before, 2),
        round(row.forgotten, 2),
        *_figures(row.line),
        round(row.balance, 2),
        round(row.units.owed, 2),
        round(row.units.done, 2),
        round(row.hours, 2),
    )


def period_rows(accounts: Accounts) -> Iterator[tuple[Value, ...]]:
    """Headings, then a row for each doctor, category and period: what the CSV holds too."""
    yield tuple(column.title for column in PERIODS)
    yield from map(_period, _named(accounts))


def _feasts(accounts: Accounts) -> tuple[tuple[Column, ...], Iterator[tuple[Value, ...]]]:
    """A row per doctor, a column per feast that somebody served, the years in the cells."""
    years: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for one in accounts.feasts:
        years[one.doctor, one.feast].append(one.year)
    shown = [feast for feast in FEAST_LABELS if any(key[1] == feast for key in years)]
    labels = [FEAST_LABELS[feast][0].upper() + FEAST_LABELS[feast][1:] for feast in shown]
    rows = (
        (
            name,
            *(
                ", ".join(map(str, years[doctor, feast])) or None
                if (doctor, feast) in years
                else None
                for feast in shown
            ),
        )
        for doctor, name in accounts.names.items()
    )
    return (WHO[0], *(Column(label, 16) for label in labels)), rows


def _wishes(accounts: Accounts) -> Iterator[tuple[Value, ...]]:
    by_doctor = sorted(
        (
            (
                accounts.names.get(one.doctor, one.doctor),
                posting.start,
                posting.end,
                one.asked,
                one.refused,
            )
            for posting in accounts.periods
            for one in posting.wishes
        ),
    )
    for name, start, end, asked, refused in by_doctor:
        yield name, start, end, asked, refused, refused / asked if asked else None


def _lines(accounts: Accounts) -> Iterator[tuple[Value, ...]]:
    for one in accounts.book:
        version = one.version or None
        yield (
            one.number,
            ACTS[one.act],
            one.about,
            one.start,
            one.end,
            version,
            one.duties,
            one.stamp.date(),
        )
