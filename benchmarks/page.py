"""The tables of docs/performance.md, from the runner's own files: no figure is typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchmarks.case import Measured
from benchmarks.country import Batch
from benchmarks.kept import Kept, read
from benchmarks.table import (
    BATCH_HEADINGS,
    CASE_HEADINGS,
    batch_row,
    case_row,
    cost_in_words,
    cost_ratio,
    heading,
    is_lawful,
    overheads,
    pairs,
    proof_of,
    ratio,
    row,
    seconds,
    slope,
    spent_in_words,
)  # fmt: skip

OURS = "rostering"
HEADINGS = (
    "instance", "engine", "cores", "seed", "proof", "carences", "hard breaches", "cost", "bound", "first s", "proof s",
    "wall s", "CPU s", "MB", "cost ÷ ours", "CPU ÷ ours", "proof ÷ ours", "note",
)  # fmt: skip
TITLES = {
    "sectors": "Synthetic sectors",
    "stated": "Seed instances, with only the rules that every peer can be told",
    "seeds": "Seed instances, with all their rules",
}
METHOD = """\
Each peer runs as its best self in an environment of its own (`benchmarks/peers/`), told the neutral task of `benchmarks/peers/task.py`:
what its user would type in. **timefold**: Timefold for Python 1.24, seats with their lawful doctors, constraint streams on equal keys,
one thread (all that this build has). **newcomer**: CP-SAT as its guide's first pages lead to it, a Boolean a doctor and shift, windows,
products for squares, default parameters. **ortools-shift**: the formulation of OR-Tools' published shift-scheduling example, whose terms
are linear. **highs**, **scip**: on our own linear model, one thread, through OR-Tools' model builder, which holds its rows already (the
same solvers of the same wheel as MathOpt's). Rosters are judged by our checker and the set's own, never by what a peer says:
hard breaches, carences and cost are counted again; a bound is its claim. « In its own terms »: a proof about squares, where
our price rounds each load down. Seconds are counted from the start of each engine's process, interpreter and imports included; the whole
of ours has reading and judging in it, a peer's has not.
"""


def page(folder: Path) -> str:
    """Every file of peers in the folder, one after the other."""
    files = sorted(folder.glob("peers-*.json"))
    return METHOD + "".join(f"\n{_section(read(file))}" for file in files)


def told(path: Path) -> str:
    """The table of one file, of cases or of samples of the country, under its command and machine."""
    kept = read(path)
    lines = [f"`{kept.command}` ({kept.machine})", ""]
    if kept.batches:
        lines += [
            heading(BATCH_HEADINGS),
            *map(batch_row, kept.batches),
            *_slope_in_words(kept.batches),
        ]
    else:
        lines += [heading(CASE_HEADINGS), *map(case_row, kept.measured)]
        if len({one.case.engine for one in kept.measured}) > 1:
            lines += ["", *_in_words(kept.measured)]
    return "\n".join(lines) + "\n"


def _slope_in_words(batches: tuple[Batch, ...]) -> Iterator[str]:
    """How cost grows, and what a cluster adds, where the file says."""
    ours = [one for one in batches if one.engine == OURS]
    grown = slope([(one.sectors, one.spent.cpu) for one in ours])
    if grown is not None:
        yield f"\nCPU seconds grow with sectors to the power {grown:.2f}."
    for one in batches:
        if one.engine != OURS:
            yield from overheads(one, ours)


def _section(kept: Kept) -> str:
    title = TITLES.get(kept.measured[0].case.set, kept.measured[0].case.set)
    lines = [f"### {title}", "", f"`{kept.command}` ({kept.machine})", ""]
    lines += [heading(HEADINGS), *rows(kept.measured), "", *_in_words(kept.measured)]
    return "\n".join(lines) + "\n"


def rows(measured: tuple[Measured, ...]) -> Iterator[str]:
    """A line a run, ratios against the first of its instance and seed."""
    first_of = {id(other): first for first, other in pairs(measured)}
    for one in measured:
        first, there = first_of.get(id(one)), is_there(one)
        beside = ("–", "–", "–")
        if first is not None:
            beside = (
                cost_ratio(one, first),
                ratio(one.cpu, first.cpu),
                ratio(one.proof, first.proof),
            )
        yield row(
            f"{one.case.name} ({one.case.seconds:g} s)", one.case.engine, one.case.workers, one.case.seed,
            proof_of(one), one.carences if there else "–", one.breaches if there else "–", cost_in_words(one.cost),
            cost_in_words(one.bound), seconds(one.first), seconds(one.proof), *spent_in_words(one), *beside, one.note,
        )  # fmt: skip


def is_there(one: Measured) -> bool:
    """Has the run a roster?"""
    return one.cost is not None


def _in_words(measured: tuple[Measured, ...]) -> Iterator[str]:
    found = list(behind(measured))
    yield "Where we are behind:" + ("" if found else " nowhere in this table.")
    yield from (["", *found] if found else [])


def behind(measured: tuple[Measured, ...]) -> Iterator[str]:
    """Every respect in which another engine did better than ours, plainly."""
    for ours, other in pairs(measured):
        if ours.case.engine != OURS or other.case.engine == OURS or not is_lawful(other):
            continue
        better = list(_better(ours, other))
        if better:
            where = f"{other.case.name}, {other.case.engine} on {other.case.workers}, seed {other.case.seed}"
            yield f"- {where}: {'; '.join(better)}."


def _better(ours: Measured, other: Measured) -> Iterator[str]:
    """Of two runs, what the other has over ours."""
    ranks = (ours.carences, ours.cost or 0.0), (other.carences, other.cost or 0.0)
    if not is_lawful(ours) or ranks[1] < ranks[0]:
        yield f"a better roster, {cost_in_words(other.cost)} against {cost_in_words(ours.cost)}"
    for what, mine, its in (
        ("a proof", ours.proof, other.proof), ("a lawful roster", ours.first, other.first),
    ):  # fmt: skip
        if its is not None and (mine is None or its < mine):
            yield f"{what} sooner, {seconds(its)} s against {seconds(mine)}"
    if ranks[1] <= ranks[0] and other.cpu < ours.cpu:
        what = "the proof" if other.proof is not None else "as good a roster, unproved,"
        yield f"{what} with less computation, {other.cpu:.1f} CPU s against {ours.cpu:.1f}"
    if other.memory < ours.memory:
        yield f"less memory, {other.memory:.0f} MB against {ours.memory:.0f}"
