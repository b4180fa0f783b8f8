"""The wishes grid: a row for each doctor, a column for each day, one letter where something is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rostering.domain.people import Availability
from rostering.domain.vocabulary import Level
from rostering.files.cells import is_example, typed
from rostering.files.dates import read_date
from rostering.files.sheets import PERIOD
from rostering.files.spelling import did_you_mean
from rostering.files.words import CODES, meaning

FIRST_DAY = 3
"""The first column of days (1 is A): before it stand the doctor's code and name."""
LETTERS = {level: letter for letter, level in CODES.items()}


@dataclass(frozen=True)
class Said:
    """A letter of the grid: its cell, and what it states or why it states nothing."""

    row: int
    column: int
    doctor: str
    date: str
    level: str
    mistake: str = ""
    read: str = ""


def fits_grid(entry: Availability) -> bool:
    """True when a letter on a day says all of it."""
    plain = Availability(doctor=entry.doctor, level=entry.level, date=entry.date)
    return entry.date is not None and entry == plain


def split(
    availability: tuple[Availability, ...], days: set[date]
) -> tuple[dict[tuple[str, date], Level], list[Availability]]:
    """The letters of the grid by doctor and day, and the entries that a letter does not say."""
    letters: dict[tuple[str, date], Level] = {}
    others = []
    for entry in availability:
        key = (entry.doctor, entry.date) if entry.date in days and fits_grid(entry) else None
        if key is None or key in letters:
            others.append(entry)
        else:
            letters[key] = entry.level
    return letters, others


def read_grid(
    rows: Sequence[tuple[object, ...]], header: int, days: Mapping[int, str]
) -> Iterator[Said]:
    """Every letter typed under a day; `header` is the index of the row of days, rows count from 1."""
    for number, row in enumerate(rows[header + 1 :], header + 2):
        doctor = typed(row[0]) if row and row[0] is not None else ""
        if is_example(doctor):
            continue
        for column, value in enumerate(row, 1):
            if column < FIRST_DAY or value is None or not typed(value):
                continue
            yield _said(number, column, doctor, days.get(column, ""), typed(value))


def _said(row: int, column: int, doctor: str, day: str, letter: str) -> Said:
    level = meaning("code_souhait", letter) or ""
    if not doctor:
        return Said(
            row, column, "", day, level, "code du médecin attendu au début de la ligne", letter
        )
    if not day:
        return Said(row, column, doctor, "", level, "date attendue en tête de la colonne", letter)
    if not level:
        options = ", ".join(f"{code} ({level})" for code, level in CODES.items())
        hint = did_you_mean(letter, CODES)
        return Said(row, column, doctor, day, "", f"une lettre attendue : {options}{hint}", letter)
    return Said(row, column, doctor, day, level)


def days_of_row(row: tuple[object, ...], formulas: Mapping[int, str], start: str) -> dict[int, str]:
    """The ISO date of each column; a template's formula never computed counts from the start typed."""
    first = read_date(start)
    days = {column: _day(value) for column, value in enumerate(row, 1) if column >= FIRST_DAY}
    for column, formula in formulas.items():
        after = re.search(r"\+(\d+)", formula)
        if first and after and PERIOD in formula:
            days[column] = (first + timedelta(days=int(after[1]))).isoformat()
    return days


def _day(value: object) -> str:
    """The ISO date of a heading, or ""."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    found = read_date(typed(value)) if value is not None else None
    return found.isoformat() if found else ""
