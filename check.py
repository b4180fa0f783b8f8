"""`python3 check.py`: sets everything up and runs all that CI runs: style, types, floors, tests."""

import subprocess
import sys

from bootstrap import ROOT, ensure

STEPS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("pytest", "-n", "2"),
)
FLOORS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def run() -> int:
    """Every step, even after a failure; the number of failed steps."""
    failed = [step for step in STEPS if subprocess.call([sys.executable, "-m", *step], cwd=ROOT)]
    if subprocess.call([sys.executable, "-c", FLOORS, "--no-cache"], cwd=ROOT):
        failed.append(("lint-imports",))
    for step in failed:
        print(f"Échec : {' '.join(step)}", file=sys.stderr)
    return len(failed)


if __name__ == "__main__":
    ensure("requirements-dev.lock")
    sys.exit(min(1, run()))
