"""A first roster, post by post: the scarcest shift first, to whoever costs least and breaks nothing hard.

`Tally` keeps the running total of every statement, so that the price of one more pair is known by
looking only at the statements about it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Limit, Load, Runs, Statement, Tier
from rostering.solve.parts import Part
from rostering.solve.settings import CARENCE_PRICE
from rostering.solve.statements import Stated

HARD_PRICE = 10**9


@dataclass(frozen=True, slots=True)
class Effect:
    """What choosing a pair adds to a statement: `step`, once per `group` when there is one."""

    position: int
    step: int
    group: int | None = None


class Tally:
    """Totals of statements over a growing set of pairs."""

    def __init__(self, stated: Sequence[Stated]) -> None:
        self.stated = stated
        self.chosen: set[Pair] = set()
        self.effects: defaultdict[Pair, list[Effect]] = defaultdict(list)
        self.totals = [_at_rest(entry.statement) for entry in stated]
        self.groups: list[int] = []
        self.prices = [_unit_price(entry) for entry in stated]
        for position, entry in enumerate(stated):
            self._read(position, entry)

    def _read(self, position: int, entry: Stated) -> None:
        statement = entry.statement
        if isinstance(statement, Runs):
            for pair in statement.pairs():
                self.effects[pair].append(Effect(position, 0))
        else:
            for term, weight in zip(statement.terms, _weights(statement), strict=True):
                if isinstance(term, AnyOf):
                    self.groups.append(0)
                    for pair in term.pairs:
                        self.effects[pair].append(Effect(position, weight, len(self.groups) - 1))
                else:
                    self.effects[term].append(Effect(position, weight))

    def price(self, pair: Pair) -> int:
        """What choosing the pair would add to the cost; HARD_PRICE and more when it breaks something."""
        added = 0
        steps: dict[int, int] = {}
        for effect in self.effects[pair]:
            if effect.group is None or not self.groups[effect.group]:
                steps[effect.position] = steps.get(effect.position, 0) + effect.step
        for position, step in steps.items():
            added += self._change(position, step, pair)
        return added

    def _change(self, position: int, step: int, pair: Pair) -> int:
        statement, total = self.stated[position].statement, self.totals[position]
        price = self.prices[position]
        if isinstance(statement, Load):
            return price * (statement.cost_at(total + step) - statement.cost_at(total))
        if isinstance(statement, Runs):
            return price * (statement.excess(self.chosen | {pair}) - statement.excess(self.chosen))
        return price * (_outside(statement, total + step) - _outside(statement, total))

    def choose(self, pair: Pair) -> None:
        """Takes the pair."""
        self.chosen.add(pair)
        for effect in self.effects[pair]:
            if effect.group is not None:
                self.groups[effect.group] += 1
                if self.groups[effect.group] > 1:
                    continue
            self.totals[effect.position] += effect.step


def _weights(statement: Limit | Load) -> Sequence[int]:
    """What each true term adds to the total."""
    if isinstance(statement, Load):
        return statement.sizes
    return statement.coefficients or (1,) * len(statement.terms)


def _at_rest(statement: Statement) -> int:
    """The total when nobody is chosen."""
    return statement.base if isinstance(statement, Load) else 0


def _outside(limit: Limit, total: int) -> int:
    under = 0 if limit.low is None else max(0, limit.low - total)
    over = 0 if limit.high is None else max(0, total - limit.high)
    return under + over


def _unit_price(entry: Stated) -> int:
    if entry.is_hard:
        return HARD_PRICE
    return entry.price * (CARENCE_PRICE if entry.tier is Tier.CARENCE else 1)


def first_roster(part: Part) -> frozenset[Pair]:
    """A roster that breaks no hard « at most »; what it could not fill is left empty."""
    tally = Tally(part.stated)
    by_shift: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in part.pairs:
        by_shift[pair.shift].append(pair)
        if tally.price(pair) < -HARD_PRICE // 2:  # demanded: a pinned date
            tally.choose(pair)
    for shift in sorted(by_shift, key=lambda shift: (len(by_shift[shift]), shift)):
        while True:
            offers = [(tally.price(p), p) for p in by_shift[shift] if p not in tally.chosen]
            best = min(offers, default=(0, None))
            if best[1] is None or best[0] >= 0:
                break
            tally.choose(best[1])
    return frozenset(tally.chosen)
