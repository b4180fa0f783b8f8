"""Measurements as tables, ratios pair by pair, and how cost grows."""

from __future__ import annotations

import math
import os
import platform
import subprocess
from collections.abc import Iterator, Sequence

from benchmarks.case import ROOT, Measured
from benchmarks.country import Batch

CASE_HEADINGS = (
    "instance",
    "engine",
    "cores",
    "seed",
    "doctors",
    "shifts",
    "proof",
    "carences",
    "hard breaches",
    "cost",
    "bound",
    "gap",
    "known",
    "over it",
    "first s",
    "1 % s",
    "proof s",
    "wall s",
    "CPU s",
    "MB",
    "note",
)
RATIO_HEADINGS = ("instance", "seed", "ratio of", "CPU", "wall", "proof", "cost")  # fmt: skip
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
    there = one.cost is not None
    return row(
        f"{one.case.name} ({one.case.seconds:g} s)", one.case.engine, one.case.workers, one.case.seed,
        one.doctors, one.shifts, proof_of(one), one.carences if there else "–", one.breaches if there else "–",
        cost_in_words(one.cost), cost_in_words(one.bound), "–" if one.gap is None else f"{100 * one.gap:.2f} %",
        *_beside(one), seconds(one.first), seconds(one.within), seconds(one.proof),
        *spent_in_words(one), one.note,
    )  # fmt: skip


def proof_of(one: Measured) -> str:
    """What the run came to: proved, feasible, no roster…"""
    if one.status != "optimal":
        return one.status
    return "proved" if one.bound is not None else "proved, in its own terms"


def spent_in_words(one: Measured) -> tuple[str, str, str]:
    """Wall and CPU seconds, MB; nothing of a run that was not made."""
    if not one.wall:
        return "–", "–", "–"
    return f"{one.wall:.1f}", f"{one.cpu:.1f}", f"{one.memory:.0f}"


def batch_row(one: Batch) -> str:
    """A line of the table of a country."""
    told, endings = one.answer, one.answer["endings"]
    return row(
        one.sectors, one.engine, one.workers, told["doctors"], told["posts"],
        endings.get("rostered", 0), told["proved"], f"{100 * told['worst_gap']:.2f} %", told["carences"],
        told["hard_breaches"], f"{one.spent.wall:.0f}", f"{one.spent.cpu:.0f}",
        f"{one.spent.cpu / one.sectors:.2f}", f"{one.spent.memory:.0f}" if one.spent.memory else "–",
    )  # fmt: skip


def overheads(one: Batch, ours: Sequence[Batch]) -> Iterator[str]:
    """What a cluster cost beside the cores, on the same sectors."""
    for local in ours:
        if (local.sectors, local.workers) == (one.sectors, one.workers):
            cpu = one.spent.cpu / local.spent.cpu - 1
            wall = one.spent.wall / local.spent.wall - 1
            yield f"\nDask on {one.sectors} sectors: {cpu:+.1%} CPU, {wall:+.1%} wall."


def ratios(measured: Sequence[Measured]) -> Iterator[str]:
    """Against the first engine and number of cores, instance by instance and seed by seed: CPU, wall, proof, cost."""
    for first, other in pairs(measured):
        yield row(
            first.case.name, other.case.seed, f"{_way(other)} / {_way(first)}", ratio(other.cpu, first.cpu),
            ratio(other.wall, first.wall), ratio(other.proof, first.proof), cost_ratio(other, first),
        )  # fmt: skip


def pairs(measured: Sequence[Measured]) -> Iterator[tuple[Measured, Measured]]:
    """Each run with the first of the same instance and seed, runs that were not made left out."""
    firsts: dict[tuple[str, int], Measured] = {}
    for one in measured:
        first = firsts.setdefault((one.case.path, one.case.seed), one)
        if one is not first and one.wall:
            yield first, one


def is_lawful(one: Measured) -> bool:
    """A roster that breaks no hard rule."""
    return one.cost is not None and not one.breaches


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
    over = "–" if one.cost is None else f"{100 * (one.cost / one.known - 1):.2f} %"
    return cost_in_words(one.known), over


def cost_in_words(value: float | None) -> str:
    """To the third decimal where there is one."""
    return "–" if value is None else f"{value:.3f}".rstrip("0").rstrip(".")


def cost_ratio(one: Measured, first: Measured) -> str:
    """Of two lawful rosters with as many carences."""
    if not (is_lawful(one) and is_lawful(first) and one.carences == first.carences):
        return "–"
    return ratio(one.cost, first.cost)


def _way(one: Measured) -> str:
    return f"{one.case.engine} on {one.case.workers}"


def ratio(one: float | None, other: float | None) -> str:
    """One to the other, to the hundredth."""
    return f"{one / other:.2f}" if one is not None and other else "–"


def seconds(value: float | None) -> str:
    """To the tenth."""
    return "–" if value is None else f"{value:.1f}"


def row(*cells: object) -> str:
    """A line of a table."""
    return "| " + " | ".join(map(str, cells)) + " |"
