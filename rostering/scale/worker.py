"""What a worker of a cluster says of itself, and whether it is fit for the work. Nothing of Dask here."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rostering import ENGINE


def engine() -> str:
    """What makes rosters here: other versions may make others."""
    return f"{ENGINE}, OR-Tools {version('ortools')}"


@dataclass(frozen=True)
class Identity:
    """The engine with its solver, and whether the worker may have child processes."""

    engine: str
    may_have_children: bool = True


def identity() -> Identity:
    """Of this process."""
    return Identity(engine(), not multiprocessing.current_process().daemon)


def misfits(found: Mapping[str, Identity | None], ours: Identity) -> Iterator[str]:
    """A sentence for each worker that is not fit."""
    for worker, seen in sorted(found.items()):
        if seen is None:
            yield f"  • {worker} : rostering n'y est pas installé (il faut {ours.engine})"
        elif seen.engine != ours.engine:
            yield f"  • {worker} : {seen.engine} ; il faut {ours.engine}"
        elif not seen.may_have_children:
            yield f"  • {worker} : à lancer avec DASK_DISTRIBUTED__WORKER__DAEMON=False"


def missing_among(paths: Sequence[str]) -> str:
    """The first of those files that this process does not see, or ""."""
    return next((path for path in paths if not Path(path).exists()), "")
