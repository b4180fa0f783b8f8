"""Which pairs exclude each other by a hard « at most one », so that groups of them need no extra variable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from rostering.domain.roster import Pair
from rostering.problem.limit import Limit
from rostering.solve.statements import Stated


@dataclass
class Cliques:
    """The hard « at most one » statements that each pair is in, by number."""

    of: dict[Pair, set[int]] = field(default_factory=dict)

    @classmethod
    def among(cls, stated: Iterable[Stated]) -> Cliques:
        """Read from statements over bare pairs of one doctor."""
        found: defaultdict[Pair, set[int]] = defaultdict(set)
        for number, entry in enumerate(stated):
            limit = entry.statement
            if not entry.is_hard or not isinstance(limit, Limit) or limit.high != 1:
                continue
            if limit.coefficients is None and all(isinstance(term, Pair) for term in limit.terms):
                for pair in limit.pairs():
                    found[pair].add(number)
        return cls(dict(found))

    def hold(self, pairs: Sequence[Pair]) -> bool:
        """True when one clique contains them all."""
        if len(pairs) < 2:
            return bool(pairs)
        return bool(set.intersection(*(self.of.get(pair, set()) for pair in pairs)))

    def cover(self, pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
        """The pairs in as few cliques as a greedy choice gives."""
        left = list(pairs)
        while left:
            reach: defaultdict[int, list[Pair]] = defaultdict(list)
            for pair in left:
                for number in self.of.get(pair, ()):
                    reach[number].append(pair)
            best = max(reach.values(), key=len, default=left[:1])
            yield best
            left = [pair for pair in left if pair not in best]
