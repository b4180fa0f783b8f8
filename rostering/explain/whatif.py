"""Two territories side by side: what is asked of doctors, what is missing, what it costs, who carries what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rostering.expand import expand
from rostering.explain.measure import Measure, Search, measure
from rostering.explain.proved import Interval, minus
from rostering.instance import Instance
from rostering.problem.deviation import Kept, worst
from rostering.problem.problem import Problem
from rostering.solve.outcome import Infeasible, OutOfTime


@dataclass(frozen=True)
class Side:
    """One territory solved. What is proved is in `measure`; the rest is of the roster found, one of the best."""

    name: str
    measure: Measure

    @property
    def problem(self) -> Problem:
        """The territory, dated."""
        return self.measure.problem

    @property
    def posts(self) -> int:
        """Doctors wished, over all shifts."""
        return sum(shift.staffing.wished for shift in self.problem.shifts)

    @property
    def doctors(self) -> int:
        """Doctors of the file."""
        return len(self.problem.doctors)

    @property
    def duties_each(self) -> float:
        """Duties held, on average."""
        return len(self.measure.roster) / self.doctors

    @cached_property
    def hours_each(self) -> float:
        """Hours of duty, on average."""
        doctors, shifts = self.problem.doctor_by_id, self.problem.shift_by_id
        pairs = self.measure.roster.pairs
        minutes = sum(
            self.problem.period(doctors[pair.doctor], shifts[pair.shift]).minutes for pair in pairs
        )
        return minutes / 60 / self.doctors

    @property
    def heaviest(self) -> tuple[str, int]:
        """The doctor with most duties, the first one when several have, and how many."""
        held = self.measure.roster.by_doctor
        first = min(held, key=lambda doctor: (-len(held[doctor]), doctor), default="")
        return first, len(held.get(first, ()))

    @property
    def furthest(self) -> Kept | None:
        """The load furthest from its share."""
        return worst(self.measure.kept, self.measure.roster.pairs)


@dataclass(frozen=True)
class Comparison:
    """Before and after; `told`: the changes, as noun phrases that follow « avec »."""

    told: tuple[str, ...]
    before: Side
    after: Side
    stopped: bool = False
    """Somebody asked to stop before all was proved."""

    @property
    def carences(self) -> Interval:
        """Doctors missing more (or fewer) after."""
        return minus(self.after.measure.carences, self.before.measure.carences)

    @property
    def cost(self) -> Interval | None:
        """Points more (or fewer) after; None when the carences of either are not proved, on which costs depend."""
        both = (self.after.measure, self.before.measure)
        if not all(one.weighted.is_closed for one in both):
            return None
        return minus(both[0].cost, both[1].cost)


@dataclass(frozen=True)
class Refused:
    """One of the two has no roster, and why."""

    is_after: bool
    outcome: Infeasible | OutOfTime


def compare_territories(
    before: Instance, after: Instance, told: tuple[str, ...], search: Search
) -> Comparison | Refused:
    """Solves both."""
    sides: list[Side] = []
    for instance, what in ((before, "aujourd'hui"), (after, "après le changement")):
        found = measure(expand(instance), instance.rules, search.named(what))
        if not isinstance(found, Measure):
            return Refused(instance is after, found)
        sides.append(Side(instance.name, found))
    return Comparison(told, sides[0], sides[1], search.stop.asked)
