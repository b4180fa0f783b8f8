"""The long run told: a table of spreads with the ledger and without, and curves over the years as SVG."""

from __future__ import annotations

from typing import Any

from rostering.export.picture.accounts import INKS
from rostering.export.picture.exchange import ticks
from rostering.export.picture.markup import svg


def table(answer: dict[str, Any]) -> str:
    """Spreads with and without, at the end of the first year, the middle and the last."""
    one, two = answer["runs"]["with"], answer["runs"]["without"]
    years = sorted({1, (answer["years"] + 1) // 2, answer["years"]})
    rows = [
        f"### {answer['name']}: {answer['doctors']} doctors ({answer['steady']} from first to last), "
        f"{answer['years']} years, forgetting {answer['forgetting']}\n",
        "| spread (largest less smallest) | " + " | ".join(f"year {year}: with | without" for year in years) + " |",
        "|---|" + "---:|" * (2 * len(years)),
    ]  # fmt: skip
    for group, what in (
        ("spread", ""),
        ("beyond", "beyond what was forced: "),
        ("feasts", "times "),
        ("refused", "wish points refused, %: "),
    ):
        keys = {*one["quarters"][-1][group], *two["quarters"][-1][group]}
        if group == "beyond":
            keys = {key for key in keys if _differs(key, one, two)}
        for key in sorted(keys):
            cells = [
                f"{run['quarters'][4 * year - 1][group].get(key, 0):g}"
                for year in years
                for run in (one, two)
            ]
            rows.append(f"| {what}{key} | " + " | ".join(cells) + " |")
    rows.append(
        f"\nMonths proved: {one['proved']} and {two['proved']} of {one['months']}; carences {one['carences']} and "
        f"{two['carences']}; CPU seconds {one['cpu_seconds']} and {two['cpu_seconds']}.\n"
    )
    return "\n".join(rows)


def _differs(category: str, *runs: dict[str, Any]) -> bool:
    """Did leaves and hard rules force anything in that category, at the end of some year?"""
    return any(
        year["beyond"].get(category) != year["spread"].get(category)
        for run in runs
        for year in run["quarters"][3::4]
    )


def curves(answer: dict[str, Any]) -> str:
    """The spread of each category over the years as SVG: full lines with the ledger, broken ones without."""
    one, two = (answer["runs"][key]["quarters"] for key in ("with", "without"))
    categories = [
        key for key in one[-1]["spread"] if max(q["spread"].get(key, 0) for q in (*one, *two)) > 0
    ]
    top = (
        max(q["spread"].get(key, 0.0) for run in (one, two) for q in run for key in categories)
        if categories
        else 1.0
    )
    width, height, left, floor = 760, 340, 50, 300
    parts = [f"<style>{SVG_CSS}</style>"]
    for tick in ticks(top):
        y = round(floor - 270 * tick / top, 1)
        parts.append(f'<line class="grid" x1="{left}" y1="{y}" x2="600" y2="{y}"/>')
        parts.append(f'<text class="end" x="{left - 6}" y="{y + 4}">{tick:g}</text>')
    for year in range(answer["years"] + 1):
        x = left + 550 * year / answer["years"]
        parts.append(f'<text class="mid" x="{x:.0f}" y="{floor + 18}">{year}</text>')
    for place, key in enumerate(categories):
        ink = INKS[place % len(INKS)]
        for run, dash in ((one, ""), (two, ' stroke-dasharray="5 4"')):
            points = [f"{left},{floor}"] + [
                f"{left + 550 * n / len(run):.1f},{floor - 270 * q['spread'].get(key, 0.0) / top:.1f}"
                for n, q in enumerate(run, 1)
            ]
            parts.append(
                f'<polyline class="curve" stroke="{ink}"{dash} points="{" ".join(points)}"/>'
            )
        parts.append(f'<text x="612" y="{30 + 16 * place}" style="fill:{ink}">{key}</text>')
    parts.append(f'<text x="612" y="{floor}">full: with the ledger</text>')
    parts.append(f'<text x="612" y="{floor + 16}">broken: without</text>')
    drawing = svg(width, height, f"Spread of each category over {answer['years']} years", parts)
    return drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) + "\n"


SVG_CSS = (
    "text{font:12px sans-serif}.end{text-anchor:end}.mid{text-anchor:middle}.grid{stroke:#d9dee5}"
    ".curve{fill:none;stroke-width:1.6}"
)
