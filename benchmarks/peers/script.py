"""What every peer's script does around its model: reads the task, is timed, writes the answer. Standard library only.

`python -m benchmarks.peers.NAME ASKED.json ANSWER.json`, in the peer's own environment. Asked: task, seconds, workers, seed. Answer:

    held      [doctor, shift] pairs; null when there is no roster
    first     seconds to the first roster the tool holds lawful, when it can say, from the start of the process
    proof     seconds to its proof, when it claims one, from there too
    bound     what it claims no roster can be under, in the task's terms
    note      a word for the reader of the table
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Asked:
    """The task and the means: seconds of search, cores, a seed."""

    task: dict[str, Any]
    seconds: float
    workers: int
    seed: int


@dataclass(frozen=True)
class Answer:
    """What the tool says; nothing of it is taken on trust but the bound, and that is shown as a claim."""

    held: Sequence[tuple[str, str]] | None = None
    first: float | None = None
    proof: float | None = None
    bound: float | None = None
    note: str = ""


def answer(solve: Callable[[Asked], Answer]) -> None:
    """Solves what the first file asks and writes the second."""
    asked, told = map(Path, sys.argv[1:3])
    found = solve(Asked(**json.loads(asked.read_text(encoding="utf-8"))))
    told.write_text(json.dumps(asdict(found), ensure_ascii=False), encoding="utf-8")
