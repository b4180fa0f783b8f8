"""The compiler says what the rules say: hard statements allow, soft ones cost, and a roster is a full hint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from ortools.sat.python import cp_model

from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Limit, Tier
from rostering.problem.problem import Problem
from rostering.rules.base import Rule
from rostering.rules.coverage import Coverage
from rostering.rules.one_place import OnePlace
from rostering.solve.compile import Model, compile_guarded, compile_model
from rostering.solve.statements import Stated, priced
from tests.rules.contract import all_rosters
from tests.rules.test_contract import CASES

Case = tuple[Rule, Problem]
PAID: tuple[Tier, ...] = tuple(tier for tier in Tier if tier is not Tier.HARD)
SAMPLE = 7
"""About that many rosters of each problem are priced by CP-SAT."""
FIXED, OPEN = (Pair("a", "s1"), Pair("b", "s1")), Pair("c", "s1")


def _stated(case: Case) -> list[Stated]:
    rule, problem = case
    return [priced(rule, statement) for statement in rule.limits(problem)]


HARD = [case for case in CASES if any(entry.is_hard for entry in _stated(case))]
SOFT = [case for case in CASES if any(not entry.is_hard for entry in _stated(case))]


def _pairs(problem: Problem) -> list[Pair]:
    return [pair for doctor in problem.doctors for pair in problem.pairs(doctor)]


def _name(value: object) -> str:
    return str(getattr(value, "kind", ""))


class _Every(cp_model.CpSolverSolutionCallback):
    """Gathers the pairs of every solution."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self._model = model
        self.found: Counter[frozenset[Pair]] = Counter()

    def on_solution_callback(self) -> None:
        """One more roster."""
        chosen = (pair for pair, x in self._model.x.items() if self.boolean_value(x))
        self.found[frozenset(chosen)] += 1


def _accepted(model: Model) -> Counter[frozenset[Pair]]:
    """The rosters of all solutions, with how many solutions give each."""
    if model.broken:
        return Counter()
    solver, every = cp_model.CpSolver(), _Every(model)
    solver.parameters.enumerate_all_solutions = True
    solver.parameters.num_workers = 1
    solver.parameters.cp_model_presolve = False
    status = solver.solve(model.cp, every)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return every.found


def _judged(problem: Problem, rule: Rule) -> Iterable[Roster]:
    """All rosters on which the rule's amounts are defined."""
    for roster in all_rosters(problem):
        if not (rule.single_place and any(OnePlace().check(problem, roster))):
            yield roster


@pytest.mark.parametrize(("rule", "problem"), HARD, ids=_name)
def test_cp_sat_accepts_the_rosters_that_break_nothing_hard(rule: Rule, problem: Problem) -> None:
    """With the hard statements of one rule, the solver's rosters are those whose check has no hard breach."""
    stated = [entry for entry in _stated((rule, problem)) if entry.is_hard]
    accepted = _accepted(compile_model(stated, _pairs(problem)))
    judged = [roster.pairs for roster in _judged(problem, rule)]
    kept = [
        pairs
        for pairs in judged
        if all(breach.tier is not Tier.HARD for breach in rule.check(problem, Roster(pairs)))
    ]
    assert {pairs for pairs in judged if pairs in accepted} == set(kept)
    assert set(accepted.values()) <= {1}  # every auxiliary variable follows from the pairs


