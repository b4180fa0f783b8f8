"""Runs a command as the terminal does, in this process: arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from rostering.cli.main import main

INSTANCES = Path(__file__).parents[2] / "instances"
TINY = INSTANCES / "tiny"


@dataclass(frozen=True)
class Run:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> dict[str, Any]:
        """The one JSON object on stdout."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found


def rostering(*words: object) -> Run:
    """`rostering WORDS…` through `main`, exit code included."""
    out, err = io.StringIO(), io.StringIO()
    arguments = ["rostering", *map(str, words)]
    with patch.object(sys, "argv", arguments), redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            return Run(int(end.code or 0), out.getvalue(), err.getvalue())
    return Run(0, out.getvalue(), err.getvalue())


def solve(instance: Path, folder: Path, *words: object) -> Run:
    """`rostering solve` on one worker, with time to spare."""
    return rostering("solve", instance, "--out", folder, "--workers", 1, "--time", 20, *words)


def changed(name: str, folder: Path, **parts: Any) -> Path:
    """A tiny instance with some of its parts replaced, as a file of its own."""
    told = yaml.safe_load((TINY / f"{name}.yaml").read_text(encoding="utf-8"))
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(told | parts, allow_unicode=True), encoding="utf-8")
    return path


def files_of(folder: Path) -> list[str]:
    """Every file under the folder, by its path."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
