"""One neighbourhood searched: some pairs free, the rest as in the roster, so that what is found is never worse.

1. Its linear relaxation says which pairs matter: CP-SAT sees only those and the present ones, with a complete hint. Small
   neighbourhoods are searched without, unless hard runs hold the doctors: there it is tight, and fast beside the search.
2. There too a relaxation that promises no gain ends it: no search is needed to know that nothing better is near. And some searches
   are thorough: of all pairs whose reduced cost allows them in a better roster, so that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rostering.domain.roster import Pair
from rostering.problem.limit import Tier
from rostering.solve.compile import Model, compile_model, touching
from rostering.solve.control import Params, Stop
from rostering.solve.linear import relax
from rostering.solve.parts import Part, is_held, priced
from rostering.solve.search import run
from rostering.solve.settings import NO_LIMIT, Settings
from rostering.solve.statements import Stated

STEP_SECONDS = 8.0
"""Longest search of a neighbourhood; most end earlier, proved."""
HELD_EFFORT = 0.7
"""Deterministic seconds at most where hard runs hold the doctors: a ward of 30 was 10 % from the best known after 60 CPU s,
11.5 % with 2."""
PATIENCE = 10
"""Searches in a row without gain after which one may cost twice as much: with a fixed effort sizes hover where searches just close,
and the same ward stood still at 9.7 % from 124 to 180 CPU s; with this and thorough searches it was at 4.8 % after 122."""
GUIDED = 800
"""Pairs above which a neighbourhood is narrowed by its linear relaxation first; where runs hold, all are: the same ward
after 25 CPU s, 37 % from the best known instead of 61 %."""

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
        kept = sorted(free)
        if self.is_held or len(free) > GUIDED:
            whole = _priced(stated, kept, fixed, scale)
            narrowed = self._narrowed(whole, chosen, priced(stated, chosen, scale), thorough)
            if narrowed is None:
                return chosen & free, True
            kept = narrowed
        model = _priced(stated, kept, fixed, scale)
        model.hint(chosen)
        result = run(model, self._params(seconds), self.stop)
        found = chosen & free if result.chosen is None else result.chosen
        return found, result.status == "optimal"

    def _params(self, seconds: float) -> Params:
        params = Params(seconds=min(STEP_SECONDS, max(0.3, seconds)), seed=self.settings.seed)
        if self.is_held:
            effort = HELD_EFFORT * (1 + self.barren / PATIENCE)
            params = replace(params, seconds=max(0.3, seconds), deterministic=effort)
        if self.settings.reproducible:
            params = replace(
                params, seconds=NO_LIMIT, deterministic=params.deterministic or STEP_SECONDS
            )
        return params

    def _narrowed(
        self, model: Model, chosen: frozenset[Pair], value: int, thorough: bool
    ) -> list[Pair] | None:
        """Those chosen now, and the pairs that the relaxation uses, or allows under `value`; None when it promises no gain."""
        relaxed = relax(model, NO_LIMIT if self.settings.reproducible else STEP_SECONDS)
        if relaxed is None:
            return list(model.x)
        if self.is_held and relaxed.bound >= value:
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
