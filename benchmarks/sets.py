"""The sets of the runner: which files are of a set, what each says in the product's words, and who judges its rosters."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from benchmarks.case import ROOT, Case
from benchmarks.curtois import judging as ward_judge
from benchmarks.curtois import mapping as ward_mapping
from benchmarks.curtois import reading as ward_reading
from benchmarks.peers.sayable import told
from benchmarks.physicians import judging as month_judge
from benchmarks.physicians import mapping as month_mapping
from benchmarks.physicians import reading as month_reading
from benchmarks.physicians import running as month_running
from benchmarks.sectors import breaches, read_sectors
from rostering.domain.roster import Roster
from rostering.files.load import load_instance
from rostering.instance import Instance
from rostering.problem.problem import Problem

SEEDS = (
    "boulogne-sur-mer", "haute-marne", "laval-smp", "nord-velay-forez", "nord-velay-forez-ete",
    "loire-bully", "mayenne", "le-havre",
)  # fmt: skip
STATED = tuple(seed for seed in SEEDS if not seed.startswith("nord-velay-forez"))
"""Those whose hours are no matter of the doctor: the neutral task of the peers can tell them."""
OURS = {"seeds": SEEDS, "stated": STATED}
"""The sets whose files are the repository's own instances."""
PATTERNS = {"sectors": "*.json", "curtois-qu": "*.txt", "gross-brunner": "*.cdat"}
"""The files of each set that needs a folder; they may stand in a folder of the set's name under it."""


@dataclass(frozen=True)
class Verdict:
    """Rules broken, cost and bound, in the set's own terms."""

    breaches: int
    cost: float
    bound: float


Judge = Callable[[Problem, Roster, int, int], Verdict]
"""Of a roster, its cost as the product counts it and the bound on that."""


@dataclass(frozen=True)
class Task:
    """A file as an instance, its neutral checker (None: the audit is the judge) and the best cost known."""

    instance: Instance
    judge: Judge | None = None
    known: float | None = None


def task_of(case: Case) -> Task:
    """What the case is about. Leaves with a sentence when the file is not of its set."""
    try:
        return TASKS.get(case.set, _seed)(Path(case.path))
    except (ward_reading.UnreadableWard, month_reading.UnreadableMonth) as error:
        raise SystemExit(str(error)) from error


def _seed(path: Path) -> Task:
    return Task(load_instance(path))


def _stated(path: Path) -> Task:
    """A seed with only the rules that every peer can be told."""
    instance = load_instance(path)
    return Task(instance.model_copy(update={"rules": told(instance.rules)}))


def _sectors(path: Path) -> Task:
    sectors = read_sectors(path)

    def judge(problem: Problem, roster: Roster, value: int, bound: int) -> Verdict:
        cost = sectors.cost(problem, roster)
        return Verdict(breaches(problem, roster), cost, sectors.bound(cost, value, bound))

    return Task(sectors.instance, judge)


def _ward(path: Path) -> Task:
    ward = ward_reading.read(path)
    said = ward_mapping.mapped(ward)

    def judge(problem: Problem, roster: Roster, value: int, bound: int) -> Verdict:
        duties = said.duties(problem, roster)
        wrong = len(ward_judge.broken(ward, duties))
        return Verdict(wrong, ward_judge.cost(ward, duties), said.constant + bound)

    return Task(said.instance, judge, _best_known(path))


def _best_known(path: Path) -> float | None:
    """From a `best_known.csv` beside the file (columns `instance`, `best_known`)."""
    table = path.with_name("best_known.csv")
    if not table.is_file():
        return None
    with table.open(encoding="utf-8", newline="") as lines:
        known = {row["instance"]: float(row["best_known"]) for row in csv.DictReader(lines)}
    return known.get(path.stem)


def _month(path: Path) -> Task:
    month = month_reading.read(path)
    said = month_mapping.mapped(month)

    def judge(problem: Problem, roster: Roster, value: int, bound: int) -> Verdict:
        duties = month_running.in_their_words(month, roster)
        wrong = len(month_judge.broken(month, duties))
        least = said.constant + Decimal(bound) / month_mapping.SCALE - said.error
        return Verdict(wrong, float(month_judge.cost(month, duties)), float(least))

    known = month_running.published(path.parent).get(path.name)
    return Task(said.instance, judge, None if known is None else float(known))


TASKS: Mapping[str, Callable[[Path], Task]] = {
    "sectors": _sectors, "curtois-qu": _ward, "gross-brunner": _month, "stated": _stated,
}  # fmt: skip


def files_of(name: str, data: Path | None, files: tuple[str, ...]) -> Iterator[Path]:
    """The files named, wherever they are; else those of the set, in its folder of `data` or ours.

    Leaves with a sentence when there are none.
    """
    if files:
        yield from _named(files)
        return
    if name in OURS:
        yield from (ROOT / "instances" / f"{seed}.yaml" for seed in OURS[name])
        return
    pattern, folder = PATTERNS[name], data or Path()
    found = sorted(folder.glob(pattern)) or sorted((folder / name).glob(pattern))
    if data is None or not found:
        raise SystemExit(f"--set {name} : --data DIR, a folder with files of this set ({pattern})")
    yield from sorted(found, key=_in_order)


def _in_order(path: Path) -> tuple[int, str]:
    """Instance2 before Instance10."""
    return len(path.stem), path.stem


def _named(files: tuple[str, ...]) -> Iterator[Path]:
    missing = [file for file in files if not Path(file).is_file()]
    if missing:
        raise SystemExit("Not there: " + ", ".join(missing))
    yield from map(Path, files)
