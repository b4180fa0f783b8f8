"""The accounts as a page: for each doctor the curve of every balance, period after period, and the same in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle

from rostering.domain.calendar import FEAST_LABELS
from rostering.export.picture.exchange import ticks
from rostering.export.picture.markup import esc, plural, signed, svg, table, tenth
from rostering.memory.accounts import Accounts, Row

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 220, 46, 150, 14, 34
MOST_TICKS = 9
INKS = (
    "#1f4e79", "#a3161f", "#2b7266", "#6d5296", "#b8720b", "#14181f", "#7a4a1e", "#c2417c", "#4a5568", "#5b8c2a",
    "#0e7c9b", "#8f1f2d", "#3d3d9e", "#8a6d00",
)  # fmt: skip
"""Colours of the curves, in the order of the categories; each curve also bears its name."""
CSS = """
body{font:14px/1.45 system-ui,sans-serif;color:#1b2430;margin:24px;max-width:1000px}
h1{font-size:22px} h2{font-size:17px;margin:28px 0 6px} .scroll{overflow-x:auto}
svg text{font:11px system-ui,sans-serif;fill:#1b2430} text.end{text-anchor:end} text.mid{text-anchor:middle}
.grid{stroke:#d9dee5;stroke-width:.7} .zero{stroke:#1b2430;stroke-width:1} .curve{fill:none;stroke-width:2}
table{border-collapse:collapse;margin-top:8px} th,td{text-align:right;padding:2px 10px;border-bottom:1px solid #d5dae1}
th:first-child{text-align:left} caption{text-align:left;color:#55606e;padding-bottom:4px}
@media print{body{margin:0}.scroll{overflow:visible}section{break-inside:avoid}}
"""


def accounts_page(accounts: Accounts) -> str:
    """The whole page: a section per doctor, by name."""
    title = f"Comptes — {accounts.instance.name}"
    intro = (
        f"{plural(len(accounts.periods), 'écriture')} au livre. Une courbe par catégorie : au-dessus de zéro, le médecin "
        "a fait plus que sa part ; en dessous, moins. Les anciens écarts s'effacent peu à peu."
    )
    sections = "\n".join(_section(accounts, doctor) for doctor in accounts.names)
    return (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>{esc(title)}</title>'
        f"<style>{CSS}</style></head><body><h1>{esc(title)}</h1><p>{esc(intro)}</p>\n{sections}</body></html>\n"
    )


def _section(accounts: Accounts, doctor: str) -> str:
    curves = {
        category: rows
        for category in accounts.categories
        if (rows := accounts.by_account.get((doctor, category)))
    }
    name = accounts.names[doctor]
    if not curves:
        return f'<section id="{esc(doctor)}"><h2>{esc(name)}</h2><p>Aucune écriture.</p></section>'
    drawing = svg(WIDTH, HEIGHT, f"Soldes de {name}", _Drawing(accounts, curves).parts())
    return (
        f'<section id="{esc(doctor)}"><h2>{esc(name)}</h2><div class="scroll">{drawing}</div>'
        f"{_table(accounts, curves)}{_feasts(accounts, doctor)}</section>"
    )


def _table(accounts: Accounts, curves: dict[str, tuple[Row, ...]]) -> str:
    heads = ("Catégorie", "Part due", "Faites", "Cédées", "Reçues", "Solde")
    rows = (
        (
            accounts.categories[category].name,
            tenth(sum(row.line.owed for row in found)),
            tenth(sum(row.line.done for row in found)),
            tenth(sum(row.line.given for row in found)),
            tenth(sum(row.line.received for row in found)),
            signed(found[-1].balance),
        )
        for category, found in curves.items()
    )
    return table("Depuis le début du livre", heads, rows)


def _feasts(accounts: Accounts, doctor: str) -> str:
    served = [
        f"{FEAST_LABELS[one.feast]} {one.year}" for one in accounts.feasts if one.doctor == doctor
    ]
    return f"<p>Fêtes servies : {esc(', '.join(served))}.</p>" if served else ""


class _Drawing:
    """The curves of one doctor over the periods of the book."""

    def __init__(self, accounts: Accounts, curves: dict[str, tuple[Row, ...]]) -> None:
        self.accounts, self.curves = accounts, curves
        self.places = {one.number: place for place, one in enumerate(accounts.periods)}
        balances = [row.balance for rows in curves.values() for row in rows]
        self.reach = max(1.0, *(abs(balance) for balance in balances))

    def parts(self) -> Iterator[str]:
        """Grid, periods, curves with their names."""
        for tick in ticks(self.reach):
            for value in sorted({tick, -tick}):
                css, y = ("zero" if value == 0 else "grid"), self._y(value)
                yield f'<line class="{css}" x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}"/>'
                yield f'<text class="end" x="{LEFT - 6}" y="{y + 4}">{signed(value)}</text>'
        step = -(-len(self.places) // MOST_TICKS)
        for posting in self.accounts.periods[::step]:
            x = self._x(posting.number)
            yield f'<text class="mid" x="{x}" y="{HEIGHT - 12}">{posting.end:%m/%Y}</text>'
        yield from self._curves()

    def _curves(self) -> Iterator[str]:
        colours = dict(zip(self.accounts.categories, cycle(INKS), strict=False))
        taken: list[float] = []
        for category, rows in self.curves.items():
            name, colour = self.accounts.categories[category].name, colours[category]
            points = " ".join(
                f"{self._x(row.posting.number)},{self._y(row.balance)}" for row in rows
            )
            told = f"{name} : " + ", ".join(signed(row.balance) for row in rows)
            x, y = self._x(rows[-1].posting.number), self._y(rows[-1].balance)
            label = _free(y, taken)
            taken.append(label)
            yield (
                f'<g><title>{esc(told)}</title><polyline class="curve" stroke="{colour}" points="{points}"/>'
                f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>'
                f'<text x="{WIDTH - RIGHT + 10}" y="{label + 4}">{esc(name)} {signed(rows[-1].balance)}</text></g>'
            )

    def _x(self, number: int) -> float:
        last = max(1, len(self.places) - 1)
        return round(LEFT + (WIDTH - LEFT - RIGHT) * self.places[number] / last, 1)

    def _y(self, balance: float) -> float:
        middle = (HEIGHT - TOP - BOTTOM) / 2
        return round(TOP + middle - middle * balance / self.reach, 1)


def _free(wanted: float, taken: Sequence[float], apart: float = 12.0) -> float:
    """The nearest height at or under `wanted` where a label meets no other."""
    for near in sorted(taken):
        if abs(near - wanted) < apart:
            wanted = near + apart
    return wanted
