"""Orders for the tests: copies of the tiny instances, on one core, reproducible."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from rostering.scale.order import Order
from rostering.scale.worker import engine
from rostering.solve.settings import Settings
from tests.e2e.command import TINY

SETTINGS = Settings(seconds=20, workers=1, reproducible=True)
NAMES = ("deux-medecins", "carence", "dimanches-lies")


def copies(folder: Path, names: Sequence[str] = NAMES) -> Path:
    """The folder, with those tiny instances in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copy(TINY / f"{name}.yaml", folder / f"{name}.yaml")
    return folder


def order(path: Path, out: Path, workbooks: bool = False, settings: Settings = SETTINGS) -> Order:
    """The order of one file."""
    return Order(path.stem, path, out, settings, workbooks, engine())


def orders(folder: Path, out: Path, workbooks: bool = False) -> list[Order]:
    """Those of every file of the folder."""
    return [order(path, out, workbooks) for path in sorted(folder.glob("*.yaml"))]


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under the folder with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
