"""HiGHS beside CP-SAT, on the same rows: where hard runs hold the doctors its cuts often prove sooner, or CP-SAT's search does.

In a process of its own: it can be ended at any moment, and what it prints is nobody's answer. Its roster is counted again from the
statements; its bound is a float that is rounded up to the next whole cost, as all costs are whole.
"""

from __future__ import annotations

import math
import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection

from ortools.linear_solver.python import model_builder_helper

from rostering.solve import measured
from rostering.solve.control import Params, Stop
from rostering.solve.linear import Program, built, program_of
from rostering.solve.model import Model
from rostering.solve.parts import Part, broken, priced
from rostering.solve.processes import CONTEXT
from rostering.solve.search import Result
from rostering.solve.settings import BLENDED

Answer = tuple[Sequence[float], int]
"""The value of each column, and the bound."""


def by_rows(linear: Program, engine: str, seconds: float) -> Answer | None:
    """What a solver of mixed programs (`highs`, `scip`) finds in the time, if anything."""
    solver = model_builder_helper.ModelSolverHelper(engine)
    solver.set_time_limit_in_seconds(seconds)
    solver.solve(built(linear, whole=True))
    if not solver.has_solution():
        return None
    bound = math.ceil(solver.best_objective_bound() + linear.offset - 1e-6)
    return [float(value) for value in solver.variable_values()], bound


def prove_by_rows(part: Part, model: Model, params: Params, stop: Stop) -> Result | None:
    """The optimum that HiGHS proves, or None: not in time, stopped before, or not what the statements count."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    task = (program_of(model), params.seconds, theirs)
    child = CONTEXT.Process(target=_send_answer, args=task, daemon=True)
    child.start()
    theirs.close()
    try:
        while not stop.asked:
            if ours.poll(measured.ROWS_LOOK):
                return _result(part, model, ours.recv())
        return None
    except EOFError:  # a child that died proves nothing
        return None
    finally:
        child.terminate()
        child.join()


def _result(part: Part, model: Model, answer: Answer | None) -> Result | None:
    if answer is None:
        return None
    values, bound = answer
    chosen = frozenset(pair for pair, x in model.x.items() if round(values[x.index]))
    value = priced(part.stated, chosen, BLENDED)
    if bound < value or broken(part.stated, chosen):
        return None
    return Result("optimal", chosen, value, value, 0.0)


def _send_answer(linear: Program, seconds: float, answer: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # HiGHS says its name there
    answer.send(by_rows(linear, "highs", seconds))
