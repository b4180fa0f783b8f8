"""Hard data that cannot hold together: the smallest set of statements that is impossible on its own.

1. Every hard statement gets a switch; CP-SAT is asked with all switches on and names a core.
2. The core is not trusted (OR-Tools issue 5141): it is solved again alone, without presolve.
3. Members are dropped one at a time; what stays possible without it is needed, the rest goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ortools.sat.python import cp_model

from rostering.domain.roster import Pair
from rostering.errors import SolverFault
from rostering.problem.limit import Limit, Statement
from rostering.problem.problem import Problem
from rostering.rules import AnyRule
from rostering.solve.compile import compile_guarded, compile_model
from rostering.solve.control import Stop
from rostering.solve.outcome import Infeasible, Member
from rostering.solve.statements import Stated, priced, state

SECONDS = 10.0
"""Time for one question of the shrinking."""


def find_conflict(problem: Problem, rules: Sequence[AnyRule], stop: Stop) -> Infeasible:
    """A set of hard statements that cannot hold together, none of which can be dropped."""
    widened = _with_demanded(problem, rules)
    stated = [
        entry
        for rule in rules
        for statement in rule.statements(widened)
        if (entry := priced(rule, statement)).is_hard
    ]
    core = _core(stated, [pair for doctor in widened.doctors for pair in widened.pairs(doctor)])
    if _is_possible(core):
        core = stated  # the core named too few: shrink everything instead
    members, minimal = _shrink(core, stop)
    return Infeasible(
        tuple(
            Member(entry.rule.kind, entry.rule.tell(widened, entry.statement.about))
            for entry in members
        ),
        minimal,
    )


def _with_demanded(problem: Problem, rules: Sequence[AnyRule]) -> Problem:
    """The narrowed problem, plus the pairs that a hard statement demands though another forbids them."""
    narrowed, _ = state(problem, rules)
    demanded: set[Pair] = set()
    for rule in rules:
        if rule.kind == "coverage":
            continue
        for statement in rule.statements(problem):
            if _demands(statement) and priced(rule, statement).is_hard:
                demanded.update(statement.pairs())
    kept = {
        doctor.id: tuple(
            shift
            for shift in problem.shifts
            if (doctor.id, shift.id) in demanded or shift in set(narrowed.candidates[doctor.id])
        )
        for doctor in problem.doctors
    }
    return replace(narrowed, candidates=kept)


def _demands(statement: Statement) -> bool:
    """Can leaving its pairs out break it? A tie between two pairs can, as a minimum does."""
    if not isinstance(statement, Limit):
        return False
    return statement.low is not None or min(statement.coefficients or (1,)) < 0


def _core(stated: Sequence[Stated], pairs: Sequence[Pair]) -> list[Stated]:
    """What CP-SAT says cannot hold together; everything when it does not say."""
    model = compile_guarded(stated, pairs)
    model.cp.add_assumptions([guard for guard, _ in model.guards])
    solver = _solver()
    status = solver.solve(model.cp)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise SolverFault("Données dites contradictoires, mais un tableau existe.")
    named = set(solver.sufficient_assumptions_for_infeasibility())
    core = [entry for guard, entry in model.guards if guard.index in named]
    return core or list(stated)


def _shrink(core: list[Stated], stop: Stop) -> tuple[list[Stated], bool]:
    """Drops every member without which the rest stays impossible, in halves first, then one by one."""
    members, chunk = list(core), max(1, len(core) // 2)
    while True:
        start = 0
        while start < len(members):
            rest = members[:start] + members[start + chunk :]
            if stop.asked:
                return members, False
            if rest and not _is_possible(rest):
                members = rest
            else:
                start += chunk
        if chunk == 1:
            return members, True
        chunk = max(1, chunk // 2)


def _is_possible(stated: Sequence[Stated]) -> bool:
    """Can these statements hold together? Asked without presolve, on one worker."""
    pairs = dict.fromkeys(pair for entry in stated for pair in entry.statement.pairs())
    model = compile_model(stated, pairs)
    if model.broken:
        return False
    return _solver().solve(model.cp) != cp_model.INFEASIBLE


def _solver() -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False
    solver.parameters.max_time_in_seconds = SECONDS
    solver.parameters.catch_sigint_signal = False
    return solver
