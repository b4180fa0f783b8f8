"""One neighbourhood searched: some pairs free, the rest as in the roster, so that what is found is never worse.

1. Its linear relaxation says which pairs matter: CP-SAT sees only those and the present ones, with a complete hint. Small
   neighbourhoods are searched without, unless hard runs hold the doctors: there it is tight, and fast beside the search.
2. There too a relaxation that promises no gain ends it: no search is needed to know that nothing better is near.
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

    def about(self, pairs: frozenset[Pair]) -> list[Stated]:
        """The statements about any of those pairs, in order."""
        positions = {position for pair in pairs for position in self.index.get(pair, ())}
        return [self.part.stated[position] for position in sorted(positions)]

    def best(
        self, free: frozenset[Pair], chosen: frozenset[Pair], scale: Scale, seconds: float
    ) -> tuple[frozenset[Pair], bool]:
        """The best found for those pairs, the rest fixed, and whether the search was closed."""
        stated, fixed = self.about(free), chosen - free
        kept = sorted(free)
        if self.is_held or len(free) > GUIDED:
            narrowed = self._narrowed(_priced(stated, kept, fixed, scale), chosen, stated, scale)
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
            params = replace(params, deterministic=HELD_EFFORT)
        if self.settings.reproducible:
            params = replace(
                params, seconds=NO_LIMIT, deterministic=params.deterministic or STEP_SECONDS
            )
        return params

    def _narrowed(
        self, model: Model, chosen: frozenset[Pair], stated: Sequence[Stated], scale: Scale
    ) -> list[Pair] | None:
        """The pairs that the relaxation uses, and those chosen now; None when it promises no gain."""
        relaxed = relax(model, NO_LIMIT if self.settings.reproducible else STEP_SECONDS)
        if relaxed is None:
            return list(model.x)
        if self.is_held and relaxed.bound >= priced(stated, chosen, scale):
            return None
        return [pair for pair in model.x if pair in chosen or relaxed.uses(pair)]


def _priced(
    stated: Sequence[Stated], free: Sequence[Pair], fixed: frozenset[Pair], scale: Scale
) -> Model:
    model = compile_model(stated, free, fixed)
    model.cp.minimize(model.objective(scale))
    return model
