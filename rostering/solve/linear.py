"""The linear relaxation of a model: its fractional optimum, and a bound that rounding cannot spoil.

GLOP answers in floating point. Its dual values are rounded to multiples of 1/SCALE and every product is
then made in integers, so the bound is an exact consequence of the model whatever GLOP did:
any duals give a valid bound (Lagrange), good ones a good bound.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import gcd
from typing import Any

from ortools.linear_solver.python import model_builder_helper

from rostering.domain.roster import Pair
from rostering.solve import measured
from rostering.solve.compile import Model

SCALE = 1 << 16
PDLP_TUNING = (
    "termination_criteria { simple_optimality_criteria "
    f"{{ eps_optimal_absolute: {measured.INTERIOR_ACCURACY} eps_optimal_relative: {measured.INTERIOR_ACCURACY} }} }} num_threads: 1"
)
FREE = float("inf")


@dataclass(frozen=True, slots=True)
class Row:
    """low ≤ Σ coefficient × column ≤ high, columns by index."""

    columns: list[int]
    coefficients: list[int]
    low: float
    high: float


@dataclass(frozen=True)
class Program:
    """A model as rows over boxed columns, one a variable, with what each costs."""

    rows: list[Row]
    boxes: list[tuple[int, int]]
    costs: list[int]
    offset: int


@dataclass(frozen=True)
class Relaxed:
    """What the relaxation says of the model's objective.

    `bound`: no roster costs less. `values`: how much of each pair the fractional optimum takes.
    `trace`: the share under which a pair is noise, larger for an interior optimum than for a vertex.
    `floors`: no roster that holds the pair costs less.
    """

    bound: int
    values: dict[Pair, float]
    trace: float
    floors: dict[Pair, int]

    @property
    def is_vertex(self) -> bool:
        """Is the fractional optimum a vertex, which takes few pairs?"""
        return self.trace == measured.VERTEX_TRACE

    def uses(self, pair: Pair) -> bool:
        """Does the fractional optimum take the pair for a share worth looking at?"""
        return self.values[pair] > self.trace

    def beside(self, count: int) -> list[Pair]:
        """The pairs it takes, and so many more a shift, at random, of those that a roster at the bound may hold."""
        others = [pair for pair in self.within(self.bound) if not self.uses(pair)]
        random.Random(0).shuffle(others)
        places: Counter[str] = Counter()
        kept = set()
        for pair in others:
            places[pair.shift] += 1
            if places[pair.shift] <= count:
                kept.add(pair)
        return [pair for pair in self.values if pair in kept or self.uses(pair)]

    def within(self, cap: int) -> list[Pair]:
        """The pairs that a roster costing at most `cap` may hold."""
        return [pair for pair, floor in self.floors.items() if floor <= cap]


def relax(
    model: Model, seconds: float, vertex_up_to: int = measured.VERTEX_OF_PIECE
) -> Relaxed | None:
    """Solves the relaxation of the model's objective; None when nothing came in time.

    GLOP gives a vertex and is the faster one on a sector, and on several (twelve: 2.3 s against 12); PDLP
    gives an interior point, and on 50,000 columns takes 6 to 20 s where GLOP does not finish in 70 s.
    """
    linear = program_of(model)
    rows, boxes, costs, offset = linear.rows, linear.boxes, linear.costs, linear.offset
    is_large = len(model.x) > vertex_up_to
    solver = model_builder_helper.ModelSolverHelper("pdlp" if is_large else "glop")
    solver.set_time_limit_in_seconds(seconds)
    if is_large:
        solver.set_solver_specific_parameters(PDLP_TUNING)
    solver.solve(built(linear))
    if not solver.has_solution():
        return None
    values = solver.variable_values()
    bound, slopes = _safe_bound(rows, boxes, costs, solver.dual_values())
    return Relaxed(
        bound=offset - (-bound // SCALE),
        values={pair: float(values[variable.index]) for pair, variable in model.x.items()},
        trace=measured.INTERIOR_TRACE if is_large else measured.VERTEX_TRACE,
        floors={
            pair: offset - (-(bound + max(0, slopes[variable.index])) // SCALE)
            for pair, variable in model.x.items()
        },
    )


def program_of(model: Model) -> Program:
    """The model with its objective, without what no row can say."""
    proto = model.cp.proto
    domains = (variable.domain for variable in proto.variables)
    boxes = [(domain[0], domain[len(domain) - 1]) for domain in domains]
    costs = [0] * len(boxes)
    for column, price in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
        costs[column] += price
    return Program(list(_rows(proto)), boxes, costs, round(proto.objective.offset))


def built(linear: Program, whole: bool = False) -> Any:
    """The program in the form that GLOP, PDLP and others take; `whole`: its columns are whole numbers."""
    program = model_builder_helper.ModelBuilderHelper()
    for column, (low, high) in enumerate(linear.boxes):
        program.add_var()
        program.set_var_lower_bound(column, low)
        program.set_var_upper_bound(column, high)
        program.set_var_integrality(column, whole)
        program.set_var_objective_coefficient(column, linear.costs[column])
    for position, row in enumerate(linear.rows):
        program.add_linear_constraint()
        program.set_constraint_lower_bound(position, row.low)
        program.set_constraint_upper_bound(position, row.high)
        for column, coefficient in zip(row.columns, row.coefficients, strict=True):
            program.add_term_to_constraint(position, column, coefficient)
    return program


def _rows(proto: Any) -> Iterator[Row]:
    """Every constraint of the model as rows; those that cannot be are left out, which keeps the bound valid.

    A look into a constraint costs microseconds and there are thousands: the most frequent kinds come first.
    """
    for constraint in proto.constraints:
        if constraint.has_at_most_one():
            yield _clause(list(constraint.at_most_one.literals), -FREE, 1)
        elif constraint.has_linear():
            if not len(constraint.enforcement_literal):
                linear = constraint.linear
                ends = linear.domain
                low, high = ends[0], ends[len(ends) - 1]
                yield _rounded(list(linear.vars), list(linear.coeffs), low, high)
        elif constraint.has_exactly_one():
            yield _clause(list(constraint.exactly_one.literals), 1, 1)
        else:
            yield from _implied(constraint)


def _implied(constraint: Any) -> Iterator[Row]:
    """What clauses and implications say, under their guards."""
    guards = [-literal - 1 for literal in constraint.enforcement_literal]
    if constraint.has_bool_or():
        yield _clause([*constraint.bool_or.literals, *guards], 1, FREE)
    elif constraint.has_bool_and():
        for literal in constraint.bool_and.literals:
            yield _clause([literal, *guards], 1, FREE)


def _rounded(columns: list[int], coefficients: list[int], low: int, high: int) -> Row:
    """Divided by what all coefficients share: 480 minutes a duty, 16,860 at most, are 35 duties at most."""
    shared = gcd(*coefficients) or 1
    divided = [one // shared for one in coefficients]
    return Row(columns, divided, -(-low // shared), high // shared)


def _clause(literals: list[int], low: float, high: float) -> Row:
    """Literals as columns: a negated one counts 1 − column."""
    negated = sum(literal < 0 for literal in literals)
    return Row(
        [literal if literal >= 0 else -literal - 1 for literal in literals],
        [1 if literal >= 0 else -1 for literal in literals],
        low - negated,
        high - negated,
    )


def _safe_bound(
    rows: list[Row], boxes: list[tuple[int, int]], costs: list[int], duals: Any
) -> tuple[int, list[int]]:
    """SCALE × the Lagrangian bound of those duals, and SCALE × each column's reduced cost."""
    reduced = [price * SCALE for price in costs]
    bound = 0
    for row, dual in zip(rows, duals, strict=True):
        weight = round(float(dual) * SCALE)
        side = row.low if weight > 0 else row.high
        if weight == 0 or abs(side) == FREE:
            continue
        bound += weight * int(side)
        for column, coefficient in zip(row.columns, row.coefficients, strict=True):
            reduced[column] -= weight * coefficient
    for (low, high), slope in zip(boxes, reduced, strict=True):
        bound += slope * (low if slope > 0 else high)
    return bound, reduced
