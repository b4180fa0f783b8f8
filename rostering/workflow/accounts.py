"""The accounts read and begun: sheets and curves of a book, and past years taken over from a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from rostering.errors import InvalidInstance, Mistake
from rostering.files.atomic import write_text, write_workbook
from rostering.files.dates import french
from rostering.files.ledger_file import NAME, append, load_book
from rostering.files.past_table import read_past
from rostering.files.spelling import did_you_mean
from rostering.files.territory_folder import instance_of
from rostering.instance import Instance
from rostering.memory.accounts import Accounts
from rostering.memory.book import Book
from rostering.memory.closing import Draft, reopening
from rostering.memory.past import PastRow, kinds_of, past_drafts
from rostering.workflow.memory import Closed, content_hash, numbered


def past(
    table: Path, folder: Path, instance: Path | None = None, ledger: Path | None = None
) -> Closed:
    """Posts the duties of past years, from a table, one posting a quarter.

    Raises InstanceError with every mistake; nothing is then posted.
    """
    stated, _ = instance_of(folder, instance)
    rows = read_past(table, stated)
    book_path = ledger or folder / NAME
    book = load_book(book_path)
    drafts = list(past_drafts(stated, rows))
    mistakes = list(_known_table(book, table)) or list(_counted_days(book, stated, drafts))
    if mistakes or not drafts:
        empty = Mistake("table", "", "aucune garde : au moins une ligne attendue")
        raise InvalidInstance(str(table), tuple(mistakes) or (empty,))
    now = datetime.now(UTC).replace(microsecond=0)
    placed = [
        (
            draft,
            {
                "about": f"{table.name} {start:%Y}-T{(start.month + 2) // 3}",
                "source": content_hash(table),
            },
        )
        for (start, _), draft in drafts
    ]
    added = numbered(book, placed, now)
    written = append(book_path, book, added)
    return Closed(stated, added, written, book_path, tuple(_odd(stated, rows)))


def _odd(instance: Instance, rows: Sequence[PastRow]) -> Iterator[str]:
    """What was taken over but is worth a second look: a category without duties today, a duty outside someone's stay."""
    known = kinds_of(instance)
    for category in sorted({row.category for row in rows} - known.keys()):
        yield f"aucune plage de cette période n'est de la catégorie « {category} » : ses gardes passées sont dues par tout le secteur."
    doctors = {doctor.id: doctor for doctor in instance.doctors}
    away = sorted({row.doctor for row in rows if not doctors[row.doctor].is_present(row.date)})
    if away:
        yield f"gardes d'avant l'arrivée ou d'après le départ, reprises quand même : {', '.join(away)}."


def past_undone(
    table: Path, folder: Path, instance: Path | None = None, ledger: Path | None = None
) -> Closed:
    """Takes past years back, by the opposite postings; a table of that name, corrected, may then be taken over again.

    Raises InvalidInstance when the book has none of a table of that name.
    """
    stated, _ = instance_of(folder, instance)
    book_path = ledger or folder / NAME
    book = load_book(book_path)
    taken = [
        one
        for one in book.closed
        if one.act == "reprise" and one.about.startswith(f"{table.name} ")
    ]
    if not taken:
        known = sorted({one.about.rsplit(" ", 1)[0] for one in book.closed if one.act == "reprise"})
        expected = "aucune année reprise d'une table de ce nom" + did_you_mean(table.name, known)
        raise InvalidInstance(str(book_path), (Mistake("livre", table.name, expected),))
    now = datetime.now(UTC).replace(microsecond=0)
    added = numbered(book, [(reopening(one), {"about": one.about}) for one in taken], now)
    return Closed(stated, added, append(book_path, book, added), book_path)


def _known_table(book: Book, table: Path) -> Iterator[Mistake]:
    """A table taken over already, or a book that opened with balances: the past would count twice."""
    for one in book:
        if one.act == "ouverture" and one.entries:
            expected = "le livre s'ouvre déjà avec des reliquats, qui résument ces années : reprendre le passé avant la première clôture"
            yield Mistake("table", table.name, expected)
    for one in book.closed:
        if one.act == "reprise" and one.source == content_hash(table):
            expected = f"table déjà reprise le {french(one.stamp.date())} (écriture n° {one.number}) ; « rostering past --undo » la retire"
            yield Mistake("table", table.name, expected)
            return


def _counted_days(
    book: Book, instance: Instance, drafts: Sequence[tuple[tuple[date, date], Draft]]
) -> Iterator[Mistake]:
    """Quarters that the book counts already, or that the instance's own period reaches into."""
    for (start, end), _ in drafts:
        told = f"trimestre du {french(start)} au {french(end)}"
        for one in book.closed:
            if one.start <= end and start <= one.end:
                yield Mistake(told, one.about, f"déjà compté par l'écriture n° {one.number}")
        if end >= instance.horizon.start:
            expected = f"trimestres finis avant le {french(instance.horizon.start)} attendus"
            yield Mistake(told, "", expected)


@dataclass(frozen=True)
class Shown:
    """What `accounts` wrote."""

    accounts: Accounts
    paths: tuple[Path, ...]


def accounts(
    folder: Path, out: Path, instance: Path | None = None, ledger: Path | None = None
) -> Shown:
    """Writes the accounts as a workbook, a CSV and a page of curves.

    Raises InstanceError, OutputError.
    """
    from rostering.export.accounts_csv import accounts_csv
    from rostering.export.excel import accounts_bytes
    from rostering.export.picture.accounts import accounts_page

    stated, _ = instance_of(folder, instance)
    book_path = ledger or folder / NAME
    book = load_book(book_path)
    if not book.postings:
        expected = "livre vide : « rostering close » ou « rostering past » d'abord"
        raise InvalidInstance(str(book_path), (Mistake("livre", "", expected),))
    found = Accounts(book, stated)
    workbook, text, page = accounts_bytes(found), accounts_csv(found), accounts_page(found)
    paths = (
        write_workbook(out / "comptes.xlsx", workbook),
        write_text(out / "comptes.csv", text),
        write_text(out / "comptes.html", page),
    )
    return Shown(found, paths)
