"""Runs the product on a month: read, map, expand, solve to proof; what it cost, in whose seconds."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks.physicians.judging import broken, cost
from benchmarks.physicians.mapping import SCALE, Mapped, duty_on, mapped
from benchmarks.physicians.reading import Month, read
from rostering.domain.roster import Roster
from rostering.expand import expand
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve

EQUAL = Decimal("0.001")
"""Two values of one optimum differ by no more."""


@dataclass(frozen=True)
class Run:
    """One file: the value reached (by the authors' tables), the bound proved, what was published, seconds by phase.

    `proved`: no roster costs less than `value` by more than 0.001; `reproduced`: nor does it differ from what was
    published by more. `error`: the most that whole costs can hide, already taken off the bound.
    """

    name: str
    physicians: int
    pairs: int
    status: str
    value: Decimal | None
    bound: Decimal | None
    error: Decimal
    published: Decimal | None
    broken: tuple[str, ...]
    seconds: Mapping[str, float]
    cpu: float

    @property
    def proved(self) -> bool:
        """Is the value the least there is, to 0.001?"""
        if self.value is None or self.bound is None or self.broken:
            return False
        return self.value - self.bound <= EQUAL

    @property
    def reproduced(self) -> bool:
        """Is it the published optimum?"""
        if self.value is None or self.published is None:
            return False
        return self.proved and abs(self.value - self.published) <= EQUAL

    @property
    def wall(self) -> float:
        """Seconds in all, from the file to the proof."""
        return sum(self.seconds.values())

    def as_json(self) -> dict[str, Any]:
        """Plain numbers and words."""
        plain = {
            key: float(one) if isinstance(one, Decimal) else one
            for key, one in asdict(self).items()
        }
        return plain | {"proved": self.proved, "reproduced": self.reproduced, "wall": self.wall}


def files(folder: Path) -> Iterator[Path]:
    """Every file of the format, in the folder or under it."""
    return iter(sorted(folder.rglob("*.cdat")))


def published(folder: Path) -> dict[str, Decimal]:
    """The optima of each `published.csv` found there, by file name."""
    found: dict[str, Decimal] = {}
    for path in sorted(folder.rglob("published.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row.get("file", "").endswith(".cdat"):
                    found[row["file"]] = Decimal(row["cplex_optimum"])
    return found


def run(path: Path, settings: Settings, known: Mapping[str, Decimal]) -> Run:
    """Reads, maps, solves, and judges the roster by the authors' tables."""
    cpu, clock = time.process_time(), [time.perf_counter()]
    month = read(path)
    clock.append(time.perf_counter())
    said = mapped(month)
    clock.append(time.perf_counter())
    problem = expand(said.instance)
    clock.append(time.perf_counter())
    outcome = solve(problem, said.instance.rules, settings)
    clock.append(time.perf_counter())
    spent = time.process_time() - cpu
    phases = ("reading", "mapping", "expanding", "solving")
    seconds = {phase: clock[n + 1] - clock[n] for n, phase in enumerate(phases)}
    value, bound, wrong = _judged(month, said, outcome) if isinstance(outcome, Solved) else NONE
    return Run(
        name=path.stem,
        physicians=len(month.physicians),
        pairs=sum(bool(one) for one in month.may_take.values()),
        status=outcome.certificate.whole.status if isinstance(outcome, Solved) else "none",
        value=value,
        bound=bound,
        error=said.error,
        published=known.get(path.name),
        broken=wrong,
        seconds=seconds,
        cpu=spent,
    )


Judged = tuple[Decimal | None, Decimal | None, tuple[str, ...]]
NONE: Judged = (None, None, ())


def _judged(month: Month, said: Mapped, outcome: Solved) -> Judged:
    stage = outcome.certificate.whole.stage("reste")
    assert stage is not None
    roster = in_their_words(month, outcome.roster)
    bound = said.constant + Decimal(stage.bound) / SCALE - said.error
    return cost(month, roster), bound, tuple(broken(month, roster))


def in_their_words(month: Month, roster: Roster) -> set[tuple[int, int, int, int]]:
    """(physician, duty, week, day) of each pair."""
    return {(int(pair.doctor.split("-")[1]), *duty_on(month, pair.shift)) for pair in roster}
