"""What is measured: one problem of a set, one engine, one limit, one seed; and what a measurement holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rostering.solve.settings import SOIREE

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Case:
    """One run: the set and file, by which engine, on how many cores, for how long, with which seed.

    `python`: the interpreter of a peer's own environment.
    """

    set: str
    path: str
    engine: str
    workers: int
    seconds: float
    seed: int
    python: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return Path(self.path).stem


@dataclass(frozen=True)
class Measured:
    """What a run gave. Seconds from the start of its process; `first` lawful roster, `within` 1 % of the end, `proof`;
    `known`: the best cost that was published. Without roster no cost, without bound no gap; `note`: why, or what else it says.
    """

    case: Case
    doctors: int
    shifts: int
    status: str
    carences: int = 0
    breaches: int = 0
    cost: float | None = None
    bound: float | None = None
    gap: float | None = None
    wall: float = 0.0
    cpu: float = 0.0
    first: float | None = None
    within: float | None = None
    proof: float | None = None
    memory: float = 0.0
    known: float | None = None
    note: str = ""
    days: int = 0


def gap_of(cost: float, bound: float | None, doctors: int) -> float | None:
    """(cost − bound) ÷ max(cost, doctors × 20), whoever found them: as the product says it, carences apart."""
    return None if bound is None else max(0.0, cost - bound) / max(cost, doctors * SOIREE)
