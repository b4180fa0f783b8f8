"""What is asked for one territory and what comes of it: plain values that travel between processes and machines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rostering.solve.settings import Settings

Ending = Literal[
    "rostered",  # written just now
    "kept",  # written before, and nothing changed since
    "bad_file",
    "contradiction",
    "no_roster",  # none found in time
    "not_written",
    "no_space",
    "crashed",  # its process was killed each time
    "fault",  # our bug
    "stopped",  # asked to stop before it was done
]


@dataclass(frozen=True)
class Order:
    """One territory to roster: its name, its file, the batch's folder, how, and by which engine."""

    name: str
    path: Path
    out: Path
    settings: Settings
    workbooks: bool
    engine: str

    @property
    def folder(self) -> Path:
        """Where its roster goes."""
        return self.out / self.name


@dataclass(frozen=True)
class Figures:
    """A roster in figures, as `solve --json` names them."""

    status: str
    doctors: int
    shifts: int
    posts: int
    assignments: int
    carences: int
    hard_breaches: int
    cost: int
    bound: int
    gap: float


@dataclass(frozen=True)
class Ended:
    """What came of a territory: `figures` of its roster, or `words` that say why there is none.

    `cpu` seconds of computation; `detail` the traceback of our own bugs.
    """

    name: str
    ending: Ending
    figures: Figures | None = None
    words: str = ""
    cpu: float = 0.0
    detail: str = ""

    @property
    def has_roster(self) -> bool:
        """Is there a roster of the file as it stands?"""
        return self.ending in ("rostered", "kept")

    @property
    def failed(self) -> bool:
        """Is there none, for a reason that somebody must look at?"""
        return not self.has_roster and self.ending != "stopped"
