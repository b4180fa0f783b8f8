"""Measurements as a file of their own: on what machine, by what command, every figure; no folder of the machine's."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from benchmarks.case import Case, Measured
from benchmarks.country import Batch
from benchmarks.process import Spent

FOLDERS = {"--data": "DIR", "--peers-home": "DIR"}
"""Options whose value is the user's own folder."""


@dataclass(frozen=True)
class Kept:
    """What a file holds."""

    machine: str
    command: str
    measured: tuple[Measured, ...] = ()
    batches: tuple[Batch, ...] = ()


def keep(path: Path, machine: str, arguments: Sequence[str], measured: Sequence[Any]) -> None:
    """Writes the figures, seconds to the millisecond; of paths only the names."""
    told = {
        "machine": machine,
        "command": said(arguments),
        "measured": [_plain(asdict(one)) for one in measured],
    }
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read(path: Path) -> Kept:
    """The figures of a file, of cases or of samples of the country."""
    told = json.loads(path.read_text(encoding="utf-8"))
    found = told["measured"]
    measured = tuple(Measured(**(o | {"case": Case(**o["case"])})) for o in found if "case" in o)
    batches = tuple(Batch(**(o | {"spent": Spent(**o["spent"])})) for o in found if "spent" in o)
    return Kept(told["machine"], told["command"], measured, batches)


def said(arguments: Sequence[str]) -> str:
    """The command that repeats the figures, as anyone would type it."""
    words, before = [], ""
    for word in chain.from_iterable(
        one.split("=", 1) if one.startswith("--") else [one] for one in arguments
    ):
        words.append(FOLDERS.get(before) or _name(word))
        before = word
    return " ".join(["python -m benchmarks", *words])


def _name(word: str) -> str:
    """A file by its name; one of ours by its path from the repository's root."""
    return Path(word).name if Path(word).is_absolute() else word


def _plain(told: Any) -> Any:
    match told:
        case dict():
            kept = {key: one for key, one in told.items() if key != "python"}
            return {k: Path(one).name if k == "path" else _plain(one) for k, one in kept.items()}
        case list() | tuple():
            return [_plain(one) for one in told]
        case float():
            return round(told, 3)
    return told
