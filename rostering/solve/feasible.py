"""Can a problem's hard statements hold together, some duties having all their doctors? Yes, no, or not known in time."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.solve.compile import compile_model
from rostering.solve.control import Params, Stop
from rostering.solve.search import run
from rostering.solve.solve import split
from rostering.solve.statements import hardened, state


def can_hold(
    problem: Problem, rules: Sequence[AnyRule], filled: Collection[str], seconds: float
) -> bool | None:
    """Asked part by part; one impossible part is enough for no."""
    narrowed, stated = state(problem, rules)
    verdict: bool | None = True
    for part in split(narrowed, stated):
        model = compile_model(hardened(part.stated, filled), part.pairs)
        if model.broken:
            return False
        found = run(model, Params(seconds=seconds), Stop())
        if found.status == "infeasible":
            return False
        if found.chosen is None:
            verdict = None
    return verdict
