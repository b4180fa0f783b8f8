"""What changing a roster does: duties that move, cost by tier, loads against shares, hard rules broken anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Tier
from rostering.problem.problem import Problem
from rostering.review.audit import audit
from rostering.review.report import Balance, Report
from rostering.rules import AnyRule
from rostering.rules.base import Breach

LOADS = ("fair_share", "workload")
"""Rules that every load pays."""
PAID = (Tier.SOFT, Tier.FAIRNESS, Tier.WISHES)


@dataclass(frozen=True)
class Move:
    """One duty that changes hands: who leaves it, who takes it (either may be empty)."""

    shift: str
    leaves: tuple[str, ...]
    takes: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """Two rosters side by side, both audited."""

    moves: tuple[Move, ...]
    before: Report
    after: Report

    @property
    def cost(self) -> int:
        """What soft rules, fairness and wishes cost more (or less, negative) after."""
        return paid(self.after) - paid(self.before)

    @property
    def tiers(self) -> Mapping[Tier, int]:
        """The same by tier, those that do not change left out."""
        found = {
            tier: self.after.tiers.get(tier, 0) - self.before.tiers.get(tier, 0) for tier in PAID
        }
        return {tier: change for tier, change in found.items() if change}

    @property
    def missing(self) -> int:
        """Carences more (or fewer) after."""
        return self.after.missing - self.before.missing

    @cached_property
    def new_hard(self) -> tuple[Breach, ...]:
        """Hard rules broken after that were not before, or not by as much."""
        known = {_what(breach): breach.amount for breach in self.before.hard_breaches}
        return tuple(
            breach
            for breach in self.after.hard_breaches
            if breach.amount > known.get(_what(breach), 0)
        )

    @cached_property
    def new_soft(self) -> tuple[Breach, ...]:
        """Soft rules broken after that were not before, fairness left out: loads say it better."""
        known = {*self.before.breaches, *self.after.hard_breaches}
        return tuple(
            breach
            for breach in self.after.breaches
            if breach.rule not in LOADS and breach not in known
        )

    def shares(self) -> Iterator[tuple[Balance, Balance]]:
        """The balances that change, before and after."""
        then = {(one.doctor, one.category): one for one in self.before.balances}
        for now in self.after.balances:
            was = then.get((now.doctor, now.category))
            if was is not None and was.load != now.load:
                yield was, now


def _what(breach: Breach) -> tuple[object, ...]:
    """What is broken, whatever the amount."""
    return breach.rule, breach.doctors, breach.shifts, breach.label


def paid(report: Report) -> int:
    """What soft rules, fairness and wishes cost together."""
    return sum(report.tiers.get(tier, 0) for tier in PAID)


def compare(problem: Problem, rules: Sequence[AnyRule], before: Roster, after: Roster) -> Effect:
    """The difference between two rosters, each audited."""
    return Effect(
        tuple(moves(problem, before, after)),
        audit(problem, rules, before),
        audit(problem, rules, after),
    )


def moves(problem: Problem, before: Roster, after: Roster) -> Iterator[Move]:
    """The duties whose doctors differ, by time."""
    for shift in problem.shifts:
        was, now = before.by_shift.get(shift.id, ()), after.by_shift.get(shift.id, ())
        if was != now:
            yield Move(
                shift.id,
                tuple(doctor for doctor in was if doctor not in now),
                tuple(doctor for doctor in now if doctor not in was),
            )


def handed(roster: Roster, shift: str, giver: str, taker: str) -> Roster:
    """The same roster with one duty in other hands."""
    return Roster((roster.pairs - {Pair(giver, shift)}) | {Pair(taker, shift)})
