"""Several parts at once, each in a process of its own; one part, in this one.

1. Where there is much to search, every part first has a roster that needs no search, so that there is a whole one to keep at
   any moment.
2. Sectors tied by doctors they share are then drafted sector by sector (improve.py): a roster fit to be shown.
3. Each part is searched for its share of the time (allowance.py), largest first; those still open share what is left.

A child is told to stop by a message and answers with its best roster; a child that dies is our bug and
is said so. Progress comes back as it happens.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from rostering.domain.roster import Pair
from rostering.errors import SolverFault
from rostering.solve import measured
from rostering.solve.allowance import Allowance
from rostering.solve.control import Listener, Progress, Stop
from rostering.solve.improve import Improver
from rostering.solve.parts import Part, PartResult, is_held
from rostering.solve.processes import CONTEXT
from rostering.solve.settings import Settings
from rostering.solve.stages import PartSolver


@dataclass(frozen=True)
class Job:
    """A part to search, from that roster when there is one; `draft`: by pieces, only as far as a roster fit to be shown."""

    part: Part
    settings: Settings
    start: frozenset[Pair] | None = None
    draft: bool = False

    def done(self, stop: Stop, listen: Listener) -> PartResult:
        """Searches it: by one model when it closes by itself or stages are to be certified, else by pieces."""
        if self.start is None and not goes_by_pieces(self.part, self.settings):
            return PartSolver(self.part, self.settings, stop, listen).solve()
        improver = Improver(self.part, self.settings, stop, listen, self.start)
        return improver.draft() if self.draft else improver.solve()


def goes_by_pieces(part: Part, settings: Settings) -> bool:
    """Is it too much for one model: too large, sectors tied by doctors they share, or doctors held by hard runs?"""
    if settings.certify:
        return False
    if is_held(part):
        return len(part.pairs) > measured.TANGLED
    if len(part.blocks) < 2:
        return len(part.pairs) > measured.LARGE
    return len(part.pairs) > (measured.TIED if settings.workers == 1 else measured.TIED_ON_TWO)


def solve_parts(
    parts: Sequence[Part], settings: Settings, listen: Listener, stop: Stop
) -> list[PartResult]:
    """The result of each part, in order; never more processes than workers, nor longer than the time asked."""
    if len(parts) == 1:
        return [Job(parts[0], settings).done(stop, listen)]
    return _Parts(parts, settings, listen, stop).solve()


class _Parts:
    """Several parts, and the best that is known of each."""

    def __init__(
        self, parts: Sequence[Part], settings: Settings, listen: Listener, stop: Stop
    ) -> None:
        self.parts, self.settings = parts, settings
        self.listen, self.stop = listen, stop
        self.until = time.perf_counter() + settings.seconds
        self.pairs = sum(len(part.pairs) for part in parts)
        self.results: dict[int, PartResult] = {}

    def solve(self) -> list[PartResult]:
        """Drafts where there is much to search, then every part, then again what is still open."""
        order = sorted(range(len(self.parts)), key=self._is_long)
        pieces = [index for index in order if self._is_long(index)]
        if pieces and self.pairs > measured.LARGE and not self.settings.reproducible:
            self._first(order)
            self._search(pieces, measured.DRAFT_SHARE * self._left(), draft=True)
        self._search(order, self._left(), afresh=set(order) - set(pieces))
        for _ in range(measured.AGAIN):
            if still := [index for index in order if self._is_open(index)]:
                self._search(still, self._left())
        return [self.results[index] for index in range(len(self.parts))]

    def _is_long(self, index: int) -> bool:
        """Is the part searched by pieces? The others come first: soon proved, they leave their time."""
        return goes_by_pieces(self.parts[index], replace(self.settings, workers=1))

    def _left(self) -> float:
        return max(0.0, self.until - time.perf_counter())

    def _is_open(self, index: int) -> bool:
        """Is there a roster to improve, and time to do it?"""
        if self.stop.asked or self.settings.reproducible or self.settings.certify:
            return False
        if self._left() < measured.LEFT_OVER:
            return False
        return self.results[index].status == "feasible"

    def _first(self, indices: Sequence[int]) -> None:
        """A roster each that needs no search, told at once."""
        for index in indices:
            improver = Improver(self.parts[index], self.settings, self.stop, self.listen)
            self.results[index] = improver.first()

    def _search(
        self,
        indices: Sequence[int],
        seconds: float,
        draft: bool = False,
        afresh: Collection[int] = (),
    ) -> None:
        """Searches those parts from what is known of them, or afresh, as one model that closes does sooner."""
        jobs = []
        for index in indices:
            known = None if index in afresh else self.results.get(index)
            start = known.chosen if known else None
            jobs.append(Job(self.parts[index], self.settings, start, draft))
        for index, result in zip(indices, self._work(jobs, seconds), strict=True):
            self.results[index] = result.after(self.results.get(index))

    def _work(self, jobs: Sequence[Job], seconds: float) -> list[PartResult]:
        cores = max(1, self.settings.workers)
        if cores == 1 or self.pairs < measured.TINY or len(jobs) == 1:
            return self._in_turn(jobs, seconds)
        alone = [replace(job, settings=replace(job.settings, workers=1)) for job in jobs]
        allowance = Allowance([len(job.part.pairs) for job in jobs], seconds, cores)
        return _Pool(alone, allowance, self.listen, self.stop).work()

    def _in_turn(self, jobs: Sequence[Job], seconds: float) -> list[PartResult]:
        """One after the other in this process; what is reproducible has deterministic limits, the whole for each."""
        allowance = Allowance([len(job.part.pairs) for job in jobs], seconds, 1)
        results = []
        for index, job in enumerate(jobs):
            granted = allowance.start(index)
            if not self.settings.reproducible:
                job = replace(job, settings=replace(job.settings, seconds=granted))
            results.append(job.done(self.stop, self.listen))
            allowance.end(index)
        return results


class _Pool:
    """Children at work on parts, at most as many at a time as there are cores."""

    def __init__(
        self, jobs: Sequence[Job], allowance: Allowance, listen: Listener, stop: Stop
    ) -> None:
        self.jobs, self.allowance = jobs, allowance
        self.listen, self.stop = listen, stop
        self.waiting = list(range(len(jobs)))
        self.running: dict[Connection, tuple[int, BaseProcess]] = {}
        self.results: dict[int, PartResult] = {}
        self.told = False

    def work(self) -> list[PartResult]:
        """Starts, listens, stops, gathers."""
        try:
            while self.waiting or self.running:
                while self.waiting and len(self.running) < self.allowance.cores:
                    self._start(self.waiting.pop(0))
                for connection in wait(list(self.running), timeout=measured.MOMENT):
                    self._hear(connection)  # type: ignore[arg-type]
                if self.stop.asked and not self.told:
                    self.told = True
                    for connection in self.running:
                        _tell_to_stop(connection)
        finally:
            for _, process in self.running.values():
                process.terminate()
        return [self.results[index] for index in range(len(self.jobs))]

    def _start(self, index: int) -> None:
        job = self.jobs[index]
        timed = replace(job.settings, seconds=self.allowance.start(index))
        ours, theirs = CONTEXT.Pipe()
        process = CONTEXT.Process(
            target=_child, args=(replace(job, settings=timed), theirs), daemon=False
        )
        process.start()
        theirs.close()
        if self.stop.asked:
            _tell_to_stop(ours)
        self.running[ours] = (index, process)

    def _hear(self, connection: Connection) -> None:
        index, process = self.running[connection]
        try:
            message = connection.recv()
        except EOFError:
            process.join()
            name = self.jobs[index].part.name
            raise SolverFault(
                f"Le calcul de « {name} » s'est arrêté (code {process.exitcode})."
            ) from None
        if isinstance(message, Progress):
            self.listen(message)
            return
        self.results[index] = message
        self.allowance.end(index)
        del self.running[connection]
        process.join()
        connection.close()


def _tell_to_stop(connection: Connection) -> None:
    """A child that has just answered and gone needs no telling."""
    with suppress(BrokenPipeError):
        connection.send("stop")


def _child(job: Job, connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = Stop()

    def await_stop() -> None:
        with suppress(EOFError):
            connection.recv()
        stop.ask()

    threading.Thread(target=await_stop, daemon=True).start()
    connection.send(job.done(stop, connection.send))
