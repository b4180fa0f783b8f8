"""A neighbourhood closed from below: against all rosters, from any roster, at the edge of its own cost."""

from __future__ import annotations

import pytest

from rostering.domain.roster import Roster
from rostering.problem.limit import Tier
from rostering.solve.control import Params, Stop
from rostering.solve.greedy import first_roster
from rostering.solve.linear import relax
from rostering.solve.parts import Part, priced
from rostering.solve.settings import BLENDED, CARENCE_PRICE
from rostering.solve.solve import split
from rostering.solve.statements import state
from rostering.solve.upwards import Piece, between, downwards, guided, upwards
from tests.solve.brute import Case, audited, blended, every
from tests.solve.cases import name_of
from tests.solve.test_large import SHARED

PARAMS = Params(seconds=20)


def whole(case: Case) -> tuple[Part, Piece]:
    """All pairs of the case, from the first roster."""
    narrowed, stated = state(case.problem, case.rules)
    (part,) = split(narrowed, stated)
    return part, Piece(part.stated, part.pairs, first_roster(part), BLENDED)


def best_of(case: Case) -> int:
    """The least blended cost of all rosters."""
    carences, rest = min(blended(costs) for _, costs in every(case))
    return CARENCE_PRICE * carences + rest


@pytest.mark.parametrize("case", SHARED, ids=name_of)
@pytest.mark.parametrize("patience", [PARAMS, None], ids=["upwards", "downwards"])
def test_a_piece_is_no_dearer_after_and_the_best_when_it_says_so(
    case: Case, patience: Params | None
) -> None:
    """Upwards, closed means the best of all rosters; downwards, of the pairs looked at."""
    _, piece = whole(case)
    found, closed = guided(piece, PARAMS, Stop(), patience)
    cost = priced(piece.stated, found, BLENDED)
    assert closed
    assert audited(case, Roster(found))[Tier.HARD] == 0
    assert best_of(case) <= cost <= piece.cost
    if patience is not None:
        assert cost == best_of(case)


@pytest.mark.parametrize("case", SHARED, ids=name_of)
def test_the_best_roster_of_now_is_kept(case: Case) -> None:
    """Started from a best roster, nothing cheaper is found, and that is known."""
    part, piece = whole(case)
    best, _ = downwards(piece, PARAMS, Stop())
    again = Piece(part.stated, part.pairs, best, BLENDED)
    assert again.cost == best_of(case)
    assert guided(again, PARAMS, Stop(), PARAMS) == (best, True)


@pytest.mark.parametrize("case", SHARED, ids=name_of)
@pytest.mark.parametrize(("under", "status"), [(0, "optimal"), (1, "infeasible")])
def test_costs_between_two_are_found_just_when_there_are_some(
    case: Case, under: int, status: str
) -> None:
    """Up to the best cost there is a roster, up to one less there is none."""
    _, piece = whole(case)
    costs = (0, best_of(case) - under)
    assert between(piece.model(piece.free), BLENDED, costs, PARAMS, Stop()).status == status


@pytest.mark.parametrize("case", SHARED, ids=name_of)
def test_upwards_ends_under_the_cost_of_now(case: Case) -> None:
    """With the best cost as that of now: infeasible; with one more: the best."""
    _, piece = whole(case)
    relaxed = relax(piece.model(piece.free), 20)
    assert relaxed is not None
    least = best_of(case)
    if relaxed.bound < least:
        assert upwards(piece, relaxed, least, PARAMS, Stop()).status == "infeasible"
    found = upwards(piece, relaxed, least + 1, PARAMS, Stop())
    assert (found.status, found.value) == ("optimal", least)
