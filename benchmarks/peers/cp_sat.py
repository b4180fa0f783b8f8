"""CP-SAT as those who pick it run it: time, cores and seed are set, nothing else."""

from __future__ import annotations

from typing import Any

from ortools.sat.python import cp_model

from benchmarks.clock import elapsed
from benchmarks.peers.script import Asked

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


class Clock(cp_model.CpSolverSolutionCallback):
    """Notes when the first roster came: every demand and rule is hard, so it is lawful."""

    def __init__(self) -> None:
        super().__init__()
        self.first: float | None = None

    def on_solution_callback(self) -> None:
        """Called at each better roster."""
        if self.first is None:
            self.first = elapsed()


def searched(model: cp_model.CpModel, asked: Asked) -> tuple[cp_model.CpSolver, Any, float | None]:
    """The solver after its search, its status, and the seconds to its first roster."""
    solver, clock = cp_model.CpSolver(), Clock()
    solver.parameters.max_time_in_seconds = asked.seconds
    solver.parameters.num_workers = asked.workers
    solver.parameters.random_seed = asked.seed
    status = solver.solve(model, clock)
    return solver, status, clock.first
