"""The figures of certified solves: each tier proved in turn, then the leximin levels.

`python -m benchmarks.certify [--seeds] [--json OUT]`: the generated sector of 30 doctors over a month and a quarter, and with
`--seeds` the seed instances whose parts are of that size. CPU seconds are those of this process and its children, for
all of the solve; seconds by phase are of the clock.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.main_job import generated
from rostering.domain.certificate import Fairness
from rostering.expand import expand
from rostering.files.load import load_instance
from rostering.instance import Instance
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve

INSTANCES = Path(__file__).resolve().parent.parent / "instances"
SEEDS = ("boulogne-sur-mer", "haute-marne", "laval-smp", "nord-velay-forez")
TITLES = (
    "instance", "doctors", "carences", "soft rules", "fairness", "wishes", "tiers", "tiers s",
    "worst: here, at best", "levels proved", "levels s", "CPU s",
)  # fmt: skip


def cpu() -> float:
    """User seconds of this process and of the children it has waited for."""
    return sum(
        resource.getrusage(who).ru_utime for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def certified(name: str, instance: Instance, seconds: float) -> dict[str, Any]:
    """One certified solve: what is proved, in what time."""
    problem = expand(instance)
    began, started = cpu(), time.perf_counter()
    outcome = solve(problem, instance.rules, Settings(seconds=seconds, workers=2, certify=True))
    spent, wall = cpu() - began, time.perf_counter() - started
    assert isinstance(outcome, Solved)
    whole, parts = outcome.certificate.whole, outcome.certificate.parts
    levels = [fairness for part in parts if (fairness := part.fairness)]
    return {
        "name": name,
        "doctors": len(problem.doctors),
        "stages": {stage.stage: [stage.value, stage.bound] for stage in whole.stages},
        "status": whole.status,
        "tiers_seconds": outcome.seconds.get("recherche", 0.0),
        "levels_seconds": outcome.seconds.get("niveaux", 0.0),
        "worst": whole.fairness.worst[0].model_dump() if whole.fairness else None,
        "levels": sum(len(one.worst) + len(one.levels) for one in levels),
        "levels_proved": sum(_proved(one) for one in levels),
        "cpu": spent,
        "wall": wall,
    }


def _proved(one: Fairness) -> int:
    return sum(line.proved for line in one.worst) + sum(line.proved for line in one.levels)


def row(answer: dict[str, Any]) -> str:
    """A line of the table."""
    values = [answer["stages"][stage][0] for stage in ("carences", "regles", "equite", "souhaits")]
    worst = answer["worst"]
    cells = (
        answer["name"], answer["doctors"], *values,
        "proved" if answer["status"] == "optimal" else answer["status"],
        f"{answer['tiers_seconds']:.2f}",
        f"{worst['reached'] / 100:.2f}, {worst['least'] / 100:.2f}" if worst else "",
        f"{answer['levels_proved']} of {answer['levels']}",
        f"{answer['levels_seconds']:.2f}", f"{answer['cpu']:.2f}",
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def cases(seeds: bool) -> Iterator[tuple[str, Instance]]:
    """The generated sector, a month then a quarter; the seed instances when asked."""
    for title, days in (("sector, a month", 31), ("sector, a quarter", 90)):
        yield title, Instance.model_validate(generated(days, 30))
    for name in SEEDS if seeds else ():
        yield name, load_instance(INSTANCES / f"{name}.yaml")


def main() -> None:
    """Everything, printed as it comes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.certify", description=__doc__)
    parser.add_argument("--seeds", action="store_true", help="the seed instances too")
    parser.add_argument("--seconds", type=float, default=60.0, help="for each, levels included")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    print("| " + " | ".join(TITLES) + " |\n" + "|---" * len(TITLES) + "|")
    answers = []
    for name, instance in cases(given.seeds):
        answers.append(certified(name, instance, given.seconds))
        print(row(answers[-1]), flush=True)
    if given.json:
        given.json.write_text(json.dumps(answers, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
