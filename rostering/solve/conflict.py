"""Hard data that cannot hold together: every smallest set of statements that is impossible on its own.

1. Every hard statement gets a switch; CP-SAT is asked with all switches on and names a core.
2. The core is not trusted (OR-Tools issue 5141): it is solved again alone, without presolve, then members are dropped
   one at a time; what stays possible without it is needed, the rest goes. That is one conflict.
3. First the conflicts that share nothing: all members of those found are switched off, until a roster exists. Then the
   others, by Reiter's tree: for each conflict, each member in turn is switched off and the question asked again. The
   whole tree finds every conflict, since from any of them a path of members foreign to it leads there.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from rostering.domain.roster import Pair
from rostering.problem.eligibility import NOT_OF_THE_LINE, why_not
from rostering.problem.limit import Limit, Statement, Tier
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.solve.compile import compile_guarded, compile_model
from rostering.solve.control import Stop
from rostering.solve.outcome import Conflict, Infeasible, Member
from rostering.solve.statements import Stated, hardened, priced, state

SECONDS = 10.0
"""Time for one question of the shrinking."""
MOST_NODES = 2_000
"""Questions of the tree after which it is left incomplete."""


@dataclass(frozen=True)
class Extent:
    """How many conflicts to look for at most, and the seconds for those that share something with others."""

    most: int = 12
    seconds: float = 20.0


def find_conflicts(
    problem: Problem,
    rules: Sequence[AnyRule],
    stop: Stop,
    filled: Collection[str] = (),
    asked: Sequence[Stated] = (),
    extent: Extent = Extent(),  # frozen
) -> Infeasible:
    """The sets of hard statements that cannot hold together, none of whose members can be dropped.

    `filled`: duties that must have their minimum; `asked`: statements of a question. None found: it is possible.
    """
    claims, pairs = claims_of(problem, rules, filled, asked)
    tree = Tree(claims, pairs, stop)
    found = list(tree.conflicts(extent))
    told = {
        tuple(_told(problem, [claims[index] for index in sorted(members)])): proved
        for members, proved in reversed(found)
    }  # a rule may state one thing several times, as spacing does for each day between two duties
    conflicts = tuple(Conflict(members, proved) for members, proved in reversed(told.items()))
    return Infeasible(conflicts, tree.complete)


def claims_of(
    problem: Problem,
    rules: Sequence[AnyRule],
    filled: Collection[str] = (),
    asked: Sequence[Stated] = (),
) -> tuple[list[Stated], list[Pair]]:
    """Every hard statement that could be in a conflict, and the pairs they speak of."""
    widened = _with_demanded(problem, rules, filled, asked)
    stated = [priced(rule, one) for rule in rules for one in rule.statements(widened)]
    pairs = [pair for doctor in widened.doctors for pair in widened.pairs(doctor)]
    return [*hardened(stated, filled), *asked], pairs


def _told(problem: Problem, members: Sequence[Stated]) -> Iterator[Member]:
    """The members in words; one about a doctor alone also names the duties that the others speak of."""
    for entry in members:
        about = entry.statement.about
        if len(about) == 1 and about[0] in problem.doctor_by_id:
            others = {
                pair.shift
                for other in members
                if other is not entry and other.rule.kind in ("pinned", "question")
                for pair in other.statement.pairs()
            }
            own = {pair.shift for pair in entry.statement.pairs()}
            about += tuple(shift.id for shift in problem.shifts if shift.id in own & others)
        yield Member(entry.rule.kind, entry.rule.tell(problem, about), about)


def _with_demanded(
    problem: Problem, rules: Sequence[AnyRule], filled: Collection[str], asked: Sequence[Stated]
) -> Problem:
    """The narrowed problem, plus the pairs that a hard statement demands though another forbids them."""
    narrowed, _ = state(problem, rules)
    demanded: set[Pair] = {pair for entry in asked for pair in entry.statement.pairs()}
    demanded.update(
        Pair(doctor.id, shift)
        for shift in filled
        for doctor in problem.doctors
        if why_not(problem.facts, doctor, problem.shift_by_id[shift]) not in NOT_OF_THE_LINE
    )
    for rule in rules:
        if not rule.demands or rule.tier is not Tier.HARD:
            continue
        for statement in rule.statements(problem):
            if _demands(statement):
                demanded.update(statement.pairs())
    kept = {}
    for doctor in problem.doctors:
        open_ = {shift.id for shift in narrowed.candidates[doctor.id]}
        open_ |= {pair.shift for pair in demanded if pair.doctor == doctor.id}
        kept[doctor.id] = tuple(shift for shift in problem.shifts if shift.id in open_)
    return replace(narrowed, candidates=kept)


def _demands(statement: Statement) -> bool:
    """Can leaving its pairs out break it? A tie between two pairs can, as a minimum does."""
    if not isinstance(statement, Limit):
        return False
    return statement.low is not None or min(statement.coefficients or (1,)) < 0


Members = frozenset[int]
"""Positions of statements."""


class Tree:
    """The guarded model, asked again and again with some statements switched off."""

    def __init__(self, claims: Sequence[Stated], pairs: Sequence[Pair], stop: Stop) -> None:
        self.claims, self.stop = claims, stop
        self.model = compile_guarded(claims, pairs)
        self.guards = [guard for guard, _ in self.model.guards]
        self.position = {guard.index: index for index, guard in enumerate(self.guards)}
        self.rosters: list[Members] = []
        self.complete = True

    def conflicts(self, extent: Extent) -> Iterator[tuple[Members, bool]]:
        """Each conflict, and whether it is proved that none of its members can be dropped."""
        found: list[Members] = []
        end = float("inf")
        for members, proved in self._disjoint(extent.most):
            found.append(members)
            yield members, proved
            end = time.monotonic() + extent.seconds
        if not self.stop.asked and found:
            yield from self._others(found, extent.most, end)

    def _disjoint(self, most: int) -> Iterator[tuple[Members, bool]]:
        off: set[int] = set()
        for _ in range(most):
            core = self._core(off)
            if not core:
                return
            members, proved = _shrink(self.claims, core, self.stop)
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
                if len(found) >= most or time.monotonic() > end or len(seen) > MOST_NODES:
                    self.complete = False
                    return
                core = self._core(off)
                if not core:
                    continue
                label, proved = _shrink(self.claims, core, self.stop)
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
        active = [index for index in range(len(self.claims)) if index not in off]
        while True:
            named = self._named(active)
            if named is None:
                return []
            if not named or len(named) == len(active):
                break
            active = named
        if _is_possible(self.claims[index] for index in active) is not False:
            return [index for index in range(len(self.claims)) if index not in off]
        return active  # asked alone, without any switch, and impossible

    def _remember(self, solver: cp_model.CpSolver, status: object) -> None:
        """What the roster found breaks: with that off, or more, the rest can hold."""
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.complete = False
            return
        chosen = frozenset(pair for pair, x in self.model.x.items() if solver.boolean_value(x))
        broken = (n for n, one in enumerate(self.claims) if one.statement.excess(chosen))
        self.rosters.append(frozenset(broken))

    def _named(self, active: Sequence[int]) -> list[int] | None:
        """What CP-SAT says of them: None when a roster exists or time is over, else the core it names."""
        self.model.cp.clear_assumptions()
        self.model.cp.add_assumptions([self.guards[index] for index in active])
        solver = _solver()
        status = solver.solve(self.model.cp)
        if status != cp_model.INFEASIBLE:
            self._remember(solver, status)
            return None
        named = set(solver.sufficient_assumptions_for_infeasibility())
        return [index for index in active if self.guards[index].index in named]


def _shrink(claims: Sequence[Stated], core: Sequence[int], stop: Stop) -> tuple[Members, bool]:
    """Drops every member without which the rest stays impossible, in halves first, then one by one."""
    members, chunk, proved = list(core), max(1, len(core) // 2), True
    while True:
        start = 0
        while start < len(members):
            rest = members[:start] + members[start + chunk :]
            if stop.asked:
                return frozenset(members), False
            verdict = _is_possible(claims[index] for index in rest) if rest else True
            if verdict is False:
                members = rest
            else:
                start += chunk
                proved = proved and (verdict is True or chunk > 1)
        if chunk == 1:
            return frozenset(members), proved
        chunk = max(1, chunk // 2)


def _is_possible(stated: Iterable[Stated]) -> bool | None:
    """Can these statements hold together? Asked without presolve, on one worker; None: not known in time."""
    listed = list(stated)
    pairs = dict.fromkeys(pair for entry in listed for pair in entry.statement.pairs())
    model = compile_model(listed, pairs)
    if model.broken:
        return False
    status = _solver().solve(model.cp)
    if status == cp_model.INFEASIBLE:
        return False
    return True if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.catch_sigint_signal = False
    return solver
