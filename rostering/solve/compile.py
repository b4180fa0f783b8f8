"""Statements → CP-SAT: the one place where a rule becomes variables and constraints.

1. Every free pair is a Boolean; a pair that is neither free nor fixed is false, a fixed one true, so the
   same statements compile to the whole model or to a neighbourhood of a roster (model.py).
2. A limit is one linear constraint; soft, it has a slack. A group of pairs is one literal, shared.
   A load is a row of unary steps whose costs are the marginals of its convex table (fairness.md §3.3). Hard runs
   are arcs (arcs.py).
3. Each auxiliary variable remembers how it follows from the pairs, so a roster gives a complete hint.

Worked example: « at most 1 of x, y », soft at price 5, becomes x + y − v ≤ 1 with cost 5·v.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from ortools.sat.python import cp_model

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Limit, Load, Runs, Statement
from rostering.solve.arcs import arcs, fits, is_run
from rostering.solve.cliques import Cliques
from rostering.solve.model import Chosen, Model, Span, Variable, expressed
from rostering.solve.runs import run_limits
from rostering.solve.statements import Stated

__all__ = ["Model", "Variable", "compile_guarded", "compile_model", "limits_of", "touching"]


def compile_model(
    stated: Iterable[Stated], free: Iterable[Pair], fixed: frozenset[Pair] = frozenset()
) -> Model:
    """The model of those statements over the free pairs, the rest being as in `fixed` or false."""
    model = Model(fixed=fixed)
    for pair in free:
        model.x[pair] = model.cp.new_bool_var("")
    stated = list(stated)
    model.cliques = Cliques.among(stated)
    model.ceilings = {
        id(entry.statement.terms): entry.statement.high
        for entry in stated
        if entry.is_hard and isinstance(entry.statement, Limit) and entry.statement.high is not None
    }
    for entry in sorted(stated, key=lambda entry: not _is_by_arcs(entry)):
        statement = entry.statement
        if isinstance(statement, Load):
            _load(model, entry, statement)
        elif isinstance(statement, Runs):
            _runs(model, entry, statement)
        else:
            _limit(model, entry, statement, entry.price)
    return model


def compile_guarded(stated: Iterable[Stated], free: Iterable[Pair]) -> Model:
    """The hard statements only, each holding when its guard is true."""
    model = Model()
    for pair in free:
        model.x[pair] = model.cp.new_bool_var("")
    for entry in stated:
        model.guard = model.cp.new_bool_var("")
        model.guards.append((model.guard, entry))
        for limit in limits_of(entry.statement):
            _limit(model, entry, limit, 0)
    return model


def limits_of(statement: Statement) -> tuple[Limit, ...]:
    """A hard statement as limits; a load is never hard."""
    if isinstance(statement, Runs):
        return tuple(run_limits(statement))
    return (statement,) if isinstance(statement, Limit) else ()


def _is_by_arcs(entry: Stated) -> bool:
    """Hard runs that are few; they come first, for groups of whole days are then sums of arcs."""
    return entry.is_hard and isinstance(entry.statement, Runs) and fits(entry.statement)


def _runs(model: Model, entry: Stated, runs: Runs) -> None:
    """Arcs when they are hard and few; windows and patterns otherwise."""
    if _is_by_arcs(entry):
        _arcs(model, runs)
        return
    for limit in run_limits(runs):
        _limit(model, entry, limit, entry.price * limit.weight // runs.weight)


def _arcs(model: Model, runs: Runs) -> None:
    """Each day's duties are the arcs over it; of arcs too near each other one at most is taken."""
    over: list[list[Variable]] = [[] for _ in runs.days]
    near: list[list[Variable]] = [[] for _ in runs.days]
    known = [_known(model, group) for group in runs.days]
    for arc in arcs(runs):
        if not arc.agrees(known):
            continue
        variable = model.cp.new_bool_var("")
        model.derived.append((variable, is_run(runs, arc)))
        for day in range(arc.first, min(arc.after + runs.least_off, len(runs.days))):
            near[day].append(variable)
            if day < arc.after:
                over[day].append(variable)
    for day, (group, covering, close) in enumerate(zip(runs.days, over, near, strict=True)):
        variables, ones, constant = expressed(model, (group,), (1,))
        model.cp.add_at_most_one(close)
        weights = [*ones, *[-1] * len(covering)]
        total = cp_model.LinearExpr.weighted_sum([*variables, *covering], weights)
        model.cp.add_linear_constraint(total, -constant, -constant)
        span = Span(group, day, runs.least_off, over)
        model.spans |= dict.fromkeys(group.pairs, span)


def _known(model: Model, group: AnyOf) -> bool | None:
    """Is the day worked whatever is chosen, never, or is it open (None)?"""
    if not model.fixed.isdisjoint(group.pairs):
        return True
    return None if any(pair in model.x for pair in group.pairs) else False


def _limit(model: Model, entry: Stated, limit: Limit, price: int) -> None:
    weights = limit.coefficients or (1,) * len(limit.terms)
    variables, coefficients, constant = expressed(model, limit.terms, weights)
    low = None if limit.low is None else limit.low - constant
    high = None if limit.high is None else limit.high - constant
    least = sum(c for c in coefficients if c < 0)
    most = sum(c for c in coefficients if c > 0)
    if low is not None and least < low:
        _bound(model, entry, limit, (variables, coefficients), (low, None, most, price))
    if high is not None and most > high:
        _bound(model, entry, limit, (variables, coefficients), (None, high, least, price))


