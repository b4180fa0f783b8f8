"""Stability: what people already have on their wall changes as little as possible."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Statement, at_least
from rostering.problem.problem import Problem
from rostering.rules.base import Breach, Rule, Strength, the_doctor, the_shift


class Stability(Rule):
    """Stabilité : les gardes déjà publiées changent le moins possible de mains.

    Σ over published duties whose shift still exists of (1 − x): the distance of Moz & Pato (fairness.md §3.6).
    Edge: without a published roster it says nothing; duties that nobody held before are free to fill.
    """

    kind: Literal["stability"] = "stability"
    strength: Strength = 1_000

    title = "Stabilité"
    waivable = False
    blocks_as = "tenus par le tableau publié"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each published duty; one that its doctor can no longer hold is lost for sure."""
        published = problem.published.by_doctor if problem.published else {}
        for doctor, shifts in self.governed(problem) if published else ():
            open_to = {shift.id for shift in shifts}
            for id_ in published.get(doctor.id, ()):
                shift = problem.shift_by_id.get(id_)
                if shift and self.counts(shift):
                    pairs = (problem.pair(doctor, shift),) if id_ in open_to else ()
                    yield at_least(1, pairs, doctor.id, id_)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Lists the published duties that their doctor no longer holds."""
        for pair in problem.published or ():
            doctor, shift = (
                problem.doctor_by_id.get(pair.doctor),
                problem.shift_by_id.get(pair.shift),
            )
            if doctor is None or shift is None or Pair(*pair) in roster:
                continue
            if self.governs(doctor) and self.counts(shift):
                yield self.breach(1, (doctor.id,), (shift.id,))

    def say(self, problem: Problem, breach: Breach) -> str:
        """Who lost what."""
        shift = the_shift(problem, breach.shifts[0])
        return f"{the_doctor(problem, breach)} ne tient plus {shift}, qui était publié"

    @classmethod
    def example(cls) -> Self:
        """The default strength."""
        return cls()
