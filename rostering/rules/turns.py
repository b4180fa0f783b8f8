"""Turns: each feast goes to those who have waited the longest for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, Self

from rostering.domain.calendar import FEAST_LABELS
from rostering.domain.people import Doctor, FeastName
from rostering.domain.roster import Pair, Roster
from rostering.domain.vocabulary import Level
from rostering.problem.eligibility import why_not
from rostering.problem.limit import Statement, any_of, at_most
from rostering.problem.problem import Problem
from rostering.problem.shift import Shift
from rostering.rules.absence import forbids
from rostering.rules.base import Breach, Rule, Strength, plural, the_doctor
from rostering.rules.feasts import Feast, feast_of, served_before


class Turns(Rule):
    """Tour des fêtes : une fête revient à ceux qui l'ont servie il y a le plus longtemps, ou jamais.

    A doctor's wait is the years since the feast was last served, since arrival, or since the record begins. The feast
    asks for n doctors: whoever serves with a shorter wait than the n-th longest pays each year that is missing. Waits
    are those of doctors to whom a duty of the feast is open. Edge: equal waits cost nothing, whoever serves.
    """

    kind: Literal["turns"] = "turns"
    strength: Strength = 40
    families: tuple[FeastName, ...] = ()

    title = "Tour des fêtes"
    demands = False
    collective = True
    blocks_as = "déjà servis plus récemment que d'autres"

    def limits(self, problem: Problem) -> Iterator[Statement]:
        """One statement for each doctor and feast whose turn has not come, weighed by the years that are missing."""
        duties: defaultdict[Feast, list[Shift]] = defaultdict(list)
        for shift in problem.shifts:
            if self._speaks_of(shift):
                duties[feast_of(shift)].append(shift)
        least = {feast: _least(problem, feast, shifts) for feast, shifts in duties.items()}
        for doctor, candidates in self.governed(problem) if duties else ():
            pairs: defaultdict[Feast, list[Pair]] = defaultdict(list)
            for shift in candidates:
                if self._speaks_of(shift):
                    pairs[feast_of(shift)].append(problem.pair(doctor, shift))
            for feast, mine in sorted(pairs.items()):
                early = least[feast] - wait(problem, doctor, feast)
                if early > 0:
                    yield at_most(0, [any_of(mine)], doctor.id, feast.family, weight=early)

    def _speaks_of(self, shift: Shift) -> bool:
        named = not self.families or shift.feast in self.families
        return bool(shift.feast) and named and self.counts(shift)

    def check(self, problem: Problem, roster: Roster) -> Iterator[Breach]:
        """For each doctor on a feast, ranks everybody's wait by hand and counts the years that are missing."""
        for doctor, shifts in self.duties(problem, roster):
            held: dict[Feast, list[str]] = {}
            for shift in shifts:
                if self._speaks_of(shift):
                    held.setdefault(feast_of(shift), []).append(shift.id)
            for feast, ids in sorted(held.items()):
                own = wait(problem, doctor, feast)
                ahead = self._waits_ahead(problem, feast, own)
                if ahead:
                    name = f"{FEAST_LABELS[feast.family]} {feast.year}"
                    yield self.breach(ahead - own, (doctor.id,), tuple(ids), own, ahead, name)

    def _waits_ahead(self, problem: Problem, feast: Feast, own: int) -> int:
        """The wait of the last one who should come first, when that is longer than `own`; 0 when the turn has come."""
        asked = [s for s in problem.shifts if self._speaks_of(s) and feast_of(s) == feast]
        longer = sorted(
            wait(problem, other, feast)
            for other in problem.doctors
            if wait(problem, other, feast) > own and any(_is_open(problem, other, s) for s in asked)
        )
        places = sum(shift.staffing.wished for shift in asked)
        return longer[-places] if 0 < places <= len(longer) else 0

    def say(self, problem: Problem, breach: Breach) -> str:
        """Who, which feast, how long since the last time, and how long others have waited."""
        own, ahead = int(breach.measured or 0), int(breach.allowed or 0)
        return (
            f"{the_doctor(problem, breach)} sert {breach.label} après {plural(own, 'an')}, "
            f"quand d'autres attendent depuis {plural(ahead, 'an')}"
        )

    @classmethod
    def example(cls) -> Self:
        """Every feast."""
        return cls()


def wait(problem: Problem, doctor: Doctor, feast: Feast) -> int:
    """Years since the doctor last served the feast, or arrived, or since the year before the record of it begins.

    0 for who served its first half in an earlier roster (31 December, then 1 January); 0 for everybody when nobody is
    on record: then nothing is known.
    """
    if feast.family not in problem.record_begins:
        return 0
    since = problem.record_begins[feast.family] - 1
    if doctor.arrival and doctor.arrival.year <= feast.year:
        since = max(since, doctor.arrival.year)
    for served in served_before(problem, doctor):
        if served.family == feast.family and served.year <= feast.year:
            since = max(since, served.year)
    return max(0, feast.year - since)


def _least(problem: Problem, feast: Feast, shifts: Sequence[Shift]) -> int:
    """The wait from which one is among the first: the n-th longest for n places, 0 when there are places for all."""
    waits = [
        wait(problem, doctor, feast)
        for doctor in problem.doctors
        if any(_is_open(problem, doctor, shift) for shift in shifts)
    ]
    places = sum(shift.staffing.wished for shift in shifts)
    return sorted(waits, reverse=True)[places - 1] if 0 < places <= len(waits) else 0


def _is_open(problem: Problem, doctor: Doctor, shift: Shift) -> bool:
    """True when neither eligibility nor an absence closes the shift."""
    if why_not(problem.facts, doctor, shift) is not None:
        return False
    return not any(
        forbids(problem, entry, doctor, shift)
        for entry in problem.facts.availability
        if entry.doctor == doctor.id and entry.level is Level.IMPOSSIBLE
    )
