"""The table of what changed between two versions as text that a French spreadsheet opens: semicolons, UTF-8 with its mark."""

from __future__ import annotations

import csv
import io

from rostering.export.excel.text import RISKY
from rostering.life.difference import Difference
from rostering.life.difference_words import rows

HEADINGS = ("Date", "Jour", "Heures", "Poste", "Avant", "Après", "Assurée par", "Journal")


def difference_csv(found: Difference) -> bytes:
    """One line a duty."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for row in rows(found):
        day = f"{row.date:%d/%m/%Y}"
        said = (row.day, row.hours, row.line, row.before, row.after, row.served, row.entries)
        writer.writerow((day, *map(_plain, said)))
    return text.getvalue().encode("utf-8-sig")


def _plain(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(RISKY) else text
