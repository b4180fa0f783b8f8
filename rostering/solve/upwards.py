"""The best roster of one neighbourhood, the rest fixed: from its relaxation's bound upwards, else among the pairs it uses.

1. The relaxation gives a bound. When the roster of now costs no more, nothing is to be found.
2. A roster that costs just the bound, of the pairs alone that the vertex takes: a sector alone mostly has one.
3. The neighbourhood between its bound and the cost of now, costs tried upwards: a sector's quarter is closed in one to
   three seconds, where a search downwards from the roster of now is still open after eight (docs/performance.md).
4. Where that takes too long, the pairs that the relaxation uses with those chosen now, hinted whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rostering.domain.roster import Pair
from rostering.problem.limit import Tier
from rostering.solve.compile import Model, compile_model
from rostering.solve.control import Notify, Params, Stop
from rostering.solve.linear import Relaxed, relax
from rostering.solve.parts import priced
from rostering.solve.search import Result, run
from rostering.solve.statements import Stated


@dataclass(frozen=True)
class Piece:
    """Pairs to choose anew, what is said of them, and the whole roster of now."""

    stated: Sequence[Stated]
    free: Sequence[Pair]
    chosen: frozenset[Pair]
    scale: Mapping[Tier, int]

    @property
    def now(self) -> frozenset[Pair]:
        """What the roster of now holds of it."""
        return self.chosen.intersection(self.free)

    @property
    def cost(self) -> int:
        """What the roster of now costs in all that is said of it."""
        return priced(self.stated, self.chosen, self.scale)

    def model(self, free: Sequence[Pair]) -> Model:
        """The choice among some of its pairs, the others not taken."""
        fixed = self.chosen.difference(self.free)
        model = compile_model(self.stated, free, fixed)
        model.cp.minimize(model.objective(self.scale))
        return model


Found = tuple[frozenset[Pair], bool]
"""The best pairs found, and whether none better can be."""


def downwards(
    piece: Piece, params: Params, stop: Stop, free: Sequence[Pair] | None = None
) -> Found:
    """From the roster of now, hinted whole, among all its pairs or some."""
    model = piece.model(piece.free if free is None else free)
    model.hint(piece.chosen)
    result = run(model, params, stop)
    found = piece.now if result.chosen is None else result.chosen
    return found, result.status == "optimal"


def guided(piece: Piece, params: Params, stop: Stop, patience: Params | None) -> Found:
    """By its relaxation; upwards from its bound as long as `patience` lasts, when there is any."""
    relaxed = relax(piece.model(piece.free), params.seconds)
    if relaxed is None:
        return downwards(piece, params, stop)
    cost = piece.cost
    if relaxed.bound >= cost:
        return piece.now, True
    if patience is not None:
        result = upwards(piece, relaxed, cost, patience, stop)
        if result.status in ("optimal", "infeasible"):
            return (piece.now if result.chosen is None else result.chosen), True
    used = [pair for pair in piece.free if pair in piece.chosen or relaxed.uses(pair)]
    return downwards(piece, params, stop, used)


def upwards(piece: Piece, relaxed: Relaxed, cost: int, params: Params, stop: Stop) -> Result:
    """The best roster between the bound and one under `cost`: infeasible when there is none."""
    if relaxed.is_vertex:
        used = [pair for pair in piece.free if relaxed.uses(pair)]
        found = between(
            piece.model(used), piece.scale, (relaxed.bound, relaxed.bound), params, stop
        )
        if found.status == "optimal":
            return found
    below = replace(params, from_below=True)
    return between(piece.model(piece.free), piece.scale, (relaxed.bound, cost - 1), below, stop)


def between(
    model: Model,
    scale: Mapping[Tier, int],
    costs: tuple[int, int],
    params: Params,
    stop: Stop,
    notify: Notify = lambda value, bound: None,
) -> Result:
    """The best roster of a model that costs between the two."""
    if model.broken:
        return Result("infeasible", None, None, None, 0.0)
    objective = model.objective(scale)
    model.cp.minimize(objective)
    model.cp.add(objective >= costs[0])
    model.cp.add(objective <= costs[1])
    return run(model, replace(params, probing=None), stop, notify)
