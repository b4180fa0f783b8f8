"""Fair shares: how much of each category each doctor should carry (fairness.md §3.3).

A doctor's weight in a category is quote-part × presence (× what `bounds` makes of it); the shifts open to the same doctors form a
pool; `fill` spreads each pool's demand so that load ÷ weight is level, after the ledger is paid back.
Doctors who belong to several pools are levelled over all of them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rostering.domain.people import Doctor
from rostering.domain.territory import Category
from rostering.problem.eligibility import Reason, why_not
from rostering.problem.leaves import Leaves, long_leaves
from rostering.problem.problem import Problem, Share
from rostering.problem.shift import Shift

ROUNDS = 200
"""Passes over the pools; one is exact for a single pool, a few dozen level linked ones to 1e-6."""

ABSENT_BY_DATE = frozenset({Reason.NOT_YET, Reason.GONE, Reason.LICENCE})
"""Reasons that lower the share in proportion to presence instead of removing the doctor."""

Eligible = Mapping[str, tuple[tuple[Doctor, bool], ...]]
"""By shift: the doctors of its pool, and whether each is there on its date."""
Sizes = Mapping[str, float]
"""By shift: how much of a category there is to share out."""


def shares(problem: Problem, eligible: Eligible) -> dict[tuple[str, str], Share]:
    """The share of every doctor in every category that has demand and is open to them."""
    found: dict[tuple[str, str], Share] = {}
    for category in problem.facts.categories:
        sizes = _wished(problem, category)
        weights = weights_of(problem, category, eligible)
        stated = _stated(problem, category)
        repaid = _repaid(problem, category, stated)
        targets = fill(pools_of(sizes, eligible, weights), weights, repaid)
        for doctor, weight in weights.items():
            if weight > 0:
                target = round(100 * targets.get(doctor, 0.0))
                owed = round(100 * repaid.get(doctor, 0.0))
                kept = round(100 * stated.get(doctor, 0.0)) - owed
                found[doctor, category.id] = Share(doctor, category.id, target, weight, owed, kept)
    return found


def plain_shares(
    problem: Problem,
    category: Category,
    held: Mapping[str, int],
    eligible: Eligible,
    in_units: bool = False,
) -> dict[str, float]:
    """What each doctor owed of the duties really held (how many, by shift), nothing carried from before."""
    weights = weights_of(problem, category, eligible)
    sizes = {
        shift.id: held.get(shift.id, 0) * (_units(problem, shift) if in_units else 1.0)
        for shift in shifts_of(problem, category)
    }
    return fill(pools_of(sizes, eligible, weights), weights, {})


def weights_of(problem: Problem, category: Category, eligible: Eligible) -> dict[str, float]:
    """Each doctor's weight in a category: quote-part × presence × what bounds make of it, absent for those it is not open to."""
    weights = _weights(problem, _wished(problem, category), eligible)
    factors = problem.factors
    return {who: weight * factors.get((who, category.id), 1.0) for who, weight in weights.items()}


def shifts_of(problem: Problem, category: Category) -> tuple[Shift, ...]:
    """The shifts a category counts: its own, or all of them for a category in units."""
    if category.measure == "units":
        return problem.shifts
    return tuple(shift for shift in problem.shifts if shift.category == category.id)


def _size(problem: Problem, category: Category, shift: Shift) -> float:
    return 1.0 if category.measure == "number" else _units(problem, shift)


def _units(problem: Problem, shift: Shift) -> float:
    """Bricks of 4 h, the same for every doctor."""
    return problem.half_units(problem.doctors[0], shift) / 2


def _wished(problem: Problem, category: Category) -> dict[str, float]:
    """What the category asks, shift by shift."""
    return {
        shift.id: shift.staffing.wished * _size(problem, category, shift)
        for shift in shifts_of(problem, category)
    }


def eligible_by_shift(problem: Problem) -> Eligible:
    """The doctors of each shift's pool and whether they are there on its date."""
    leaves = long_leaves(problem.facts)
    return {shift.id: tuple(_eligible(problem, shift, leaves)) for shift in problem.shifts}


def _eligible(problem: Problem, shift: Shift, leaves: Leaves) -> Iterator[tuple[Doctor, bool]]:
    for doctor in problem.doctors:
        reason = why_not(problem.facts, doctor, shift)
        only_helps = bool(shift.line.sectors) and not set(shift.line.sectors) & set(doctor.sectors)
        if not only_helps and (reason is None or reason in ABSENT_BY_DATE):
            away = any(first <= shift.date <= last for first, last in leaves.get(doctor.id, ()))
            yield doctor, reason is None and not away


def _weights(problem: Problem, sizes: Sizes, eligible: Eligible) -> dict[str, float]:
    possible: defaultdict[str, float] = defaultdict(float)
    present: defaultdict[str, float] = defaultdict(float)
    for shift, demand in sizes.items():
        for doctor, is_there in eligible[shift]:
            possible[doctor.id] += demand
            present[doctor.id] += demand if is_there else 0.0
    power = float(problem.facts.memory.presence_power)
    return {
        doctor.id: _weight(doctor, present[doctor.id] / possible[doctor.id], power)
        for doctor in problem.doctors
        if possible[doctor.id] > 0
    }


def _weight(doctor: Doctor, presence: float, power: float) -> float:
    """Quote-part × presence; who is never there has none, whatever the power."""
    return float(doctor.quote_part) * presence**power if presence else 0.0


def pools_of(
    sizes: Sizes, eligible: Eligible, weights: Mapping[str, float]
) -> dict[tuple[str, ...], float]:
    """The demand of each set of doctors to whom the same shifts are open."""
    pools: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for shift, demand in sizes.items():
        members = tuple(
            doctor.id for doctor, is_there in eligible[shift] if is_there and weights[doctor.id] > 0
        )
        if members and demand:
            pools[members] += demand
    return dict(sorted(pools.items()))


def _stated(problem: Problem, category: Category) -> dict[str, float]:
    """The balances of the ledger."""
    return {
        entry.doctor: float(entry.balance)
        for entry in problem.facts.ledger
        if entry.category == category.id
    }


def _repaid(problem: Problem, category: Category, stated: Mapping[str, float]) -> dict[str, float]:
    """The part of each balance that this period pays back: never an old debt in one go."""
    memory = problem.facts.memory
    months = max(1.0, len(problem.dates) / 30.4)
    clip = float(memory.clip_per_month) * months
    if category.id in memory.feast_categories:
        clip = float(memory.clip_feasts)
    part = float(memory.repaid)
    return {doctor: max(-clip, min(clip, part * balance)) for doctor, balance in stated.items()}


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
