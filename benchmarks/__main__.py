"""The one runner: `python -m benchmarks run --set …`, instances × engines × cores × seeds in one table."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks import kept, table
from benchmarks.case import Case, Measured
from benchmarks.chart import Dot, chart
from benchmarks.country import Batch, run_country, run_folder
from benchmarks.departement import SECTORS, SHARED, drawn_departements
from benchmarks.milp import SOLVERS
from benchmarks.peers.environment import PEERS, interpreter, usual_home
from benchmarks.process import spend
from benchmarks.sets import OURS, PATTERNS, files_of

SETS = (*PATTERNS, *OURS, "departement", "france")
ENGINES = ("rostering", "dask", *SOLVERS, *PEERS)
ON_CORES = ("rostering", "newcomer", "ortools-shift")
"""Those that may be given several cores; of the others one thread is all there is."""
WHOLE = 1_292
SAMPLES = (25, 50, 100)


def main() -> None:
    """Runs a set, prints its table as it comes, keeps it as JSON when asked."""
    options = _options().parse_args()
    machine = table.machine()
    print(f"{machine}\n")
    wrong = set(options.engine) & ({*SOLVERS, *PEERS} if options.set == "france" else {"dask"})
    if wrong:
        raise SystemExit(f"--set {options.set}: --engine {', '.join(sorted(wrong))} is not for it")
    if options.set == "france" and (options.files or options.seeds > 1):
        raise SystemExit("--set france: a folder with --data, or samples with --sectors; one seed")

    def keep(measured: Sequence[Measured | Batch]) -> None:
        """So far: a run that is killed loses no figure."""
        if options.json:
            kept.keep(options.json, machine, sys.argv[1:], measured)

    if options.set == "france":
        _country(options, keep)
    else:
        _cases(options, keep)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    run = parser.add_subparsers(required=True).add_parser("run", help="measure a set")
    run.add_argument("--set", choices=SETS, required=True)
    run.add_argument(
        "--data",
        type=Path,
        help="folder of the set's files (seeds and stated, the seeds with only the rules that peers can be told, need none)",
    )
    run.add_argument("files", nargs="*", help="these files instead, wherever they are")
    run.add_argument("--engine", choices=ENGINES, nargs="+", default=["rostering"],
                     help="dask: a local cluster, for --set france only; highs, scip: on our linear model, one thread; "
                     + f"{', '.join(PEERS)}: peers, told a neutral task, each in an environment of its own that is made "
                     + "the first time it is asked for, the one moment when the network is used")  # fmt: skip
    run.add_argument("--peers-home", type=Path, default=usual_home(),
                     help="folder of the peers' environments (%(default)s)")  # fmt: skip
    run.add_argument("--workers", type=int, nargs="+", default=[2], help="cores, one or several")
    run.add_argument("--time", type=float, default=60.0, help="seconds of search at most")
    run.add_argument("--seeds", type=int, default=1, help="so many seeds, from 0")
    run.add_argument("--sectors", type=int, nargs="+",
                     help=f"samples of the country, {WHOLE} for all of it (25 50 100); of a département (25)")  # fmt: skip
    run.add_argument("--months", type=int, nargs="+", default=[1], help="of a département")
    run.add_argument("--shared", type=float, default=SHARED,
                     help="part of a département's doctors on two rotas")  # fmt: skip
    run.add_argument("--json", type=Path, help="keep the measurements")
    run.add_argument("--svg", type=Path, help="draw CPU seconds against size")
    return parser


def _cases(options: argparse.Namespace, keep: Callable[[Sequence[Measured]], None]) -> None:
    print(table.heading(table.CASE_HEADINGS))
    measured: list[Measured] = []
    with tempfile.TemporaryDirectory() as folder:
        for case in _all_cases(options, Path(folder)):
            measured.append(measure(case))
            print(table.case_row(measured[-1]), flush=True)
            keep(measured)
    if lines := list(table.ratios(measured)):
        print("\n" + table.heading(table.RATIO_HEADINGS), *lines, sep="\n")
    for engine in dict.fromkeys(one.case.engine for one in measured):
        for what in ("doctors", "shifts", "days"):
            points = [
                (getattr(one, what), one.cpu) for one in measured if one.case.engine == engine
            ]
            _say_slope(what, points, f" of {engine}")
    run = [one for one in measured if one.wall]
    dots = [Dot(one.case.engine, one.doctors, one.cpu, one.case.name) for one in run]
    _draw(options.svg, dots, "doctors")


def _all_cases(options: argparse.Namespace, folder: Path) -> Iterator[Case]:
    found = {e: str(interpreter(e, options.peers_home)) for e in options.engine if e in PEERS}
    for path in _files(options, folder):
        for engine in options.engine:
            for workers in options.workers if engine in ON_CORES else [1]:
                for seed in range(options.seeds):
                    yield Case(
                        options.set, str(path.resolve()), engine, workers, options.time, seed,
                        found.get(engine, ""),
                    )  # fmt: skip


def _files(options: argparse.Namespace, folder: Path) -> Iterator[Path]:
    """The files of the set; a département is drawn into a folder that is thrown away."""
    if options.set == "departement" and not options.files:
        counts = options.sectors or [SECTORS]
        return drawn_departements(folder, counts, options.months, options.shared)
    return files_of(options.set, options.data, tuple(options.files))


def measure(case: Case) -> Measured:
    """The case in a process of its own, with what that process spent, or of a peer what its own spent."""
    spent = spend([sys.executable, "-m", "benchmarks.solving"], json.dumps(asdict(case)))
    if spent.code:
        return Measured(case, 0, 0, "failed", note=f"the run ended with code {spent.code}")
    told = json.loads(spent.out.splitlines()[-1])  # HiGHS says its name on stdout first
    measured = Measured(**(told | {"case": case}))
    if case.engine in PEERS:
        return measured
    return replace(measured, wall=spent.wall, cpu=spent.cpu, memory=spent.memory)


def _country(options: argparse.Namespace, keep: Callable[[Sequence[Batch]], None]) -> None:
    print(table.heading(table.BATCH_HEADINGS))
    batches: list[Batch] = []
    for workers in options.workers:
        effort = workers, options.time
        if options.data:
            runs = run_folder(options.data, options.engine, effort)
        else:
            runs = run_country(options.sectors or SAMPLES, options.engine, effort)
        for batch in runs:
            batches.append(batch)
            print(table.batch_row(batch), flush=True)
            keep(batches)
    ours = [one for one in batches if one.engine == "rostering"]
    _say_slope("sectors", [(one.sectors, one.spent.cpu) for one in ours])
    for one in batches:
        if one.engine == "dask":
            print(*table.overheads(one, ours), sep="\n")
    dots = [Dot(b.engine, b.sectors, b.spent.cpu, f"{b.sectors} sectors") for b in batches]
    _draw(options.svg, dots, "sectors")


def _draw(path: Path | None, dots: Sequence[Dot], what: str) -> None:
    if path is not None and dots:
        path.write_text(chart(dots, what), encoding="utf-8")


def _say_slope(what: str, points: Sequence[tuple[float, float]], whose: str = "") -> None:
    found = table.slope(points)
    if found is not None:
        print(f"\nCPU seconds{whose} grow with {what} to the power {found:.2f}.")


if __name__ == "__main__":
    main()
