"""One case in a process of its own: `python -m benchmarks.solving` with the case as JSON on stdin, the figures on stdout."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field

from benchmarks.case import Case, Measured, gap_of
from benchmarks.clock import elapsed
from benchmarks.milp import SOLVERS, milp
from benchmarks.peers.environment import PEERS
from benchmarks.peers.running import peer
from benchmarks.sets import Task, Verdict, task_of
from rostering.domain.roster import Roster
from rostering.expand import expand
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.solve.control import Progress, Stop
from rostering.solve.outcome import Solved
from rostering.solve.settings import Settings
from rostering.solve.solve import solve

PERCENT = 0.01


@dataclass
class Trace:
    """The sum over the parts of the problem each time one told its cost: (seconds, carences, cost, parts heard of)."""

    parts: dict[str, tuple[int, int]] = field(default_factory=dict)
    steps: list[tuple[float, int, int, int]] = field(default_factory=list)

    def hear(self, progress: Progress) -> None:
        """A step of one part; comfort and the proof of carences say nothing of the cost."""
        if progress.stage != "reste" or progress.value is None:
            return
        self.parts[progress.part] = (progress.carences or 0, progress.value)
        carences = sum(one for one, _ in self.parts.values())
        cost = sum(one for _, one in self.parts.values())
        self.steps.append((elapsed(), carences, cost, len(self.parts)))

    def first(self) -> float:
        """When every part had a roster."""
        return next(at for at, _, _, heard in self.steps if heard >= len(self.parts))

    def within(self, carences: int, cost: int) -> float:
        """When no more carences were left than at the end, and 1 % of cost at most."""
        return next(
            at
            for at, holes, value, heard in self.steps
            if heard >= len(self.parts) and holes <= carences and value <= cost * (1 + PERCENT)
        )


def ours(case: Case) -> Measured:
    """The product's own road: expand, solve, audit."""
    task = task_of(case)
    instance = task.instance
    problem = expand(instance)
    trace = Trace()
    settings = Settings(seconds=case.seconds, workers=case.workers, seed=case.seed)
    outcome = solve(problem, instance.rules, settings, trace.hear, Stop())
    ended = elapsed()
    if not isinstance(outcome, Solved):
        return Measured(case, *_size(problem), type(outcome).__name__)
    report = audit(problem, instance.rules, outcome.roster)
    whole = outcome.certificate.whole
    stages = [stage for stage in whole.stages if stage.stage not in ("carences", "confort")]
    value = sum(stage.value for stage in stages)
    bound = sum(stage.bound for stage in stages)
    trace.steps.append((ended, report.missing, value, len(trace.parts)))
    verdict = _judged(task, problem, outcome.roster, (len(report.hard_breaches), value, bound))
    return Measured(
        case, *_size(problem), whole.status, report.missing, **asdict(verdict),
        gap=gap_of(verdict.cost, verdict.bound, len(problem.doctors)), known=task.known,
        first=trace.first(), within=trace.within(report.missing, value),
        proof=ended if whole.status == "optimal" else None, days=len(problem.dates),
    )  # fmt: skip


def _size(problem: Problem) -> Sequence[int]:
    return len(problem.doctors), len(problem.shifts)


def _judged(task: Task, problem: Problem, roster: Roster, audited: tuple[int, int, int]) -> Verdict:
    """Hard breaches, cost and bound: counted again by the set's own checker where it has one, else as audited."""
    wrong, value, bound = audited
    verdict = Verdict(wrong, value, bound)
    if task.judge is not None:
        verdict = task.judge(problem, roster, value, bound)
    return verdict


ENGINES: dict[str, Callable[[Case], Measured]] = (
    {"rostering": ours} | dict.fromkeys(SOLVERS, milp) | dict.fromkeys(PEERS, peer)
)


def main() -> None:
    """Reads the case, runs it, answers."""
    case = Case(**json.loads(sys.stdin.read()))
    print(json.dumps(asdict(ENGINES[case.engine](case))))


if __name__ == "__main__":
    main()
