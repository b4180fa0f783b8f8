"""Several parts at once, each in a process of its own; one part, in this one.

A child is told to stop by a message and answers with its best roster; a child that dies is our bug and
is said so. Progress comes back as it happens.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from rostering.errors import SolverFault
from rostering.solve.control import Listener, Progress, Stop
from rostering.solve.improve import Improver
from rostering.solve.parts import Part, PartResult, is_held
from rostering.solve.processes import CONTEXT
from rostering.solve.settings import LARGE, TANGLED, Settings
from rostering.solve.stages import PartSolver

TINY = 2_000
"""Pairs in all under which starting processes costs more than it saves."""


def solve_parts(
    parts: Sequence[Part], settings: Settings, listen: Listener, stop: Stop
) -> list[PartResult]:
    """The result of each part, in order; never more processes than workers."""
    small = sum(len(part.pairs) for part in parts) < TINY
    if len(parts) == 1 or settings.workers == 1 or small:
        return [solve_part(part, settings, stop, listen) for part in parts]
    return _Pool(parts, replace(settings, workers=1), settings.workers, listen, stop).work()


def solve_part(part: Part, settings: Settings, stop: Stop, listen: Listener) -> PartResult:
    """One part: by one model when it closes by itself or stages are to be certified, else by pieces."""
    if len(part.pairs) <= (TANGLED if is_held(part) else LARGE) or settings.certify:
        return PartSolver(part, settings, stop, listen).solve()
    return Improver(part, settings, stop, listen).solve()


class _Pool:
    """Children at work on parts, at most `most` at a time."""

    def __init__(
        self, parts: Sequence[Part], settings: Settings, most: int, listen: Listener, stop: Stop
    ) -> None:
        self.parts, self.settings, self.most = parts, settings, most
        self.listen, self.stop = listen, stop
        self.waiting = list(range(len(parts)))
        self.running: dict[Connection, tuple[int, BaseProcess]] = {}
        self.results: dict[int, PartResult] = {}
        self.told = False

    def work(self) -> list[PartResult]:
        """Starts, listens, stops, gathers."""
        try:
            while self.waiting or self.running:
                while self.waiting and len(self.running) < self.most:
                    self._start(self.waiting.pop(0))
                for connection in wait(list(self.running), timeout=0.1):
                    self._hear(connection)  # type: ignore[arg-type]
                if self.stop.asked and not self.told:
                    self.told = True
                    for connection in self.running:
                        _tell_to_stop(connection)
        finally:
            for _, process in self.running.values():
                process.terminate()
        return [self.results[index] for index in range(len(self.parts))]

    def _start(self, index: int) -> None:
        ours, theirs = CONTEXT.Pipe()
        process = CONTEXT.Process(
            target=_child, args=(self.parts[index], self.settings, theirs), daemon=False
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
            raise SolverFault(
                f"Le calcul de « {self.parts[index].name} » s'est arrêté (code {process.exitcode})."
            ) from None
        if isinstance(message, Progress):
            self.listen(message)
            return
        self.results[index] = message
        del self.running[connection]
        process.join()
        connection.close()


def _tell_to_stop(connection: Connection) -> None:
    """A child that has just answered and gone needs no telling."""
    with suppress(BrokenPipeError):
        connection.send("stop")


def _child(part: Part, settings: Settings, connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    stop = Stop()

    def await_stop() -> None:
        with suppress(EOFError):
            connection.recv()
        stop.ask()

    threading.Thread(target=await_stop, daemon=True).start()
    connection.send(solve_part(part, settings, stop, connection.send))
