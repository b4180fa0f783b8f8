"""What a child finds of the whole: bounds that hold, and in the end the proof."""

from __future__ import annotations

import pytest

from rostering.solve.control import Params
from rostering.solve.greedy import first_roster
from rostering.solve.parts import priced
from rostering.solve.settings import BLENDED, CARENCE_PRICE
from rostering.solve.solve import split
from rostering.solve.statements import state
from rostering.solve.whole import news_of
from tests.solve.brute import Case, blended, every
from tests.solve.cases import name_of
from tests.solve.test_large import SHARED


@pytest.mark.parametrize(
    "above", [None, 0, 1], ids=["from greedy", "from the best", "from one more"]
)
@pytest.mark.parametrize("case", SHARED, ids=name_of)
def test_tied_sectors_are_proved(case: Case, above: int | None) -> None:
    """No bound passes the best of all rosters; the last is it; where the roster of now is dearer, a best one comes."""
    narrowed, stated = state(case.problem, case.rules)
    (part,) = split(narrowed, stated)
    carences, rest = min(blended(costs) for _, costs in every(case))
    best = CARENCE_PRICE * carences + rest
    now = priced(stated, first_roster(part), BLENDED) if above is None else best + above
    news = list(news_of(part, now, Params(seconds=20), lambda: False))
    bounds = [one for one in news if isinstance(one, int)]
    rosters = [one for one in news if not isinstance(one, int)]
    assert max(bounds) == best
    assert [priced(stated, one, BLENDED) for one in rosters if now > best] == [best] * (now > best)


def test_who_has_enough_ends_the_child() -> None:
    """Told that it is over before it began, it gives what had come already, or nothing, and is gone."""
    case = SHARED[0]
    narrowed, stated = state(case.problem, case.rules)
    (part,) = split(narrowed, stated)
    news = list(news_of(part, 10**6, Params(seconds=600), lambda: True))
    assert len(news) <= 3
