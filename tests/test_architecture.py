"""The house keeps its floors: who may import whom, how long a module may be, which names are public."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

import rostering

ROOT = Path(__file__).parents[1]
CODE = sorted((ROOT / "rostering").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
LONGEST_MODULE, LONGEST_BODY = 300, 35
PUBLIC = [
    "InstanceError",
    "InvalidInstance",
    "OutputError",
    "Pair",
    "Roster",
    "RosterMismatch",
    "RosteringError",
    "SolverFault",
    "UnreadableFile",
    "__version__",
]


def test_imports_run_downwards_and_only_solve_knows_the_solver(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every contract of import-linter in pyproject.toml is kept."""
    monkeypatch.chdir(ROOT)
    assert lint_imports(cache_dir=None) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize(
    "path", [*CODE, *TESTS], ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_no_module_is_longer_than_three_hundred_lines(path: Path) -> None:
    """A module over 300 lines is two modules."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Name and number of lines, signature and docstring left out, of each function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            yield f"{path.stem}.{node.name}", (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_no_function_body_is_long() -> None:
    """A function is read at one glance: thirty-five lines of body at the very most."""
    long = {
        name: length for path in CODE for name, length in functions(path) if length > LONGEST_BODY
    }
    assert long == {}


def test_the_public_names_are_those_we_promise() -> None:
    """Adding or removing a public name is a decision, not an accident."""
    assert sorted(rostering.__all__) == sorted(PUBLIC)
    assert [name for name in PUBLIC if not hasattr(rostering, name)] == []


def test_the_package_is_light_to_import() -> None:
    """`import rostering` loads neither the solver nor the readers and writers of files."""
    heavy = ["ortools", "openpyxl", "icalendar", "pandas", "holidays", "babel"]
    code = f"import sys, rostering; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert run.stdout.strip() == "[]"


def test_every_module_can_be_imported_first() -> None:
    """No hidden circle: each module of the package is importable."""
    names = [found.name for found in pkgutil.walk_packages(rostering.__path__, "rostering.")]
    assert len(names) > 50
    for name in names:
        if not name.endswith("__main__"):
            importlib.import_module(name)
