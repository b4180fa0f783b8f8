"""`comptes.csv`: the accounts period by period, as French spreadsheets open them (« ; », decimal comma)."""

from __future__ import annotations

import csv
import io
from datetime import date

from rostering.export.excel.accounts import period_rows
from rostering.memory.accounts import Accounts


def accounts_csv(accounts: Accounts) -> str:
    """The text of the file, with the mark by which Excel knows UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\n")
    for row in period_rows(accounts):
        writer.writerow([_shown(value) for value in row])
    return "\ufeff" + buffer.getvalue()


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return "" if value is None else str(value)
