"""Dates as people type them."""

from __future__ import annotations

import re
from datetime import date

ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
FRENCH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})")


def read_date(text: str) -> date | None:
    """The date of "2027-03-21", "21/03/2027", "21.3.27"; None when it is none or does not exist."""
    if not (parts := _parts(text)):
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def what_is_wrong(text: str, form: str) -> str:
    """Why a text is no date for that form of file, and how to write it."""
    if _parts(text) and read_date(text) is None:
        return "cette date n'existe pas"
    if form == "workbook":
        return "date attendue, par exemple 21/03/2027"
    if found := read_date(text):
        return f"date attendue sous la forme {found.isoformat()}"
    return "date attendue, par exemple 2027-03-21"


def french(day: date) -> str:
    """ "21/03/2027"."""
    return f"{day:%d/%m/%Y}"


def _parts(text: str) -> tuple[int, int, int] | None:
    """Year, month, day as typed, existing or not."""
    if iso := ISO.fullmatch(text.strip()):
        year, month, day = (int(part) for part in iso.groups())
    elif typed := FRENCH.fullmatch(text.strip()):
        day, month, year = (int(part) for part in typed.groups())
        year += 2000 if year < 100 else 0
    else:
        return None
    return year, month, day
