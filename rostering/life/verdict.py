"""Is a change lawful, which soft rules bend, what does it do to shares: told before anything is written."""

from __future__ import annotations

from dataclasses import dataclass

from rostering.domain.roster import Roster
from rostering.instance import Instance
from rostering.life.proposal import Proposal
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.effect import Effect, moves
from rostering.review.report import Report


@dataclass(frozen=True)
class Verdict:
    """A proposal with the territory and the roster as they would be, audited beside those in force."""

    proposal: Proposal
    instance: Instance
    problem: Problem
    roster: Roster
    effect: Effect

    @property
    def is_lawful(self) -> bool:
        """No hard rule is broken anew."""
        return not self.effect.new_hard


def judge(
    proposal: Proposal, instance: Instance, problem: Problem, before: Roster, report: Report
) -> Verdict:
    """`instance` and `problem` are those after the proposal; `report` is that of the roster in force."""
    after = proposal.applied(before)
    effect = Effect(
        tuple(moves(problem, before, after)), report, audit(problem, instance.rules, after)
    )
    return Verdict(proposal, instance, problem, after, effect)
