"""One CP-SAT run: parameters, progress, a stop that works at any moment, the roster and its bound."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from rostering.domain.roster import Pair
from rostering.errors import SolverFault
from rostering.solve.compile import Model
from rostering.solve.control import Notify, Params, Stop

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
STATUSES: Mapping[str, Status] = {
    "OPTIMAL": "optimal",
    "FEASIBLE": "feasible",
    "INFEASIBLE": "infeasible",
    "UNKNOWN": "unknown",
}


@dataclass(frozen=True)
class Result:
    """What one run gave. `bound` is a valid lower bound; `chosen` None when no roster was found."""

    status: Status
    chosen: frozenset[Pair] | None
    value: int | None
    bound: int | None
    seconds: float


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Passes numbers on; printing belongs to the main thread (ecosystem.md §1.2)."""

    def __init__(self, notify: Notify, stop: Stop) -> None:
        super().__init__()
        self._notify, self._stop = notify, stop
        self._best: int | None = None

    def on_solution_callback(self) -> None:
        """A better roster."""
        self._best = round(self.objective_value)
        if self._stop.asked:  # asked between our look and the start of the search
            self.stop_search()
        self._notify(self._best, ceiling(self.best_objective_bound))

    def on_bound(self, bound: float) -> None:
        """A better bound."""
        self._notify(self._best, ceiling(bound))


def ceiling(bound: float) -> int | None:
    """The integer bound that a float one implies; None when there is none."""
    return None if abs(bound) > 1e15 else math.ceil(bound - 1e-6)


def run(
    model: Model,
    params: Params,
    stop: Stop,
    notify: Notify = lambda value, bound: None,
) -> Result:
    """Minimises the model's objective; returns within `seconds` or soon after a stop."""
    solver = cp_model.CpSolver()
    _configure(solver, params)
    if stop.asked:
        return Result("unknown", None, None, None, 0.0)
    watcher = _Watcher(notify, stop)
    solver.best_bound_callback = watcher.on_bound
    stop.watch(solver)
    started = time.perf_counter()
    try:
        status = solver.solve(model.cp, watcher)
    finally:
        stop.forget(solver)
    seconds = time.perf_counter() - started
    word = STATUSES.get(solver.status_name(status))
    if word is None:
        raise SolverFault(f"CP-SAT refuse le modèle : {model.cp.validate()}")
    if word in ("infeasible", "unknown"):
        bound = ceiling(solver.best_objective_bound) if word == "unknown" else None
        return Result(word, None, None, bound, seconds)
    chosen = frozenset(pair for pair, x in model.x.items() if solver.boolean_value(x))
    return Result(
        word,
        chosen,
        round(solver.objective_value),
        ceiling(solver.best_objective_bound),
        seconds,
    )


def _configure(solver: cp_model.CpSolver, params: Params) -> None:
    target = solver.parameters
    target.num_workers = params.workers
    target.max_time_in_seconds = params.seconds
    target.random_seed = params.seed
    target.catch_sigint_signal = False
    target.relative_gap_limit = params.gap
    target.cp_model_presolve = params.presolve
    target.use_objective_lb_search = params.from_below
    target.add_lp_constraints_lazily = not params.from_below
    if params.deterministic is not None:
        target.max_deterministic_time = params.deterministic
    if params.linearization is not None:
        target.linearization_level = params.linearization
    if params.probing is not None:
        target.cp_model_probing_level = params.probing
    target.subsolvers.extend(params.subsolvers)
    target.extra_subsolvers.extend(params.extra_subsolvers)
