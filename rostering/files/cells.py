"""One cell of a workbook: what a person typed as text, and what we write as a value."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from rostering.files.columns import Column
from rostering.files.dates import read_date
from rostering.files.spelling import did_you_mean, one_of
from rostering.files.words import VOCABULARIES, meaning, shown

SEPARATORS = re.compile(r"[;,\n]")
RISKY = ("=", "+", "-", "@")
"""A text beginning so would be a formula."""
EXAMPLE = re.compile(r"\s*exemple\s*:", re.IGNORECASE)
"""How the first cell of a worked example begins: no code can, so such a row is never a person's own."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
DATE_FORMAT = "[$-40C]ddd dd/mm/yyyy"
TEXT_FORMAT = "@"
COMPUTED_DIGITS = 6
"""Decimals kept of a number: what a spreadsheet computed, 0.47 as 0.470000000000001, is read as meant."""
EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  # Excel's day zero has no zone


class NotInList(ValueError):
    """A word that is not of the vocabulary; `str()` is what was expected."""


def is_example(value: object) -> bool:
    """True of the first cell of a worked example."""
    return isinstance(value, str) and EXAMPLE.match(value) is not None


def text_of(value: object, column: Column) -> str:
    """The text of a cell's value, as an instance wants it; left as typed when it cannot be.

    Raises NotInList for a word outside its vocabulary.
    """
    if column.kind == "date":
        return _date(value)
    if column.kind == "clock":
        return _clock(value)
    if column.kind == "number" and isinstance(value, float):
        value = round(value, COMPUTED_DIGITS)
    text = typed(value, column.digits)
    if column.kind == "number":
        return _number(text)
    if column.kind == "word":
        return _word(text, column.words)
    return text


def parts_of(value: object, column: Column) -> list[str]:
    """The texts of a cell that holds several values."""
    if not isinstance(value, str):
        return [text_of(value, column)]
    parts = (part.strip() for part in SEPARATORS.split(value))
    return [text_of(part, column) for part in parts if part]


def typed(value: object, digits: int = 0) -> str:
    """The text of any value: whole numbers without a point, with the leading zeros that Excel drops."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        text = format(value, ".15g")
        return text.zfill(digits) if text.isdigit() and len(text) == digits - 1 else text
    if isinstance(value, datetime):
        return _date(value)
    return str(value).strip()


def _date(value: object) -> str:
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    text = typed(value)
    found = read_date(text)
    return found.isoformat() if found else text


def _clock(value: object) -> str:
    """20:00 of a time cell, a duration, a fraction of a day or a text; 24:00 is one whole day."""
    if isinstance(value, datetime):  # a duration of a day or more in a date format
        value = value - EXCEL_ZERO
    if isinstance(value, timedelta):
        return _hours(value)
    if isinstance(value, time):
        return f"{value:%H:%M:%S}".removesuffix(":00")
    if isinstance(value, float) and 0 <= value <= 1:
        return _hours(timedelta(seconds=round(value * 86_400)))
    return typed(value)


def _hours(length: timedelta) -> str:
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    text = f"{minutes // 60:02d}:{minutes % 60:02d}"
    return f"{text}:{seconds:02d}" if seconds else text


def _number(text: str) -> str:
    """A French decimal becomes one that every reader knows."""
    plain = re.sub(r"\s", "", text).replace(",", ".").replace("−", "-")
    try:
        Decimal(plain)
    except InvalidOperation:
        return text
    return plain.removeprefix("+")


def _word(text: str, words: str) -> str:
    if found := meaning(words, text):
        return found
    if words == "force" and (plain := _number(text)) != "" and plain.lstrip("-").isdigit():
        return plain
    options = tuple(VOCABULARIES[words])
    more = " ou un nombre entier" if words == "force" else ""
    raise NotInList(f"{one_of(options)}{more} attendu{did_you_mean(text, options)}")


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell there, which no merge hides."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise AssertionError(f"merged cell {cell.coordinate}")
    return cell


def write_cell(cell: Cell, value: object, column: Column) -> None:
    """Writes an instance's value (as its JSON shows it) the way the column shows it."""
    if isinstance(value, list):
        parts = [str(_shown(part, column)) for part in value]
        if column.kind == "date":
            parts = [f"{date.fromisoformat(part):%d/%m/%Y}" for part in parts]
        write_text(cell, " ; ".join(parts))
    elif column.kind == "date":
        cell.value = date.fromisoformat(str(value))
        cell.number_format = DATE_FORMAT
    elif column.kind == "number" or (isinstance(value, int) and not isinstance(value, bool)):
        number = Decimal(str(value))
        cell.value = int(number) if number == number.to_integral_value() else float(number)
    else:
        write_text(cell, str(_shown(value, column)))


def write_text(cell: Cell, text: str) -> None:
    """A text that stays a text, whatever it begins with."""
    cell.value = UNPRINTABLE.sub("", text)
    cell.number_format = TEXT_FORMAT
    if text.startswith(RISKY):
        cell.data_type = "s"
        cell.quotePrefix = True


def _shown(value: object, column: Column) -> object:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return shown(column.words, str(value)) if column.words else value
