"""A territory in a process of its own: its memory goes with it, and when it is killed the work is done again.

Children fork from a server that has loaded the solver once (`warm.py`), so that one costs a few hundredths of a second.
Who asks for them does not load it: a worker of a cluster would for nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess

from rostering.scale.folder import sweep
from rostering.scale.order import Ended, Order
from rostering.solve.control import Stop

ATTEMPTS = 3
"""Times a territory is tried when its process is killed under it."""
LOOK = 0.2
"""Seconds between two looks at a request to stop."""
PATIENCE = 5.0
"""Seconds that a child has to leave once it has answered or was told to stop."""
TRIM = "MALLOC_TRIM_THRESHOLD_"
"""How much free memory the C library keeps."""
Roster = Callable[[Order, Stop], Ended]
_LOCK = threading.Lock()
"""One thread at a time starts the server."""


def context() -> ForkServerContext | SpawnContext:
    """How children are made here; the server loads the program once for all of them."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver  # not on every system

    children = multiprocessing.get_context("forkserver")
    children.set_forkserver_preload(["__main__", "rostering.scale.warm"])
    with _LOCK, _environment():
        forkserver.ensure_running()
    return children


@contextmanager
def _environment() -> Iterator[None]:
    """What the server is started with: it looks for modules where we do, and keeps its memory as programs usually do.

    Before Python 3.12 it forgets where to look, and loads nothing, without a word. Dask's nanny has its workers give every
    piece of memory back to the system at once, which costs a search a tenth of its time (docs/performance.md).
    """
    before = {name: os.environ.get(name) for name in ("PYTHONPATH", TRIM)}
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    os.environ.pop(TRIM, None)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def rostered(order: Order, stop: Stop) -> Ended:
    """The territory, in this process, where the solver is loaded: in a child it is already."""
    from rostering.scale.territory import roster_territory

    return roster_territory(order, stop)


def in_child(order: Order, stop: Stop, roster: Roster = rostered) -> Ended:
    """What `roster` makes of the order, in a child; tried again when the child is killed."""
    code: int | None = None
    for _ in range(ATTEMPTS):
        if stop.asked:
            return Ended(order.name, "stopped")
        ended, code = _attempt(order, stop, roster)
        if ended is not None:
            return ended
    told = "" if code is None else f" (code {code})"
    words = f"le calcul a été interrompu {ATTEMPTS} fois{told} : mémoire insuffisante ?"
    return Ended(order.name, "crashed", words=words)


def _attempt(order: Order, stop: Stop, roster: Roster) -> tuple[Ended | None, int | None]:
    """One child from start to end; nothing when it died without an answer, or could not be started."""
    try:
        children = context()
        ours, theirs = children.Pipe()
        child = children.Process(target=_answer, args=(order, theirs, roster), daemon=False)
        child.start()
    except (EOFError, OSError):  # no memory to start one, or the server is gone: another is started
        return None, None
    theirs.close()
    try:
        while not ours.poll(LOOK):
            if stop.asked:
                return Ended(order.name, "stopped"), None
        ended: Ended = ours.recv()
    except (EOFError, ConnectionError):
        child.join(PATIENCE)
        return None, child.exitcode
    finally:
        ours.close()
        _end(child, stop)
        sweep(order.folder)
    return ended, 0


def _end(child: BaseProcess, stop: Stop) -> None:
    """The child is gone when this returns, with what it had half done, and the processes that it had started."""
    if stop.asked:
        _end_group(child, at_once=False)
    child.join(PATIENCE)
    if child.is_alive() or child.exitcode:
        _end_group(child, at_once=True)
        child.join()


def _end_group(child: BaseProcess, at_once: bool) -> None:
    """The child and its own children: they are one group of processes, where the system has groups."""
    assert child.pid is not None
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):  # not yet a group, or all gone
            os.killpg(child.pid, signal.SIGKILL if at_once else signal.SIGTERM)
            return
    if at_once:
        child.kill()
    else:
        child.terminate()


def _answer(order: Order, parent: Connection, roster: Roster) -> None:
    """In the child: the work, its answer, and an end at once should the parent go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "setpgrp"):
        os.setpgrp()  # what it starts ends with it
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    parent.send(roster(order, Stop()))
    parent.close()
    os._exit(0)  # nothing is left to write, and taking a large model apart takes time


def _leave_with(parent: Connection) -> None:
    """Nobody writes to a child: what ends this wait is that the parent is no more."""
    try:
        parent.recv()
    except (EOFError, OSError):
        if hasattr(os, "killpg"):
            os.killpg(0, signal.SIGKILL)
        os._exit(1)
