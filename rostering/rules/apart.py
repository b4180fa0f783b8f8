"""Apart: doctors who are not on duty at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator

from rostering.domain.roster import Pair, Roster
from rostering.domain.territory import Id
from rostering.problem.limit import Statement, any_of, at_most
from rostering.problem.problem import Problem
from rostering.problem.spans import Scope, meetings_of
from rostering.rules.base import Breach, Rule, the_meeting


class Apart(Rule):
    """Séparés : un seul de ces médecins au plus est de garde sur une même plage, un même jour ou un même week-end.

    Σ present members ≤ 1 for every shift, day or week-end. Amount: members beyond the first, per unit.
    Edge: a duty counts on the civil day (or days) it belongs to, so a 20–8 night only on its evening.
    """

    kind: Literal["apart"] = "apart"
    members: Annotated[tuple[Id, ...], Field(min_length=2)]
    scope: Scope = "day"

    title = "Séparés"
    demands = False
    collective = True
    blocks_as = "séparés d'un confrère de garde"

    @field_validator("members")
    @classmethod
    def _different(cls, members: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(members)) < len(members):
            raise ValueError("des médecins différents attendus")
        return members

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each unit that two members could serve."""
        units: defaultdict[str, defaultdict[str, list[Pair]]]
        units = defaultdict(lambda: defaultdict(list))
        for doctor, shifts in self.governed(problem):
            for shift in shifts if doctor.id in self.members else ():
                for unit in meetings_of(shift, self.scope):
                    units[unit][doctor.id].append(problem.pair(doctor, shift))
        for unit, present in sorted(units.items()):
            yield at_most(1, map(any_of, present.values()), *present, unit)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Lists who is on duty in each unit."""
        present: dict[str, dict[str, str]] = {}
        for doctor, shifts in self.duties(problem, roster):
            for shift in shifts if doctor.id in self.members else ():
                for unit in meetings_of(shift, self.scope):
                    present.setdefault(unit, {})[doctor.id] = shift.id
        for unit, held in sorted(present.items()):
            if len(held) > 1:
                ids = tuple(dict.fromkeys(held.values()))
                where = the_meeting(problem, self.scope, unit)
                yield self.breach(len(held) - 1, tuple(held), ids, len(held), 1, where)

    def say(self, problem: Problem, breach: Breach) -> str:
        """Who meets where."""
        names = [f"Dr {problem.doctor_by_id[id_].name}" for id_ in breach.doctors]
        who = f"{', '.join(names[:-1])} et {names[-1]}"
        return f"{who} sont de garde ensemble : {breach.label}"

    @classmethod
    def example(cls) -> Self:
        """Two doctors never on the same day."""
        return cls(members=("martin", "durand"))
