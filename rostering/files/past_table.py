"""Past years from a simple table: who, which day, which category; CSV or workbook, every mistake with its line or cell.

Dates are French (day first). A date that another reading would take for another day is refused as ambiguous: a year of two
digits that could be a day, or any day and month that may be swapped in a table where some date only makes sense month first.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rostering.errors import InvalidInstance, Mistake
from rostering.files.cells import typed
from rostering.files.dates import FRENCH, french, read_date
from rostering.files.spelling import did_you_mean, fold
from rostering.files.tables import Page
from rostering.files.workbook_read import pages_of
from rostering.files.yaml_form import decode, unreadable
from rostering.instance import Instance
from rostering.memory.past import PastRow

HEADINGS = {
    "doctor": ("medecin", "nom", "name", "doctor", "docteur"),
    "date": ("date", "jour"),
    "category": ("categorie", "category", "type"),
}
"""The three columns, by the words that may head them."""
SHOWN = {"doctor": "Médecin", "date": "Date", "category": "Catégorie"}


@dataclass(frozen=True)
class Cell:
    """A value of the table and where it stands."""

    text: str
    place: str


Line = Mapping[str, Cell]


def read_past(path: Path, instance: Instance) -> tuple[PastRow, ...]:
    """The duties of a table.

    Raises UnreadableFile, or InvalidInstance with every mistake.
    """
    lines = list(_lines(path))
    american = [line["date"] for line in lines if _is_month_first(line["date"].text)]
    doctors = _names(instance)
    categories = _categories(instance)
    rows: list[PastRow] = []
    mistakes: list[Mistake] = []
    for line in lines:
        found = [
            _doctor(line["doctor"], doctors, instance),
            _date(line["date"], american),
            _category(line["category"], categories),
        ]
        wrong = [one for one in found if isinstance(one, Mistake)]
        mistakes += wrong
        if not wrong:
            rows.append(PastRow(*found))  # type: ignore[arg-type]  # none of them is a mistake
    if mistakes:
        raise InvalidInstance(str(path), tuple(mistakes))
    return tuple(rows)


def _lines(path: Path) -> Iterator[Line]:
    """The rows that say something, cell by cell."""
    suffix = path.suffix.lower()
    if suffix in (".csv", ".txt", ".tsv"):
        yield from _text_lines(path)
    elif suffix in (".xlsx", ".xlsm"):
        for page in pages_of(path)[:1]:
            yield from _sheet_lines(path, page)
    else:
        raise unreadable(str(path), "fichier", "table .csv ou .xlsx attendue")


def _text_lines(path: Path) -> Iterator[Line]:
    text = decode(path)
    first = text.splitlines()[0] if text else ""
    separator = max(";\t,", key=first.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    columns = _columns(path, rows[0] if rows else [], "ligne 1")
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            yield {
                key: Cell(row[at].strip() if at < len(row) else "", f"ligne {number}, {SHOWN[key]}")
                for key, at in columns.items()
            }


def _sheet_lines(path: Path, page: Page) -> Iterator[Line]:
    head = [typed(value) if value is not None else "" for value in (page.rows or [()])[0]]
    columns = _columns(path, head, f"feuille « {page.title} », ligne 1")
    for number, row in enumerate(page.rows[1:], 2):
        if any(value is not None and typed(value) for value in row):
            yield {
                key: Cell(_text(row[at]), page.mark(number, at + 1, SHOWN[key]).text)
                for key, at in columns.items()
            }


def _text(value: object) -> str:
    """A date cell as people write it; anything else as typed."""
    if isinstance(value, datetime):
        return french(value.date())
    return typed(value) if value is not None else ""


def _columns(path: Path, heads: Sequence[str], place: str) -> dict[str, int]:
    """Where the three columns stand.

    Raises InvalidInstance naming those that are missing.
    """
    known = {word: key for key, words in HEADINGS.items() for word in words}
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        if (key := known.get(fold(head))) and key not in found:
            found[key] = at
    missing = [SHOWN[key] for key in HEADINGS if key not in found]
    if missing:
        read = " ; ".join(head for head in heads if head)
        expected = tuple(Mistake(place, read, f"colonne « {name} » absente") for name in missing)
        raise InvalidInstance(str(path), expected)
    return found


def _names(instance: Instance) -> Mapping[str, frozenset[str]]:
    """What each doctor may be called, and who bears it: code, RPPS, « NOM Prénom », « Prénom NOM », name alone."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for one in instance.doctors:
        last, first = one.last_name, one.first_name
        for name in (one.id, one.rpps, f"{last} {first}", f"{first} {last}", last):
            bearers[_plain(name)].add(one.id)
    return {name: frozenset(ids) for name, ids in bearers.items() if name}


def _plain(name: str) -> str:
    """A name as it is compared: no case, no accents, no title."""
    return re.sub(r"^(dr|docteur)_", "", fold(name))


def _doctor(cell: Cell, names: Mapping[str, frozenset[str]], instance: Instance) -> str | Mistake:
    found = names.get(_plain(cell.text), frozenset())
    if len(found) == 1:
        return next(iter(found))
    known = {one.id: one.name for one in instance.doctors}
    if found:
        who = ", ".join(f"« {known[id_]} » ({id_})" for id_ in sorted(found))
        return Mistake(cell.place, cell.text, f"plusieurs médecins portent ce nom : {who}")
    if not cell.text:
        return Mistake(cell.place, "", "médecin attendu")
    hint = did_you_mean(cell.text, [*known, *known.values()])
    return Mistake(cell.place, cell.text, f"médecin inconnu{hint}")


def _categories(instance: Instance) -> Mapping[str, str]:
    by_label = {fold(one.name): one.id for one in instance.categories if one.measure == "number"}
    return by_label | {
        fold(one.id): one.id for one in instance.categories if one.measure == "number"
    }


def _category(cell: Cell, categories: Mapping[str, str]) -> str | Mistake:
    if found := categories.get(fold(cell.text)):
        return found
    options = sorted(set(categories.values()))
    hint = did_you_mean(cell.text, categories) or f" (possibles : {', '.join(options)})"
    return Mistake(cell.place, cell.text, f"catégorie inconnue{hint}")


def _date(cell: Cell, american: Sequence[Cell]) -> date | Mistake:
    parts = FRENCH.fullmatch(cell.text)
    if parts is None and read_date(cell.text) is None:
        return Mistake(cell.place, cell.text, "date attendue, par exemple 24/12/2025")
    if parts is not None:
        first, second, year = parts.groups()
        if len(year) == 2:
            return Mistake(
                cell.place, cell.text, "date ambiguë : écrire l'année en quatre chiffres"
            )
        if american and int(first) <= 12 and int(second) <= 12 and first != second:
            other = american[0]
            why = f"jour ou mois d'abord ? « {other.text} » ({other.place}) se lit mois d'abord"
            return Mistake(cell.place, cell.text, f"date ambiguë : {why}")
    found = read_date(cell.text)
    return found or Mistake(cell.place, cell.text, "cette date n'existe pas")


def _is_month_first(text: str) -> bool:
    """True of a date that exists only month first: 12/24/2025."""
    parts = FRENCH.fullmatch(text)
    return bool(parts) and read_date(text) is None and int(parts[2]) > 12 >= int(parts[1])  # type: ignore[index]
