"""A solved folder that tests of closing may spoil."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e.command import TINY, solve


@pytest.fixture(scope="session")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two doctors, one week-end, solved, with its instance in the folder."""
    folder = tmp_path_factory.mktemp("clos") / "t"
    assert solve(TINY / "deux-medecins.yaml", folder).code == 0
    shutil.copy(TINY / "deux-medecins.yaml", folder / "instance.yaml")
    return folder


@pytest.fixture
def folder(solved: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    shutil.copytree(solved, tmp_path / "t")
    return tmp_path / "t"
