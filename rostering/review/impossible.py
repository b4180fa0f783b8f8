"""How much of their duties and week-ends doctors close by « impossible »: shown, and capped where a territory says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from rostering.domain.people import Doctor
from rostering.domain.vocabulary import Level
from rostering.problem.eligibility import why_not
from rostering.problem.problem import Problem
from rostering.rules.absence import forbids


@dataclass(frozen=True)
class Closure:
    """The duties open to a doctor and the week-ends that have some, and how many « impossible » closes.

    A week-end is closed when none of its duties is left. Leaves (« congé ») are not counted.
    """

    doctor: str
    duties: int
    closed: int
    weekends: int
    weekends_closed: int

    @property
    def part(self) -> float:
        """The part of the duties that is closed."""
        return self.closed / self.duties if self.duties else 0.0

    @property
    def weekend_part(self) -> float:
        """The part of the week-ends that is closed."""
        return self.weekends_closed / self.weekends if self.weekends else 0.0


def closures(problem: Problem) -> Iterator[Closure]:
    """One for each doctor who closes something without leave."""
    for doctor in problem.doctors:
        found = _closure(problem, doctor)
        if found is not None and found.closed:
            yield found


def _closure(problem: Problem, doctor: Doctor) -> Closure | None:
    said = [
        entry
        for entry in problem.facts.availability
        if entry.doctor == doctor.id and entry.level is Level.IMPOSSIBLE and not entry.leave
    ]
    if not said:
        return None
    duties = closed = 0
    weekends: defaultdict[date, set[bool]] = defaultdict(set)
    for shift in problem.shifts:
        if why_not(problem.facts, doctor, shift) is not None:
            continue
        is_closed = any(forbids(problem, entry, doctor, shift) for entry in said)
        duties, closed = duties + 1, closed + is_closed
        if shift.date.weekday() >= 5:
            weekends[shift.date - timedelta(days=shift.date.weekday() - 5)].add(is_closed)
    away = sum(answers == {True} for answers in weekends.values())
    return Closure(doctor.id, duties, closed, len(weekends), away)


def beyond_cap(problem: Problem) -> Iterator[Closure]:
    """Those who close more than the territory's cap, of duties or of week-ends."""
    memory = problem.facts.memory
    for one in closures(problem):
        if one.part > memory.impossible_duties or one.weekend_part > memory.impossible_weekends:
            yield one
