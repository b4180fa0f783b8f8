"""The tables of a workbook: headings found by name, rows turned into entries of the tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from rostering.files.cells import NotInList, is_example, parts_of, text_of, typed
from rostering.files.columns import Column, Sheet
from rostering.files.rule_text import BadParameters, read_parameters
from rostering.files.source import Finding, Location, Mark, Tree, entries
from rostering.files.spelling import did_you_mean, fold
from rostering.files.words import NONE, meaning
from rostering.rules import RULES

TITLE_ROW = "element"
"""The first heading of the sheet of single values."""
HEADER_ROWS = 8
"""Headings stand in one of the first rows, under whatever a person put above."""
RULE_FIELDS = {str(rule.model_fields["kind"].default): rule.model_fields for rule in RULES}


@dataclass(frozen=True)
class Page:
    """A sheet: its rows of values, and the same with formulas as typed."""

    title: str
    rank: int
    rows: Sequence[tuple[object, ...]]
    typed: Sequence[tuple[object, ...]]

    def mark(self, row: int, column: int, heading: str = "") -> Mark:
        """The mark of a cell (both count from 1)."""
        cell = f"{get_column_letter(column)}{row}"
        about = f" ({heading})" if heading else ""
        return Mark((self.rank, row, column), f"feuille « {self.title} », cellule {cell}{about}")

    def formula(self, row: int, column: int) -> str:
        """The formula of a cell that has no computed value, or ""."""
        cells = self.typed[row - 1] if row <= len(self.typed) else ()
        value = cells[column - 1] if column <= len(cells) else None
        return value if isinstance(value, str) and value.startswith("=") else ""


@dataclass
class Table:
    """The tree being grown, its marks, and what reading alone found wrong."""

    content: dict[str, Tree] = field(default_factory=dict)
    marks: dict[Location, Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def flag(self, location: Location, read: str, expected: str) -> None:
        """One more mistake."""
        self.findings.append(Finding(location, read, expected))


def find_header(page: Page, first: str) -> int | None:
    """The index of the row whose first cell is that heading."""
    for index, row in enumerate(page.rows[:HEADER_ROWS]):
        if row and _heading(row[0]) == fold(first):
            return index
    return None


def read_values(page: Page, columns: tuple[Column, ...], table: Table) -> None:
    """The sheet of one value for each row: name on the left, value beside."""
    known = {fold(column.heading): column for column in columns}
    for column in columns:
        table.marks.setdefault(column.path, Mark((page.rank,), f"feuille « {page.title} »"))
    for number, row in enumerate(page.rows, 1):
        name = _heading(row[0]) if row else ""
        value = row[1] if len(row) > 1 else None
        if name in known:
            _take(page, number, 2, value, Target(table, table.content, (), known[name]))
        elif value is not None and name and name != TITLE_ROW:
            location = (f"@{number}",)
            table.marks[location] = page.mark(number, 1)
            hint = did_you_mean(typed(row[0]), [column.heading for column in columns])
            table.flag(location, typed(row[0]), "ligne inconnue" + hint)


def read_rows(page: Page, sheet: Sheet, table: Table) -> None:
    """The entries of a sheet of rows."""
    header = find_header(page, sheet.columns[0].heading)
    if header is None:
        if any(value is not None for row in page.rows for value in row):
            location = (f"@{sheet.title}",)
            table.marks[location] = page.mark(1, 1)
            table.flag(location, "", f"colonne « {sheet.columns[0].heading} » attendue en premier")
        return
    columns = _columns(page, sheet, header, table)
    if not sheet.owner:
        table.marks[sheet.where] = Mark((page.rank,), f"feuille « {page.title} »")
    listed = [
        (number, row)
        for number, row in enumerate(page.rows[header + 1 :], header + 2)
        if _is_filled(page, number, row) and not is_example(row[0])
    ]
    if sheet.defaulted and [typed(row[0]) for _, row in listed] == [NONE]:
        list_at(table.content, sheet.where)
        return
    for number, _ in listed:
        _read_row(page, number, sheet, columns, table)


def _columns(page: Page, sheet: Sheet, header: int, table: Table) -> dict[int, Column]:
    """The column of each position; unknown headings and missing columns are mistakes."""
    known = {fold(column.heading): column for column in sheet.columns}
    found: dict[int, Column] = {}
    for position, value in enumerate(page.rows[header], 1):
        name = _heading(value)
        if name in known and known[name] not in found.values():
            found[position] = known[name]
        elif name:
            location = (f"@{sheet.title}{position}",)
            table.marks[location] = page.mark(header + 1, position)
            hint = did_you_mean(typed(value), [column.heading for column in sheet.columns])
            table.flag(location, typed(value), "colonne inconnue" + hint)
    for column in sheet.columns:
        if column.required and column not in found.values():
            location = (f"@{sheet.title}.{column.heading}",)
            table.marks[location] = page.mark(header + 1, 1)
            table.flag(location, "", f"colonne « {column.heading} » absente")
    return found


def _read_row(
    page: Page, number: int, sheet: Sheet, columns: dict[int, Column], table: Table
) -> None:
    row = page.rows[number - 1]
    into: list[Tree]
    prefix: Location
    if not sheet.owner:
        into, prefix = list_at(table.content, sheet.where), sheet.where
    else:
        place = page.mark(number, 1, sheet.columns[0].heading)
        owner = _owner(table, sheet.owner, row[0], place)
        if owner is None:
            return
        into, prefix = list_at(owner[1], sheet.where), (sheet.owner, owner[0], *sheet.where)
    entry: dict[str, Tree] = {}
    at = (*prefix, len(into))
    into.append(entry)
    table.marks[at] = page.mark(number, 1)
    for position, column in columns.items():
        if column.path == ("",):
            continue
        value = row[position - 1] if position <= len(row) else None
        _take(page, number, position, value, Target(table, entry, at, column))


def _owner(
    table: Table, owner: str, value: object, place: Mark
) -> tuple[int, dict[str, Tree]] | None:
    """The entry that a row belongs to, by its code; an unknown one is a mistake."""
    name = typed(value) if value is not None else ""
    listed = entries(table.content.get(owner))
    for index, entry in listed:
        if fold(str(entry.get("id", ""))) == fold(name) != "":
            return index, entry
    location = (f"@{place.text}",)
    table.marks[location] = place
    what = "poste inconnu" if owner == "lines" else "médecin inconnu"
    known = [str(entry.get("id", "")) for _, entry in listed]
    table.flag(location, name, what + did_you_mean(name, known))
    return None


@dataclass(frozen=True)
class Target:
    """Where a cell's value goes."""

    table: Table
    entry: dict[str, Tree]
    at: Location
    column: Column

    @property
    def location(self) -> Location:
        """Its location in the document."""
        return (*self.at, *(self.column.path or ("@parameters",)))

    def put(self, value: Tree) -> None:
        """Sets the value, growing what leads to it."""
        node = self.entry
        for key in self.column.path[:-1]:
            below = node.setdefault(key, {})
            node = below if isinstance(below, dict) else {}
        node[self.column.path[-1]] = value


