"""A bound for a large part: its blocks solved apart under a relaxation that any roster satisfies.

For each statement about pairs of several blocks:
1. hard « at most » of plain counts: every block keeps its own terms (the others could be 0);
2. soft « at most »: one block, its owner, keeps its own terms and pays alone;
3. a load with convex cost f: f(n) ≥ slope·n − f*(slope) for any slope, f* being the convex conjugate; the
   slope is paid by each pair in its own block and −f* once. Slopes follow the loads of the last round;
4. anything else is dropped, for all costs are ≥ 0.

So Σ blocks' minima − Σ f* never exceeds the cost of any roster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rostering.domain.roster import Pair
from rostering.problem.limit import Limit, Load, Runs, Tier
from rostering.solve.compile import compile_model
from rostering.solve.search import Params, Stop, run
from rostering.solve.settings import CARENCE_PRICE
from rostering.solve.stages import REST, Block, Part
from rostering.solve.statements import Stated


@dataclass
class Shared:
    """A load over several blocks, with the slope that stands for its cost."""

    entry: Stated
    load: Load
    slope: int

    @property
    def conjugate(self) -> int:
        """f*(slope) = max over loads n of slope·n − f(n), times the price."""
        most = sum(self.load.sizes)
        return max(
            self.slope * n - self.entry.price * self.load.cost_at(n) for n in range(most + 1)
        )

    @property
    def natural(self) -> int:
        """The load at which f touches the line."""
        most = sum(self.load.sizes)
        return max(
            range(most + 1),
            key=lambda n: (self.slope * n - self.entry.price * self.load.cost_at(n), -n),
        )

    def slope_at(self, load: int) -> int:
        """The middle of the two steps around that load."""
        price, cost = self.entry.price, self.load.cost_at
        right = cost(load + 1) - cost(load)
        left = cost(load) - cost(load - 1) if load else right
        return price * (left + right) // 2


class Relaxation:
    """The blocks of a part taken apart; each `round` gives a bound and learns from it."""

    def __init__(self, part: Part, chosen: frozenset[Pair]) -> None:
        self.part = part
        self.home = {pair: index for index, block in enumerate(part.blocks) for pair in block.pairs}
        self.own: list[list[Stated]] = [[] for _ in part.blocks]
        self.shared: list[Shared] = []
        for entry in part.stated:
            self._place(entry)
        self.aim(chosen)

    def _place(self, entry: Stated) -> None:
        statement = entry.statement
        homes = sorted({self.home[pair] for pair in statement.pairs() if pair in self.home})
        if len(homes) <= 1:
            self.own[homes[0] if homes else 0].append(entry)
        elif isinstance(statement, Load):
            self.shared.append(Shared(entry, statement, 0))
        elif kept := _at_most(entry):
            for home in homes if entry.is_hard else homes[:1]:
                self.own[home].append(kept)

    def aim(self, chosen: frozenset[Pair]) -> None:
        """Slopes that touch the costs at the loads of that roster."""
        for shared in self.shared:
            pairs = zip(shared.load.doctor_pairs, shared.load.sizes, strict=True)
            shared.slope = shared.slope_at(sum(size for pair, size in pairs if pair in chosen))

    def round(self, seconds: Callable[[], float], stop: Stop, tiers: Sequence[Tier]) -> int | None:
        """The bound with the present slopes; None when a block has no bound in time."""
        total = 0
        loads: defaultdict[int, int] = defaultdict(int)
        for index, block in enumerate(self.part.blocks):
            share = seconds() / (len(self.part.blocks) - index)
            bound, chosen = self._block(index, block, share, stop, tiers)
            if bound is None:
                return None
            total += bound
            for position, shared in enumerate(self.shared):
                pairs = zip(shared.load.doctor_pairs, shared.load.sizes, strict=True)
                loads[position] += sum(size for pair, size in pairs if pair in chosen)
        if Tier.FAIRNESS in tiers:
            total -= sum(shared.conjugate for shared in self.shared)
            self._learn(loads)
        return max(0, total)

    def _block(
        self, index: int, block: Block, seconds: float, stop: Stop, tiers: Sequence[Tier]
    ) -> tuple[int | None, frozenset[Pair]]:
        model = compile_model(self.own[index], block.pairs)
        if Tier.FAIRNESS in tiers:
            for shared in self.shared:
                for pair, size in zip(shared.load.doctor_pairs, shared.load.sizes, strict=True):
                    if shared.slope and self.home.get(pair) == index:
                        model.costs[Tier.FAIRNESS].append((model.x[pair], shared.slope * size))
        model.cp.minimize(model.objective(tiers, CARENCE_PRICE if len(tiers) > 1 else 1))
        result = run(model, Params(workers=1, seconds=max(0.5, seconds)), stop)
        return result.bound, result.chosen or frozenset()

    def _learn(self, loads: dict[int, int]) -> None:
        """A small step towards slopes under which the blocks' loads agree with the convex costs."""
        for position, shared in enumerate(self.shared):
            difference = loads[position] - shared.natural
            if difference:
                step = max(1, abs(shared.slope_at(shared.natural + 1) - shared.slope) // 4)
                shared.slope += step if difference > 0 else -step


def _at_most(entry: Stated) -> Stated | None:
    """The part of a statement that stays true when terms are forgotten, or None."""
    statement = entry.statement
    if isinstance(statement, Runs) and statement.most_on is not None:
        return replace(entry, statement=replace(statement, least_on=1, least_off=1))
    if not isinstance(statement, Limit) or statement.high is None or statement.high < 0:
        return None
    if statement.coefficients and min(statement.coefficients) < 0:
        return None
    return replace(entry, statement=replace(statement, low=None))


ALL = (Tier.CARENCE, *REST)
