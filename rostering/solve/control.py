"""What a search is told and tells: parameters, progress, a request to stop. No solver is imported here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol


class Stoppable(Protocol):
    """A solver that can be asked to stop from another thread."""

    def stop_search(self) -> None:
        """Ends its search soon."""


class Stop:
    """A request to stop that every running search hears, and that later ones see before they start."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._solvers: list[Stoppable] = []
        self._lock = threading.Lock()

    @contextmanager
    def narrower(self) -> Iterator[Stop]:
        """A stop for some of the searches only, that hears this one as well."""
        stop = Stop()
        self.watch(stop)
        if self.asked:
            stop.ask()
        try:
            yield stop
        finally:
            self.forget(stop)

    def stop_search(self) -> None:
        """The wider stop was asked."""
        self.ask()

    def ask(self) -> None:
        """Stops the running searches and all that would follow."""
        self._asked.set()
        with self._lock:
            for solver in self._solvers:
                solver.stop_search()

    @property
    def asked(self) -> bool:
        """Was it asked?"""
        return self._asked.is_set()

    def watch(self, solver: Stoppable) -> None:
        """From now on a stop reaches this solver."""
        with self._lock:
            self._solvers.append(solver)

    def forget(self, solver: Stoppable) -> None:
        """The solver has ended."""
        with self._lock:
            self._solvers.remove(solver)


@dataclass(frozen=True)
class Progress:
    """A step of a search: stage, best value and bound so far (None: none yet)."""

    part: str
    stage: str
    value: int | None
    bound: int | None
    carences: int | None = None


Listener = Callable[[Progress], None]
Notify = Callable[[int | None, int | None], None]
"""Called with the best value and bound of the run."""


@dataclass(frozen=True)
class Params:
    """How one CP-SAT run is made; see `solve/settings.py` for which to use when.

    `from_below`: costs are tried upwards from the bound, so the first roster found is the best one; the relaxation,
    which is what decides there, has all its rows at once.
    """

    workers: int = 1
    seconds: float = 60.0
    seed: int = 0
    deterministic: float | None = None
    linearization: int | None = 2
    probing: int | None = 0
    subsolvers: tuple[str, ...] = ()
    extra_subsolvers: tuple[str, ...] = ()
    gap: float = 0.0
    presolve: bool = True
    from_below: bool = False
