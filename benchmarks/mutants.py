"""Mutation run: one-line bugs seeded into rules, compiler and checker, and the tests that should see them.

`python -m benchmarks.mutants [--seed 1] [--count 100] [--minutes 0]` rewrites docs/mutation.md. Each mutant
lives in a copy of the repository in a temporary folder, never in the working tree. A survivor's verdict is
written by hand in the report and kept by the next run as long as module and change are the same.
"""

from __future__ import annotations

import argparse
import os
import queue
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.bugs import Mutant, mutants

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "docs" / "mutation.md"
SECONDS = 60
"""A test run longer than this is a mutant killed by time; unmutated, every run must stay well under."""
NOTHING_RUN = (4, 5)
"""What pytest returns when a path is wrong or nothing is collected: that kills no mutant."""
NOT_YET = "to be judged"
SOLVER = ("compile", "runs", "statements", "linear", "cliques")
Run = tuple[str, ...]
"""What one pytest is given; a module has several, each short enough for the limit."""


def _solve(*names: str) -> Run:
    return tuple(f"tests/solve/test_{name}.py" for name in names)


LONGER = (_solve("linear", "solve", "nearest"), _solve("climb"))
SHORT: Run = tuple(
    sorted(
        {f"tests/solve/{path.name}" for path in (ROOT / "tests" / "solve").glob("test_*.py")}
        - {path for run in LONGER for path in run}
    )
)
SOLVER_RUNS = (SHORT, *LONGER)
"""All of tests/solve."""
ALL_RULES: Run = ("tests/rules", "tests/review")
WHOLE: Run = ("tests/test_instances.py", *_solve("solve", "properties", "large"))
"""Whole problems, whose answers are known."""
MEMORY = ("book", "balances", "carry", "closing", "accounts", "last_duties", "past")
MEMORY_RUNS: tuple[Run, ...] = (
    tuple(f"tests/memory/test_{name}.py" for name in ("closing", "carry", "accounts")),
    tuple(f"tests/e2e/test_{name}_command.py" for name in ("close", "accounts")),
)
TURNS = {"rostering/solve/compile.py": 4, "rostering/review/audit.py": 3}
"""Mutants a round; the other modules have one."""


def modules() -> list[str]:
    """Paths of all that is mutated."""
    rules = sorted((ROOT / "rostering" / "rules").glob("[!_]*.py"))
    others = [f"solve/{name}" for name in SOLVER] + ["review/audit"]
    others += [f"problem/{name}" for name in ("shares", "eligibility", "limit", "leaves")]
    others += [f"memory/{name}" for name in MEMORY]
    return [str(path.relative_to(ROOT)) for path in rules] + [f"rostering/{o}.py" for o in others]


def tests_of(path: str) -> tuple[Run, ...]:
    """What is run for a module, one after the other until it is killed: its own tests, then those of what uses it."""
    package, name = Path(path).parent.name, Path(path).stem
    if package == "rules" and name != "base":
        own: Run = (f"tests/rules/test_{name}.py", "tests/rules/test_contract.py", "-k", name)
        return own, ALL_RULES, WHOLE  # the first is in the second
    if package == "memory":
        return MEMORY_RUNS
    return {
        "leaves": (("tests/memory/test_closing.py", "tests/problem"), ALL_RULES),
        "base": (ALL_RULES, WHOLE),
        "limit": (("tests/problem",), ALL_RULES, *SOLVER_RUNS),
        "audit": (("tests/review",), ("tests/explain", "tests/test_instances.py")),
        "shares": (("tests/problem", "tests/rules/test_fair_share.py"), ALL_RULES, WHOLE),
        "eligibility": (("tests/problem", "tests/rules/test_eligibility.py"), ALL_RULES, WHOLE),
    }.get(name, SOLVER_RUNS)


def draw(seed: int, count: int) -> list[Mutant]:
    """Round after round over the modules; in each, first a kind of bug, then a place for it."""
    dice = random.Random(seed)
    left = {path: mutants(ROOT, path) for path in modules()}
    drawn: list[Mutant] = []
    while len(drawn) < count and any(left.values()):
        for path, pool in left.items():
            for _ in range(min(TURNS.get(path, 1), len(pool))):
                kind = dice.choice(sorted({mutant.kind for mutant in pool}))
                drawn.append(dice.choice([mutant for mutant in pool if mutant.kind == kind]))
                pool.remove(drawn[-1])
    return drawn[:count]


def run_tests(copy: Path, path: str) -> str:
    """« killed », « killed by time » or « survived »."""
    fates = (_run(copy, run) for run in tests_of(path))
    return next((fate for fate in fates if fate != "survived"), "survived")


