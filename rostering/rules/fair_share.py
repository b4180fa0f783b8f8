"""Fair share: everyone's load in each category stays near what is theirs to carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import gcd
from typing import Annotated, Literal, Self

from pydantic import Field

from rostering.domain.people import Doctor
from rostering.domain.roster import Roster
from rostering.domain.territory import Category
from rostering.problem.limit import Load, Statement, Tier
from rostering.problem.problem import Problem
from rostering.problem.shares import shifts_of
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, number, the_doctor

REACH = 800
"""Beyond eight duties (or units) over the share the cost goes on in a straight line (fairness.md §3.1)."""


class FairShare(Rule):
    """Équité : dans chaque catégorie, la charge de chacun reste proche de sa part (quote-part, présence, reliquat compris).

    Σ over doctors and categories of ⌊w (100·load − share)² / 1000⌋: one duty off costs 10·w, two cost 40·w.
    Edge: a category of weight 0 is shown and costs nothing. Never hard: nobody's load is their share to the hundredth.
    """

    kind: Literal["fair_share"] = "fair_share"
    strength: Annotated[int, Field(ge=1, le=10_000)] = 1

    title = "Équité"
    demands = False
    waivable = False
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
                sizes = [_hundredths(problem, doctor, shift, category) for shift in mine]
                step = gcd(*sizes) or 100
                cost = cost_table(category.weight, share.target, step, sum(sizes))
                steps = tuple(size // step for size in sizes)
                about = (doctor.id, category.id)
                if category.comfort and self.price:
                    yield Load(pairs, steps, cost, self.price, Tier.COMFORT, about)
                else:
                    yield Load(pairs, steps, cost, about=about)

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
                amount = _paid(load, share.target, category)
                if amount:
                    found = self.breach(
                        amount, (doctor.id,), (), load / 100, share.target / 100, category.name
                    )
                    last = category.comfort and self.price
                    yield self._as_comfort(found) if last else found

    def _as_comfort(self, breach: Breach) -> Breach:
        """The breach in the tier of comfort, where amounts are prices."""
        return replace(breach, tier=Tier.COMFORT, amount=breach.price)

    def say(self, problem: Problem, breach: Breach) -> str:
        """Load, share and category."""
        load, share = number(breach.measured or 0), number(breach.allowed or 0)
        return f"{the_doctor(problem, breach)} : {breach.label}, {load} pour une part de {share}"

    @classmethod
    def example(cls) -> Self:
        """The default strength."""
        return cls()


def cost_table(weight: int, target: int, step: int, most: int) -> tuple[int, ...]:
    """Costs of loads 0, 1, 2… steps of `step` hundredths, up to where the cost is straight or to `most`."""
    last = min(most, target + REACH + 2 * step) // step
    return tuple(deviation_cost(weight, step * load - target) for load in range(max(last, 1) + 1))


def deviation_cost(weight: int, deviation: int) -> int:
    """⌊w·x²/1000⌋ for a deviation of x hundredths; the tangent goes on past REACH."""
    if deviation <= REACH:
        return weight * deviation**2 // 1000
    return weight * (REACH**2 + 2 * REACH * (deviation - REACH)) // 1000


def _hundredths(problem: Problem, doctor: Doctor, shift: Shift, category: Category) -> int:
    """What one duty adds to a category, in hundredths of its measure."""
    if category.measure == "units":
        return 50 * problem.half_units(doctor, shift)
    return 100 if shift.category == category.id else 0


def _paid(load: int, target: int, category: Category) -> int:
    """The cost of a load in hundredths, square by square: what the sentence of the rule promises."""
    over = max(0, load - target - REACH)
    square = (load - over - target) ** 2
    return category.weight * (square + 2 * REACH * over) // 1000
