"""One neighbourhood of doctors held by hard runs: some pairs free, the rest as in the roster, so that what is found is never worse.

1. Its linear relaxation is tight there, and fast beside the search; it says which pairs matter: CP-SAT sees only those and the
   present ones, with a complete hint.
2. A relaxation that promises no gain ends it: no search is needed to know that nothing better is near. And some searches
   are thorough: of all pairs whose reduced cost allows them in a better roster, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rostering.domain.roster import Pair
from rostering.problem.limit import Tier
from rostering.solve import measured
from rostering.solve.compile import Model, compile_model, touching
from rostering.solve.control import Params, Stop
from rostering.solve.linear import relax
from rostering.solve.parts import Part, is_held, priced
from rostering.solve.search import run
from rostering.solve.settings import NO_LIMIT, Settings
from rostering.solve.statements import Stated

Scale = Mapping[Tier, int]


class PieceSearch:
    """Searches neighbourhoods of one part."""

    def __init__(self, part: Part, settings: Settings, stop: Stop) -> None:
        self.part, self.settings, self.stop = part, settings, stop
        self.is_held = is_held(part)
        self.index = touching(part.stated)
        self.barren = 0

    def learn(self, gain: int) -> None:
        """The longer nothing is gained, the more one search may cost, so that the next are larger: what is near is exhausted."""
        self.barren = 0 if gain else self.barren + 1

    def about(self, pairs: frozenset[Pair]) -> list[Stated]:
        """The statements about any of those pairs, in order."""
        positions = {position for pair in pairs for position in self.index.get(pair, ())}
        return [self.part.stated[position] for position in sorted(positions)]

    def best(
        self,
        free: frozenset[Pair],
        chosen: frozenset[Pair],
        scale: Scale,
        seconds: float,
        thorough: bool = False,
    ) -> tuple[frozenset[Pair], bool]:
        """The best found for those pairs, the rest fixed, and whether the search was closed.

        `thorough`: of every pair that a better roster may hold, not only of those that the relaxation takes.
        """
        stated, fixed = self.about(free), chosen - free
        whole = _priced(stated, sorted(free), fixed, scale)
        kept = self._narrowed(whole, chosen, priced(stated, chosen, scale), thorough)
        if kept is None:
            return chosen & free, True
        model = _priced(stated, kept, fixed, scale)
        model.hint(chosen)
        result = run(model, self._params(seconds), self.stop)
        found = chosen & free if result.chosen is None else result.chosen
        return found, result.status == "optimal"

    def _params(self, seconds: float) -> Params:
        effort = measured.HELD_EFFORT * (1 + self.barren / measured.PATIENCE)
        clock = NO_LIMIT if self.settings.reproducible else max(measured.SHORTEST_STEP, seconds)
        return Params(seconds=clock, seed=self.settings.seed, deterministic=effort)

    def _narrowed(
        self, model: Model, chosen: frozenset[Pair], value: int, thorough: bool
    ) -> list[Pair] | None:
        """Those chosen now, and the pairs that the relaxation uses, or allows under `value`; None when it promises no gain."""
        relaxed = relax(model, NO_LIMIT if self.settings.reproducible else measured.STEP)
        if relaxed is None:
            return list(model.x)
        if relaxed.bound >= value:
            return None
        if thorough:
            return [pair for pair in model.x if pair in chosen or relaxed.floors[pair] < value]
        return [pair for pair in model.x if pair in chosen or relaxed.uses(pair)]


def _priced(
    stated: Sequence[Stated], free: Sequence[Pair], fixed: frozenset[Pair], scale: Scale
) -> Model:
    model = compile_model(stated, free, fixed)
    model.cp.minimize(model.objective(scale))
    return model
