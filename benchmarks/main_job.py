"""The figures of the main job: each seed instance through the whole command, and one sector alone.

`python -m benchmarks.main_job [--long] [--json OUT]` prints the table of docs/performance.md.
Wall seconds are those of the child process from start to end, memory is its peak (children included).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHORT = (
    ("boulogne-sur-mer", 30), ("haute-marne", 30), ("laval-smp", 30), ("nord-velay-forez", 30),
    ("nord-velay-forez-ete", 30), ("loire-bully", 30), ("mayenne", 60), ("le-havre", 60),
)  # fmt: skip
LONG = (("mayenne", 300), ("le-havre", 300))


def whole_command(name: str, seconds: int) -> dict[str, Any]:
    """One `rostering solve … --json` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "rostering", "solve", f"instances/{name}.yaml",
            "--out", folder, "--time", str(seconds), "--workers", "2", "--json",
        ]  # fmt: skip
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        answer = json.loads(process.stdout.read())
        _, _, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    return answer | {"name": name, "limit": seconds, "wall": wall, "memory": usage.ru_maxrss / 1024}


def row(answer: dict[str, Any]) -> str:
    """A line of the table."""
    seconds = answer["seconds"]
    search = sum(seconds.get(phase, 0.0) for phase in ("départ", "recherche"))
    cells = (
        f"{answer['name']} ({answer['limit']} s)",
        answer["counts"]["doctors"], answer["counts"]["posts"],
        "proved" if answer["status"] == "optimal" else answer["status"],
        answer["carences"], answer["hard_breaches"], answer["cost"], answer["bound"],
        f"{100 * answer['gap']:.2f} %", f"{search:.1f}", f"{answer['wall']:.1f}",
        f"{answer['memory']:.0f}",
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def sector(days: int, doctors: int = 30) -> dict[str, Any]:
    """A generated sector with the usual rules: expand, state, compile, then solve to proof."""
    from rostering.expand import expand
    from rostering.instance import Instance
    from rostering.solve.compile import compile_model
    from rostering.solve.settings import Settings
    from rostering.solve.solve import solve, split
    from rostering.solve.statements import state

    instance = Instance.model_validate(generated(days, doctors))
    instance.days().day_tags(instance.horizon.start)  # loads the holidays once, outside the measure
    started = time.perf_counter()
    problem = expand(instance)
    narrowed, stated = state(problem, instance.rules)
    parts = split(narrowed, stated)
    variables = 0
    for part in parts:
        variables += len(compile_model(part.stated, part.pairs).cp.proto.variables)
    built = time.perf_counter() - started
    began = time.perf_counter()
    outcome = solve(problem, instance.rules, Settings(seconds=30))
    solved = time.perf_counter() - began
    proof = outcome.certificate.whole  # type: ignore[union-attr]
    return {
        "days": days, "doctors": doctors, "variables": variables, "built": built,
        "per_variable": 1e6 * built / variables, "solve": solved, "status": proof.status,
    }  # fmt: skip


def generated(days: int, doctors: int) -> dict[str, Any]:
    """A sector-month (31) or -quarter (90) from 1 January 2027, seeded: leaves, fixed days, wishes."""
    draw = random.Random(20270101)
    windows = [
        {"id": "soir", "start": "20:00", "end": "24:00", "days": ["ouvrable"]},
        {"id": "sam-j", "start": "12:00", "end": "20:00", "days": ["samedi"]},
        {"id": "sam-s", "start": "20:00", "end": "24:00", "days": ["samedi"]},
        {"id": "dim-a", "start": "08:00", "end": "14:00", "days": ["dimanche_jf"]},
        {"id": "dim-b", "start": "14:00", "end": "20:00", "days": ["dimanche_jf"]},
        {"id": "dim-s", "start": "20:00", "end": "24:00", "days": ["dimanche_jf"]},
    ]
    people, said = [], []
    for number in range(doctors):
        id_ = f"medecin-{number:02d}"
        quote = draw.choice(("1", "1", "1", "0.75", "0.5"))
        people.append({"id": id_, "last_name": id_, "sectors": ["S"], "quote_part": quote})
        first = draw.randrange(1, 22)
        said.append(
            {"doctor": id_, "level": "impossible", "start": f"2027-01-{first:02d}",
             "end": f"2027-01-{first + draw.randrange(3, 9):02d}"}
        )  # fmt: skip
        said.append(
            {"doctor": id_, "level": "impossible", "every": [draw.choice(("lundi", "mercredi"))]}
        )
        for _ in range(days // 8):
            day = f"2027-{draw.randrange(1, 2 + days // 40):02d}-{draw.randrange(1, 28):02d}"
            level = draw.choice(("non", "possible", "souhaite"))
            said.append({"doctor": id_, "level": level, "date": day})
    end = "2027-01-31" if days <= 31 else "2027-03-31"
    return {
        "id": "secteur", "departement": "62", "horizon": {"start": "2027-01-01", "end": end},
        "sectors": [{"id": "S"}], "sites": [{"id": "mmg", "kind": "mmg"}],
        "lines": [{"id": "mmg", "function": "effection_fixe", "sectors": ["S"], "site": "mmg",
                   "windows": windows}],
        "doctors": people, "availability": said,
    }  # fmt: skip


def main() -> None:
    """Everything, printed as it comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="also C1 and D at 300 s")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, text=True)
    print(f"commit {commit.strip()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| instance (limit) | doctors | posts | proof | carences | hard breaches | cost | bound "
          "| gap | search s | whole command s | MB |")  # fmt: skip
    print("|" + "---|" * 12)
    answers = []
    for name, seconds in SHORT + (LONG if options.long else ()):
        answers.append(whole_command(name, seconds))
        print(row(answers[-1]), flush=True)
    print(
        "\n| sector | doctors | variables | build µs/variable | solve s | proof |\n|" + "---|" * 6
    )
    for days in (31, 90):
        one = sector(days)
        print(f"| {days} days | {one['doctors']} | {one['variables']} | {one['per_variable']:.0f} "
              f"| {one['solve']:.2f} | {one['status']} |", flush=True)  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nThis process, sector solves included: {peak:.0f} MB.")
    if options.json:
        options.json.write_text(json.dumps(answers, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
