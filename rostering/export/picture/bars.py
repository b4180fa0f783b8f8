"""Fairness as bars: a row per doctor, a column per category, the load against the mark of the share (SVG)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rostering.domain.people import Doctor
from rostering.domain.territory import Category
from rostering.export.picture.markup import esc, signed, svg, tenth
from rostering.review.report import Balance

Balances = Mapping[tuple[str, str], Balance]
"""By doctor and category."""
NAME_WIDTH, COLUMN, BAR, ROW, HEAD = 176, 168, 92, 19, 40
COLUMNS = 7
"""Categories side by side in one drawing."""
FAR = {"number": 1.0, "units": 2.0}
"""A whole duty (or two units of 4 h) off the share is shown as such; less is often mere rounding."""


@dataclass(frozen=True)
class Chart:
    """The doctors (rows) and categories (columns) of one drawing; `scales`: the value a full bar stands for."""

    doctors: Sequence[Doctor]
    categories: Sequence[Category]
    balances: Balances
    scales: Mapping[str, float]


def draw(chart: Chart, label: str) -> str:
    """The whole SVG; `label` is what a screen reader says of it."""
    width = NAME_WIDTH + COLUMN * len(chart.categories)
    height = HEAD + ROW * len(chart.doctors) + 2
    rows = (text for n, doctor in enumerate(chart.doctors) for text in _row(chart, doctor, n))
    return svg(width, height, label, (*_heads(chart), *rows))


def scales(balances: Balances) -> dict[str, float]:
    """For each category the largest load or share there is, so that drawings compare."""
    found: dict[str, float] = {}
    for (_, category), balance in balances.items():
        found[category] = max(found.get(category, 1.0), balance.load, balance.share)
    return found


def is_far(balance: Balance, category: Category) -> bool:
    """Is the load a whole duty, or more, off the share?"""
    return round(abs(balance.deviation), 1) >= FAR[category.measure]


def _heads(chart: Chart) -> Iterator[str]:
    for n, category in enumerate(chart.categories):
        x = NAME_WIDTH + n * COLUMN
        unit = "unités de 4 h" if category.measure == "units" else "gardes"
        weight = f"poids {category.weight}" if category.weight else "non pesée"
        yield f'<text class="head" x="{x}" y="13">{esc(category.name)}</text>'
        yield f'<text class="sub" x="{x}" y="28">{unit}, {weight}</text>'


def _row(chart: Chart, doctor: Doctor, row: int) -> Iterator[str]:
    y = HEAD + row * ROW
    right = NAME_WIDTH + COLUMN * len(chart.categories)
    name = doctor.name if len(doctor.name) <= 25 else f"{doctor.name[:24].rstrip()}…"
    yield f'<line class="row" x1="0" y1="{y}" x2="{right}" y2="{y}"/>'
    yield f'<text class="who" x="2" y="{y + 13}">{esc(name)}</text>'
    for n, category in enumerate(chart.categories):
        balance = chart.balances.get((doctor.id, category.id))
        if balance is not None:
            yield _bar(
                balance, doctor, category, (NAME_WIDTH + n * COLUMN, y, chart.scales[category.id])
            )


def _bar(
    balance: Balance, doctor: Doctor, category: Category, at: tuple[float, float, float]
) -> str:
    """`at`: left, top, and the value of a full bar."""
    x, y, scale = at
    load, share = BAR * balance.load / scale, BAR * balance.share / scale
    off = is_far(balance, category)
    shapes = [f'<rect class="load" x="{x}" y="{y + 4}" width="{load:.1f}" height="11"/>']
    if off and balance.deviation > 0:
        extra = load - share
        shapes.append(
            f'<rect class="over" x="{x + share:.1f}" y="{y + 4}" width="{extra:.1f}" height="11"/>'
        )
    if off and balance.deviation < 0:
        lack = share - load
        shapes.append(
            f'<rect class="under" x="{x + load:.1f}" y="{y + 4.5}" width="{lack:.1f}" height="10"/>'
        )
    mark = f'<line class="share" x1="{x + share:.1f}" y1="{y + 1}" x2="{x + share:.1f}" y2="{y + 18}"/>'
    far = ' font-weight="700"' if off else ""
    text = (
        f'<text class="value" x="{x + BAR + 8}" y="{y + 13}"{far}>{tenth(balance.load)}'
        f'<tspan class="of"> / {tenth(balance.share)}</tspan></text>'
    )
    return f"<g><title>{esc(_sentence(balance, doctor, category))}</title>{''.join(shapes)}{mark}{text}</g>"


def _sentence(balance: Balance, doctor: Doctor, category: Category) -> str:
    """ "DUPONT Jean, Soirée : 3 pour une part de 2,4 (écart +0,6 ; reliquat avant +1)"."""
    before = f" ; reliquat avant {signed(balance.before)}" if balance.before else ""
    return (
        f"{doctor.name}, {category.name} : {tenth(balance.load)} pour une part de "
        f"{tenth(balance.share)} (écart {signed(balance.deviation)}{before})"
    )
