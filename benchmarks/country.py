"""The country through `rostering batch`: samples of growing size, on this machine's cores or on a local Dask cluster."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.case import ROOT
from benchmarks.france import drawn, generate
from benchmarks.process import Spent, cpu_of, spend

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


Effort = tuple[int, float]
"""Cores, and seconds of search a territory at most."""


def run_country(counts: Sequence[int], engines: Sequence[str], effort: Effort) -> Iterator[Batch]:
    """Each sample by each engine, into folders that are thrown away."""
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            generate(Path(folder), drawn(count))
            yield from run_folder(Path(folder), engines, effort)


def run_folder(source: Path, engines: Sequence[str], effort: Effort) -> Iterator[Batch]:
    """A folder of territories by each engine, into folders that are thrown away."""
    for engine in engines:
        with tempfile.TemporaryDirectory() as out:
            yield _batch(source, Path(out), engine, effort)


def _batch(source: Path, out: Path, engine: str, effort: Effort) -> Batch:
    workers, seconds = effort
    command = [
        sys.executable, "-m", "rostering", "batch", str(source), "--out", str(out),
        "--no-workbooks", "--json", "--time", str(seconds), "--workers", str(workers),
    ]  # fmt: skip
    if engine == "rostering":
        return _told(engine, workers, spend(command, folder=ROOT))
    with _cluster(workers) as (address, clock):
        began = clock()
        spent = spend([*command, "--scheduler", address], folder=ROOT)
        cpu = spent.cpu + clock() - began
    # of the cluster's memory nothing is known here
    return _told(engine, workers, replace(spent, cpu=cpu, memory=0.0))


def _told(engine: str, workers: int, spent: Spent) -> Batch:
    """The sums that `batch --json` said; neither the list of all territories nor a folder of this machine is kept."""
    try:
        answer = json.loads(spent.out)
    except ValueError:
        raise SystemExit(f"{engine}: the batch ended with code {spent.code}.") from None
    each = answer.pop("each")
    del answer["folder"]
    return Batch(engine, len(each), workers, replace(spent, out=""), answer)


@contextmanager
def _cluster(workers: int) -> Iterator[tuple[str, Any]]:
    """A scheduler and a worker of so many threads; their address, and a clock of their CPU seconds."""
    port = _free_port()
    address = f"tcp://127.0.0.1:{port}"
    environment = os.environ | SETTINGS
    dask = str(Path(sys.executable).with_name("dask"))
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment}
    scheduler = subprocess.Popen(
        [dask, "scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"], **quiet
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


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


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
