"""Fair share: everyone's load in each category stays near what is theirs to carry."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from rostering.domain.people import Doctor
from rostering.domain.roster import Roster
from rostering.domain.territory import Category
from rostering.problem.limit import Load, Statement, Tier
from rostering.problem.problem import Problem, Share
from rostering.problem.shares import shifts_of
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, Strength, number, the_doctor

REACH = 800
"""Beyond eight duties (or units) over the share the cost goes on in a straight line (fairness.md §3.1)."""


class FairShare(Rule):
    """Équité : dans chaque catégorie, la charge de chacun reste proche de sa part (quote-part, présence, reliquat compris).

    Σ over doctors and categories of ⌊w (100·load − share)² / 1000⌋: one duty off costs 10·w, two cost 40·w.
    Edge: a category of weight 0 is shown and costs nothing.
    """

    kind: Literal["fair_share"] = "fair_share"
    strength: Strength = 1

    title = "Équité"
    soft_tier = Tier.FAIRNESS

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One load for each doctor and category."""
        for category in problem.facts.categories:
            if not category.weight:
                continue
            counted = {shift.id for shift in shifts_of(problem, category)}
            for doctor, shifts in self.governed(problem):
                share = problem.shares.get((doctor.id, category.id))
                if share is None:
                    continue
                mine = [shift for shift in shifts if shift.id in counted]
                pairs = tuple(problem.pair(doctor, shift) for shift in mine)
                sizes = tuple(
                    problem.half_units(doctor, shift) if category.measure == "units" else 1
                    for shift in mine
                )
                cost = cost_table(category, share, sum(sizes))
                yield Load(pairs, sizes, cost, about=(doctor.id, category.id))

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Counts each doctor's duties by hand and squares the deviation."""
        for category in problem.facts.categories:
            for doctor in problem.doctors:
                share = problem.shares.get((doctor.id, category.id))
                if share is None or not category.weight or not self.governs(doctor):
                    continue
                held = roster.by_doctor.get(doctor.id, ())
                load = sum(
                    _hundredths(problem, doctor, problem.shift_by_id[shift], category)
                    for shift in held
                    if self.counts(problem.shift_by_id[shift])
                )
                amount = _squared(load, share.target, category)
                if amount:
                    yield self.breach(
                        amount, (doctor.id,), (), load / 100, share.target / 100, category.name
                    )

    def say(self, problem: Problem, breach: Breach) -> str:
        """Load, share and category."""
        load, share = number(breach.measured or 0), number(breach.allowed or 0)
        return f"{the_doctor(problem, breach)} : {breach.label}, {load} pour une part de {share}"

    @classmethod
    def example(cls) -> Self:
        """The default strength."""
        return cls()


def step_of(category: Category) -> int:
    """Hundredths that one step of load is worth: a duty, or half a unit."""
    return 50 if category.measure == "units" else 100


def cost_table(category: Category, share: Share, most: int) -> tuple[int, ...]:
    """Costs of loads 0, 1, 2… steps, up to REACH over the share (or the largest load there can be)."""
    step = step_of(category)
    last = min(most, (share.target + REACH) // step + 1)
    return tuple(
        category.weight * (step * load - share.target) ** 2 // 1000
        for load in range(max(last, 1) + 1)
    )


def _hundredths(problem: Problem, doctor: Doctor, shift: Shift, category: Category) -> int:
    """What one duty adds to a category, in hundredths of its measure."""
    if category.measure == "units":
        return 50 * problem.half_units(doctor, shift)
    return 100 if shift.category == category.id else 0


def _squared(load: int, target: int, category: Category) -> int:
    """The cost of a load in hundredths; past REACH it grows by the last step only."""
    step = 50 if category.measure == "units" else 100
    edge = ((target + REACH) // step + 1) * step
    if load <= edge:
        return category.weight * (load - target) ** 2 // 1000
    top = category.weight * (edge - target) ** 2 // 1000
    below = category.weight * (edge - step - target) ** 2 // 1000
    return top + (top - below) * (load - edge) // step
