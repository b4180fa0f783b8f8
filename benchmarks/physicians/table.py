"""The table of a run, as printed in docs/performance.md."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from benchmarks.physicians.running import Run

TITLES = (
    "file", "pairs", "published", "reached", "bound", "verdict", "CPU s", "wall s",
)  # fmt: skip


def head() -> str:
    """The two first lines."""
    return "| " + " | ".join(TITLES) + " |\n" + "|---" * len(TITLES) + "|"


def row(run: Run) -> str:
    """One file."""
    verdict = "published optimum, proved" if run.reproduced else _short(run)
    numbers = (run.published, run.value, run.bound)
    cells = (
        run.name,
        run.pairs,
        *("" if one is None else f"{one:.3f}" for one in numbers),
        verdict,
        f"{run.cpu:.2f}",
        f"{run.wall:.2f}",
    )
    return "| " + " | ".join(map(str, cells)) + " |"


def _short(run: Run) -> str:
    if run.broken:
        return f"breaks {len(run.broken)} rules"
    if run.proved:
        return "proved" if run.published is None else "proved, not the published value"
    return f"not proved ({run.status})"


def foot(runs: Sequence[Run]) -> Iterator[str]:
    """How many, how long."""
    known = [run for run in runs if run.published is not None]
    yield (
        f"{sum(run.proved for run in runs)} of {len(runs)} proved, "
        f"{sum(run.reproduced for run in known)} of {len(known)} published optima reproduced to 0.001."
    )
    for word, seconds in (("CPU", [run.cpu for run in runs]), ("wall", [run.wall for run in runs])):
        yield (
            f"{word} seconds a file, imports apart: median {statistics.median(seconds):.2f}, "
            f"longest {max(seconds):.2f}."
        )
    phases = runs[0].seconds
    means = (
        f"{phase} {statistics.mean(run.seconds[phase] for run in runs):.2f}" for phase in phases
    )
    yield "Wall seconds by phase, mean: " + ", ".join(means) + "."
    worst = max(run.error for run in runs)
    yield f"Whole costs hide at most {worst:.6f}, taken off the bounds."
