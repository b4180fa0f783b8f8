"""Coverage: every shift has its doctors; what is missing is a carence, never a dead end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from pydantic import Field

from rostering.domain.line import Staffing
from rostering.domain.roster import Roster
from rostering.problem.limit import Limit, Statement, Tier
from rostering.problem.problem import Problem
from rostering.rules.base import Breach, Rule, the_shift


class Coverage(Rule):
    """Couverture : chaque plage a son minimum de médecins, sinon c'est une carence ; l'effectif souhaité est recherché.

    Σ assigned ≥ min (carence × weight of line and day), ≥ target (soft), ≤ max (hard); each beyond
    the target costs `beyond_price`. An optional shift has min 0. Edge: a doctor missing under min is missing under a larger target too.
    """

    kind: Literal["coverage"] = "coverage"
    strength: Literal["hard"] = "hard"
    target_price: int = Field(default=60, ge=1, le=1_000_000_000)
    beyond_price: int = Field(default=0, ge=0, le=1_000_000_000)

    title = "Couverture"
    demands = False
    waivable = False

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """Max, then min, then what the target wishes beyond it, then what is beyond the target."""
        for shift in problem.shifts:
            doctors = problem.candidates_by_shift[shift.id]
            pairs = tuple(problem.pair(doctor, shift) for doctor in doctors)
            staffing, about = shift.staffing, (shift.id,)
            yield Limit(pairs, high=staffing.most, about=about, tier=Tier.HARD)
            if staffing.min:
                weight = shift.carence_weight
                yield Limit(pairs, low=staffing.min, weight=weight, tier=Tier.CARENCE, about=about)
            if staffing.wished > staffing.min:
                price = self.target_price
                yield Limit(pairs, low=staffing.wished, weight=price, tier=Tier.SOFT, about=about)
            if self._prices_beyond(staffing) and len(pairs) > staffing.wished:
                price = self.beyond_price
                yield Limit(pairs, high=staffing.wished, weight=price, tier=Tier.SOFT, about=about)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Counts the doctors of each shift against its staffing."""
        for shift in problem.shifts:
            present = len(roster.by_shift.get(shift.id, ()))
            staffing = shift.staffing
            if present > staffing.most:
                yield self._missing(
                    shift.id, Tier.HARD, present - staffing.most, present, staffing.most
                )
            if present < staffing.min:
                amount = (staffing.min - present) * shift.carence_weight
                yield self._missing(shift.id, Tier.CARENCE, amount, present, staffing.min)
            if present < staffing.wished and staffing.wished > staffing.min:
                amount = (staffing.wished - present) * self.target_price
                yield self._missing(shift.id, Tier.SOFT, amount, present, staffing.wished)
            if self._prices_beyond(staffing) and present > staffing.wished:
                amount = (present - staffing.wished) * self.beyond_price
                yield self._missing(shift.id, Tier.SOFT, amount, present, staffing.wished)

    def _prices_beyond(self, staffing: Staffing) -> bool:
        """Is there room beyond the target, and does it cost?"""
        return self.beyond_price > 0 and staffing.most > staffing.wished

    def _missing(self, shift: str, tier: Tier, amount: int, present: int, wanted: int) -> Breach:
        return Breach(
            self.kind, tier, amount, (), (shift,), present, wanted,
            price=amount if tier is not Tier.HARD else 0,
        )  # fmt: skip

    def say(self, problem: Problem, breach: Breach) -> str:
        """What is missing or in excess on the shift."""
        present, wanted = int(breach.measured or 0), int(breach.allowed or 0)
        what = the_shift(problem, breach.shifts[0])
        if breach.tier is Tier.HARD:
            return f"{what} : {present} médecins pour {wanted} au plus"
        if breach.tier is Tier.CARENCE:
            return f"{what} : carence, {present} médecin{'s' * (present > 1)} sur {wanted}"
        return f"{what} : {present} médecin{'s' * (present > 1)} sur {wanted} souhaité{'s' * (wanted > 1)}"

    @classmethod
    def example(cls) -> Self:
        """The defaults."""
        return cls()
