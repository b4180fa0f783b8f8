"""What a doctor losing and gaining one duty costs, counted from the statements, quickly enough to try every colleague.

A change of one doctor touches only the statements that speak of the duties lost and gained. What a loss does and what
a gain does are counted once each; together they differ only in the statements that speak of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rostering.domain.people import Doctor
from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import AnyOf, Limit, Load, Statement, Tier
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.solve.statements import Stated, state

ORDER = (Tier.SOFT, Tier.FAIRNESS, Tier.WISHES)


class Cost(NamedTuple):
    """What soft rules, fairness and wishes cost more, in that order."""

    rules: int = 0
    fairness: int = 0
    wishes: int = 0

    def plus(self, other: Cost) -> Cost:
        """Both together."""
        return Cost(
            self.rules + other.rules, self.fairness + other.fairness, self.wishes + other.wishes
        )


@dataclass(frozen=True)
class Half:
    """What losing a duty, or gaining one, does alone; `broken`: hard statements it breaks further."""

    cost: Cost
    broken: frozenset[int]


class Counted:
    """A statement with its present total on a roster; its excess after a few pairs change is quick to tell."""

    def __init__(self, entry: Stated, chosen: frozenset[Pair]) -> None:
        self.entry, self.statement = entry, entry.statement
        self.chosen = frozenset(pair for pair in self.statement.pairs() if pair in chosen)
        self.weights, self.groups = _weights(self.statement)
        self.total = self._base()
        self.excess = self.statement.excess(self.chosen)
        self.factor = 0 if entry.is_hard else entry.price // max(1, self.statement.weight)

    def _base(self) -> int:
        if isinstance(self.statement, Limit | Load):
            return self.statement.total(self.chosen)
        return 0

    def after(self, lost: Iterable[Pair], gained: Iterable[Pair]) -> int:
        """The excess once those pairs are lost and gained."""
        statement = self.statement
        if self.groups or not isinstance(statement, Limit | Load):
            return statement.excess((self.chosen - frozenset(lost)) | frozenset(gained))
        total = self.total
        for pair in lost:
            total -= self.weights.get(pair, 0)
        for pair in gained:
            total += self.weights.get(pair, 0)
        if isinstance(statement, Load):
            return statement.weight * statement.cost_at(total)
        under = 0 if statement.low is None else max(0, statement.low - total)
        over = 0 if statement.high is None else max(0, total - statement.high)
        return statement.weight * (under + over)


def _weights(statement: Statement) -> tuple[Mapping[Pair, int], bool]:
    """Each pair's weight in the total; True when pairs count by groups, not one by one."""
    if not isinstance(statement, Limit | Load):
        return {}, True
    sizes = statement.sizes if isinstance(statement, Load) else statement.coefficients
    coefficients = sizes or (1,) * len(statement.terms)
    weights: defaultdict[Pair, int] = defaultdict(int)
    for term, coefficient in zip(statement.terms, coefficients, strict=True):
        if isinstance(term, AnyOf):
            return {}, True
        weights[term] += coefficient
    return dict(weights), False


class Tally:
    """Every statement on a roster, those of one doctor apart from those that speak of several."""

    def __init__(self, problem: Problem, rules: Sequence[AnyRule], roster: Roster) -> None:
        rules = [rule for rule in rules if rule.kind not in ("stability", "pinned")]
        narrowed, stated = state(problem, rules)
        self.roster = roster
        self.open = frozenset(
            pair for doctor in narrowed.doctors for pair in narrowed.pairs(doctor)
        )
        self.counted = [
            Counted(entry, roster.pairs) for entry in stated if entry.is_hard or entry.tier in ORDER
        ]
        self.own: defaultdict[Pair, list[int]] = defaultdict(list)
        self.shared: defaultdict[Pair, list[int]] = defaultdict(list)
        holders = narrowed.candidates_by_shift
        for position, one in enumerate(self.counted):
            pairs = set(one.statement.pairs())
            several = len({pair.doctor for pair in pairs}) > 1
            if several and _is_anonymous(one.statement, holders):
                continue
            index = self.shared if several else self.own
            for pair in pairs:
                index[pair].append(position)
        self._losses: dict[Pair, Half] = {}
        self._gains: dict[Pair, Half] = {}

    def loss(self, pair: Pair) -> Half:
        """What losing that duty does."""
        if pair not in self._losses:
            self._losses[pair] = self._half((pair,), ())
        return self._losses[pair]

    def gain(self, pair: Pair) -> Half:
        """What gaining that duty does."""
        if pair not in self._gains:
            self._gains[pair] = self._half((), (pair,))
        return self._gains[pair]

    def _half(self, lost: tuple[Pair, ...], gained: tuple[Pair, ...]) -> Half:
        pair = (*lost, *gained)[0]
        cost, broken = self._change(self.own.get(pair, ()), lost, gained)
        return Half(cost, frozenset(broken))

    def _change(
        self, positions: Iterable[int], lost: tuple[Pair, ...], gained: tuple[Pair, ...]
    ) -> tuple[Cost, list[int]]:
        """What those statements cost more, and which hard ones break further."""
        costs, broken = [0, 0, 0], []
        for position in positions:
            one = self.counted[position]
            more = one.after(lost, gained) - one.excess
            if not more:
                continue
            if one.entry.is_hard:
                if more > 0:
                    broken.append(position)
            else:
                costs[ORDER.index(one.entry.tier)] += more * one.factor
        return Cost(*costs), broken

    def both(self, lost: Pair, gained: Pair) -> Cost | None:
        """What losing one and gaining the other costs a doctor; None when a hard rule breaks further."""
        loss, gain = self.loss(lost), self.gain(gained)
        common = self._common[lost] & self._common[gained]
        if not (loss.broken | gain.broken) <= common:
            return None
        cost, broken = self._change(common, (lost,), (gained,))
        if broken:
            return None
        alone = self._change(common, (lost,), ())[0].plus(self._change(common, (), (gained,))[0])
        return Cost(
            *(
                one + other + joint - apart
                for one, other, joint, apart in zip(loss.cost, gain.cost, cost, alone, strict=True)
            )
        )

    @cached_property
    def _common(self) -> Mapping[Pair, frozenset[int]]:
        found: defaultdict[Pair, frozenset[int]] = defaultdict(frozenset)
        found.update({pair: frozenset(positions) for pair, positions in self.own.items()})
        return found

    def together(self, lost: tuple[Pair, ...], gained: tuple[Pair, ...]) -> Cost | None:
        """What the statements about several doctors cost more; None when a hard one breaks further."""
        positions = {
            position for pair in (*lost, *gained) for position in self.shared.get(pair, ())
        }
        if not positions:
            return Cost()
        cost, broken = self._change(sorted(positions), lost, gained)
        return None if broken else cost


def _is_anonymous(statement: Statement, holders: Mapping[str, tuple[Doctor, ...]]) -> bool:
    """True when it only counts how many of all who could hold one duty do: who they are does not matter."""
    if not isinstance(statement, Limit) or len(set(statement.coefficients or (1,))) > 1:
        return False
    if any(isinstance(term, AnyOf) for term in statement.terms):
        return False
    shifts = {pair.shift for pair in statement.pairs()}
    return len(shifts) == 1 and len(statement.terms) == len(holders[next(iter(shifts))])
