"""A duty to be handed over: every lawful gift, two-way swap and chain of three doctors, the best first.

- gift: a colleague takes it;
- swap: a colleague takes it and gives a duty back;
- chain: a colleague takes it and hands one of theirs to a third, who may give one to the first in return.

All of them are counted; lawful means that no hard rule is broken further. Order: soft rules kept, fairness after,
wishes, days between the duties that move, then names.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rostering.domain.roster import Pair, Roster
from rostering.life.tally import Cost, Tally
from rostering.problem.problem import Problem
from rostering.rules import AnyRule

Kind = Literal["gift", "swap", "chain"]
KINDS: tuple[Kind, ...] = ("gift", "swap", "chain")
SHOWN = 20


@dataclass(frozen=True)
class Option:
    """A way of handing the duty over: pairs lost and gained, in the order in which they are told.

    `cost` is what soft rules, fairness and wishes cost more; `days` between the duties that move, summed.
    """

    kind: Kind
    lost: tuple[Pair, ...]
    gained: tuple[Pair, ...]
    cost: Cost
    days: int

    @property
    def key(self) -> tuple[int, int, int, int, tuple[Pair, ...]]:
        """The order of advice."""
        return (*self.cost, self.days, self.gained)

    def applied(self, roster: Roster) -> Roster:
        """The roster after it."""
        return Roster((roster.pairs - frozenset(self.lost)) | frozenset(self.gained))


@dataclass(frozen=True)
class Advice:
    """How many ways there are of each kind, and the best of them in order."""

    counts: dict[str, int]
    best: tuple[Option, ...]


def advise(
    problem: Problem, rules: Sequence[AnyRule], roster: Roster, held: Pair, free: frozenset[str]
) -> Iterator[Option]:
    """Every way of handing over the duty `held`, in no order; `free`: the duties that may change hands."""
    return _Ways(problem, Tally(problem, rules, roster), held, free).every()


def best_of(options: Iterator[Option], count: int | None = SHOWN) -> Advice:
    """The options counted and the best of them; all of them, in order, without a number."""
    counts: Counter[str] = Counter()

    def counted() -> Iterator[Option]:
        for option in options:
            counts[option.kind] += 1
            yield option

    if count is None:
        best = sorted(counted(), key=lambda option: option.key)
    else:
        best = heapq.nsmallest(count, counted(), key=lambda option: option.key)
    return Advice({kind: counts[kind] for kind in KINDS}, tuple(best))


class _Ways:
    """The search: who can take the duty, what they could give, who could take that."""

    def __init__(self, problem: Problem, tally: Tally, held: Pair, free: frozenset[str]) -> None:
        self.problem, self.tally, self.held = problem, tally, held
        self.days = {shift.id: shift.date.toordinal() for shift in problem.shifts}
        self.held_by: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in tally.roster:
            if pair.shift in free:
                self.held_by[pair.doctor].append(pair)
        self.others = [doctor.id for doctor in problem.doctors if doctor.id != held.doctor]
        self.lone = tally.loss(held)

    def every(self) -> Iterator[Option]:
        """All of them."""
        yield from self._gifts()
        given = dict(self._returns())
        taken = self._exchanges()
        yield from self._swaps(given, taken)
        yield from self._chains(given, taken)

    def _may(self, doctor: str, shift: str) -> bool:
        pair = Pair(doctor, shift)
        return pair in self.tally.open and pair not in self.tally.roster

    def _gifts(self) -> Iterator[Option]:
        """Somebody takes it; the giver is left with one duty fewer."""
        if self.lone.broken:
            return
        for doctor in self.others:
            taken = Pair(doctor, self.held.shift)
            if self._may(*taken) and not self.tally.gain(taken).broken:
                cost = self.lone.cost.plus(self.tally.gain(taken).cost)
                yield from self._told("gift", (self.held,), (taken,), cost)

    def _returns(self) -> Iterator[tuple[Pair, Cost]]:
        """Every duty that the giver could take in return, and what it costs the giver."""
        for doctor in self.others:
            for pair in self.held_by[doctor]:
                if self._may(self.held.doctor, pair.shift):
                    cost = self.tally.both(self.held, Pair(self.held.doctor, pair.shift))
                    if cost is not None:
                        yield pair, cost

    def _exchanges(self) -> dict[Pair, Cost]:
        """Every duty that a colleague could leave to take the one handed over, and what it costs the colleague."""
        found = {}
        for doctor in self.others:
            taken = Pair(doctor, self.held.shift)
            for pair in self.held_by[doctor] if self._may(*taken) else ():
                cost = self.tally.both(pair, taken)
                if cost is not None and pair.shift != self.held.shift:
                    found[pair] = cost
        return found

    def _swaps(self, given: dict[Pair, Cost], taken: dict[Pair, Cost]) -> Iterator[Option]:
        for pair, cost in taken.items():
            if pair in given:
                gained = (Pair(pair.doctor, self.held.shift), Pair(self.held.doctor, pair.shift))
                yield from self._told("swap", (self.held, pair), gained, cost.plus(given[pair]))

    def _chains(self, given: dict[Pair, Cost], taken: dict[Pair, Cost]) -> Iterator[Option]:
        """The second gives one of theirs to a third, who gives nothing or one to the first."""
        backs: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in given:
            backs[pair.doctor].append(pair)
        for second, cost in taken.items():
            for third in self.others:
                if third != second.doctor and self._may(third, second.shift):
                    yield from self._thirds(second, cost, third, backs[third], given)

    def _thirds(
        self, second: Pair, cost: Cost, third: str, backs: list[Pair], given: dict[Pair, Cost]
    ) -> Iterator[Option]:
        taken = Pair(third, second.shift)
        gained = (Pair(second.doctor, self.held.shift), taken)
        alone = self.tally.gain(taken)
        if not alone.broken and not self.lone.broken:
            whole = self.lone.cost.plus(cost).plus(alone.cost)
            yield from self._told("chain", (self.held, second), gained, whole)
        for back in backs:
            if back.shift == second.shift:
                continue
            mine = self.tally.both(back, taken)
            if mine is not None:
                ends = Pair(self.held.doctor, back.shift)
                whole = cost.plus(mine).plus(given[back])
                yield from self._told("chain", (self.held, second, back), (*gained, ends), whole)

    def _told(
        self, kind: Kind, lost: tuple[Pair, ...], gained: tuple[Pair, ...], cost: Cost
    ) -> Iterator[Option]:
        """The option, unless a hard rule about several doctors breaks further."""
        more = self.tally.together(lost, gained)
        if more is not None:
            first = self.days[self.held.shift]
            days = sum(abs(self.days[pair.shift] - first) for pair in lost[1:])
            yield Option(kind, lost, gained, cost.plus(more), days)
