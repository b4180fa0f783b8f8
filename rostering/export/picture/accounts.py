"""The accounts as a page: for each doctor the curve of every balance, period after period, and the same in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle

from rostering.domain.calendar import FEAST_LABELS
from rostering.export.picture.exchange import ticks
from rostering.export.picture.markup import esc, plural, signed, svg, table, tenth
from rostering.memory.accounts import Accounts, Row
from rostering.rules.base import number

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 220, 46, 190, 14, 34
LABEL = 13
"""From one label to the next, and from the end of the curves to the labels twice that."""
MOST_TICKS = 9
DASHES = ("", "7 3", "2 2", "9 3 2 3")
"""How lines are broken, in the order of the categories, so that they can be told apart in black and white."""
INKS = (
    "#1f4e79", "#a3161f", "#2b7266", "#6d5296", "#b8720b", "#14181f", "#7a4a1e", "#c2417c", "#4a5568", "#5b8c2a",
    "#0e7c9b", "#8f1f2d", "#3d3d9e", "#8a6d00",
)  # fmt: skip
"""Colours of the curves, in the order of the categories; each curve also bears its name."""
CSS = """
body{font:14px/1.45 system-ui,sans-serif;color:#1b2430;margin:24px;max-width:1000px}
h1{font-size:22px} h2{font-size:17px;margin:28px 0 6px} .scroll{overflow-x:auto}
svg text{font:11px system-ui,sans-serif;fill:#1b2430} text.end{text-anchor:end} text.mid{text-anchor:middle}
.lead{stroke-width:.7;opacity:.6}
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
    curved = _Drawing(accounts, curves)
    drawing = svg(WIDTH, curved.height, f"Soldes de {name}", curved.parts())
    return (
        f'<section id="{esc(doctor)}"><h2>{esc(name)}</h2><div class="scroll">{drawing}</div>'
        f"{_table(accounts, curves)}{_feasts(accounts, doctor)}</section>"
    )


def _table(accounts: Accounts, curves: dict[str, tuple[Row, ...]]) -> str:
    heads = ("Catégorie", "Reliquat d'avant", "Part due", "Faites", "Cédées", "Reçues", "Solde")
    rows = (
        (
            accounts.categories[category].name,
            signed(sum(row.line.before for row in found)),
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
        self.height = max(HEIGHT, TOP + BOTTOM + LABEL * len(curves))

    def parts(self) -> Iterator[str]:
        """Grid, periods, curves with their names."""
        for tick in ticks(self.reach):
            for value in sorted({tick, -tick}):
                css, y = ("zero" if value == 0 else "grid"), self._y(value)
                yield f'<line class="{css}" x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}"/>'
                yield f'<text class="end" x="{LEFT - 6}" y="{y + 4}">{_tick(value)}</text>'
        step = -(-len(self.places) // MOST_TICKS)
        for posting in self.accounts.periods[::step]:
            x = self._x(posting.number)
            yield f'<text class="mid" x="{x}" y="{self.height - 12}">{posting.end:%m/%Y}</text>'
        yield from self._curves()

    def _curves(self) -> Iterator[str]:
        inks = dict(zip(self.accounts.categories, zip(cycle(INKS), cycle(DASHES)), strict=False))
        ends = {category: self._y(rows[-1].balance) for category, rows in self.curves.items()}
        labels = _apart(ends, (0.0, float(self.height)))
        for category, rows in self.curves.items():
            name, (ink, dashes) = self.accounts.categories[category].name, inks[category]
            points = " ".join(
                f"{self._x(row.posting.number)},{self._y(row.balance)}" for row in rows
            )
            told = f"{name} : " + ", ".join(signed(row.balance) for row in rows)
            x, y, label = self._x(rows[-1].posting.number), ends[category], labels[category]
            edge = WIDTH - RIGHT
            yield (
                f'<g><title>{esc(told)}</title><polyline class="curve" stroke="{ink}" stroke-dasharray="{dashes}" points="{points}"/>'
                f'<circle cx="{x}" cy="{y}" r="3" fill="{ink}"/>'
                f'<path class="lead" stroke="{ink}" d="M{x + 4} {y}L{edge + 2 * LABEL - 4} {label}"/>'
                f'<text x="{edge + 2 * LABEL}" y="{label + 4}" style="fill:{ink}">{esc(name)} {signed(rows[-1].balance)}</text></g>'
            )

    def _x(self, number: int) -> float:
        last = max(1, len(self.places) - 1)
        return round(LEFT + (WIDTH - LEFT - RIGHT) * self.places[number] / last, 1)

    def _y(self, balance: float) -> float:
        middle = (self.height - TOP - BOTTOM) / 2
        return round(TOP + middle - middle * balance / self.reach, 1)


def _tick(value: float) -> str:
    """ "+0,25", "−2" or "0": as it is, for a round figure."""
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value))


def _apart(wanted: Mapping[str, float], ends: tuple[float, float]) -> dict[str, float]:
    """Heights in the same order between the two ends, a label's height apart, as near the wanted ones as blocks can be."""
    blocks: list[tuple[list[str], float]] = []
    for name in sorted(wanted, key=lambda one: wanted[one]):
        names, middle = [name], _within(ends, wanted[name], 1)
        while blocks and middle - blocks[-1][1] < LABEL * (len(names) + len(blocks[-1][0])) / 2:
            names = blocks.pop()[0] + names
            mean = sum(wanted[one] for one in names) / len(names)
            middle = _within(ends, mean, len(names))
        blocks.append((names, middle))
    return {
        name: round(middle + LABEL * (place - (len(names) - 1) / 2), 1)
        for names, middle in blocks
        for place, name in enumerate(names)
    }


def _within(ends: tuple[float, float], middle: float, labels: int) -> float:
    """The nearest middle of a block of labels that keeps it between the two ends."""
    half = LABEL * labels / 2
    return max(ends[0] + half, min(ends[1] - half, middle))
