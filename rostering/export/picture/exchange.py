"""The curve of wishes against fairness: one page, one drawing, the same figures in a table."""

from __future__ import annotations

import math
from collections.abc import Sequence

from rostering.explain.curve import Curve, Point
from rostering.explain.measure import Measure
from rostering.export.picture.markup import esc, svg, table
from rostering.problem.limit import Tier
from rostering.rules.base import number

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 380, 64, 24, 24, 48
TICKS = 5
CSS = """
body{font:14px/1.45 system-ui,sans-serif;color:#1b2430;margin:24px;max-width:820px}
h1{font-size:22px} .scroll{overflow-x:auto} svg text{font:11px system-ui,sans-serif;fill:#1b2430}
.axis{stroke:#1b2430;stroke-width:1} .grid{stroke:#d9dee5;stroke-width:.7}
.best{fill:none;stroke:#1f4e79;stroke-width:2} .bound{fill:none;stroke:#1f4e79;stroke-width:1;stroke-dasharray:4 3}
.point{fill:#1f4e79} .usual{fill:#fff;stroke:#a3161f;stroke-width:2} text.end{text-anchor:end} text.mid{text-anchor:middle}
table{border-collapse:collapse;margin-top:14px} th,td{text-align:right;padding:3px 12px;border-bottom:1px solid #d5dae1}
caption{text-align:left;color:#55606e;padding-bottom:6px}
@media print{body{margin:0}.scroll{overflow:visible}}
"""


def exchange(name: str, curve: Curve, base: Measure, sentences: Sequence[str]) -> str:
    """The whole page: what is said in words, the drawing, the table."""
    title = f"Souhaits et équité — {name}"
    said = "".join(f"<p>{esc(sentence)}</p>" for sentence in sentences)
    legend = (
        "En abscisse, l'écart le plus grand entre une charge et sa part, en gardes. En ordonnée, ce que coûtent les "
        "souhaits refusés, en points. Trait plein : le mieux trouvé ; pointillé : sous quoi aucun tableau ne descend. "
        "Cercle : le tableau habituel, qui tient aussi les règles souples."
    )
    return (
        f'<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>{esc(title)}</title>'
        f"<style>{CSS}</style></head><body><h1>{esc(title)}</h1>{said}"
        f'<div class="scroll">{_Drawing(curve, base).draw()}</div><p>{esc(legend)}</p>'
        f"{_table(curve)}</body></html>\n"
    )


def _table(curve: Curve) -> str:
    rows = (
        (
            number(point.worst / 100),
            str(point.wishes.value),
            "prouvé" if point.wishes.is_closed else f"borne {point.wishes.bound}",
            f"{point.granted} sur {curve.asked}",
        )
        for point in curve.points
    )
    heads = ("Écart au plus", "Souhaits (points)", "Preuve", "Accordés")
    return table("Du moins équitable au plus équitable", heads, rows)


class _Drawing:
    def __init__(self, curve: Curve, base: Measure) -> None:
        self.points = sorted(curve.points, key=lambda point: point.worst)
        self.base = base
        self.usual = base.report.tiers.get(Tier.WISHES, 0)
        self.right = max([base.worst, *(point.worst for point in self.points)]) or 1
        self.top = max([self.usual, *(point.wishes.value for point in self.points)]) or 1

    def draw(self) -> str:
        """Axes, bound, best, the usual roster."""
        best = [(point.worst, point.wishes.value) for point in self.points]
        bound = [(point.worst, point.wishes.bound) for point in self.points]
        parts = [*self._axes(), self._steps(bound, "bound"), self._steps(best, "best")]
        parts += [self._dot(point) for point in self.points]
        x, y = self._x(self.base.worst), self._y(self.usual)
        told = f"Tableau habituel : écart {number(self.base.worst / 100)}, {self.usual} points"
        parts.append(
            f'<g><title>{esc(told)}</title><circle class="usual" cx="{x}" cy="{y}" r="6"/></g>'
        )
        return svg(WIDTH, HEIGHT, "Coût des souhaits selon l'écart le plus grand", parts)

    def _x(self, worst: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * worst / self.right, 1)

    def _y(self, points: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * points / self.top, 1)

    def _axes(self) -> list[str]:
        parts, floor = [], HEIGHT - BOTTOM
        for points in ticks(self.top):
            y = self._y(points)
            parts.append(
                f'<line class="grid" x1="{LEFT}" y1="{y}" x2="{WIDTH - RIGHT}" y2="{y}"/>'
                f'<text class="end" x="{LEFT - 8}" y="{y + 4}">{number(points)}</text>'
            )
        for worst in ticks(self.right / 100):
            x = self._x(100 * worst)
            parts.append(f'<text class="mid" x="{x}" y="{floor + 18}">{number(worst)}</text>')
        parts.append(f'<line class="axis" x1="{LEFT}" y1="{TOP}" x2="{LEFT}" y2="{floor}"/>')
        parts.append(
            f'<line class="axis" x1="{LEFT}" y1="{floor}" x2="{WIDTH - RIGHT}" y2="{floor}"/>'
        )
        return parts

    def _steps(self, points: list[tuple[int, int]], css: str) -> str:
        """A stair: between two points, what the tighter one allows."""
        path = f"M{self._x(points[0][0])} {self._y(points[0][1])}"
        for worst, value in points[1:]:
            path += f"H{self._x(worst)}V{self._y(value)}"
        return f'<path class="{css}" d="{path}"/>'

    def _dot(self, point: Point) -> str:
        told = f"Écart {number(point.worst / 100)} au plus : {point.wishes.value} points, {point.granted} accordés"
        x, y = self._x(point.worst), self._y(point.wishes.value)
        return f'<g><title>{esc(told)}</title><circle class="point" cx="{x}" cy="{y}" r="3.5"/></g>'


def ticks(top: float) -> list[float]:
    """Round figures from 0 to `top`, at most `TICKS` steps: 0, 20, 40 for 56."""
    size = 10.0 ** math.floor(math.log10(top / TICKS))
    step = next(
        step
        for step in (size, 2 * size, 2.5 * size, 5 * size, 10 * size)
        if top / step <= TICKS + 1e-9
    )
    return [step * n for n in range(int(top / step + 1e-9) + 1)]