def _run(copy: Path, run: Run) -> str:
    shutil.rmtree(copy / ".hypothesis", ignore_errors=True)
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    process = subprocess.Popen(
        [*command, "--hypothesis-seed=1", *run], cwd=copy, start_new_session=True,
        env=os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        code = process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return "killed by time"
    if code in NOTHING_RUN:
        raise SystemExit(f"no test to run: {' '.join(run)}")
    return "killed" if code else "survived"


def run_all(drawn: list[Mutant], processes: int, minutes: float) -> dict[Mutant, str]:
    """Fate of each mutant begun in time, every run of tests having passed unmutated."""
    copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
    fates: dict[Mutant, str] = {}
    end = time.monotonic() + 60 * minutes if minutes else float("inf")

    def sound(run: Run) -> None:
        copy = copies.get()
        if (fate := _run(copy, run)) != "survived":
            raise SystemExit(f"{' '.join(run)} does not pass without a mutant: {fate}")
        copies.put(copy)
        print("sound", *run, flush=True)

    def judge(mutant: Mutant) -> None:
        if time.monotonic() > end:
            return
        copy = copies.get()
        mutated = copy / mutant.path
        original = mutated.read_text(encoding="utf-8")
        mutated.write_text(mutant.bugged(original), encoding="utf-8")
        fates[mutant] = run_tests(copy, mutant.path)
        mutated.write_text(original, encoding="utf-8")
        copies.put(copy)
        print(fates[mutant], mutant.path, mutant.line, mutant.after.strip(), flush=True)

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(processes) as pool:
        for number in range(processes):
            skipped = shutil.ignore_patterns(".*", "__pycache__")
            copies.put(Path(shutil.copytree(ROOT, Path(folder) / str(number), ignore=skipped)))
        runs = [run for path in sorted({m.path for m in drawn}) for run in tests_of(path)]
        list(pool.map(sound, dict.fromkeys(run for run in runs if "-k" not in run)))
        list(pool.map(judge, drawn))
    return {mutant: fates[mutant] for mutant in drawn if mutant in fates}


def _without_line(cells: str) -> str:
    """Module and change of a row: what a verdict is about, wherever the line has moved to."""
    return re.sub(r":\d+`", "`", cells, count=1)


def report(seed: int, drawn: int, fates: dict[Mutant, str]) -> str:
    """The page: figures, a line a module, the survivors with their verdicts."""
    text = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    rows = [line.rsplit(" | ", 1) for line in text.splitlines() if line.startswith("| `rostering/")]
    verdicts = {_without_line(row[0]): row[-1].removesuffix(" |") for row in rows}
    total, alive = Counter(m.path for m in fates), [m for m in fates if fates[m] == "survived"]
    lost, killed = Counter(m.path for m in alive), len(fates) - len(alive)
    by_time = Counter(fates.values())["killed by time"]
    cells = {m: f"| `{m.path}:{m.line}` | {m.change}" for m in sorted(alive)}
    judged = [(cells[m], verdicts.get(_without_line(cells[m]), NOT_YET)) for m in sorted(alive)]
    real = len(fates) - sum(verdict.startswith("equivalent") for _, verdict in judged)
    lines = [
        "# Mutation run", "",
        "One-line bugs seeded into the rules, the compiler and the checker; written by",
        f"`python -m benchmarks.mutants --seed {seed} --count {drawn}`, verdicts by hand.", "",
        f"{datetime.now(UTC):%Y-%m-%d}, seed {seed}: {len(fates)} mutants run of {drawn} drawn, "
        f"{killed} killed ({by_time} by the {SECONDS} s limit), {len(alive)} survived: "
        f"**{killed / len(fates):.1%} killed**, {killed / real:.1%} of those that are not equivalent.",
        "", "| module | mutants | killed |", "|---|---|---|",
        *(f"| {path} | {total[path]} | {total[path] - lost[path]} |" for path in modules()),
        "", "## Survivors", "", "| where | change | verdict |", "|---|---|---|",
        *(f"{row} | {verdict} |" for row, verdict in judged), "",
    ]  # fmt: skip
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument(
        "--minutes", type=float, default=0, help="begin no mutant after; 0: no limit"
    )
    given = parser.parse_args()
    drawn = draw(given.seed, given.count)
    fates = run_all(drawn, given.processes, given.minutes)
    REPORT.write_text(report(given.seed, len(drawn), fates), encoding="utf-8")
    print("".join(line + "\n" for line in REPORT.read_text(encoding="utf-8").splitlines()[5:6]))


if __name__ == "__main__":
    main()
