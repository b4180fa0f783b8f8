"""The linear relaxation never promises more than the best of all rosters, whatever its solver answered."""

from __future__ import annotations

import pytest

from rostering.domain.roster import Pair
from rostering.problem.limit import AnyOf, Limit, Tier
from rostering.rules.coverage import Coverage
from rostering.solve.compile import compile_model
from rostering.solve.linear import Relaxed, relax
from rostering.solve.settings import BLENDED, CARENCE_PRICE
from rostering.solve.solve import split
from rostering.solve.statements import Stated, state
from tests.solve.brute import Case, blended, every
from tests.solve.cases import CASES, name_of
from tests.solve.test_large import SHARED


def relaxed(case: Case, seconds: float = 10.0, vertex_up_to: int = 8_000) -> list[Relaxed | None]:
    """The relaxation of each part of the case, on the blended scale."""
    narrowed, stated = state(case.problem, case.rules)
    found = []
    for part in split(narrowed, stated):
        model = compile_model(part.stated, part.pairs)
        model.cp.minimize(model.objective(BLENDED))
        found.append(relax(model, seconds, vertex_up_to))
    return found


def best(case: Case) -> int:
    """The least blended cost of all rosters."""
    values = (blended(costs) for _, costs in every(case))
    return min(CARENCE_PRICE * carences + rest for carences, rest in values)


@pytest.mark.parametrize("pdlp", [False, True], ids=["glop", "pdlp"])
@pytest.mark.parametrize("case", [*CASES, *SHARED], ids=name_of)
def test_the_bound_is_under_every_roster(case: Case, pdlp: bool) -> None:
    """Whichever solver: parts summed, no roster costs less; fractions lie between 0 and 1."""
    found = [part for part in relaxed(case, 10.0, -1 if pdlp else 10**9) if part is not None]
    assert found
    assert sum(part.bound for part in found) <= best(case)
    assert all(-1e-3 <= value <= 1 + 1e-3 for part in found for value in part.values.values())


@pytest.mark.parametrize("case", CASES[:4], ids=name_of)
def test_a_relaxation_cut_short_promises_nothing_wrong(case: Case) -> None:
    """PDLP stopped almost at once: no bound, or a true one."""
    found = relaxed(case, 1e-4, -1)
    assert sum(part.bound for part in found if part is not None) <= best(case)


def test_glop_is_close_on_a_small_rota() -> None:
    """On the two-doctor week-end the relaxation is exact: a bound of 0 everywhere would be of no use."""
    case = next(case for case in CASES if case.name == "tiny-deux-medecins")
    (found,) = relaxed(case)
    assert found is not None
    assert found.bound == best(case) == 28


def test_the_relaxation_knows_that_a_group_is_true_only_when_a_pair_is() -> None:
    """« Both at the week-end », one alone on it: without « the group needs one of its pairs » the bound would be 0."""
    here, there = Pair("a", "samedi"), Pair("a", "dimanche")
    group = AnyOf((here, there))
    wanted = Stated(Coverage(), Limit((group,), low=1), Tier.SOFT, 7)
    dear = [
        Stated(Coverage(), Limit((pair,), high=0), Tier.SOFT, price)
        for pair, price in ((here, 5), (there, 6))
    ]
    model = compile_model([wanted, *dear], [here, there])
    model.cp.minimize(model.objective(BLENDED))
    found = relax(model, 10.0)
    assert found is not None
    assert found.bound == 5


@pytest.mark.parametrize("count", [0, 1, 2])
def test_pairs_beside_are_few_a_shift_and_may_be_held_at_the_bound(count: int) -> None:
    """What the vertex takes is there; of what else is there, at most so many a shift, none dearer than the bound."""
    for one in (one for case in (*CASES[:6], *SHARED) for one in relaxed(case) if one):
        beside = set(one.beside(count))
        used = {pair for pair in one.values if one.uses(pair)}
        assert used <= beside
        assert beside - used <= set(one.within(one.bound))
        more = [pair.shift for pair in beside - used]
        assert all(more.count(shift) <= count for shift in more)
