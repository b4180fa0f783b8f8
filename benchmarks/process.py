"""A command measured from outside: wall and CPU seconds with all its children, and the memory of the whole tree."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.clock import BEGAN

LOOK = 0.5
"""Seconds between two looks at the memory."""
PROC = Path("/proc")


@dataclass(frozen=True)
class Spent:
    """Output, exit code, wall and CPU seconds, peak MB: of the tree where /proc tells, else of its largest process."""

    out: str
    code: int
    wall: float
    cpu: float
    memory: float


def spend(command: Sequence[str], told: str = "", folder: Path | None = None) -> Spent:
    """Runs a command to its end; what it says on stderr is shown."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env=os.environ | {BEGAN: str(time.time())},
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    seen, done = Seen(), threading.Event()
    threading.Thread(target=_watch, args=(process.pid, seen, done), daemon=True).start()
    process.stdin.write(told)
    process.stdin.close()
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    done.set()
    wall = time.perf_counter() - started
    cpu = max(seen.cpu, usage.ru_utime + usage.ru_stime)
    code = os.waitstatus_to_exitcode(status)
    return Spent(out, code, wall, cpu, max(seen.memory, usage.ru_maxrss / 1024))


@dataclass
class Seen:
    """The most that was seen of a tree of processes: MB, and CPU seconds so far."""

    memory: float = 0.0
    cpu: float = 0.0


def _watch(pid: int, seen: Seen, done: threading.Event) -> None:
    """Looks from time to time: children that nobody waits for are in no account at the end."""
    while not done.wait(LOOK):
        seen.memory = max(seen.memory, sum(map(_megabytes, _tree(pid))))
        seen.cpu = max(seen.cpu, cpu_of(pid))


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and all that descend from it, those that ended and were reaped included."""
    return sum(map(_seconds, _tree(pid)))


def _seconds(pid: int) -> float:
    try:
        fields = (PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _tree(pid: int) -> Iterator[int]:
    """The process and all that descend from it."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for entry in PROC.glob("[0-9]*") if PROC.exists() else ():
        try:
            fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children[int(fields[1])].append(int(entry.name))
    waiting = [pid]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += children[one]


def _megabytes(pid: int) -> float:
    """Its share of memory: what it has alone, and its part of what it shares (PSS)."""
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
