"""What a small change costs, from the statements it touches: quick enough to try every colleague."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from rostering.domain.roster import Pair, Roster
from rostering.problem.problem import Problem
from rostering.review.effect import PAID
from rostering.rules import AnyRule
from rostering.solve.compile import touching
from rostering.solve.parts import broken, recount
from rostering.solve.statements import state


class Prices:
    """The priced statements of a problem, by the pairs they speak of."""

    def __init__(self, problem: Problem, rules: Sequence[AnyRule]) -> None:
        _, self.stated = state(problem, rules)
        self.index = touching(self.stated)
        self.screens = [
            (rule.kind, pair)
            for rule in rules
            if rule.screens
            for statement in rule.statements(problem)
            for pair in statement.pairs()
        ]
        self.barred = Counter(pair for _, pair in self.screens)

    def change(self, roster: Roster, lost: Iterable[Pair], gained: Iterable[Pair]) -> int:
        """Soft rules, fairness and wishes: cost after minus cost before."""
        lost, gained = frozenset(lost), frozenset(gained)
        positions = {where for pair in lost | gained for where in self.index.get(pair, ())}
        about = [self.stated[where] for where in sorted(positions)]
        after = (roster.pairs - lost) | gained
        return recount(about, after, PAID) - recount(about, roster.pairs, PAID)

    def bent_by(self, roster: Roster, pair: Pair) -> set[str]:
        """The hard rules, by kind, that one more pair would break anew."""
        after = roster.pairs | {pair}
        found: set[str] = {kind for kind, barred in self.screens if barred == pair}
        for where in self.index.get(pair, ()):
            entry = self.stated[where]
            if broken([entry], after) > broken([entry], roster.pairs):
                found.add(entry.rule.kind)
        return found