def _take(page: Page, row: int, position: int, value: object, target: Target) -> None:
    """Reads one cell into the entry; an empty one only leaves its mark."""
    table, column = target.table, target.column
    mark = page.mark(row, position, column.heading)
    table.marks[target.location] = mark
    for depth in range(len(target.at) + 1, len(target.location)):
        table.marks.setdefault(target.location[:depth], mark)
    if value is None or value == "":
        if formula := page.formula(row, position):
            _wrong(target, formula, "formule sans valeur calculée : une valeur est attendue")
        elif column.required and len(column.path) > 1:
            target.entry.setdefault(column.path[0], {})
        return
    if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A")):
        _wrong(target, value, "erreur de formule : une valeur est attendue")
    elif column.kind == "parameters":
        _parameters(target, typed(value), mark)
    else:
        _value(target, value, mark)


def _value(target: Target, value: object, mark: Mark) -> None:
    column = target.column
    try:
        if column.many:
            parts = [] if typed(value) == NONE else parts_of(value, column)
            target.put(list(parts))
            for index in range(len(parts)):
                target.table.marks[(*target.location, index)] = mark
        elif text := text_of(value, column):
            target.put(text)
    except NotInList as error:
        target.put(typed(value))
        _wrong(target, typed(value), str(error))


def _parameters(target: Target, text: str, mark: Mark) -> None:
    """The rule's own parameters; « oui » and « non » where the rule wants a yes or a no."""
    try:
        found = read_parameters(text)
    except BadParameters as error:
        _wrong(target, text, str(error))
        return
    fields = RULE_FIELDS.get(str(target.entry.get("kind")), {})
    for key, value in found.items():
        if key in fields and fields[key].annotation is bool and isinstance(value, str):
            value = meaning("oui_non", value) or value
        target.entry.setdefault(key, value)
        target.table.marks.setdefault((*target.at, key), mark)


def _wrong(target: Target, read: str, expected: str) -> None:
    target.table.flag(target.location, read, expected)


def list_at(content: dict[str, Tree], where: Location) -> list[Tree]:
    """The list of a sheet in the tree, made when absent."""
    node = content
    for key in where[:-1]:
        below = node.setdefault(str(key), {})
        node = below if isinstance(below, dict) else {}
    listed = node.setdefault(str(where[-1]), [])
    return listed if isinstance(listed, list) else []


def _is_filled(page: Page, number: int, row: tuple[object, ...]) -> bool:
    values = any(value is not None and typed(value) for value in row)
    return values or any(page.formula(number, position) for position in range(1, len(row) + 1))


def _heading(value: object) -> str:
    """A heading as it is compared: no case, no accents, no star."""
    return fold(typed(value)) if value is not None else ""
