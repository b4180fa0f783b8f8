"""Together: doctors who are on duty at the same time or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator

from rostering.domain.roster import Pair, Roster
from rostering.domain.territory import Id
from rostering.problem.limit import Statement, any_of, at_most
from rostering.problem.limit import together as both_or_neither
from rostering.problem.problem import Problem
from rostering.problem.spans import Scope, meetings_of
from rostering.rules.base import Breach, Rule, the_doctor, the_meeting


class Together(Rule):
    """Ensemble : ces médecins sont de garde sur la même plage, le même jour ou le même week-end, ou aucun ne l'est.

    For every two members and every shift, day or week-end: present = present. Amount: couples split, per unit.
    Edge: a unit that only one of the two could serve is closed to both.
    """

    kind: Literal["together"] = "together"
    members: Annotated[tuple[Id, ...], Field(min_length=2)]
    scope: Scope = "day"

    title = "Ensemble"
    collective = True
    blocks_as = "liés à un confrère indisponible"

    @field_validator("members")
    @classmethod
    def _different(cls, members: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(members)) < len(members):
            raise ValueError("des médecins différents attendus")
        return members

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each couple of members and unit."""
        units: defaultdict[str, dict[str, list[Pair]]] = defaultdict(dict)
        members = [entry for entry in self.governed(problem) if entry[0].id in self.members]
        for doctor, shifts in members:
            for shift in shifts:
                for unit in meetings_of(shift, self.scope):
                    mine = units[unit].setdefault(doctor.id, [])
                    mine.append(problem.pair(doctor, shift))
        for unit, present in sorted(units.items()):
            for one, other in combinations([doctor.id for doctor, _ in members], 2):
                terms = [any_of(present[id_]) for id_ in (one, other) if id_ in present]
                if len(terms) == 2:
                    yield both_or_neither(terms[0], terms[1], one, other, unit)
                else:
                    yield at_most(0, terms, one, other, unit)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Compares the units of every two members."""
        there = [doctor for doctor in problem.doctors if doctor.id in self.members]
        members = [doctor.id for doctor in there if self.governs(doctor)]
        held: dict[str, dict[str, str]] = {member: {} for member in members}
        for doctor, shifts in self.duties(problem, roster):
            for shift in shifts if doctor.id in held else ():
                held[doctor.id] |= dict.fromkeys(meetings_of(shift, self.scope), shift.id)
        for one, other in combinations(members, 2):
            for unit in sorted(held[one].keys() ^ held[other].keys()):
                here, away = (one, other) if unit in held[one] else (other, one)
                where = the_meeting(problem, self.scope, unit)
                yield self.breach(1, (here, away), (held[here][unit],), label=where)

    def say(self, problem: Problem, breach: Breach) -> str:
        """Who is there without whom."""
        away = problem.doctor_by_id[breach.doctors[1]].name
        return f"{the_doctor(problem, breach)} est de garde sans Dr {away} : {breach.label}"

    @classmethod
    def example(cls) -> Self:
        """Two doctors on the same days."""
        return cls(members=("martin", "durand"))
