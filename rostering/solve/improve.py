"""Large parts: a constructive start, neighbourhoods on one core, and a bound by blocks on the other.

1. Start: post by post, the scarcest first (greedy.py).
2. Primal core: a neighbourhood (a block over some weeks, some doctors over all of it, two blocks that
   share doctors) is freed, the rest stays fixed; the sub-model is compiled from the same statements and
   solved with a complete hint, so the roster never gets worse.
3. Bound core: each block alone, statements that tie it to others being relaxed: an « at most » keeps
   its own terms, a shared load is replaced by the straight line that touches its convex cost at the
   present load, anything else is dropped. Every roster costs at least the sum (see `relax.py`).
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rostering.domain.certificate import SolveStatus, StageProof
from rostering.domain.roster import Pair
from rostering.problem.limit import Tier
from rostering.solve.compile import compile_model, touching
from rostering.solve.greedy import first_roster
from rostering.solve.neighbourhoods import Neighbourhoods
from rostering.solve.relax import ALL, Relaxation
from rostering.solve.search import Listener, Params, Progress, Stop, run
from rostering.solve.settings import CARENCE_PRICE, LARGE, Settings
from rostering.solve.stages import REST, Part, PartResult, PartSolver, recount
from rostering.solve.statements import Stated

STEP_SECONDS = 6.0
"""Longest neighbourhood; shorter ones end when proved."""
BOUND_SHARE = 0.4
"""Part of the time kept for the bound when there is one core only."""


def solve_part(part: Part, settings: Settings, stop: Stop, listen: Listener) -> PartResult:
    """One part: by one model when it closes by itself or stages are to be certified, else by blocks."""
    if len(part.pairs) <= LARGE or settings.certify or len(part.blocks) < 2:
        return PartSolver(part, settings, stop, listen).solve()
    return Improver(part, settings, stop, listen).solve()


@dataclass
class Improver:
    """A large part under improvement; `chosen` is always a complete roster."""

    part: Part
    settings: Settings
    stop: Stop
    listen: Listener

    def __post_init__(self) -> None:
        self.started = time.perf_counter()
        self.index = touching(self.part.stated)
        self.chosen: frozenset[Pair] = frozenset()
        self.value = 0
        self.bound = 0
        self.done = threading.Event()
        self.inner = Stop()
        self.draw = random.Random(self.settings.seed)

    def solve(self) -> PartResult:
        """Start, then both cores until proved, stopped or out of time."""
        self._start()
        started = time.perf_counter()
        alone = self.settings.workers == 1 or self.settings.reproducible
        if alone:
            self._improve(self._deadline() - BOUND_SHARE * self._left())
            self._bound_until_done()
        else:
            bounding = threading.Thread(target=self._bound_until_done)
            bounding.start()
            self._improve(self._deadline())
            self.done.set()
            self.inner.ask()
            bounding.join()
        seconds = {
            "modèle": 0.0,
            "départ": round(started - self.started, 3),
            "recherche": round(time.perf_counter() - started, 3),
        }
        carences, rest = self._proofs()
        proved = carences.proved and rest.proved
        status: SolveStatus = "optimal" if proved else "feasible"
        return PartResult(status, self.chosen, [carences, rest], seconds)

    # Time ---------------------------------------------------------------------------------------

    def _deadline(self) -> float:
        return self.started + self.settings.seconds

    def _left(self) -> float:
        return self._deadline() - time.perf_counter()

    def _tell(self) -> None:
        carences = recount(self.part.stated, self.chosen, (Tier.CARENCE,))
        rest = self.value - CARENCE_PRICE * carences
        self.listen(
            Progress(
                self.part.name,
                "reste",
                rest,
                max(0, self.bound - CARENCE_PRICE * carences),
                carences,
            )
        )

    # Primal -------------------------------------------------------------------------------------

    def _start(self) -> None:
        """A greedy roster; neighbourhoods take it from there."""
        self.chosen = first_roster(self.part)
        self.value = _price(self.part.stated, self.chosen)
        self._tell()

    def _improve(self, deadline: float) -> None:
        neighbourhoods = Neighbourhoods(self.part, self.draw)
        while time.perf_counter() < deadline and not self.stop.asked and not self._is_proved():
            kind, free = neighbourhoods.next(self.chosen)
            seconds = min(STEP_SECONDS, max(0.5, deadline - time.perf_counter()))
            gain, closed = self._free(free, seconds)
            neighbourhoods.learn(kind, gain, closed)
            self.value -= gain
            if gain:
                self._tell()

    def _free(self, free: frozenset[Pair], seconds: float) -> tuple[int, bool]:
        """Solves those pairs again, the rest fixed; the gain, and whether the sub-model was closed."""
        positions = sorted({position for pair in free for position in self.index.get(pair, ())})
        stated = [self.part.stated[position] for position in positions]
        model = compile_model(stated, sorted(free), self.chosen - free)
        model.hint(self.chosen)
        objective = model.objective((Tier.CARENCE, *REST), CARENCE_PRICE)
        model.cp.minimize(objective)
        before = _price(stated, self.chosen)
        params = Params(workers=1, seconds=seconds, seed=self.draw.randrange(1 << 30))
        if self.settings.reproducible:
            params = replace(params, deterministic=seconds)
        result = run(model, params, self.stop)
        if result.chosen is None:
            return 0, False
        found = (self.chosen - free) | result.chosen
        after = _price(stated, found)
        if after > before:
            return 0, False
        self.chosen = found
        return before - after, result.status == "optimal"

    # Bound --------------------------------------------------------------------------------------

    def _bound_until_done(self) -> None:
        """Rounds of the relaxation, each aimed by the last; the best counts."""
        relaxation = Relaxation(self.part, self.chosen)
        while not self.done.is_set() and not self.stop.asked and self._left() > 0.5:
            bound = relaxation.round(self._left, self.inner, ALL)
            if bound is not None:
                self.bound = max(self.bound, bound)
                self._tell()
            if self._is_proved():
                return

    def _is_proved(self) -> bool:
        return self.bound >= self.value

    def _proofs(self) -> tuple[StageProof, StageProof]:
        """Carences (their minimum proved by blocks when some are left), then the rest under them."""
        carences = recount(self.part.stated, self.chosen, (Tier.CARENCE,))
        least = 0
        if carences:
            relaxation = Relaxation(self.part, self.chosen)
            least = relaxation.round(lambda: 10.0, Stop(), (Tier.CARENCE,)) or 0
        rest = recount(self.part.stated, self.chosen, REST)
        bound = max(0, self.bound - CARENCE_PRICE * carences)
        return (
            StageProof(stage="carences", value=carences, bound=min(least, carences)),
            StageProof(stage="reste", value=rest, bound=min(bound, rest)),
        )


def _price(stated: Sequence[Stated], chosen: frozenset[Pair]) -> int:
    return recount(stated, chosen, REST) + CARENCE_PRICE * recount(stated, chosen, (Tier.CARENCE,))
