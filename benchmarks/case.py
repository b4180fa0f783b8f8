"""What is measured: one problem of a set, one engine, one limit, one seed; and what a measurement holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rostering.files.load import load_instance
from rostering.instance import Instance

ROOT = Path(__file__).resolve().parent.parent
SEEDS = (
    "boulogne-sur-mer", "haute-marne", "laval-smp", "nord-velay-forez", "nord-velay-forez-ete",
    "loire-bully", "mayenne", "le-havre",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One run: the set and file, by which engine, on how many cores, for how long, with which seed."""

    set: str
    path: str
    engine: str
    workers: int
    seconds: float
    seed: int

    @property
    def name(self) -> str:
        """The file's own name."""
        return Path(self.path).stem


@dataclass(frozen=True)
class Measured:
    """What a run gave. Seconds from the start of its process; `first` lawful roster, `within` 1 % of the end, `proof`."""

    case: Case
    doctors: int
    shifts: int
    status: str
    carences: int
    breaches: int
    cost: int
    bound: int
    gap: float
    wall: float = 0.0
    cpu: float = 0.0
    first: float | None = None
    within: float | None = None
    proof: float | None = None
    memory: float = 0.0


def instance_of(case: Case) -> Instance:
    """The instance that the case is about."""
    if case.set == "sectors":
        from benchmarks.sectors import read_sectors

        return read_sectors(Path(case.path)).instance
    return load_instance(Path(case.path))


def files_of(name: str, data: Path | None, files: Sequence[str]) -> Iterator[Path]:
    """The files named, wherever they are; else those of the set, in its folder of `data` or ours.

    Leaves with a sentence when there are none.
    """
    if files:
        yield from _named(files)
        return
    if name == "seeds":
        yield from (ROOT / "instances" / f"{seed}.yaml" for seed in SEEDS)
        return
    folder = (data or Path()) / "sectors"
    found = sorted((data or Path()).glob("*.json")) or sorted(folder.glob("*.json"))
    if data is None or not found:
        raise SystemExit(f"--set {name} : --data DIR, a folder with files of this set (*.json)")
    yield from found


def _named(files: Sequence[str]) -> Iterator[Path]:
    missing = [file for file in files if not Path(file).is_file()]
    if missing:
        raise SystemExit("Not there: " + ", ".join(missing))
    yield from map(Path, files)
