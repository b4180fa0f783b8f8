"""The nearest roster: what enumeration of all rosters says of fewest changes, and of what is impossible."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rostering.domain.roster import Pair, Roster
from rostering.problem.limit import Tier
from rostering.solve.nearest import Asked, nearest
from tests.solve.brute import Case, every
from tests.solve.cases import CASES, name_of, random_case, solved
from tests.solve.test_large import SHARED

TRIED = [*CASES, *SHARED, *(random_case(seed) for seed in range(70, 82))]


def grants(case: Case, roster: Roster, asked: Asked) -> bool:
    """Is it what was asked?"""
    shifts = case.problem.shift_by_id
    return (
        all(pair in roster for pair in asked.demanded)
        and not any(pair in roster for pair in asked.refused)
        and all(len(roster.by_shift.get(s, ())) >= shifts[s].staffing.min for s in asked.filled)
    )


def questions(case: Case, roster: Roster) -> Iterator[Asked]:
    """Each pair held to be freed, each other one to be given, each vacant shift to be filled."""
    for doctor in case.problem.doctors:
        for shift in case.problem.candidates[doctor.id]:
            pair = Pair(doctor.id, shift.id)
            yield Asked(refused=(pair,)) if pair in roster else Asked(demanded=(pair,))
    for shift in case.problem.shifts:
        if len(roster.by_shift.get(shift.id, ())) < shift.staffing.min:
            yield Asked(filled=(shift.id,))


@pytest.mark.parametrize("case", TRIED, ids=name_of)
def test_the_changes_are_the_fewest_of_all_rosters(case: Case) -> None:
    """For every question: lawful, no carence more (one fewer where a shift is filled), fewest changes, proved."""
    start = solved(case).roster
    lawful = [(roster, costs[Tier.CARENCE]) for roster, costs in every(case)]
    carences = next(count for roster, count in lawful if roster == start)
    for asked in questions(case, start):
        most = carences - sum(_missing(case, start, shift) for shift in asked.filled)
        fewest = min(
            (
                len(roster.pairs ^ start.pairs)
                for roster, count in lawful
                if count <= most and grants(case, roster, asked)
            ),
            default=None,
        )
        found = nearest(case.problem, case.rules, start, asked)
        if fewest is None:
            assert found.status == "impossible", asked
        else:
            assert found.roster is not None, asked
            assert (found.proved, found.changes) == (True, fewest), asked
            assert len(found.roster.pairs ^ start.pairs) == fewest
            assert (found.roster, True) in [
                (r, c <= most and grants(case, r, asked)) for r, c in lawful
            ]


def _missing(case: Case, roster: Roster, shift: str) -> int:
    wanted = case.problem.shift_by_id[shift]
    return (wanted.staffing.min - len(roster.by_shift.get(shift, ()))) * wanted.carence_weight


@pytest.mark.parametrize("case", TRIED[:6], ids=name_of)
def test_asking_for_what_is_changes_nothing(case: Case) -> None:
    """Every pair held is demanded: the very same cost comes back with no change."""
    start = solved(case).roster
    for pair in start:
        found = nearest(case.problem, case.rules, start, Asked(demanded=(pair,)))
        assert (found.changes, found.roster) == (0, start)
