"""The neutral task: what a user of any solver would type in, written from our problem as plain JSON.

    name, days
    shifts    id, day (from 0), start and end (minutes from the first midnight), heads needed, wished and at most
    short     what one head under `wished` costs
    doctors   id, may: the shifts they may take (functions, sectors, absences, what was served before already read)
    fixed     [doctor, shift] agreed beforehand
    roads     [doctor, shift, later shift]: no overlap, but too far apart for that doctor
    spacing   shifts, days, same_day: so many free days between two of them, and may two be of one day?
    caps      spans: the stretch (week, month…) of each shift; most: of each doctor; less: [doctor, stretch, served before]
    loads     price, sizes of shifts, targets of doctors
    scale

A doctor holds no two shifts that overlap. Least is (Σ price × (sizes held − target)²) ÷ scale + short × heads wished and
missing. Our own price is the same up to eight duties over the share, where it goes on as a tangent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import gcd
from typing import Any

from rostering.domain.roster import Pair
from rostering.problem.problem import Problem
from rostering.problem.shares import shifts_of
from rostering.problem.spans import span_key
from rostering.rules import AnyRule
from rostering.rules.base import Rule
from rostering.rules.coverage import Coverage
from rostering.rules.fair_share import FairShare
from rostering.rules.max_in_window import MaxInWindow
from rostering.rules.pinned import Pinned
from rostering.rules.spacing import Spacing
from rostering.solve.statements import state

SCALE = 1_000
"""Our fairness costs weight × (hundredths of a duty)² ÷ 1000."""
Words = dict[str, Any]


def task(name: str, problem: Problem, rules: Sequence[AnyRule]) -> Words:
    """The problem under those rules, all of which the task has words for (`sayable.told`)."""
    narrowed, _ = state(problem, rules)
    prices = [rule.target_price for rule in rules if isinstance(rule, Coverage)]
    loads = [
        load for rule in rules if isinstance(rule, FairShare) for load in _loads(problem, rule)
    ]
    scale = SCALE
    if _is_total(problem, loads):
        loads, scale = _plain(loads), 1
    return {
        "name": name,
        "days": len(problem.dates),
        "shifts": list(_shifts(problem)),
        "short": sum(prices),
        "doctors": [
            {"id": doctor, "may": [shift.id for shift in shifts]}
            for doctor, shifts in narrowed.candidates.items()
        ],
        "fixed": [list(pair) for rule in rules if isinstance(rule, Pinned) for pair in _fixed(problem, rule)],
        "roads": list(_roads(narrowed)),
        "spacing": [_spacing(problem, rule) for rule in rules if _spaces(rule)],
        "caps": [
            _cap(problem, rule) for rule in rules if isinstance(rule, MaxInWindow) and rule.span
        ],
        "loads": loads,
        "scale": scale,
    }  # fmt: skip


def _shifts(problem: Problem) -> Iterator[Words]:
    first = min((shift.period.start for shift in problem.shifts), default=None)
    for shift in problem.shifts:
        assert first is not None
        start, end = (
            int((instant - first).total_seconds()) // 60
            for instant in (shift.period.start, shift.period.end)
        )
        staffing = shift.staffing
        yield {
            "id": shift.id, "day": (shift.date - problem.dates[0]).days, "start": start, "end": end,
            "heads": staffing.min, "wished": max(staffing.min, staffing.wished), "most": staffing.most,
        }  # fmt: skip


def _fixed(problem: Problem, rule: Pinned) -> Iterator[Pair]:
    for statement in rule.statements(problem):
        yield from statement.pairs()


def _roads(problem: Problem) -> Iterator[tuple[str, str, str]]:
    """Neighbouring duties at two sites with less time between them than the road takes."""
    travel = problem.facts.travel
    longest = max([travel.default_minutes, *(leg.minutes for leg in travel.table)])
    for doctor in problem.doctors:
        shifts = problem.candidates[doctor.id]
        for index, shift in enumerate(shifts):
            place = problem.place(doctor, shift)
            for later in shifts[index + 1 :]:
                gap = (later.period.start - shift.period.end).total_seconds() / 60
                if gap >= longest:
                    break
                if 0 <= gap < problem.travel_minutes(place, problem.place(doctor, later)):
                    yield doctor.id, shift.id, later.id


def _spaces(rule: Rule) -> bool:
    """A spacing, or its twin: at most one duty in any so many days."""
    return isinstance(rule, Spacing) or (isinstance(rule, MaxInWindow) and rule.days is not None)


def _spacing(problem: Problem, rule: Rule) -> Words:
    is_window = isinstance(rule, MaxInWindow)
    days = rule.days  # type: ignore[attr-defined]
    return {
        "shifts": [shift.id for shift in problem.shifts if rule.counts(shift)],
        "days": days - 1 if is_window else days,
        "same_day": not is_window and rule.same_day_allowed,  # type: ignore[attr-defined]
    }


def _cap(problem: Problem, rule: MaxInWindow) -> Words:
    assert rule.span is not None
    span, most = rule.span, {}
    for doctor in problem.doctors:
        own = getattr(doctor.caps, span, None)
        if (allowed := rule.most if own is None else own) is not None:
            most[doctor.id] = allowed
    counted = [shift for shift in problem.shifts if rule.counts(shift)]
    spans = {shift.id: span_key(shift.date, span) for shift in counted}
    keys = set(spans.values())
    served = [(past.doctor, span_key(past.date, span)) for past in problem.past]
    return {
        "spans": spans,
        "most": most,
        "less": [[*one, served.count(one)] for one in sorted(set(served)) if one[1] in keys],
    }


def _loads(problem: Problem, rule: FairShare) -> Iterator[Words]:
    """Each category that weighs and is no matter of comfort."""
    for category in problem.facts.categories:
        shares = [share for share in problem.shares.values() if share.category == category.id]
        if not category.weight or category.comfort or not shares:
            continue
        in_units = category.measure == "units"
        yield {
            "price": category.weight * rule.price,
            "sizes": {
                shift.id: 50 * problem.half_units(problem.doctors[0], shift) if in_units else 100
                for shift in shifts_of(problem, category)
            },
            "targets": {share.doctor: share.target for share in shares},
        }


def _is_total(problem: Problem, loads: Sequence[Words]) -> bool:
    """Are the sums of loads settled beforehand, and shares the same for everybody?

    Then squares about the share are squares, up to a constant: nobody would type the share in.
    """
    settled = all(shift.staffing.min == shift.staffing.most for shift in problem.shifts)
    everybody = {doctor.id for doctor in problem.doctors}
    return settled and all(
        set(load["targets"]) == everybody and len(set(load["targets"].values())) == 1
        for load in loads
    )


def _plain(loads: Sequence[Words]) -> list[Words]:
    """The same loads about nothing, in the smallest whole numbers."""
    sizes = [gcd(*load["sizes"].values()) or 1 for load in loads]
    prices = [load["price"] * size**2 for load, size in zip(loads, sizes, strict=True)]
    common = gcd(*prices) or 1
    return [
        {
            "price": price // common,
            "sizes": {shift: one // size for shift, one in load["sizes"].items()},
            "targets": dict.fromkeys(load["targets"], 0),
        }
        for load, size, price in zip(loads, sizes, prices, strict=True)
    ]
