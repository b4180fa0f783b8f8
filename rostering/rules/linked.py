"""Linked: two shifts that one doctor holds together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from rostering.domain.document import Document
from rostering.domain.roster import Roster
from rostering.domain.territory import Id
from rostering.problem.limit import Statement, at_most, together
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, the_doctor, the_shift


class LineWindow(Document):
    """A window of a line."""

    line: Id
    window: Id

    def names(self, shift: Shift) -> bool:
        """True of the shifts of that window."""
        return (shift.line.id, shift.window.id) == (self.line, self.window)


class Linked(Rule):
    """Plages liées : le médecin qui tient la première plage tient aussi la seconde.

    x(first, day) = x(then, day + offset_days) for each doctor; amount: doctors who hold just one of the two.
    Edge: a day on which one of the two windows does not take place links nothing.
    """

    kind: Literal["linked"] = "linked"
    first: LineWindow
    then: LineWindow
    offset_days: int = Field(default=0, ge=0, le=31)

    title = "Plages liées"
    blocks_as = "empêchés sur une plage liée"
    looks_beyond = True

    @model_validator(mode="after")
    def _two_windows(self) -> Self:
        if self.first == self.then and not self.offset_days:
            raise ValueError("deux plages différentes attendues")
        return self

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor and two linked shifts; whoever can hold only one may not hold it."""
        links = list(self._links(problem))
        for doctor, shifts in self.governed(problem):
            open_to = {shift.id for shift in shifts}
            for couple in links:
                about = (doctor.id, *(shift.id for shift in couple))
                mine = [problem.pair(doctor, shift) for shift in couple if shift.id in open_to]
                if len(mine) == 2:
                    yield together(mine[0], mine[1], *about)
                elif mine:
                    yield at_most(0, mine, *about)

    def _links(self, problem: Problem) -> Iterator[tuple[Shift, Shift]]:
        counted = [shift for shift in problem.shifts if self.counts(shift)]
        seconds = {shift.date: shift for shift in counted if self.then.names(shift)}
        for shift in counted:
            then = seconds.get(shift.date + timedelta(days=self.offset_days))
            if then and self.first.names(shift):
                yield shift, then

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Compares who holds the one with who holds the other."""
        firsts = [s for s in problem.shifts if self.first.names(s) and self.counts(s)]
        thens = [s for s in problem.shifts if self.then.names(s) and self.counts(s)]
        for first in firsts:
            for then in thens:
                if (then.date - first.date).days != self.offset_days:
                    continue
                ones = set(roster.by_shift.get(first.id, ()))
                others = set(roster.by_shift.get(then.id, ()))
                for id_ in sorted(ones ^ others):
                    held, missing = (first, then) if id_ in ones else (then, first)
                    if self.governs(problem.doctor_by_id[id_]):
                        yield self.breach(1, (id_,), (held.id, missing.id))

    def say(self, problem: Problem, breach: Breach) -> str:
        """Which of the two is held, and which is not."""
        held, missing = (the_shift(problem, shift) for shift in breach.shifts)
        return f"{the_doctor(problem, breach)} tient {held} sans {missing}"

    @classmethod
    def example(cls) -> Self:
        """Sunday afternoon and evening."""
        afternoon = LineWindow(line="mmg", window="apres-midi")
        return cls(first=afternoon, then=LineWindow(line="mmg", window="soir"))
