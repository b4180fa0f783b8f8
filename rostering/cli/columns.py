"""Tables as plain text: aligned columns that a terminal and a pipe show alike."""

from __future__ import annotations

from collections.abc import Sequence

GAP = "  "


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """One line a row, the first row being the headings; the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    return [lines[0], "─" * len(lines[0]), *lines[1:]]


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = row
    cells = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
    return GAP.join([first.ljust(widths[0]), *cells]).rstrip()
