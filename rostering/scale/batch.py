"""The whole batch: what is left to do, the crew at work, results as they come, the table of all."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rostering.errors import ClusterError, OutputError
from rostering.files.atomic import reason, write_bytes
from rostering.scale.crew import Crew
from rostering.scale.folder import recover, sweep
from rostering.scale.order import Ended, Order
from rostering.scale.overview import as_table
from rostering.scale.record import is_unchanged, read_record
from rostering.scale.territories import Territory
from rostering.scale.worker import engine
from rostering.solve.control import Stop
from rostering.solve.settings import Settings

TABLE = "bilan.csv"
logger = logging.getLogger(__name__)
Halt = Literal["", "asked", "no_space", "lost"]
"""Why a batch ended before its end: somebody asked, no room on the disk, the cluster went away."""


@dataclass(frozen=True)
class News:
    """A territory that began, or one that ended, out of how many."""

    name: str
    total: int
    ended: Ended | None = None


@dataclass(frozen=True)
class Overview:
    """What a batch left: each territory by name, the seconds of the whole, why it halted, why the table is not written."""

    out: Path
    endings: tuple[Ended, ...]
    seconds: float
    halt: Halt = ""
    words: str = ""
    untold: str = ""


def orders_of(
    chosen: Sequence[Territory], out: Path, settings: Settings, workbooks: bool
) -> tuple[Order, ...]:
    """One order for each territory."""
    return tuple(
        Order(one.name, one.path.resolve(), out.resolve(), settings, workbooks, engine())
        for one in chosen
    )


def run_batch(
    orders: Sequence[Order], crew: Crew, tell: Callable[[News], None], stop: Stop
) -> Overview:
    """Rosters what is not done yet, the largest files first; everything done is kept, whatever halts it."""
    started = time.perf_counter()
    out = orders[0].out
    make_folder(out)
    work = _Work(len(orders), tell, stop)
    try:
        for ended in _all(orders, crew, work, stop):
            work.take(ended)
    except ClusterError as lost:
        work.halt, work.words = "lost", str(lost)
    if stop.asked and not work.halt:
        work.halt = "asked"
    endings = tuple(work.endings.get(one.name, Ended(one.name, "stopped")) for one in orders)
    untold = "" if work.halt == "no_space" else _table_refused(out, endings)
    return Overview(out, endings, time.perf_counter() - started, work.halt, work.words, untold)


def _table_refused(out: Path, endings: Sequence[Ended]) -> str:
    """Writes the table of all; why it could not be, when it could not: open in a spreadsheet, most often."""
    try:
        write_bytes(out / TABLE, as_table(endings).encode("utf-8-sig"))
    except OutputError as refusal:
        return str(refusal)
    return ""


class _Work:
    """What has ended so far, and why it must halt."""

    def __init__(self, total: int, tell: Callable[[News], None], stop: Stop) -> None:
        self.total, self.tell, self.stop = total, tell, stop
        self.endings: dict[str, Ended] = {}
        self.halt: Halt = ""
        self.words = ""

    def begun(self, name: str) -> None:
        """Its turn came."""
        self.tell(News(name, self.total))

    def take(self, ended: Ended) -> None:
        """Keeps what came of it; a full disk stops all the others."""
        self.endings[ended.name] = ended
        if ended.ending != "stopped":
            logger.info("%s: %s, %.1f s", ended.name, ended.ending, ended.cpu)
        if ended.detail:
            logger.error("%s\n%s", ended.name, ended.detail)
        if ended.ending == "no_space" and not self.halt:
            self.halt, self.words = "no_space", ended.words
            self.stop.ask()
        self.tell(News(ended.name, self.total, ended))


def _all(orders: Sequence[Order], crew: Crew, work: _Work, stop: Stop) -> Iterator[Ended]:
    """Those that are done already, then the others as they end."""
    left = []
    for order in orders:
        sweep(order.folder)
        kept = _kept(order)
        if kept is None:
            left.append(order)
        else:
            yield kept
    left.sort(key=lambda order: (-_size(order.path), order.name))
    yield from crew.work(left, work.begun, stop)


def _kept(order: Order) -> Ended | None:
    """The roster of an earlier run, when its files are the same to the byte and it was asked the same way."""
    recover(order.folder)
    record = read_record(order.folder)
    if record is None or not record.answers(order) or not is_unchanged(record, order.path):
        return None
    return Ended(order.name, "kept", record.figures, cpu=record.cpu)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def make_folder(out: Path) -> None:
    """The batch's folder is there.

    Raises OutputError.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out} : dossier impossible à créer ({reason(error)}).") from error