def _solved(model: Model, chosen: frozenset[Pair]) -> cp_model.CpSolver:
    """The model with its pairs fixed to the roster, minimised over everything that is paid."""
    for pair, x in model.x.items():
        model.cp.add(x == (pair in chosen))
    model.cp.minimize(model.objective(dict.fromkeys(PAID, 1)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    return solver


def _paid(model: Model, solver: cp_model.CpSolver) -> Counter[Tier]:
    costs: Counter[Tier] = Counter()
    for tier in PAID:
        costs[tier] = int(solver.value(model.objective({tier: 1})))
    return +costs


def _recounted(rule: Rule, problem: Problem, roster: Roster) -> Counter[Tier]:
    costs: Counter[Tier] = Counter()
    for breach in rule.check(problem, roster):
        if breach.tier is not Tier.HARD:
            costs[breach.tier] += breach.price
    return +costs


@pytest.mark.parametrize(("rule", "problem"), SOFT, ids=_name)
def test_a_fixed_roster_costs_what_its_check_counts(rule: Rule, problem: Problem) -> None:
    """The least objective over a fixed roster is the sum of the prices of its breaches, tier by tier."""
    stated = [entry for entry in _stated((rule, problem)) if not entry.is_hard]
    rosters = list(_judged(problem, rule))
    for roster in rosters[:: max(1, len(rosters) // SAMPLE)]:
        model = compile_model(stated, _pairs(problem))
        paid = _paid(model, _solved(model, roster.pairs))
        assert paid == _recounted(rule, problem, roster), sorted(roster.pairs)


@pytest.mark.parametrize(("rule", "problem"), SOFT, ids=_name)
def test_a_roster_gives_a_complete_and_exact_hint(rule: Rule, problem: Problem) -> None:
    """The hint of a roster names every variable, satisfies the model and costs what the roster costs."""
    stated = [entry for entry in _stated((rule, problem)) if not entry.is_hard]
    rosters = list(_judged(problem, rule))
    for roster in (rosters[len(rosters) // 3], rosters[-1]):
        model = compile_model(stated, _pairs(problem))
        model.hint(roster.pairs)
        hint = model.cp.proto.solution_hint
        assert sorted(hint.vars) == list(range(len(model.cp.proto.variables)))
        for index, value in zip(hint.vars, hint.values, strict=True):
            model.cp.add(model.cp.get_int_var_from_proto_index(index) == value)
        paid = _paid(model, _solved(model, roster.pairs))
        assert paid == _recounted(rule, problem, roster), sorted(roster.pairs)


@pytest.mark.parametrize(("rule", "problem"), HARD[::5], ids=_name)
def test_guards_hold_just_the_statements_that_the_roster_keeps(
    rule: Rule, problem: Problem
) -> None:
    """With the roster fixed, as many guards can be true as hard statements have no excess."""
    stated = [entry for entry in _stated((rule, problem)) if entry.is_hard]
    rosters = list(_judged(problem, rule))
    for roster in rosters[:: max(1, len(rosters) // 3)]:
        model = compile_guarded(stated, _pairs(problem))
        for pair, x in model.x.items():
            model.cp.add(x == (pair in roster))
        model.cp.maximize(sum(guard for guard, _ in model.guards))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(model.cp) == cp_model.OPTIMAL
        kept = sum(entry.statement.excess(roster.pairs) == 0 for entry in stated)
        assert round(solver.objective_value) == kept, sorted(roster.pairs)


@pytest.mark.parametrize(("low", "kept"), [(0, True), (1, False)])
def test_a_guarded_minimum_over_no_open_pair_holds_only_when_it_asks_nothing(
    low: int, kept: bool
) -> None:
    """« At least one of nobody » cannot be kept; « at least none » can."""
    limit = Limit((Pair("a", "closed"),), low=low, high=1)
    model = compile_guarded([Stated(Coverage(), limit, Tier.HARD, 0)], [])
    model.cp.maximize(sum(guard for guard, _ in model.guards))
    solver = cp_model.CpSolver()
    assert solver.solve(model.cp) == cp_model.OPTIMAL
    assert bool(solver.objective_value) is kept


@pytest.mark.parametrize(("held", "expected"), [(0, 5), (1, 0), (2, 5), (3, 10)])
def test_what_is_wanted_just_once_may_be_had_more_often_at_a_price(
    held: int, expected: int
) -> None:
    """A paid minimum whose maximum is paid too forbids no roster: one too many costs what one too few does."""
    shared = tuple(Pair(doctor, "s") for doctor in "abc")
    apart = (Limit(shared, high=1, weight=5), Limit(shared, low=1, weight=5))
    for limits in (apart, (Limit(shared, low=1, high=1, weight=5),)):
        model = compile_model([Stated(Coverage(), one, Tier.SOFT, 5) for one in limits], shared)
        solver = _solved(model, frozenset(shared[:held]))
        assert _paid(model, solver) == +Counter({Tier.SOFT: expected})


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (Limit(FIXED, high=1), True),
        (Limit(FIXED, high=2), False),
        (Limit((*FIXED, OPEN), low=4), True),
        (Limit((*FIXED, OPEN), low=3), False),
        (Limit((*FIXED, OPEN), high=1, coefficients=(1, 1, -1)), False),
        (Limit((*FIXED, OPEN), high=0, coefficients=(1, 1, -1)), True),
    ],
)
def test_what_the_fixed_pairs_already_break_is_told(limit: Limit, expected: bool) -> None:
    """Two pairs held for good and one open: a hard bound out of its reach is named, one within it is not."""
    entry = Stated(Coverage(), limit, Tier.HARD, 0)
    model = compile_model([entry], [OPEN], frozenset(FIXED))
    assert model.broken == [entry] * expected
