"""Workload: each duty more of a doctor may cost more than the one before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from typing import Annotated, Literal, Self

from pydantic import Field

from rostering.domain.prices import Rising
from rostering.domain.roster import Roster
from rostering.problem.limit import Load, Statement, Tier
from rostering.problem.problem import Problem
from rostering.rules.base import Breach, Rule, climbed, plural, the_doctor


class Workload(Rule):
    """Charge : plus un médecin tient de gardes, plus la suivante coûte cher.

    Σ over doctors of prices[0] + … + prices[n − 1] for n duties; beyond the list, the last price again. Prices
    never fall, so that what two share costs no more than what one holds. Edge: with a price of 0 the first is free.
    """

    kind: Literal["workload"] = "workload"
    strength: Annotated[int, Field(ge=1, le=10_000)] = 1
    prices: Rising

    title = "Charge"
    demands = False
    waivable = False
    soft_tier = Tier.FAIRNESS

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One load for each doctor."""
        cost = tuple(accumulate(self.prices, initial=0))
        for doctor, shifts in self.governed(problem):
            if shifts:
                pairs = tuple(problem.pair(doctor, shift) for shift in shifts)
                yield Load(pairs, (1,) * len(pairs), cost, about=(doctor.id,))

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Counts each doctor's duties and pays them one by one."""
        for doctor, shifts in self.duties(problem, roster):
            if amount := climbed(self.prices, len(shifts)):
                yield self.breach(amount, (doctor.id,), measured=len(shifts))

    def say(self, problem: Problem, breach: Breach) -> str:
        """How many duties, and what they cost together."""
        count = plural(int(breach.measured or 0), "garde")
        return f"{the_doctor(problem, breach)} : {count}, {breach.amount} en tout"

    @classmethod
    def example(cls) -> Self:
        """The second costs twice the first, the third and the following thrice."""
        return cls(prices=(1, 2, 3))
