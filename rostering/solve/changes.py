"""How far a roster is from the published one: counted on a roster, and as expressions of a model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model

from rostering.domain.roster import Pair
from rostering.solve.compile import Model

Expression = cp_model.LinearExpr


@dataclass(frozen=True)
class Distance:
    """The published pairs of the duties that may change, those of them that can be no more, and what a change weighs.

    `days`: each free duty's days before the end, the nearer the more; `spared`: doctors who never count as disturbed;
    `takers_count`: whoever only receives a duty is disturbed too.
    """

    published: frozenset[Pair]
    gone: frozenset[Pair]
    days: Mapping[str, int]
    spared: frozenset[str] = frozenset()
    takers_count: bool = False

    @cached_property
    def before(self) -> Mapping[str, frozenset[Pair]]:
        """The published pairs of each duty."""
        return _by_shift(self.published)

    @property
    def least(self) -> int:
        """Changes that nothing avoids: every post lost is one."""
        return len(self.gone)

    def posts(self, shift: str, now: frozenset[Pair]) -> int:
        """How many posts of a duty change: the larger of those lost and those gained."""
        before = self.before.get(shift, frozenset())
        return max(len(before - now), len(now - before))

    def by_shift(self, chosen: Iterable[Pair]) -> dict[str, int]:
        """The same for each duty that has pairs before or after."""
        now = _by_shift(pair for pair in chosen if pair.shift in self.days)
        return {
            id_: self.posts(id_, now.get(id_, frozenset())) for id_ in sorted({*self.before, *now})
        }

    def count(self, chosen: Iterable[Pair]) -> int:
        """Changed posts."""
        return sum(self.by_shift(chosen).values())

    def near(self, chosen: Iterable[Pair]) -> int:
        """Changed posts, the nearer the dearer."""
        return sum(self.days[id_] * posts for id_, posts in self.by_shift(chosen).items())

    def disturbed(self, chosen: Iterable[Pair]) -> int:
        """Doctors who lose a duty they could have kept; with `takers_count` those who receive one too."""
        now = frozenset(pair for pair in chosen if pair.shift in self.days)
        people = {pair.doctor for pair in self.published - now - self.gone}
        if self.takers_count:
            people |= {pair.doctor for pair in now - self.published}
        return len(people - self.spared)


class Changes:
    """The same distance over a model's variables; `total` and `nearness` count changed posts."""

    def __init__(self, model: Model, distance: Distance) -> None:
        self.model, self.distance = model, distance
        pairs: defaultdict[str, list[Pair]] = defaultdict(list)
        for pair in model.x:
            pairs[pair.shift].append(pair)
        counts = {id_: self._posts(id_, frozenset(own)) for id_, own in sorted(pairs.items())}
        emptied = [own for id_, own in distance.before.items() if id_ not in counts]
        self.total: Expression = cp_model.LinearExpr.sum(list(counts.values())) + sum(
            map(len, emptied)
        )
        self.nearness: Expression = cp_model.LinearExpr.weighted_sum(
            list(counts.values()), [distance.days[id_] for id_ in counts]
        )
        self.most = sum(
            max(len(own), len(distance.before.get(id_, ()))) for id_, own in pairs.items()
        )

    def _posts(self, shift: str, pairs: frozenset[Pair]) -> cp_model.IntVar:
        x, cp = self.model.x, self.model.cp
        before = self.distance.before.get(shift, frozenset())
        kept = [x[pair] for pair in sorted(pairs & before)]
        new = [x[pair] for pair in sorted(pairs - before)]
        posts = cp.new_int_var(0, max(len(before), len(new)), "")
        cp.add(cp_model.LinearExpr.sum([posts, *kept]) >= len(before))
        cp.add(cp_model.LinearExpr.sum(new) <= posts)

        def told(chosen: Container[Pair]) -> int:
            return self.distance.posts(shift, frozenset(pair for pair in pairs if pair in chosen))

        self.model.derived.append((posts, told))
        return posts

    def people(self) -> Expression:
        """Doctors disturbed."""
        x, cp, distance = self.model.x, self.model.cp, self.distance
        touches: defaultdict[str, list[Expression]] = defaultdict(list)
        for pair, variable in x.items():
            if pair.doctor in distance.spared:
                continue
            if pair in distance.published:
                touches[pair.doctor].append(1 - variable)
            elif distance.takers_count:
                touches[pair.doctor].append(variable)
        found = []
        for doctor in sorted(touches):
            touched = cp.new_bool_var("")
            for one in touches[doctor]:
                cp.add(touched >= one)
            found.append(touched)
        return cp_model.LinearExpr.sum(found)


def _by_shift(pairs: Iterable[Pair]) -> dict[str, frozenset[Pair]]:
    groups: defaultdict[str, set[Pair]] = defaultdict(set)
    for pair in pairs:
        groups[pair.shift].add(pair)
    return {shift: frozenset(own) for shift, own in sorted(groups.items())}
