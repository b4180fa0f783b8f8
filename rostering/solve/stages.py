"""One independent part: blended solve and proof of its carences, or true stages, then comfort.

1. Blended: carences, soft rules, fairness and wishes weighed together. When no carence is left, their
   minimum is proved by itself; otherwise a second run minimises carences alone, and if it does better
   the first is repeated under that cap. So the order rests on a proof, not on the size of a weight.
2. Certified: each tier is minimised in turn under the caps of the earlier ones, every variable hinted
   from the lexicographically best roster so far, which is never given up (ecosystem.md §1.4). What costs nothing
   needs no search. A large part starts from what its neighbourhoods give.
3. Comfort comes last: neighbourhoods that keep all the rest, within a time box (improve.py).
4. Certified: the leximin certificate is then worked out beside the roster, which it does not change (leximin.py).
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

from rostering.domain.certificate import Stage, StageProof
from rostering.domain.roster import Pair
from rostering.problem.limit import Tier
from rostering.solve import measured
from rostering.solve.alone import solve_alone
from rostering.solve.climb import race
from rostering.solve.compile import compile_model
from rostering.solve.control import Listener, Notify, Params, Progress, Stop
from rostering.solve.greedy import first_roster
from rostering.solve.improve import Improver
from rostering.solve.leximin import leximin
from rostering.solve.parts import REST, Part, PartResult, broken, recount
from rostering.solve.search import Result, run
from rostering.solve.settings import (
    BLENDED,
    CARENCE_PRICE,
    Settings,
    params_for,
)

ORDER: tuple[tuple[Stage, Tier], ...] = (
    ("carences", Tier.CARENCE),
    ("regles", Tier.SOFT),
    ("equite", Tier.FAIRNESS),
    ("souhaits", Tier.WISHES),
)
STAGE_TIERS: dict[Stage, tuple[Tier, ...]] = {stage: (tier,) for stage, tier in ORDER}
STAGE_TIERS["reste"] = REST


class PartSolver:
    """Solves one part within a time budget, telling a listener how it goes."""

    def __init__(self, part: Part, settings: Settings, stop: Stop, listen: Listener) -> None:
        self.part = part
        self.settings = settings
        self.stop = stop
        self.listen = listen
        self.started = time.perf_counter()
        self.result = PartResult("out_of_time")

    def solve(self) -> PartResult:
        """The whole road for the part."""
        self.model = compile_model(self.part.stated, self.part.pairs)
        self._clock("modèle", self.started)
        if self.model.broken:
            self.result.status = "infeasible"
            return self.result
        began = time.perf_counter()
        if self.settings.certify:
            self._certified()
        else:
            self._blended()
        self._clock("recherche", began)
        if self.result.chosen is not None and self.model.costs[Tier.COMFORT]:
            began = time.perf_counter()
            self._comfort()
            self._clock("confort", began)
        if self.result.chosen is not None and self.settings.certify:
            began = time.perf_counter()
            self.result.fairness = leximin(
                self.part, self.result.chosen, self.settings, self._left(), self.stop
            )
            self._clock("niveaux", began)
        return self.result

    def _clock(self, phase: str, since: float) -> None:
        self.result.seconds[phase] = round(time.perf_counter() - since, 3)

    def _left(self) -> float:
        return max(measured.MOMENT, self.settings.seconds - (time.perf_counter() - self.started))

    def _params(self, seconds: float | None = None) -> Params:
        return params_for(len(self.part.pairs), self.settings, seconds or self._left())

    def _notify(self, stage: Stage) -> Notify:
        carence = CARENCE_PRICE if stage == "reste" else 0

        def tell(value: int | None, bound: int | None) -> None:
            holes = None
            if carence and value is not None:
                holes, value = divmod(value, carence)
                bound = None if bound is None else bound - carence * holes
            self.listen(Progress(self.part.name, stage, value, bound, holes))

        return tell

    def _count(self, *tiers: Tier) -> int:
        assert self.result.chosen is not None
        return recount(self.part.stated, self.result.chosen, tiers)

    def _cap(self, tiers: Sequence[Tier], value: int) -> None:
        self.model.cp.add(self.model.objective(dict.fromkeys(tiers, 1)) <= value)

    # Blended ------------------------------------------------------------------------------------

    def _blended(self) -> None:
        result = self._blend()
        self.result.chosen = result.chosen or self._fallback(result)
        if self.result.chosen is None:
            return
        carences = self._prove_carences()
        if self._better is not None:
            result, carences = self._again(self._better, carences)
        bound = (result.bound or 0) - CARENCE_PRICE * carences.value
        rest = StageProof(stage="reste", value=self._count(*REST), bound=max(0, bound))
        self.result.stages = [carences, rest]
        self.result.status = "optimal" if carences.proved and rest.proved else "feasible"

    def _blend(self) -> Result:
        """No hint of a first roster: CP-SAT finds its own, and proves up to three times faster without."""
        self.model.cp.minimize(self.model.objective(BLENDED))
        params, notify = self._params(), self._notify("reste")
        if self.result.chosen is None and self._has_a_core_to_spare():
            return race(self.part, self.model, params, self.stop, notify)
        if self.result.chosen is None and params.workers == 1:
            return solve_alone(self.part, self.model, params, self.stop, notify)
        return run(self.model, params, self.stop, notify)

    def _has_a_core_to_spare(self) -> bool:
        return self._params().workers < self.settings.workers

    def _fallback(self, result: Result) -> frozenset[Pair] | None:
        """Stopped before any roster: the greedy one, when it is lawful."""
        if result.status == "infeasible":
            self.result.status = "infeasible"
            return None
        start = first_roster(self.part)
        return None if broken(self.part.stated, start) else start

    _better: frozenset[Pair] | None = None

    def _prove_carences(self) -> StageProof:
        """Zero needs no proof; otherwise the carences alone are minimised."""
        value = self._count(Tier.CARENCE)
        if value == 0:
            return StageProof(stage="carences", value=0, bound=0)
        assert self.result.chosen is not None
        self.model.hint(self.result.chosen)
        self.model.cp.minimize(self.model.objective({Tier.CARENCE: 1}))
        alone = run(self.model, self._params(), self.stop, self._notify("carences"))
        if alone.chosen is not None and alone.value is not None and alone.value < value:
            self._better = alone.chosen
        return StageProof(stage="carences", value=value, bound=max(0, alone.bound or 0))

    def _again(self, better: frozenset[Pair], proof: StageProof) -> tuple[Result, StageProof]:
        """Fewer carences are possible: the blended solve is repeated under that cap."""
        self.result.chosen = better
        value = self._count(Tier.CARENCE)
        self._cap((Tier.CARENCE,), value)
        self.model.hint(better)
        result = self._blend()
        if result.chosen is not None:
            self.result.chosen = result.chosen
        return result, StageProof(stage="carences", value=value, bound=proof.bound)

    # Certified ----------------------------------------------------------------------------------

    def _certified(self) -> None:
        best = self._by_pieces() if len(self.part.pairs) > measured.LARGE else None
        for stage, tier in ORDER:
            if best is not None and recount(self.part.stated, best, (tier,)) == 0:
                self._settle(best, stage, tier, bound=0)
                continue
            if best is not None:
                self.model.hint(best)
            self.model.cp.minimize(self.model.objective({tier: 1}))
            params = self._params(measured.STAGE_SHARE * self._left())
            result = run(self.model, params, self.stop, self._notify(stage))
            found = result.chosen
            if found is None and best is None:
                found = self._fallback(result)
            if found is None and best is None:
                return
            best = self._lexicographic_best(best, found)
            self._settle(best, stage, tier, bound=max(0, result.bound or 0))
        proved = all(proof.proved for proof in self.result.stages)
        self.result.status = "optimal" if proved else "feasible"

    def _by_pieces(self) -> frozenset[Pair] | None:
        """What neighbourhoods make of a large part, which one model alone leaves full of holes."""
        left = self.settings.seconds if self.settings.reproducible else self._left()
        seconds = measured.PIECES_SHARE * left
        settings = replace(self.settings, seconds=seconds, certify=False)
        return Improver(self.part, settings, self.stop, self.listen).solve().chosen

    def _settle(self, best: frozenset[Pair], stage: Stage, tier: Tier, bound: int) -> None:
        """The stage is over: what it reached is never given up by the next ones."""
        self.result.chosen = best
        value = self._count(tier)
        self.result.stages.append(StageProof(stage=stage, value=value, bound=min(bound, value)))
        self._cap((tier,), value)

    def _lexicographic_best(
        self, kept: frozenset[Pair] | None, found: frozenset[Pair] | None
    ) -> frozenset[Pair]:
        rosters = [roster for roster in (kept, found) if roster is not None]
        return min(
            rosters,
            key=lambda roster: [recount(self.part.stated, roster, (tier,)) for _, tier in ORDER],
        )

    # Comfort ------------------------------------------------------------------------------------

    def _comfort(self) -> None:
        """Neighbourhoods that keep all the rest, for a while: ties are broken, nothing is promised."""
        assert self.result.chosen is not None
        seconds = min(measured.COMFORT, measured.COMFORT_SHARE * self.settings.seconds)
        if not self.settings.reproducible:
            seconds = min(seconds, self._left())
        settings = replace(self.settings, seconds=seconds, workers=1)
        polisher = Improver(self.part, settings, self.stop, self.listen)
        self.result.chosen = polisher.polish(self.result.chosen)
        self.result.stages = [
            proof.model_copy(update={"value": self._count(*STAGE_TIERS[proof.stage])})
            for proof in self.result.stages
        ]  # where nothing was proved, the neighbourhoods may have improved the rest too
        self.result.stages.append(
            StageProof(stage="confort", value=self._count(Tier.COMFORT), bound=0)
        )
