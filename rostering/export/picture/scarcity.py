"""The map of scarcity: a row a duty of the day, a column a date, how many doctors more than needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rostering.explain.scout import Outlook, Scouting
from rostering.export.picture.markup import esc, french_date, svg
from rostering.problem.problem import Problem

CELL, LEFT, TOP, ROW = 22, 230, 52, 20
TIGHT = 2
"""A margin up to this is shown as tight."""
CSS = """
body{font:14px/1.45 system-ui,sans-serif;color:#1b2430;margin:24px;max-width:1200px}
h1{font-size:22px} h2{font-size:17px;margin:22px 0 6px} .scroll{overflow-x:auto}
svg text{font:10px system-ui,sans-serif;fill:#1b2430} .name{font-size:11px}
.none{fill:#1b2430} text.on-none{fill:#fff;font-weight:700} .edge{fill:#9aa4b2} .tight{fill:#d9dee5} .ample{fill:#fff}
rect{stroke:#b8c0cc;stroke-width:.6} .weekend{fill:#eef1f5;stroke:none}
@media print{body{margin:0}.scroll{overflow:visible}}
"""


def scarcity(problem: Problem, found: Scouting, title: str, sentences: tuple[str, ...]) -> str:
    """The whole page: what is said in words, then a drawing a month."""
    by_place = {
        (_row(problem, one), problem.shift_by_id[one.shift].date): one for one in found.outlooks
    }
    months: dict[str, list[date]] = {}
    for day in problem.dates:
        months.setdefault(f"{day:%Y-%m}", []).append(day)
    drawings = "".join(
        f"<h2>{esc(french_date(days[0], 'MMMM y').capitalize())}</h2>"
        f'<div class="scroll">{_month(problem, days, by_place)}</div>'
        for days in months.values()
    )
    said = "".join(f"<li>{esc(sentence)}</li>" for sentence in sentences)
    legend = (
        "Chaque case : combien de médecins de plus qu'il n'en faut peuvent tenir la garde, absences et dates convenues "
        "comptées. Noir : il en manque. Gris foncé : tout juste assez. Gris clair : un ou deux de plus."
    )
    return (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>{esc(title)}</title>'
        f"<style>{CSS}</style></head><body><h1>{esc(title)}</h1><ul>{said}</ul>"
        f"<p>{esc(legend)}</p>{drawings}</body></html>\n"
    )


def _row(problem: Problem, outlook: Outlook) -> str:
    shift = problem.shift_by_id[outlook.shift]
    return f"{shift.line.name} – {shift.window.id}"


def _month(problem: Problem, days: list[date], by_place: Mapping[tuple[str, date], Outlook]) -> str:
    inside = set(days)
    rows = list(dict.fromkeys(row for row, day in by_place if day in inside))  # as the day goes
    width, height = LEFT + CELL * len(days) + 8, TOP + ROW * len(rows) + 8
    parts = []
    for column, day in enumerate(days):
        x = LEFT + CELL * column
        if problem.calendar.base(day) != "ouvrable":
            parts.append(
                f'<rect class="weekend" x="{x}" y="8" width="{CELL}" height="{height - 12}"/>'
            )
        letter = french_date(day, "EEEEE")
        parts.append(
            f'<text x="{x + 8}" y="24">{letter}</text><text x="{x + 5}" y="40">{day.day}</text>'
        )
    for line, row in enumerate(rows):
        y = TOP + ROW * line
        parts.append(f'<text class="name" x="2" y="{y + 14}">{esc(row[:40])}</text>')
        for column, day in enumerate(days):
            if (row, day) in by_place:
                parts.append(_cell(LEFT + CELL * column, y, by_place[row, day]))
    first = french_date(days[0], "MMMM y")
    return svg(width, height, f"Rareté des médecins, {first}", parts)


def _cell(x: int, y: int, outlook: Outlook) -> str:
    margin = outlook.margin
    css = (
        "none" if margin < 0 else "edge" if margin == 0 else "tight" if margin <= TIGHT else "ample"
    )
    text = f"−{-margin}" if margin < 0 else str(margin)
    names = f"{len(outlook.able)} médecins pour {outlook.needed}"
    return (
        f'<g><title>{esc(names)}</title><rect class="{css}" x="{x}" y="{y}" width="{CELL}" height="{ROW}"/>'
        f'<text class="on-{css}" x="{x + 5}" y="{y + 14}">{text}</text></g>'
    )
