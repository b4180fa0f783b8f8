"""Measurements as tables, ratios pair by pair, and how cost grows."""

from __future__ import annotations

import math
import os
import platform
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Sequence

from benchmarks.case import ROOT, Measured
from benchmarks.country import Batch

CASE_HEADINGS = (
    "instance", "engine", "cores", "seed", "doctors", "shifts", "proof", "carences", "hard breaches",
    "cost", "bound", "gap", "known", "over it", "first s", "1 % s", "proof s", "wall s", "CPU s", "MB",
)  # fmt: skip
BATCH_HEADINGS = (
    "sectors", "engine", "cores", "volunteers", "posts", "rosters", "proved", "worst gap", "carences",
    "hard breaches", "wall s", "CPU s", "CPU s a sector", "MB",
)  # fmt: skip


def machine() -> str:
    """Commit, cores, Python, load: what the figures were measured on."""
    commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"commit {commit.strip()}, {os.cpu_count()} cores, Python {platform.python_version()}{load}"
    )


def heading(cells: Sequence[str]) -> str:
    """The first two lines of a table."""
    return f"| {' | '.join(cells)} |\n|{'---|' * len(cells)}"


def case_row(one: Measured) -> str:
    """A line of the table of cases."""
    proof = "proved" if one.status == "optimal" else one.status
    return _row(
        f"{one.case.name} ({one.case.seconds:g} s)", one.case.engine, one.case.workers, one.case.seed,
        one.doctors, one.shifts, proof, one.carences, one.breaches, _cost(one.cost), _cost(one.bound),
        f"{100 * one.gap:.2f} %", *_beside(one), _seconds(one.first), _seconds(one.within), _seconds(one.proof),
        f"{one.wall:.1f}", f"{one.cpu:.1f}", f"{one.memory:.0f}",
    )  # fmt: skip


def batch_row(one: Batch) -> str:
    """A line of the table of a country."""
    told, endings = one.answer, one.answer["endings"]
    return _row(
        one.sectors, one.engine, one.workers, told["doctors"], told["posts"],
        endings.get("rostered", 0), told["proved"], f"{100 * told['worst_gap']:.2f} %", told["carences"],
        told["hard_breaches"], f"{one.spent.wall:.0f}", f"{one.spent.cpu:.0f}",
        f"{one.spent.cpu / one.sectors:.2f}", f"{one.spent.memory:.0f}",
    )  # fmt: skip


def ratios(measured: Sequence[Measured]) -> Iterator[str]:
    """Against the first engine and number of cores, instance by instance and seed by seed: CPU, wall, cost."""
    groups: defaultdict[tuple[str, int], list[Measured]] = defaultdict(list)
    for one in measured:
        groups[one.case.name, one.case.seed].append(one)
    for (name, seed), (first, *others) in groups.items():
        for other in others:
            yield _row(
                name, seed, f"{_way(other)} / {_way(first)}", _ratio(other.cpu, first.cpu),
                _ratio(other.wall, first.wall), _ratio(other.cost, first.cost),
            )  # fmt: skip


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """The exponent of y in x, by least squares on logarithms; None under two sizes."""
    logs = [(math.log(x), math.log(y)) for x, y in points if x > 0 and y > 0]
    if len({x for x, _ in logs}) < 2:
        return None
    middle_x = sum(x for x, _ in logs) / len(logs)
    middle_y = sum(y for _, y in logs) / len(logs)
    spread = sum((x - middle_x) ** 2 for x, _ in logs)
    return sum((x - middle_x) * (y - middle_y) for x, y in logs) / spread


def _beside(one: Measured) -> tuple[str, str]:
    """The best cost published, and how far over it the roster is."""
    if not one.known:
        return "–", "–"
    return _cost(one.known), f"{100 * (one.cost / one.known - 1):.2f} %"


def _cost(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _way(one: Measured) -> str:
    return f"{one.case.engine} on {one.case.workers}"


def _ratio(one: float, other: float) -> str:
    return f"{one / other:.2f}" if other else "–"


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"
