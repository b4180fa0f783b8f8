"""A second way to the optimum, for a core to spare: from the relaxation's bound upwards.

The whole model meets the optimum from above. Here rosters that cost at most the bound are looked for first, with only
the pairs that such a roster may hold (the others' reduced costs forbid them); when there is none the bound
rises, and the next rung is wider. On a sector the relaxation is often exact, and the first rung is then two to four
times faster than the whole model (docs/performance.md).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from rostering.solve.compile import Model, compile_model
from rostering.solve.control import Notify, Params, Stop
from rostering.solve.linear import relax
from rostering.solve.parts import Part
from rostering.solve.search import Result, run
from rostering.solve.settings import BLENDED

RUNGS = (0, 4, 16, 64)
"""How far above the relaxation's bound each try may cost; beyond the last, the whole model is as good."""


def race(part: Part, model: Model, params: Params, stop: Stop, notify: Notify) -> Result:
    """Minimises the blended objective of `model` both ways at once; the first proof stops the other."""
    with stop.narrower() as whole, stop.narrower() as rungs, ThreadPoolExecutor(1) as thread:

        def look() -> Result | None:
            found = climb(part, model, params, rungs)
            if found is not None:
                whole.ask()
            return found

        climbing = thread.submit(look)
        result = run(model, params, whole, notify)
        rungs.ask()
        found = climbing.result()
    if found is None or result.status == "optimal":
        return result
    notify(found.value, found.bound)
    return found


def climb(part: Part, model: Model, params: Params, stop: Stop) -> Result | None:
    """The proved optimum, or None: not within the rungs, or stopped before."""
    relaxed = relax(model, params.seconds)
    if relaxed is None:
        return None
    least = relaxed.bound
    for width in RUNGS:
        cap = relaxed.bound + width
        narrow = compile_model(part.stated, relaxed.within(cap))
        if not narrow.broken:
            objective = narrow.objective(BLENDED)
            narrow.cp.minimize(objective)
            narrow.cp.add(objective >= least)
            narrow.cp.add(objective <= cap)
            result = run(narrow, replace(params, probing=None), stop)
            if result.status != "infeasible":
                return result if result.status == "optimal" else None
        least = cap + 1
    return None
