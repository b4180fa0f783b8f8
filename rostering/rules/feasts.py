"""Feasts: Christmas or the New Year, and not the same feast two years running."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Set
from datetime import timedelta
from typing import Literal, NamedTuple, Self

from rostering.domain.calendar import FEAST_LABELS, feast_year
from rostering.domain.people import Doctor, FeastName
from rostering.domain.period import zone_info
from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Statement, any_of, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, Strength, the_doctor


class Feast(NamedTuple):
    """A feast family in a year; Nouvel An belongs to the year of its 1 January."""

    family: str
    year: int


class Feasts(Rule):
    """Fêtes : Noël ou Nouvel An, jamais les deux le même hiver, et pas la même fête deux années de suite.

    For each two feasts that exclude each other, served + served ≤ 1; amount: such couples. Served: here, in the record
    of past feasts, or in the last days of the previous roster. Edge: the evening of 31 December 2026 is Nouvel An 2027.
    """

    kind: Literal["feasts"] = "feasts"
    strength: Strength = 200
    xor: bool = True
    no_repeat: bool = True
    families: tuple[FeastName, ...] = ()

    title = "Fêtes"
    demands = False
    blocks_as = "déjà pris par une fête"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor and two feasts that exclude each other."""
        for doctor, shifts in self.governed(problem):
            groups: defaultdict[Feast, list[Pair]] = defaultdict(list)
            for shift in shifts:
                if self._speaks_of(shift.feast):
                    groups[feast_of(shift)].append(problem.pair(doctor, shift))
            before = served_before(problem, doctor) if groups else frozenset()
            for one, other in self._couples(groups.keys() | before):
                terms = [any_of(groups[f]) for f in (one, other) if f in groups and f not in before]
                if one in before and other in before:
                    terms = [any_of([*groups[one], *groups[other]])]
                    yield at_most(0, terms, doctor.id, one.family, other.family)
                elif one in before or other in before:
                    yield at_most(0, terms, doctor.id, one.family, other.family)
                else:
                    yield at_most(1, terms, doctor.id, one.family, other.family)

    def _speaks_of(self, family: str) -> bool:
        return bool(family) and (not self.families or family in self.families)

    def _couples(self, feasts: Set[Feast]) -> Iterator[tuple[Feast, Feast]]:
        """The feasts among these that exclude each other, earlier first."""
        for feast in sorted(feasts):
            following = Feast(feast.family, feast.year + 1)
            if self.no_repeat and self._speaks_of(feast.family) and following in feasts:
                yield feast, following
            new_year = Feast("nouvel_an", feast.year + 1)
            both = self._speaks_of("noel") and self._speaks_of("nouvel_an")
            if self.xor and both and feast.family == "noel" and new_year in feasts:
                yield feast, new_year

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Writes down every feast each doctor serves or served, and compares them two by two."""
        for doctor, shifts in self.duties(problem, roster):
            held: dict[Feast, list[str]] = {}
            for shift in shifts:
                if self._speaks_of(shift.feast):
                    held.setdefault(feast_of(shift), []).append(shift.id)
            known = held.keys() | served_before(problem, doctor) if held else frozenset()
            for one in sorted(known):
                for other in sorted(known):
                    ids = (*held.get(one, ()), *held.get(other, ()))
                    if ids and self._excludes(one, other):
                        label = _couple_name(one, other)
                        yield self.breach(1, (doctor.id,), ids, label=label)

    def _excludes(self, one: Feast, other: Feast) -> bool:
        """Is `other` the feast that serving `one` spares the year after?"""
        if other.year != one.year + 1 or not self._speaks_of(one.family):
            return False
        if one.family == other.family:
            return self.no_repeat
        winter = one.family == "noel" and other.family == "nouvel_an"
        return winter and self.xor and self._speaks_of("nouvel_an")

    def say(self, problem: Problem, breach: Breach) -> str:
        """Which two feasts."""
        return f"{the_doctor(problem, breach)} sert deux fêtes qui s'excluent : {breach.label}"

    @classmethod
    def example(cls) -> Self:
        """Both halves."""
        return cls()


def feast_of(shift: Shift) -> Feast:
    """The feast of a shift that has one."""
    return Feast(shift.feast, feast_year(shift.feast, shift.date))


def served_before(problem: Problem, doctor: Doctor) -> frozenset[Feast]:
    """The doctor's feasts on record, and those of the last days of the previous roster."""
    recorded = {
        Feast(entry.feast, entry.year) for entry in problem.feasts_by_doctor.get(doctor.id, ())
    }
    for duty in problem.past_by_doctor.get(doctor.id, ()):
        last = (duty.period.end - timedelta(minutes=1)).astimezone(zone_info(problem.zone))
        in_evening = last.date() > duty.date or last.hour >= 20
        if family := problem.calendar.feast(duty.date, in_evening):
            recorded.add(Feast(family, feast_year(family, duty.date)))
    return frozenset(recorded)


def _couple_name(one: Feast, other: Feast) -> str:
    """ "Noël 2026 et Nouvel An 2027"."""
    names = [f"{FEAST_LABELS[feast.family]} {feast.year}" for feast in (one, other)]
    return " et ".join(names)
