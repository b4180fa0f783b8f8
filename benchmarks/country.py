"""The country through `rostering batch`: samples of growing size, on this machine's cores or on a local Dask cluster."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.case import ROOT
from benchmarks.france import drawn, generate
from benchmarks.process import Spent, cpu_of, spend

PORT = 8799
UP = 60
"""Seconds that a local cluster has to come up."""
SETTINGS = {
    "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
    "DASK_DISTRIBUTED__WORKER__PROFILE__ENABLED": "False",
    "PYTHONPATH": str(ROOT),
}
"""As docs/scale.md says to run it."""


@dataclass(frozen=True)
class Batch:
    """One run of a sample: what it cost, and the sums that `batch --json` tells."""

    engine: str
    sectors: int
    workers: int
    spent: Spent
    answer: dict[str, Any]


def run_country(
    counts: Sequence[int], engines: Sequence[str], workers: int, seconds: float
) -> Iterator[Batch]:
    """Each sample by each engine, into folders that are thrown away."""
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder) / "in", drawn(count))
            for engine in engines:
                yield _batch(Path(folder), engine, count, (workers, seconds))


def _batch(folder: Path, engine: str, count: int, effort: tuple[int, float]) -> Batch:
    workers, seconds = effort
    command = [
        sys.executable, "-m", "rostering", "batch", str(folder / "in"), "--out", str(folder / engine),
        "--no-workbooks", "--json", "--time", str(seconds), "--workers", str(workers),
    ]  # fmt: skip
    if engine == "rostering":
        spent = spend(command, folder=ROOT)
        return Batch(engine, count, workers, spent, json.loads(spent.out))
    with _cluster(workers) as (address, clock):
        began = clock()
        spent = spend([*command, "--scheduler", address], folder=ROOT)
        cpu = spent.cpu + clock() - began
    spent = Spent(spent.out, spent.code, spent.wall, cpu, spent.memory)
    return Batch(engine, count, workers, spent, json.loads(spent.out))


@contextmanager
def _cluster(workers: int) -> Iterator[tuple[str, Any]]:
    """A scheduler and a worker of so many threads; their address, and a clock of their CPU seconds."""
    address = f"tcp://127.0.0.1:{PORT}"
    environment = os.environ | SETTINGS
    dask = str(Path(sys.executable).with_name("dask"))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    scheduler = subprocess.Popen(
        [dask, "scheduler", "--host", "127.0.0.1", "--port", str(PORT), "--no-dashboard"], **quiet
    )
    crew = subprocess.Popen(
        [dask, "worker", address, "--nthreads", str(workers), "--no-dashboard"],
        **quiet,
    )
    try:
        _wait_for(address)
        yield address, lambda: cpu_of(scheduler.pid) + cpu_of(crew.pid)
    finally:
        for process in (crew, scheduler):
            process.terminate()
            process.wait(timeout=UP)


def _wait_for(address: str) -> None:
    from distributed import Client

    until = time.monotonic() + UP
    while time.monotonic() < until:
        try:
            with Client(address, timeout=2, set_as_default=False) as client:  # type: ignore[no-untyped-call]
                client.wait_for_workers(1, timeout=UP)
            return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"No Dask cluster came up at {address}.")
