"""Fair shares: how much of each category each doctor should carry (fairness.md §3.3).

A doctor's weight in a category is quote-part × presence (× what `bounds` makes of it); the shifts open to the same doctors form a
pool; `fill` spreads each pool's demand so that load ÷ weight is level, after the ledger is paid back.
Doctors who belong to several pools are levelled over all of them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rostering.domain.line import Line
from rostering.domain.people import Doctor
from rostering.domain.territory import Category
from rostering.problem.eligibility import Reason, line_bars, why_not
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
    lines = {shift.line.id: shift.line for shift in problem.shifts}
    of_line = {id_: tuple(_of(line, problem.doctors)) for id_, line in lines.items()}
    return {
        shift.id: tuple(_eligible(problem, shift, of_line[shift.line.id], leaves))
        for shift in problem.shifts
    }


def _of(line: Line, doctors: Iterable[Doctor]) -> Iterator[Doctor]:
    """Those whom the line concerns and who do more than help out on it."""
    for doctor in doctors:
        only_helps = bool(line.sectors) and not set(line.sectors) & set(doctor.sectors)
        if not only_helps and line_bars(doctor, line) is None:
            yield doctor


def _eligible(
    problem: Problem, shift: Shift, doctors: Iterable[Doctor], leaves: Leaves
) -> Iterator[tuple[Doctor, bool]]:
    for doctor in doctors:
        reason = why_not(problem.facts, doctor, shift)
        if reason is None or reason in ABSENT_BY_DATE:
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
            doctor.id
            for doctor, is_there in eligible[shift]
            if is_there and weights.get(doctor.id, 0.0) > 0
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
    rank = {doctor: place for place, doctor in enumerate(sorted({d for p in pools for d in p}))}
    totals = [0.0] * len(rank)
    owed = [carried.get(doctor, 0.0) for doctor in rank]
    filling = [
        _Pool(demand, [rank[d] for d in members], [weights[d] for d in members])
        for members, demand in ((tuple(sorted(pool)), demand) for pool, demand in pools.items())
    ]
    for _ in range(ROUNDS):
        if max((pool.fill(totals, owed) for pool in filling), default=0.0) < 1e-6:
            break
    return {doctor: totals[place] for doctor, place in rank.items()}


class _Pool:
    """A pool being filled: its members by rank, what each weighs and was given."""

    def __init__(self, demand: float, members: list[int], weights: list[float]) -> None:
        self.demand, self.members, self.weights = demand, members, weights
        self.given = [0.0] * len(members)

    def fill(self, totals: list[float], owed: list[float]) -> float:
        """Levels the pool over what the others give; the largest change of a share."""
        offsets = [
            totals[one] - before + owed[one]
            for one, before in zip(self.members, self.given, strict=True)
        ]
        given = _levelled(self.demand, self.weights, offsets)
        moved = 0.0
        for one, before, after in zip(self.members, self.given, given, strict=True):
            totals[one] += after - before
            moved = max(moved, abs(after - before))
        self.given = given
        return moved


def water_fill(
    demand: float, weights: Mapping[str, float], offsets: Mapping[str, float]
) -> dict[str, float]:
    """max(0, level × weight − offset) for each doctor, at the level where they sum to the demand."""
    order = sorted(weights)
    given = _levelled(demand, [weights[one] for one in order], [offsets[one] for one in order])
    return dict(zip(order, given, strict=True))


def _levelled(demand: float, weights: Sequence[float], offsets: Sequence[float]) -> list[float]:
    """The same by place: from the lowest level up, until the next one is not reached."""
    levels = [offset / weight for offset, weight in zip(offsets, weights, strict=True)]
    order = sorted(range(len(levels)), key=levels.__getitem__)
    level, weight, offset = 0.0, 0.0, 0.0
    for place in order:
        if weight and level <= levels[place]:
            break
        weight += weights[place]
        offset += offsets[place]
        level = (demand + offset) / weight
    return [
        max(0.0, level * weight - offset) for weight, offset in zip(weights, offsets, strict=True)
    ]
