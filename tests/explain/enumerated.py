"""Every lawful-or-not roster of a tiny problem with what each rule says of it, found without the solver."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rostering.domain.roster import Roster
from rostering.problem.limit import Tier
from tests.solve.brute import Case, rosters

PAID = (Tier.SOFT, Tier.FAIRNESS, Tier.WISHES)


@dataclass(frozen=True)
class Said:
    """What one rule says of a roster: is it broken where it may not be, carences, and its price."""

    hard: bool
    carences: int
    price: int
    wishes: int


@dataclass(frozen=True)
class Judged:
    """A roster and what each rule, in the order of the case, says of it."""

    roster: Roster
    said: tuple[Said, ...]

    def value(self, without: int | None = None) -> tuple[int, int] | None:
        """(carences, price), a rule left out; None when a hard rule is broken."""
        kept = [one for position, one in enumerate(self.said) if position != without]
        if any(one.hard for one in kept):
            return None
        return sum(one.carences for one in kept), sum(one.price for one in kept)

    @property
    def wishes(self) -> int:
        """What refused wishes cost."""
        return sum(one.wishes for one in self.said)


def judged(case: Case) -> list[Judged]:
    """All of them."""
    return list(_judged(case))


def _judged(case: Case) -> Iterator[Judged]:
    for roster in rosters(case.problem):
        yield Judged(
            roster, tuple(_said(case, position, roster) for position in range(len(case.rules)))
        )


def _said(case: Case, position: int, roster: Roster) -> Said:
    breaches = list(case.rules[position].breaches(case.problem, roster))
    return Said(
        any(breach.tier is Tier.HARD for breach in breaches),
        sum(breach.price for breach in breaches if breach.tier is Tier.CARENCE),
        sum(breach.price for breach in breaches if breach.tier in PAID),
        sum(breach.price for breach in breaches if breach.tier is Tier.WISHES),
    )


def best(found: list[Judged], without: int | None = None) -> tuple[int, int]:
    """The least carences, then the least price."""
    return min(value for one in found if (value := one.value(without)) is not None)
