"""A part on one core: what a second core would try beside (climb.py) is tried before, each for a while.

1. A roster at the relaxation's bound, of the pairs that its vertex takes: half a second where it exists.
2. A roster that costs little more than the bound.
3. The whole model with costs tried upwards from the bound: no roster before the best one, but that one sooner.
4. The whole model as usual, with the time that is left.
"""

from __future__ import annotations

import time
from dataclasses import replace

from rostering.solve import measured
from rostering.solve.climb import on_support
from rostering.solve.compile import Model
from rostering.solve.control import Notify, Params, Stop
from rostering.solve.linear import Relaxed, relax
from rostering.solve.parts import Part
from rostering.solve.search import Result, run
from rostering.solve.settings import BLENDED
from rostering.solve.upwards import between


def solve_alone(part: Part, model: Model, params: Params, stop: Stop, notify: Notify) -> Result:
    """Minimises the blended objective of `model` on one core."""
    started = time.perf_counter()
    relaxed = relax(model, params.seconds, measured.VERTEX)
    known = Result("unknown", None, None, None, 0.0)
    goes_up = True
    if relaxed is not None:
        found = on_support(part, relaxed, params, stop)
        found = found or _little_more(model, relaxed, params, stop)
        if found.status == "optimal" or (stop.asked and found.chosen is not None):
            notify(found.value, found.bound)
            return found
        goes_up = found.status == "infeasible"  # else time was short even for that little
        least = relaxed.bound + (measured.LITTLE_MORE + 1 if goes_up else 0)
        known = replace(found, status="unknown", bound=least)
    if goes_up:
        spent = time.perf_counter() - started
        result = run(model, _from_below(params, spent), stop, notify)
        if result.status in ("optimal", "infeasible"):
            return result
        known = _together(known, result)
    if known.chosen is not None:
        model.hint(known.chosen)
    spent = time.perf_counter() - started
    return _together(known, run(model, _left(params, spent), stop, notify))


def _together(known: Result, later: Result) -> Result:
    """The better roster of two runs of the same model, and the higher of their bounds."""
    if later.status in ("optimal", "infeasible"):
        return later
    rosters = [one for one in (later, known) if one.chosen is not None]
    best = min(rosters, key=lambda one: one.value or 0, default=later)
    bound = max((one.bound for one in (known, later) if one.bound is not None), default=None)
    if best.chosen is None or best.value is None:
        return replace(best, bound=bound)
    met = bound is not None and bound >= best.value
    return replace(best, status="optimal" if met else "feasible", bound=bound)


def _little_more(model: Model, relaxed: Relaxed, params: Params, stop: Stop) -> Result:
    """The best roster that costs no more than that over the bound; infeasible when all cost more."""
    costs = relaxed.bound, relaxed.bound + measured.LITTLE_MORE
    copy = replace(model, cp=model.cp.clone())
    return between(copy, BLENDED, costs, _from_below(params, 0.0), stop)


def _from_below(params: Params, spent: float) -> Params:
    left = _left(params, spent)
    limit = params.deterministic
    return replace(
        left,
        from_below=True,
        seconds=measured.FROM_BELOW_SHARE * left.seconds,
        deterministic=None if limit is None else measured.FROM_BELOW_SHARE * limit,
    )


def _left(params: Params, spent: float) -> Params:
    return replace(params, seconds=max(measured.MOMENT, params.seconds - spent))
