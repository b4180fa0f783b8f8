"""Second line: whoever is behind is not in front."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Literal, Self

from rostering.domain.roster import Roster
from rostering.problem.limit import Statement, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.base import Breach, Rule, the_doctor, the_shift


class SecondLine(Rule):
    """Deuxième ligne : le médecin de deuxième ligne n'est pas celui qu'il double au même moment.

    x(second) + x(first) ≤ 1 where the two shifts share an instant; a third line backs the second and the first.
    Edge: shifts that only touch (20–24 after 14–20) may go to one doctor.
    """

    kind: Literal["second_line"] = "second_line"

    title = "Deuxième ligne"
    demands = False
    blocks_as = "déjà de garde sur la ligne doublée"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor and two overlapping shifts."""
        backed = self._backed_shifts(problem)
        for doctor, shifts in self.governed(problem) if backed else ():
            open_to = {shift.id for shift in shifts}
            for shift in shifts:
                for other in backed.get(shift.id, ()):
                    if other.id in open_to:
                        pairs = (problem.pair(doctor, shift), problem.pair(doctor, other))
                        yield at_most(1, pairs, doctor.id, shift.id, other.id)

    def _backed_shifts(self, problem: Problem) -> Mapping[str, list[Shift]]:
        """For each second-line shift that overlaps some, those it backs."""
        by_line: defaultdict[str, list[Shift]] = defaultdict(list)
        for shift in problem.shifts:
            if self.counts(shift):
                by_line[shift.line.id].append(shift)
        fronts = {line: _fronts(problem, line) for line in by_line}
        backed: defaultdict[str, list[Shift]] = defaultdict(list)
        for line, shifts in by_line.items():
            ahead = [other for front in fronts[line] for other in by_line.get(front, ())]
            for shift in shifts if ahead else ():
                for other in ahead:
                    if shift.period.overlaps(other.period):
                        backed[shift.id].append(other)
        return dict(backed)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """Lays every two duties of each doctor side by side."""
        lines = {line.id: line for line in problem.facts.lines}
        for doctor, shifts in self.duties(problem, roster):
            for second in shifts:
                backs: list[str] = []
                above = second.line.second_line_of
                while above and above not in (second.line.id, *backs):
                    backs.append(above)
                    above = lines[above].second_line_of if above in lines else None
                for first in shifts:
                    starts, ends = first.period.start, first.period.end
                    apart = ends <= second.period.start or second.period.end <= starts
                    if first.line.id in backs and not apart:
                        yield self.breach(1, (doctor.id,), (second.id, first.id))

    def say(self, problem: Problem, breach: Breach) -> str:
        """Which two duties."""
        second, first = (the_shift(problem, shift) for shift in breach.shifts)
        return f"{the_doctor(problem, breach)} tient {second} et la ligne qu'il double, {first}"

    @classmethod
    def example(cls) -> Self:
        """Lines say which one they back."""
        return cls()


def _fronts(problem: Problem, line: str) -> tuple[str, ...]:
    """The lines that `line` backs, nearest first."""
    second_of = {known.id: known.second_line_of for known in problem.facts.lines}
    found: list[str] = []
    following = second_of.get(line)
    while following and following not in (line, *found):
        found.append(following)
        following = second_of.get(following)
    return tuple(found)
