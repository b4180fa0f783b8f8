"""The table of numbers: all in one place, each with what was measured for it."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from pathlib import Path

import pytest

from rostering.solve import measured

FOLDER = Path(measured.__file__).parent
SEARCH = sorted(path for path in FOLDER.glob("*.py") if path.name != "measured.py")
MEANINGS = {"CARENCE_PRICE", "WITH_COMFORT", "NO_LIMIT", "SOIREE", "QUARTER", "WORST", "CROWDING", "HARD_PRICE", "SCALE"}  # fmt: skip
"""Numbers that say what something means or costs, and stand where it is said."""
PLAIN = {0, 1, 2, 3, 5, 6, 100, 1e-6, 1e15, 60.0}
"""Counts, decimals, hundredths, rounding of a float bound, and the user's own minute."""

RUNS = r"main_job|country|sectors|departement|curtois-qu|benchmarks\.\w+|fairness\.md §|relax\.py"
"""How a row names what was measured."""


def assigned(node: ast.stmt) -> set[str]:
    """The names that a statement gives values to."""
    targets = node.targets if isinstance(node, ast.Assign) else []
    return {
        name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)
    }


@pytest.mark.parametrize("path", SEARCH, ids=lambda path: path.stem)
def test_no_number_steers_the_search_from_elsewhere(path: Path) -> None:
    """Outside the table: plain counts, and named meanings with a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    numbers = {
        node.value
        for statement in tree.body
        if not assigned(statement) & MEANINGS
        for node in ast.walk(statement)
        if isinstance(node, ast.Constant) and type(node.value) in (int, float)
    }
    assert numbers <= PLAIN


def test_each_number_says_what_was_measured() -> None:
    """Every row of the table names the run that repeats its measurement, or says that it was not measured."""
    body = ast.parse(Path(measured.__file__).read_text(encoding="utf-8")).body
    rows = [(one, then) for one, then in pairwise(body) if assigned(one)]
    assert len(rows) > 30
    for row, then in rows:
        said = ast.get_docstring(ast.Module([then], [])) or ""
        assert re.search(RUNS, said) or "not measured" in said.lower(), assigned(row)


def test_sizes_stand_in_order() -> None:
    """Smallest first, so that the road of a part of any size is read from top to bottom."""
    names = ("FEW_STATEMENTS", "GUIDED", "TANGLED", "TINY", "TIED", "TIED_ON_TWO", "PIECE", "VERTEX_OF_PIECE", "SECTOR", "LARGE", "VERTEX", "CLOSED")  # fmt: skip
    sizes = [getattr(measured, name) for name in names]
    assert sizes == sorted(sizes)
