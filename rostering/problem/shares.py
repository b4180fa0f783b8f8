"""Fair shares: how much of each category each doctor should carry (fairness.md §3.3).

A doctor's weight in a category is quote-part × presence; the shifts open to the same doctors form a
pool; `fill` spreads each pool's demand so that load ÷ weight is level, after the ledger is paid back.
Doctors who belong to several pools are levelled over all of them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rostering.domain.people import Doctor
from rostering.domain.territory import Category
from rostering.problem.eligibility import Reason, why_not
from rostering.problem.problem import Problem, Share
from rostering.problem.shift import Shift

ROUNDS = 200
"""Passes over the pools; one is exact for a single pool, a few dozen level linked ones to 1e-6."""

CLIP_PER_MONTH = 1.0
"""At most one duty of old debt is paid back per month of horizon (fairness.md §3.3)."""

ABSENT_BY_DATE = frozenset({Reason.NOT_YET, Reason.GONE, Reason.LICENCE})
"""Reasons that lower the share in proportion to presence instead of removing the doctor."""


def shares(problem: Problem) -> dict[tuple[str, str], Share]:
    """The share of every doctor in every category that has demand and is open to them."""
    found: dict[tuple[str, str], Share] = {}
    eligible = {shift.id: tuple(_eligible(problem, shift)) for shift in problem.shifts}
    for category in problem.facts.categories:
        shifts = shifts_of(problem, category)
        weights = _weights(problem, category, shifts, eligible)
        pools = _pools(problem, category, shifts, eligible, weights)
        carried = _carried(problem, category)
        targets = fill(pools, weights, carried)
        for doctor, weight in weights.items():
            if weight > 0:
                target = round(100 * targets.get(doctor, 0.0))
                owed = round(100 * carried.get(doctor, 0.0))
                found[doctor, category.id] = Share(doctor, category.id, target, weight, owed)
    return found


def shifts_of(problem: Problem, category: Category) -> tuple[Shift, ...]:
    """The shifts a category counts: its own, or all of them for a category in units."""
    if category.measure == "units":
        return problem.shifts
    return tuple(shift for shift in problem.shifts if shift.category == category.id)


def _size(problem: Problem, category: Category, shift: Shift) -> float:
    if category.measure == "number":
        return 1.0
    return problem.half_units(problem.doctors[0], shift) / 2


def _eligible(problem: Problem, shift: Shift) -> Iterator[tuple[Doctor, bool]]:
    """Doctors of the shift's pool and whether they are there on its date."""
    for doctor in problem.doctors:
        reason = why_not(problem.facts, doctor, shift)
        only_helps = bool(shift.line.sectors) and not set(shift.line.sectors) & set(doctor.sectors)
        if not only_helps and (reason is None or reason in ABSENT_BY_DATE):
            yield doctor, reason is None


Eligible = Mapping[str, tuple[tuple[Doctor, bool], ...]]


def _weights(
    problem: Problem, category: Category, shifts: Sequence[Shift], eligible: Eligible
) -> dict[str, float]:
    possible: defaultdict[str, float] = defaultdict(float)
    present: defaultdict[str, float] = defaultdict(float)
    for shift in shifts:
        demand = shift.staffing.wished * _size(problem, category, shift)
        for doctor, is_there in eligible[shift.id]:
            possible[doctor.id] += demand
            present[doctor.id] += demand if is_there else 0.0
    return {
        doctor.id: float(doctor.quote_part) * present[doctor.id] / possible[doctor.id]
        for doctor in problem.doctors
        if possible[doctor.id] > 0
    }


def _pools(
    problem: Problem,
    category: Category,
    shifts: Sequence[Shift],
    eligible: Eligible,
    weights: Mapping[str, float],
) -> dict[tuple[str, ...], float]:
    pools: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for shift in shifts:
        members = tuple(
            doctor.id
            for doctor, is_there in eligible[shift.id]
            if is_there and weights[doctor.id] > 0
        )
        if members:
            pools[members] += shift.staffing.wished * _size(problem, category, shift)
    return dict(sorted(pools.items()))


def _carried(problem: Problem, category: Category) -> dict[str, float]:
    months = max(1.0, len(problem.dates) / 30.4)
    clip = 1.0 if category.id == "fete" else CLIP_PER_MONTH * months
    return {
        entry.doctor: max(-clip, min(clip, float(entry.balance)))
        for entry in problem.facts.ledger
        if entry.category == category.id
    }


def fill(
    pools: Mapping[tuple[str, ...], float],
    weights: Mapping[str, float],
    carried: Mapping[str, float],
) -> dict[str, float]:
    """Targets that sum to the demand of every pool and level (target + carried) ÷ weight where possible."""
    given: dict[tuple[str, ...], dict[str, float]] = {
        members: dict.fromkeys(members, 0.0) for members in pools
    }
    totals: defaultdict[str, float] = defaultdict(float)
    for _ in range(ROUNDS):
        moved = 0.0
        for members, demand in pools.items():
            before = given[members]
            offsets = {d: totals[d] - before[d] + carried.get(d, 0.0) for d in members}
            after = water_fill(demand, {d: weights[d] for d in members}, offsets)
            for doctor in members:
                change = after[doctor] - before[doctor]
                totals[doctor] += change
                moved = max(moved, abs(change))
            given[members] = after
        if moved < 1e-6:
            break
    return dict(totals)


def water_fill(
    demand: float, weights: Mapping[str, float], offsets: Mapping[str, float]
) -> dict[str, float]:
    """max(0, level × weight − offset) for each doctor, at the level where they sum to the demand."""
    order = sorted(weights, key=lambda doctor: (offsets[doctor] / weights[doctor], doctor))
    level, weight, offset = 0.0, 0.0, 0.0
    for position, doctor in enumerate(order):
        weight += weights[doctor]
        offset += offsets[doctor]
        level = (demand + offset) / weight
        following = order[position + 1] if position + 1 < len(order) else None
        if following is None or level <= offsets[following] / weights[following]:
            break
    return {d: max(0.0, level * weights[d] - offsets[d]) for d in weights}
