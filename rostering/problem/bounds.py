"""Shares that rules let doctors hold: nobody owes less than a rule demands of them, nor more than one allows.

A bound multiplies the doctor's weight, as presence does: who has half a quote-part and owes two hours of SAS a week like
everybody weighs what those two hours are. What a cap takes from one is spread over the others by their weights.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rostering.problem.problem import Problem
from rostering.problem.shares import (
    Eligible,
    fill,
    pools_of,
    shares,
    shifts_of,
    weights_of,
)
from rostering.problem.shift import Shift

ROUNDS = 30
"""Passes at most: each moves levels less than the one before."""
LEAST = 1e-6
"""What is left of a weight whose doctor may hold nothing: a share that reads 0, not no share at all."""
CLOSE = 0.002
"""Factors that move by less than that part of themselves are found."""


@dataclass(frozen=True)
class Bound:
    """From `low` to `high` duties for the doctor, whatever the others do, of a part of what is open to them: category → that part."""

    doctor: str
    low: int
    high: int
    parts: Mapping[str, float]


Factors = dict[tuple[str, str], float]
"""By doctor and category: what multiplies the weight; 1 where it is not."""


def open_to(problem: Problem, eligible: Eligible) -> Mapping[str, tuple[Shift, ...]]:
    """By doctor: the shifts of their pools on whose date they are there, in order of time."""
    found: defaultdict[str, list[Shift]] = defaultdict(list)
    for shift in problem.shifts:
        for doctor, is_there in eligible[shift.id]:
            if is_there:
                found[doctor.id].append(shift)
    return {doctor: tuple(shifts) for doctor, shifts in found.items()}


def bounded(problem: Problem, bounds: Sequence[Bound], eligible: Eligible) -> Problem:
    """The problem with shares within the bounds, as far as demand lets them be."""
    factors: Factors = {}
    full = _full(problem, bounds, eligible) if bounds else frozenset()
    for _ in range(ROUNDS if bounds else 0):
        plain = _plain(replace(problem, factors=factors), eligible)
        wished = _pulled(bounds, plain, factors, full)
        moved = max(
            (abs(wished.get(key, 1.0) / factors.get(key, 1.0) - 1) for key in {*wished, *factors}),
            default=0.0,
        )
        factors = wished
        if moved < CLOSE:
            break
    held = replace(problem, factors=factors)
    return replace(held, shares=shares(held, eligible))


def _plain(problem: Problem, eligible: Eligible) -> dict[tuple[str, str], float]:
    """What each owes of each category counted in duties, nothing carried from before."""
    found = {}
    for category in problem.facts.categories:
        if category.measure == "number":
            weights = weights_of(problem, category, eligible)
            sizes = {s.id: float(s.staffing.wished) for s in shifts_of(problem, category)}
            for doctor, share in fill(pools_of(sizes, eligible, weights), weights, {}).items():
                found[doctor, category.id] = share
    return found


def _pulled(
    bounds: Sequence[Bound],
    plain: Mapping[tuple[str, str], float],
    factors: Mapping[tuple[str, str], float],
    full: frozenset[tuple[str, str]],
) -> Factors:
    """The factors that bring each load into its bounds at the levels of now; the tightest of each account."""
    wished: Factors = {}
    for bound in bounds:
        keys = {(bound.doctor, category): part for category, part in bound.parts.items()}
        loads = {
            key: part * plain.get(key, 0.0) / factors.get(key, 1.0) for key, part in keys.items()
        }
        load = sum(loads.values())
        if load > bound.high:
            keys = {key: part for key, part in keys.items() if key not in full}
            load = sum(loads[key] for key in keys)
        pull = min(max(load, bound.low), bound.high) / load if load > 0 else 1.0
        for key, part in keys.items():
            factor = max(LEAST, 1 + (pull - 1) * part)
            if abs(factor - 1) > abs(wished.get(key, 1.0) - 1):
                wished[key] = factor
    return wished


def _full(
    problem: Problem, bounds: Sequence[Bound], eligible: Eligible
) -> frozenset[tuple[str, str]]:
    """Accounts of pools that ask more than all their doctors may hold: what a cap takes there has nowhere to go."""
    most: dict[str, float] = {}
    for bound in bounds:
        most[bound.doctor] = min(most.get(bound.doctor, math.inf), bound.high)
    found: set[tuple[str, str]] = set()
    for category in problem.facts.categories:
        weights = weights_of(problem, category, eligible)
        sizes = {s.id: float(s.staffing.wished) for s in shifts_of(problem, category)}
        for members, demand in pools_of(sizes, eligible, weights).items():
            if sum(most.get(doctor, math.inf) for doctor in members) <= demand:
                found |= {(doctor, category.id) for doctor in members}
    return frozenset(found)
