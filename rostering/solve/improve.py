"""Parts that one model does not close: neighbourhoods guided by linear relaxations, and a bound.

1. Start: post by post, the scarcest first (greedy.py).
2. A neighbourhood (a block, two blocks that share doctors, some doctors, some weeks) is freed, the rest
   stays fixed. Its linear relaxation says which pairs matter: CP-SAT sees only those and the present
   ones, with a complete hint, so the roster never gets worse.
3. Bound: the whole model's relaxation by PDLP, made exact in integers (linear.py). One thread does it
   first, then joins the others on neighbourhoods; results are merged only when they still improve.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

from rostering.domain.certificate import SolveStatus, StageProof
from rostering.domain.roster import Pair
from rostering.problem.limit import Tier
from rostering.solve import measured
from rostering.solve.compile import compile_model
from rostering.solve.control import Listener, Params, Progress, Stop
from rostering.solve.greedy import first_roster
from rostering.solve.linear import relax
from rostering.solve.lines import line_by_line
from rostering.solve.neighbourhoods import Neighbourhoods
from rostering.solve.parts import REST, Part, PartResult, broken, priced, recount, worsened
from rostering.solve.pieces import PieceSearch
from rostering.solve.search import run
from rostering.solve.settings import (
    BLENDED,
    CARENCE_PRICE,
    NO_LIMIT,
    WITH_COMFORT,
    Settings,
    params_for,
)
from rostering.solve.upwards import Piece, downwards, guided
from rostering.solve.whole import News, news_of


@dataclass
class Improver:
    """A part under improvement; `chosen` is always a complete roster."""

    part: Part
    settings: Settings
    stop: Stop
    listen: Listener
    start: frozenset[Pair] | None = None
    """A lawful roster to start from."""

    def __post_init__(self) -> None:
        self.started = time.perf_counter()
        self.pieces = PieceSearch(self.part, self.settings, self.stop)
        self.chosen: frozenset[Pair] = frozenset()
        self.scale: Mapping[Tier, int] = BLENDED
        self.value = self.bound = self.steps = 0
        self.exhausted = False
        self.share = 1.0
        self.until = self.started + self.settings.seconds
        self.lock = threading.Lock()

    def solve(self) -> PartResult:
        """Start, then every worker until proved, stopped or out of time."""
        start, status = self._lawful_start()
        if start is None:
            return PartResult(status)
        self._take(start)
        began = time.perf_counter()
        workers = max(1, self.settings.workers)
        has_comfort = any(entry.tier is Tier.COMFORT for entry in self.part.stated)
        kept = self._polishing() if has_comfort else 0.0
        self._give(self.settings.seconds - kept, self.started)
        self._all_improve(workers, small=False)
        bound = self.bound
        if has_comfort:
            self._give(kept, time.perf_counter())
            self._aim(WITH_COMFORT)
            self._all_improve(workers, small=True)
        carences, rest = self._proofs(bound)
        stages = [carences, rest]
        if has_comfort:
            value = recount(self.part.stated, self.chosen, (Tier.COMFORT,))
            stages.append(StageProof(stage="confort", value=value, bound=0))
        status = "optimal" if carences.proved and rest.proved else "feasible"
        seconds = {
            "départ": round(began - self.started, 3),
            "recherche": round(time.perf_counter() - began, 3),
        }
        return PartResult(status, self.chosen, stages, seconds)

    def _polishing(self) -> float:
        """Seconds kept for comfort: a part of the time; of what one model could have closed, no more than it would take."""
        seconds = measured.POLISH_SHARE * self.settings.seconds
        return seconds if len(self.part.pairs) > measured.LARGE else min(seconds, measured.COMFORT)

    def _give(self, seconds: float, since: float) -> None:
        self.until = since + seconds
        self.share = seconds / self.settings.seconds

    def first(self) -> PartResult:
        """The roster that needs no search, told at once; none when it breaks a hard rule."""
        chosen = first_roster(self.part)
        spent = {"départ": round(time.perf_counter() - self.started, 3)}
        if broken(self.part.stated, chosen):
            return PartResult("out_of_time", seconds=spent)
        self._take(chosen)
        return PartResult("feasible", chosen, seconds=spent)

    def draft(self) -> PartResult:
        """A roster fit to be shown: from the first one, each block once."""
        start, status = self._lawful_start()
        if start is None:
            return PartResult(status)
        self._take(start)
        self._improve(self._neighbourhoods(small=False), first_only=True)
        spent = {"départ": round(time.perf_counter() - self.started, 3)}
        return PartResult("feasible", self.chosen, seconds=spent)

    def _take(self, start: frozenset[Pair]) -> None:
        self.chosen = start
        self.value = priced(self.part.stated, start, self.scale)
        self._tell()

    def _neighbourhoods(self, small: bool) -> Neighbourhoods:
        draw = random.Random(self.settings.seed)
        return Neighbourhoods(self.part, draw, small, self.pieces.is_held)

    def _lawful_start(self) -> tuple[frozenset[Pair] | None, SolveStatus]:
        """Post by post; when that breaks a hard rule, line by line where runs hold, or else of hard rules alone; None with the reason."""
        start = self.start or first_roster(self.part)
        if not broken(self.part.stated, start):
            return start, "feasible"
        by_lines = line_by_line(self.part, self.stop) if self.pieces.is_held else None
        if by_lines is not None:
            return by_lines, "feasible"
        hard = [entry for entry in self.part.stated if entry.is_hard]
        model = compile_model(hard, self.part.pairs)
        if model.broken:
            return None, "infeasible"
        model.hint(start)
        result = run(
            model, params_for(len(self.part.pairs), self.settings, self._left()), self.stop
        )
        if result.chosen is None:
            return None, "infeasible" if result.status == "infeasible" else "out_of_time"
        return result.chosen, "feasible"

    def _all_improve(self, workers: int, small: bool) -> None:
        """Every worker on neighbourhoods; the first finds the bound before it joins."""
        neighbourhoods = self._neighbourhoods(small)
        others = [
            threading.Thread(target=self._improve, args=(neighbourhoods,))
            for _ in range(workers - 1)
        ]
        for other in others:
            other.start()
        if not small:
            if self.start is not None:
                neighbourhoods.first.clear()  # drafted already
            if workers == 1 and len(self.part.blocks) > 1:
                self._improve(neighbourhoods, first_only=True)
            self._find_bound()
        self._improve(neighbourhoods)
        for other in others:
            other.join()

    def _aim(self, scale: Mapping[Tier, int]) -> None:
        """From now on costs are counted on that scale, on which no bound is known."""
        self.scale, self.bound, self.steps, self.exhausted = scale, -1, 0, False
        self.value = priced(self.part.stated, self.chosen, scale)

    def polish(self, chosen: frozenset[Pair]) -> frozenset[Pair]:
        """A roster no worse in any tier above comfort, and better in comfort where time allowed."""
        self.chosen = chosen
        self._aim(WITH_COMFORT)
        self._improve(self._neighbourhoods(small=True))
        return self.chosen

    def _left(self) -> float:
        return self.until - time.perf_counter()

    def _is_over(self) -> bool:
        if self.stop.asked or self.exhausted:
            return True
        if self.bound >= self.value and self.scale is BLENDED:
            return True
        if self.settings.reproducible:
            return self.steps >= measured.STEPS_A_SECOND * self.share * self.settings.seconds
        return self._left() < measured.LAST_STEP

    def _tell(self) -> None:
        if self.scale is WITH_COMFORT:
            comfort = self.value % WITH_COMFORT[Tier.SOFT]
            self.listen(Progress(self.part.name, "confort", comfort, None))
            return
        carences = recount(self.part.stated, self.chosen, (Tier.CARENCE,))
        paid = CARENCE_PRICE * carences
        bound = max(0, self.bound - paid)
        self.listen(Progress(self.part.name, "reste", self.value - paid, bound, carences))

    # Neighbourhoods -----------------------------------------------------------------------------

    def _improve(self, neighbourhoods: Neighbourhoods, first_only: bool = False) -> None:
        while not self._is_over() and (neighbourhoods.first or not first_only):
            with self.lock:
                kind, free = neighbourhoods.next()
                before = self.chosen
                self.steps += 1
            found, closed = self._search(free, before, neighbourhoods.is_thorough(kind))
            with self.lock:
                gain = self._merge(free, found)
                neighbourhoods.learn(kind, gain, closed)
                self.pieces.learn(gain)
                whole = len(free) == len(self.part.pairs) <= measured.GUIDED
                self.exhausted = self.exhausted or (closed and whole)
            if gain:
                self._tell()

    def _search(
        self, free: frozenset[Pair], chosen: frozenset[Pair], thorough: bool
    ) -> tuple[frozenset[Pair], bool]:
        """The best found for those pairs, the rest fixed, and whether the search was closed."""
        if self.pieces.is_held:
            return self.pieces.best(free, chosen, self.scale, self._left(), thorough)
        piece = Piece(self.pieces.about(free), sorted(free), chosen, self.scale)
        params = Params(
            seconds=min(measured.STEP, max(measured.SHORTEST_STEP, self._left())),
            seed=self.settings.seed,
        )
        if self.settings.reproducible:
            params = replace(params, seconds=NO_LIMIT, deterministic=measured.STEP)
        if len(free) <= measured.GUIDED:
            return downwards(piece, params, self.stop)
        by_sectors = self.scale is BLENDED and len(self.part.blocks) > 1
        return guided(piece, params, self.stop, params if by_sectors else None)

    def _merge(self, free: frozenset[Pair], found: frozenset[Pair]) -> int:
        """Takes the found pairs when the roster of this moment gains by it; the gain."""
        merged = (self.chosen - free) | found
        if merged == self.chosen:
            return 0
        stated = self.pieces.about(self.chosen ^ merged)
        gain = priced(stated, self.chosen, self.scale) - priced(stated, merged, self.scale)
        if gain < 0 or broken(stated, merged) > broken(stated, self.chosen):
            return 0
        if self.scale is WITH_COMFORT and worsened(stated, self.chosen, merged):
            return 0
        self.chosen = merged
        self.value -= gain
        return gain

    # Bound --------------------------------------------------------------------------------------

    def _find_bound(self) -> None:
        """What the whole says of itself: its bound, maybe a roster at it."""
        if self._is_over():
            return
        params = Params(seconds=measured.BOUND_SHARE * self._left(), seed=self.settings.seed)
        if self.settings.reproducible:
            effort = measured.BOUND_SHARE * self.settings.seconds
            params = replace(params, seconds=NO_LIMIT, deterministic=effort)
        for news in news_of(self.part, self.value, params, self._is_over):
            self._hear(news)

    def _hear(self, news: News) -> None:
        """A bound, or a roster that may be better than the present one; one just as good may come in time or not, so it changes nothing."""
        if isinstance(news, int):
            self.bound = max(self.bound, news)
        else:
            with self.lock:
                if priced(self.part.stated, news, self.scale) < self.value:
                    self._merge(frozenset(self.part.pairs), news)
        self._tell()

    def _proofs(self, found: int) -> tuple[StageProof, StageProof]:
        """Carences (their minimum by a relaxation of their own, when some are left), then the rest."""
        carences = recount(self.part.stated, self.chosen, (Tier.CARENCE,))
        least = 0
        if carences and not self.stop.asked:
            model = compile_model(self.part.stated, self.part.pairs)
            model.cp.minimize(model.objective({Tier.CARENCE: 1}))
            relaxed = relax(model, NO_LIMIT if self.settings.reproducible else measured.CARENCES)
            least = relaxed.bound if relaxed else 0
        rest = recount(self.part.stated, self.chosen, REST)
        bound = max(0, found - CARENCE_PRICE * carences)
        return (
            StageProof(stage="carences", value=carences, bound=max(0, min(least, carences))),
            StageProof(stage="reste", value=rest, bound=min(bound, rest)),
        )
