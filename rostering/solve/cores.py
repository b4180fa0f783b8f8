"""Sets of hard statements that cannot hold together, none of which can be dropped: all of them.

1. Statements about one doctor are asked by themselves: most contradictions are somebody's own, and that is quick.
2. Otherwise all are asked together; when impossible, each gets a switch and CP-SAT names a core. The core is not
   trusted (OR-Tools issue 5141): it is asked again alone. Members are then dropped one at a time; what stays possible
   without it is needed, the rest goes. That is one conflict.
3. First the conflicts that share nothing: all members of those found are switched off, until a roster exists. Then the
   others, by Reiter's tree: for each conflict, each member in turn is switched off and the question asked again. The
   whole tree finds every conflict, since from any of them a path of members foreign to it leads there.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model

from rostering.domain.roster import Pair
from rostering.solve import measured
from rostering.solve.compile import Model, compile_guarded, compile_model
from rostering.solve.control import Stop
from rostering.solve.statements import Stated

Members = frozenset[int]
"""Positions of statements."""


@dataclass(frozen=True)
class Extent:
    """How many conflicts to look for at most (those that share nothing are all looked for), and the seconds."""

    most: int = measured.CONFLICTS
    seconds: float = measured.ALL_QUESTIONS
    independent: int = measured.INDEPENDENT


class Tree:
    """The statements, asked again and again with some switched off."""

    def __init__(self, claims: Sequence[Stated], pairs: Sequence[Pair], stop: Stop) -> None:
        self.claims, self.pairs, self.stop = claims, pairs, stop
        self.rosters: list[Members] = []
        """What each roster found breaks: with that off, or more, the rest can hold."""
        self.settled: set[tuple[str, Members]] = set()
        self.complete = True

    @cached_property
    def guarded(self) -> Model:
        """The model with its switches."""
        return compile_guarded(self.claims, self.pairs)

    @cached_property
    def by_doctor(self) -> dict[str, list[int]]:
        """The statements about one doctor only."""
        groups: defaultdict[str, list[int]] = defaultdict(list)
        for index, claim in enumerate(self.claims):
            doctors = {pair.doctor for pair in claim.statement.pairs()}
            doctors |= (
                {claim.statement.about[0]} if not doctors and claim.statement.about else set()
            )
            if len(doctors) == 1:
                groups[doctors.pop()].append(index)
        return dict(sorted(groups.items()))

    def conflicts(self, extent: Extent) -> Iterator[tuple[Members, bool]]:
        """Each conflict, and whether it is proved that none of its members can be dropped."""
        found: list[Members] = []
        for members, proved in self._disjoint(extent.independent if extent.most > 1 else 1):
            found.append(members)
            yield members, proved
        if not self.stop.asked and found:
            yield from self._others(found, extent.most, time.monotonic() + extent.seconds)

    def _disjoint(self, most: int) -> Iterator[tuple[Members, bool]]:
        off: set[int] = set()
        for _ in range(most):
            core = self._core(off)
            if not core:
                return
            members, proved = self._shrink(core)
            off |= members
            yield members, proved
            if self.stop.asked:
                break
        self.complete = False

    def _others(
        self, found: list[Members], most: int, end: float
    ) -> Iterator[tuple[Members, bool]]:
        queue = deque([frozenset[int]()])
        seen = {frozenset[int]()}
        while queue:
            off = queue.popleft()
            label = next((members for members in found if members.isdisjoint(off)), None)
            if label is None:
                if len(found) >= most or time.monotonic() > end or len(seen) > measured.QUESTIONS:
                    self.complete = False
                    return
                core = self._core(off)
                if not core:
                    continue
                label, proved = self._shrink(core)
                found.append(label)
                yield label, proved
            children = (off | {index} for index in sorted(label))
            fresh = [child for child in children if child not in seen]
            seen.update(fresh)
            queue.extend(fresh)

    def _core(self, off: Collection[int]) -> list[int]:
        """Statements, of those not switched off, that cannot hold together; none when a roster exists."""
        if any(broken <= set(off) for broken in self.rosters):
            return []
        if own := self._own(frozenset(off)):
            return own
        active = [index for index in range(len(self.claims)) if index not in off]
        verdict, chosen = self._ask(active)
        if verdict is not False:
            self.complete = self.complete and verdict is True
            broken = (n for n, one in enumerate(self.claims) if one.statement.excess(chosen))
            self.rosters.append(frozenset(broken))
            return []
        return self._named(active)

    def _own(self, off: Members) -> list[int]:
        """What one doctor's statements alone cannot hold."""
        for doctor, indices in self.by_doctor.items():
            key = doctor, off & frozenset(indices)
            if key in self.settled:
                continue
            active = [index for index in indices if index not in off]
            if self._ask(active)[0] is False:
                return active
            self.settled.add(key)
        return []

    def _named(self, active: list[int]) -> list[int]:
        """The core that CP-SAT names, refined while it shrinks and asked again alone; all of them when it is wrong."""
        core = active
        while True:
            self.guarded.cp.clear_assumptions()
            guards = [self.guarded.guards[index][0] for index in core]
            self.guarded.cp.add_assumptions(guards)
            solver = _solver(presolve=False)
            if solver.solve(self.guarded.cp) != cp_model.INFEASIBLE:
                break
            told = set(solver.sufficient_assumptions_for_infeasibility())
            named = [n for n, guard in zip(core, guards, strict=True) if guard.index in told]
            if not named or len(named) == len(core):
                break
            core = named
        return core if self._ask(core)[0] is False else active

    def _shrink(self, core: Sequence[int]) -> tuple[Members, bool]:
        """Drops every member without which the rest stays impossible, in halves first, then one by one."""
        members, chunk, proved = list(core), max(1, len(core) // 2), True
        while True:
            start = 0
            while start < len(members):
                rest = members[:start] + members[start + chunk :]
                if self.stop.asked:
                    return frozenset(members), False
                verdict = self._ask(rest)[0]
                if verdict is False:
                    members = rest
                else:
                    start += chunk
                    proved = proved and (verdict is True or chunk > 1)
            if chunk == 1:
                return frozenset(members), proved
            chunk = max(1, chunk // 2)

    def _ask(self, indices: Sequence[int]) -> tuple[bool | None, frozenset[Pair]]:
        """Can these statements hold together (None: not known in time), and a roster under which they do."""
        listed = [self.claims[index] for index in indices]
        pairs = dict.fromkeys(pair for entry in listed for pair in entry.statement.pairs())
        model = compile_model(listed, pairs)
        if model.broken:
            return False, frozenset()
        solver = _solver(presolve=len(listed) > measured.FEW_STATEMENTS)
        status = solver.solve(model.cp)
        if status == cp_model.INFEASIBLE:
            return False, frozenset()
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, frozenset()
        return True, frozenset(pair for pair, x in model.x.items() if solver.boolean_value(x))


def _solver(presolve: bool) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = presolve
    solver.parameters.max_time_in_seconds = measured.ONE_QUESTION
    solver.parameters.catch_sigint_signal = False
    return solver
