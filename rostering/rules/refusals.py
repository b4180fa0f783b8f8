"""Refusals: each wish refused to a doctor may cost more than the one before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate
from typing import Annotated, Literal, Self

from pydantic import Field

from rostering.domain.prices import Rising
from rostering.domain.roster import Roster
from rostering.domain.vocabulary import Level
from rostering.problem.limit import Load, Statement, Term, Tier, any_of
from rostering.problem.problem import Problem
from rostering.rules.base import Breach, Rule, climbed, plural, the_doctor
from rostering.rules.wish import Claim, Wish

FIRM = (Level.NO, Level.WANTED)
"""Wishes whose refusal is felt; « possible » is none."""


class Refusals(Rule):
    """Refus : plus un médecin a de souhaits refusés, plus le refus suivant coûte cher.

    Σ over doctors of prices[0] + … + prices[n − 1] for n refused wishes; beyond the list, the last price again. A wish
    is one doctor, date and level, as `wish` reads it: « non » is refused when a duty it speaks of is held, « souhaité »
    when none is. Edge: « possible » is never refused; two duties held against one « non » are one refusal.
    """

    kind: Literal["refusals"] = "refusals"
    strength: Annotated[int, Field(ge=1, le=10_000)] = 1
    prices: Rising

    title = "Refus"
    waivable = False
    soft_tier = Tier.WISHES

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One load for each doctor who wishes: refusals, from all « souhaité » down to none."""
        cost = tuple(accumulate(self.prices, initial=0))
        mine: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self._wishes().claims(problem):
            if claim.level in FIRM:
                mine[claim.doctor.id].append(claim)
        for id_, claims in mine.items():
            open_to = {shift.id for shift in problem.candidates[id_]}
            sizes: dict[Term, int] = {}
            for claim in claims:
                pairs = [problem.pair(claim.doctor, s) for s in claim.shifts if s.id in open_to]
                if pairs:
                    sizes[any_of(pairs)] = -1 if claim.level is Level.WANTED else 1
            base = sum(claim.level is Level.WANTED for claim in claims)
            if sizes or base:
                yield Load(tuple(sizes), tuple(sizes.values()), cost, about=(id_,), base=base)

    def _wishes(self) -> Wish:
        """The reading of wishes, narrowed as this rule is."""
        return Wish(
            statuses=self.statuses, doctors=self.doctors, lines=self.lines, functions=self.functions
        )

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Takes the verdict on each wish, counts the refusals of each doctor and pays them one by one."""
        refused: defaultdict[str, list[str]] = defaultdict(list)
        for verdict in self._wishes().verdicts(problem, roster):
            if verdict.level in FIRM and not verdict.granted:
                refused[verdict.doctor].append(verdict.shifts[0])
        for doctor, shifts in refused.items():
            if amount := climbed(self.prices, len(shifts)):
                yield self.breach(amount, (doctor,), tuple(shifts), measured=len(shifts))

    def say(self, problem: Problem, breach: Breach) -> str:
        """How many wishes are refused, and what that costs."""
        count = plural(int(breach.measured or 0), "souhait refusé")
        return f"{the_doctor(problem, breach)} : {count}, {breach.amount} en tout"

    @classmethod
    def example(cls) -> Self:
        """The second refusal costs twice the first, the third and the following three times."""
        return cls(prices=(10, 20, 30))
