"""How CPU seconds grow with size, as a picture: one dot a run, both axes by powers of ten."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 640, 400, 60
COLOURS = ("#1f4e79", "#c55a11", "#548235", "#7030a0", "#bf9000", "#c00000", "#008080")


@dataclass(frozen=True)
class Dot:
    """A run: whose, how large, what it cost, what to call it."""

    engine: str
    size: float
    cpu: float
    name: str


@dataclass(frozen=True)
class Axis:
    """From one power of ten to another, over so many pixels from a first one."""

    low: int
    high: int
    first: float
    last: float

    @classmethod
    def over(cls, values: Sequence[float], first: float, last: float) -> Axis:
        """Wide enough for all the values."""
        low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
        return cls(low, max(high, low + 1), first, last)

    def at(self, value: float) -> float:
        """The pixel of a value."""
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.first + share * (self.last - self.first), 1)

    def powers(self) -> list[float]:
        """Where the lines are."""
        return [10.0**power for power in range(self.low, self.high + 1)]


def chart(dots: Sequence[Dot], what: str) -> str:
    """The picture as SVG; `what` is the size: doctors, sectors."""
    across = Axis.over([dot.size for dot in dots], MARGIN, WIDTH - MARGIN / 2)
    up = Axis.over([dot.cpu for dot in dots], HEIGHT - MARGIN, MARGIN / 2)
    engines = list(dict.fromkeys(dot.engine for dot in dots))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f"<title>CPU seconds by {what}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    lines += [_vertical(across.at(x), f"{x:g}") for x in across.powers()]
    lines += [_horizontal(up.at(y), f"{y:g} s") for y in up.powers()]
    for dot in dots:
        colour = COLOURS[engines.index(dot.engine) % len(COLOURS)]
        lines.append(
            f'<circle cx="{across.at(dot.size)}" cy="{up.at(dot.cpu)}" r="4" fill="{colour}">'
            f"<title>{dot.name}, {dot.engine}: {dot.cpu:.1f} s</title></circle>"
        )
    for rank, engine in enumerate(engines):
        colour = COLOURS[rank % len(COLOURS)]
        lines.append(f'<text x="{MARGIN + 8}" y="{44 + 16 * rank}" fill="{colour}">{engine}</text>')
    lines.append(f'<text x="{WIDTH / 2}" y="{HEIGHT - 16}" text-anchor="middle">{what}</text>')
    return "\n".join([*lines, "</svg>"]) + "\n"


def _vertical(x: float, label: str) -> str:
    foot = HEIGHT - MARGIN
    return (
        f'<path d="M{x} {MARGIN / 2}V{foot}" stroke="#ccc"/>'
        f'<text x="{x}" y="{foot + 18}" text-anchor="middle">{label}</text>'
    )


def _horizontal(y: float, label: str) -> str:
    return (
        f'<path d="M{MARGIN} {y}H{WIDTH - MARGIN / 2}" stroke="#ccc"/>'
        f'<text x="{MARGIN - 6}" y="{y + 4}" text-anchor="end">{label}</text>'
    )
