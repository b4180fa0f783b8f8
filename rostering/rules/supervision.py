"""Supervision: an intern or a junior is not left alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, Self

from rostering.domain.line import OWN_PLACE
from rostering.domain.roster import Roster
from rostering.domain.vocabulary import SUPERVISED, Function
from rostering.problem.limit import Limit, Statement
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, the_doctor, the_shift


class Supervision(Rule):
    """Supervision : un interne ou un docteur junior n'est jamais seul, un médecin sénior est présent pendant toute sa garde.

    On lines that need it: x(junior) − Σ x(seniors) ≤ 0 over shifts of the same line or site that last at least as
    long as the junior's; a second line, on call at home, is not presence. Edge: a senior who leaves before is not enough.
    """

    kind: Literal["supervision"] = "supervision"

    title = "Supervision"
    collective = True
    blocks_as = "à superviser, sans sénior"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each supervised doctor and shift."""
        guards = self._guards(problem)
        for doctor, shifts in self.governed(problem) if guards else ():
            for shift in shifts if doctor.status in SUPERVISED else ():
                if shift.id not in guards:
                    continue
                seniors = [
                    problem.pair(senior, other)
                    for other in guards[shift.id]
                    for senior in problem.candidates_by_shift[other.id]
                    if senior.status not in SUPERVISED
                ]
                signs = (1,) + (-1,) * len(seniors) if seniors else None
                terms = (problem.pair(doctor, shift), *seniors)
                yield Limit(terms, high=0, coefficients=signs, about=(doctor.id, shift.id))

    def _guards(self, problem: Problem) -> Mapping[str, list[Shift]]:
        """For each shift that needs supervision, the shifts from which a senior gives it."""
        watched = [s for s in problem.shifts if s.line.needs_supervision and self.counts(s)]
        return {
            shift.id: [other for other in problem.shifts if gives_presence(other, shift)]
            for shift in watched
        }

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Looks for a senior around each supervised duty."""
        seniors = {d.id for d in problem.doctors if d.status not in SUPERVISED}
        for doctor, shifts in self.duties(problem, roster):
            for shift in shifts:
                if doctor.id in seniors or not shift.line.needs_supervision:
                    continue
                present = {
                    pair.doctor
                    for pair in roster.pairs
                    if gives_presence(problem.shift_by_id[pair.shift], shift)
                }
                if not present & seniors:
                    yield self.breach(1, (doctor.id,), (shift.id,))

    def say(self, problem: Problem, breach: Breach) -> str:
        """Who is alone, and when."""
        shift = the_shift(problem, breach.shifts[0])
        return f"{the_doctor(problem, breach)} est sans médecin sénior pendant {shift}"

    @classmethod
    def example(cls) -> Self:
        """Lines say whether they need it."""
        return cls()


def gives_presence(other: Shift, shift: Shift) -> bool:
    """True when a senior on `other` is there during all of `shift`."""
    if other.period.start > shift.period.start or other.period.end < shift.period.end:
        return False
    if other.line.id == shift.line.id:
        return True
    at_home = other.site == OWN_PLACE or other.line.function is Function.SECOND_LINE
    return other.site == shift.site and not at_home
