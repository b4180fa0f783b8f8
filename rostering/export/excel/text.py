"""Text that Excel accepts: no control character, sheet titles that are legal and unique, French words."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain, count

from babel.dates import format_date

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
LONGEST_TITLE, LONGEST_TEXT, LONGEST_FOOTER = 31, 32_000, 250
RISKY = ("=", "+", "-", "@")
"""First characters that spreadsheets may take for a formula when the text is typed again."""


def clean(text: str) -> str:
    """The text without what a cell refuses; line breaks stay."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]


def sheet_title(wanted: str, taken: set[str], tail: str = "") -> str:
    """At most 31 characters, none of []:*?/\\, not yet taken; `taken` learns it.

    A title already there gets `tail` (the end of an RPPS), then a number.
    """
    base = FORBIDDEN_IN_TITLES.sub(" ", clean(wanted)).replace("\n", " ").strip(" '") or "Feuille"
    endings = ["", f" {tail}"] if tail else [""]
    for ending in chain(endings, (f" ({n})" for n in count(2))):
        title = base[: LONGEST_TITLE - len(ending)].strip(" '") + ending
        if title.casefold() not in taken and title.casefold() != "history":
            break
    taken.add(title.casefold())
    return title


def quoted(title: str) -> str:
    """The sheet title as a formula spells it."""
    return "'" + title.replace("'", "''") + "'"


def literal(text: str) -> str:
    """The text as a formula spells it."""
    return '"' + clean(text).replace('"', '""') + '"'


def footer_text(text: str, longest: int = LONGEST_FOOTER) -> str:
    """Text for a page footer, where & starts a code."""
    return clean(text).replace("\n", " ")[:longest].replace("&", "&&")


def short_date(day: date) -> str:
    """ "17/11/2026"."""
    return f"{day:%d/%m/%Y}"


def plain_date(day: date) -> str:
    """ "1er janvier 2027"."""
    written = str(format_date(day, "d MMMM y", locale="fr"))
    return f"1er{written[1:]}" if day.day == 1 else written


def span(start: date, end: date) -> str:
    """ "du 1er janvier au 31 mars 2027"."""
    first = plain_date(start)
    if start.year == end.year:
        first = first.removesuffix(f" {start.year}")
    if (start.year, start.month) == (end.year, end.month):
        first = first.split(" ")[0]
    return f"du {first} au {plain_date(end)}"


def plural(quantity: int, one: str, many: str = "") -> str:
    """ "1 garde", "2 gardes"."""
    return f"{quantity} {one if abs(quantity) < 2 else many or one + 's'}"


def clock(minutes: int) -> str:
    """ "20" for 20:00, "8h30" for 8:30."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{rest:02d}" if rest else str(hours)