Sum = tuple[list[Variable], list[int]]
Bound = tuple[int | None, int | None, int, int]
"""low, high (one of them None), the worst reachable sum, price of one unit of excess."""


def _bound(model: Model, entry: Stated, limit: Limit, total: Sum, bound: Bound) -> None:
    low, high, other_end, price = bound
    if entry.is_hard:
        _hard_bound(model, entry, total, bound)
        return
    variables, coefficients = total
    extreme = sum(c for c in coefficients if (c > 0) == (high is not None))
    if high is not None:
        worst = extreme - high
        slack = model.cp.new_int_var(0, worst, "")
        expression = cp_model.LinearExpr.weighted_sum([*variables, slack], [*coefficients, -1])
        model.cp.add_linear_constraint(expression, other_end - worst, high)
        model.derived.append((slack, _over(limit, limit.high or 0)))
    else:
        worst = (low or 0) - extreme
        slack = model.cp.new_int_var(0, worst, "")
        expression = cp_model.LinearExpr.weighted_sum([*variables, slack], [*coefficients, 1])
        if low == 1 and model.ceilings.get(id(limit.terms)) == limit.low:
            model.cp.add_exactly_one([*variables, slack])
        else:
            model.cp.add_linear_constraint(expression, low or 0, other_end + worst)
        model.derived.append((slack, _under(limit, limit.low or 0)))
    model.costs[entry.tier].append((slack, price))


def _over(limit: Limit, high: int) -> Callable[[Chosen], int]:
    return lambda chosen: max(0, limit.total(chosen) - high)


def _under(limit: Limit, low: int) -> Callable[[Chosen], int]:
    return lambda chosen: max(0, low - limit.total(chosen))


def _hard_bound(model: Model, entry: Stated, total: Sum, bound: Bound) -> None:
    low, high, _, _ = bound
    variables, coefficients = total
    most = sum(c for c in coefficients if c > 0)
    least = sum(c for c in coefficients if c < 0)
    impossible = (low is not None and most < low) or (high is not None and least > high)
    if model.guard is not None:
        _guarded_bound(
            model, total, (low if low is not None else least, most if high is None else high)
        )
    elif impossible:
        model.broken.append(entry)
    elif high == 1 and all(c == 1 for c in coefficients):
        model.cp.add_at_most_one(variables)
    else:
        expression = cp_model.LinearExpr.weighted_sum(variables, coefficients)
        floor = least if low is None else low
        model.cp.add_linear_constraint(expression, floor, most if high is None else high)


def _guarded_bound(model: Model, total: Sum, bounds: tuple[int, int]) -> None:
    variables, coefficients = total
    assert model.guard is not None
    if not variables:
        if not bounds[0] <= 0 <= bounds[1]:
            model.cp.add_bool_or([~model.guard])
        return
    expression = cp_model.LinearExpr.weighted_sum(variables, coefficients)
    model.cp.add_linear_constraint(expression, *bounds).only_enforce_if(model.guard)


def _load(model: Model, entry: Stated, load: Load) -> None:
    """Σ size·term + what is fixed = least + Σ unary steps + overflow, each step at its marginal cost."""
    variables, sizes, constant = expressed(model, load.terms, load.sizes)
    base, price = load.base + constant, entry.price
    least, most = _reach(load, base, sizes)
    model.offsets[entry.tier] += price * load.cost_at(least)
    if not variables:
        return
    table_end = max(least + 1, min(most, len(load.cost) - 1))
    steps: list[Variable] = []
    for level in range(least, table_end):
        step = model.cp.new_bool_var("")
        marginal = load.cost_at(level + 1) - load.cost_at(level)
        model.costs[entry.tier].append((step, price * marginal))
        model.derived.append((step, _passes(load, level)))
        if steps:
            model.cp.add_implication(step, steps[-1])
        steps.append(step)
    if most > table_end:
        overflow = model.cp.new_int_var(0, most - table_end, "")
        marginal = load.cost_at(table_end + 1) - load.cost_at(table_end)
        model.costs[entry.tier].append((overflow, price * marginal))
        model.derived.append((overflow, _beyond(load, table_end)))
        steps.append(overflow)
    ones = [-1] * len(steps)
    expression = cp_model.LinearExpr.weighted_sum([*variables, *steps], [*sizes, *ones])
    model.cp.add(expression == least - base)


def _reach(load: Load, base: int, sizes: Sequence[int]) -> tuple[int, int]:
    """The least and the greatest load: of a group whose pairs exclude each other, only one counts."""
    least = max(base + sum(min(0, one) for one in sizes), load.least)
    most = base + sum(max(0, one) for one in sizes)
    return least, min(most, load.base + sum(max(0, one) for one in load.sizes))


def _passes(load: Load, level: int) -> Callable[[Chosen], int]:
    return lambda chosen: load.total(chosen) > level


def _beyond(load: Load, level: int) -> Callable[[Chosen], int]:
    return lambda chosen: max(0, load.total(chosen) - level)


def touching(stated: Sequence[Stated]) -> dict[Pair, list[int]]:
    """Which statements speak of each pair, by position."""
    index: defaultdict[Pair, list[int]] = defaultdict(list)
    for position, entry in enumerate(stated):
        for pair in entry.statement.pairs():
            index[pair].append(position)
    return dict(index)
