"""The one runner: `python -m benchmarks run --set …`, instances × engines × cores × seeds in one table."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks import table
from benchmarks.case import Case, Measured
from benchmarks.chart import Dot, chart
from benchmarks.country import Batch, run_country
from benchmarks.milp import SOLVERS
from benchmarks.process import spend
from benchmarks.sets import PATTERNS, files_of

SETS = (*PATTERNS, "seeds", "france")
ENGINES = ("rostering", "dask", *SOLVERS)
WHOLE = 1_292


def main() -> None:
    """Runs a set, prints its table as it comes, keeps it as JSON when asked."""
    options = _options().parse_args()
    print(f"{table.machine()}\n")
    wrong = set(options.engine) & (set(SOLVERS) if options.set == "france" else {"dask"})
    if wrong:
        raise SystemExit(f"--set {options.set}: --engine {', '.join(sorted(wrong))} is not for it")
    told = _country(options) if options.set == "france" else _cases(options)
    if options.json:
        options.json.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    run = parser.add_subparsers(required=True).add_parser("run", help="measure a set")
    run.add_argument("--set", choices=SETS, required=True)
    run.add_argument("--data", type=Path, help="folder of the set's files")
    run.add_argument("files", nargs="*", help="these files instead, wherever they are")
    run.add_argument("--engine", choices=ENGINES, nargs="+", default=["rostering"],
                     help="dask: a local cluster, for --set france only; highs, scip: on our linear model, one thread")  # fmt: skip
    run.add_argument("--workers", type=int, nargs="+", default=[2], help="cores, one or several")
    run.add_argument("--time", type=float, default=60.0, help="seconds of search at most")
    run.add_argument("--seeds", type=int, default=1, help="so many seeds, from 0")
    run.add_argument("--sectors", type=int, nargs="+", default=[25, 50, 100],
                     help=f"samples of the country; {WHOLE} for all of it")  # fmt: skip
    run.add_argument("--json", type=Path, help="keep the measurements")
    run.add_argument("--svg", type=Path, help="draw CPU seconds against size")
    return parser


def _cases(options: argparse.Namespace) -> list[dict[str, Any]]:
    print(table.heading(table.CASE_HEADINGS))
    measured = []
    for case in _all_cases(options):
        measured.append(measure(case))
        print(table.case_row(measured[-1]), flush=True)
    if lines := list(table.ratios(measured)):
        headings = ("instance", "seed", "ratio of", "CPU", "wall", "cost")
        print("\n" + table.heading(headings), *lines, sep="\n")
    for what in ("doctors", "shifts"):
        _say_slope(what, [(getattr(one, what), one.cpu) for one in measured])
    dots = [Dot(one.case.engine, one.doctors, one.cpu, one.case.name) for one in measured]
    _draw(options.svg, dots, "doctors")
    return [asdict(one) for one in measured]


def _all_cases(options: argparse.Namespace) -> Iterator[Case]:
    for path in files_of(options.set, options.data, tuple(options.files)):
        for engine in options.engine:
            for workers in options.workers if engine == "rostering" else [1]:
                for seed in range(options.seeds if engine == "rostering" else 1):
                    yield Case(
                        options.set, str(path.resolve()), engine, workers, options.time, seed
                    )


def measure(case: Case) -> Measured:
    """The case in a process of its own, with what that process spent."""
    spent = spend([sys.executable, "-m", "benchmarks.solving"], json.dumps(asdict(case)))
    if spent.code:
        raise SystemExit(f"{case.name}: the run failed ({spent.code}).")
    told = json.loads(spent.out.splitlines()[-1])  # HiGHS says its name on stdout first
    measured = Measured(**(told | {"case": case}))
    return replace(measured, wall=spent.wall, cpu=spent.cpu, memory=spent.memory)


def _country(options: argparse.Namespace) -> list[dict[str, Any]]:
    print(table.heading(table.BATCH_HEADINGS))
    batches: list[Batch] = []
    for workers in options.workers:
        for batch in run_country(options.sectors, options.engine, workers, options.time):
            batches.append(batch)
            print(table.batch_row(batch), flush=True)
    ours = [one for one in batches if one.engine == "rostering"]
    _say_slope("sectors", [(one.sectors, one.spent.cpu) for one in ours])
    for one in batches:
        if one.engine == "dask":
            _say_overhead(one, ours)
    dots = [Dot(b.engine, b.sectors, b.spent.cpu, f"{b.sectors} sectors") for b in batches]
    _draw(options.svg, dots, "sectors")
    return [asdict(one) for one in batches]


def _draw(path: Path | None, dots: Sequence[Dot], what: str) -> None:
    if path is not None:
        path.write_text(chart(dots, what), encoding="utf-8")


def _say_slope(what: str, points: Sequence[tuple[float, float]]) -> None:
    found = table.slope(points)
    if found is not None:
        print(f"\nCPU seconds grow with {what} to the power {found:.2f}.")


def _say_overhead(one: Batch, ours: Sequence[Batch]) -> None:
    same = [b for b in ours if (b.sectors, b.workers) == (one.sectors, one.workers)]
    for local in same:
        cpu = one.spent.cpu / local.spent.cpu - 1
        wall = one.spent.wall / local.spent.wall - 1
        print(f"\nDask on {one.sectors} sectors: {cpu:+.1%} CPU, {wall:+.1%} wall.")


if __name__ == "__main__":
    main()
