"""Pinned: what was agreed beforehand stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self

from rostering.domain.people import Doctor, Pin
from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Statement, exactly
from rostering.problem.problem import Problem
from rostering.rules.base import Breach, Rule, hours_of, long_date, the_doctor


class Pinned(Rule):
    """Dates convenues : un médecin tient les gardes convenues d'avance.

    x = 1 on every agreed pair. Edge: an agreed pair that is no candidate (an absence, a licence that ends) is still
    stated, so that the contradiction shows; a date outside the horizon says nothing.
    """

    kind: Literal["pinned"] = "pinned"
    strength: Literal["hard"] = "hard"

    title = "Dates convenues"
    waivable = False
    blocks_as = "tenus par une date convenue"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each agreed date."""
        for doctor, pin in self._agreed(problem):
            pair = Pair(doctor.id, shift_id(pin))
            yield exactly(1, (pair,), *pair)

    def _agreed(self, problem: Problem) -> Iterator[tuple[Doctor, Pin]]:
        """The agreed dates of the horizon that the rule speaks of."""
        lines = {line.id: line for line in problem.facts.lines}
        first, last = problem.facts.horizon.start, problem.facts.horizon.end
        for pin in problem.facts.pinned:
            doctor, line = problem.doctor_by_id.get(pin.doctor), lines.get(pin.line)
            if doctor is None or line is None or not first <= pin.date <= last:
                continue
            of_line = not self.lines or line.id in self.lines
            of_function = not self.functions or line.function in self.functions
            if of_line and of_function and self.governs(doctor):
                yield doctor, pin

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Looks each agreed date up in the roster."""
        for doctor, pin in self._agreed(problem):
            id_ = f"{pin.date}-{pin.line}-{pin.window}"
            if doctor.id not in roster.by_shift.get(id_, ()):
                shifts = (id_,) if id_ in problem.shift_by_id else ()
                label = f"{pin.line} ({pin.window}) du {long_date(pin.date)}"
                yield self.breach(1, (doctor.id,), shifts, label=label)

    def say(self, problem: Problem, breach: Breach) -> str:
        """Whose date is not kept, or does not exist."""
        who = the_doctor(problem, breach)
        if not breach.shifts:
            return f"{who} a une date convenue sur une plage qui n'a pas lieu : {breach.label}"
        shift = problem.shift_by_id[breach.shifts[0]]
        what = f"{shift.line.name} du {long_date(shift.date)}, {hours_of(shift)}"
        return f"{who} ne tient pas la garde convenue d'avance : {what}"

    @classmethod
    def example(cls) -> Self:
        """It has no parameter; the dates are the territory's."""
        return cls()


def shift_id(pin: Pin) -> str:
    """The id of the shift that the pin speaks of."""
    return f"{pin.date.isoformat()}-{pin.line}-{pin.window}"
