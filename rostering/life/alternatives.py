"""After an event, the rosters to choose from: fewest changes, as many but fairer, one change more, the duty left empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rostering.domain.roster import Roster
from rostering.errors import Refused
from rostering.problem.problem import Problem
from rostering.solve.control import Stop
from rostering.solve.reroster import Nearby, Rerostered, Situation

FEWEST = "Le moins de changements"
FAIREST = "Autant de changements, au plus équitable"
ONE_MORE = "Un changement de plus"
EMPTY = "Laisser vide"
AS_IT_IS = "Ne rien changer d'autre"


@dataclass(frozen=True)
class Alternative:
    """A roster to choose. `scope`: the sectors within which its proof holds; empty: all that is linked to them."""

    label: str
    found: Rerostered
    scope: tuple[str, ...] = ()

    @property
    def roster(self) -> Roster:
        """The roster."""
        assert self.found.roster is not None
        return self.found.roster


@dataclass(frozen=True)
class Search:
    """How to look: `whole`: in all sectors from the start; `others`: the other rosters to choose from too."""

    seconds: float = 20.0
    whole: bool = False
    others: bool = True


@dataclass(frozen=True)
class Want:
    """What the event leaves to be done: duties to fill, and how much was vacant before it (posts at their weight)."""

    duties: frozenset[str]
    vacant_before: int


def alternatives(
    situation: Situation, want: Want, search: Search, stop: Stop
) -> Iterator[Alternative]:
    """The nearest roster first. `situation.free`: every duty that may change.

    First among the duties of the sectors concerned, then of those that share doctors with them, as long as more posts
    are vacant than before. Raises Refused when no roster is found.
    """
    nearest, nearby = _widening(situation, want, search, stop)
    if nearest.found.roster is None:
        why = (
            "aucun tableau ne tient"
            if nearest.found.status == "impossible"
            else "pas assez de temps"
        )
        raise Refused(
            f"Aucun tableau proche n'a été trouvé : {why}. « --leave-empty » laisse les gardes vides."
        )
    yield nearest
    if not search.others:
        return
    seen = {nearest.roster}
    for label, found in (
        (FAIREST, nearby.solve(fairest=True)),
        (ONE_MORE, nearby.solve(more=1)),
        (EMPTY if nearby.distance.gone else AS_IT_IS, nearby.told(nearby.base, ())),
    ):
        if found.roster is not None and found.roster not in seen:
            seen.add(found.roster)
            yield Alternative(label, found, nearest.scope)


def _widening(
    situation: Situation, want: Want, search: Search, stop: Stop
) -> tuple[Alternative, Nearby]:
    problem, whole = situation.problem, search.whole
    sectors = _sectors(problem, want.duties, situation.spared)
    while True:
        inside = situation.free if whole else _inside(problem, situation.free, sectors, want.duties)
        nearby = Nearby(replace(situation, free=inside), search.seconds, stop)
        found = nearby.solve()
        covered = found.roster is not None and (
            vacancies(problem, found.roster) <= want.vacant_before
        )
        if covered or inside == situation.free or stop.asked:
            scope = () if inside == situation.free else tuple(sorted(sectors))
            return Alternative(FEWEST, found, scope), nearby
        wider = _linked(problem, sectors)
        whole, sectors = wider == sectors, wider


def vacant(problem: Problem, roster: Roster) -> dict[str, int]:
    """The duties under their minimum, with how many doctors each misses."""
    missing = {
        shift.id: shift.staffing.min - len(roster.by_shift.get(shift.id, ()))
        for shift in problem.shifts
    }
    return {id_: count for id_, count in missing.items() if count > 0}


def vacancies(problem: Problem, roster: Roster) -> int:
    """The same, each missing doctor at the weight of the duty."""
    return sum(
        count * problem.shift_by_id[id_].carence_weight
        for id_, count in vacant(problem, roster).items()
    )


def _sectors(problem: Problem, duties: frozenset[str], doctors: frozenset[str]) -> frozenset[str]:
    """The sectors of the duties to fill and of the doctors whose event it is."""
    of_duties = {sector for id_ in duties for sector in problem.shift_by_id[id_].line.sectors}
    of_doctors = {
        sector
        for id_ in doctors
        if id_ in problem.doctor_by_id
        for sector in problem.doctor_by_id[id_].sectors
    }
    return frozenset(of_duties | of_doctors)


def _inside(
    problem: Problem, free: frozenset[str], sectors: frozenset[str], duties: frozenset[str]
) -> frozenset[str]:
    """The free duties of those sectors, and of the lines of the duties to fill."""
    lines = {problem.shift_by_id[id_].line.id for id_ in duties}
    shifts = (problem.shift_by_id[id_] for id_ in free)
    return frozenset(
        shift.id
        for shift in shifts
        if shift.line.id in lines or not sectors.isdisjoint(shift.line.sectors)
    )


def _linked(problem: Problem, sectors: frozenset[str]) -> frozenset[str]:
    """Those sectors and all with which they share a doctor."""
    wider = set(sectors)
    for doctor in problem.doctors:
        own = {*doctor.sectors, *doctor.help_sectors}
        if not sectors.isdisjoint(own):
            wider |= own
    return frozenset(wider)
