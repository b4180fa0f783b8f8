"""Wishes against fairness: each point is the best of all rosters under its cap, from no cap to the tightest."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from rostering.domain.roster import Pair, Roster
from rostering.explain.curve import Curve, Point, curve, in_duties, monotone
from rostering.explain.measure import Search
from rostering.explain.proved import Proved
from rostering.problem.deviation import Kept
from rostering.problem.limit import Tier
from rostering.rules.fair_share import FairShare
from rostering.rules.wish import Wish
from rostering.solve.control import Stop
from rostering.solve.settings import Settings
from tests.build import doctor, line
from tests.explain.enumerated import judged
from tests.solve.brute import Case, tiers
from tests.solve.cases import BUILT, RANDOM, case, name_of

ONE = Search(Settings(seconds=20, workers=1))
UNFAIR = case(
    "three evenings wanted by one", (FairShare(), Wish()), [line()], [doctor("a"), doctor("b")], end="2027-02-04",
    availability=[{"doctor": "a", "level": "souhaite", "start": "2027-02-01", "end": "2027-02-03"},
                  {"doctor": "b", "level": "non", "date": "2027-02-04"}],
)  # fmt: skip
TRIED = [UNFAIR, BUILT[0], BUILT[4], *RANDOM[:2]]


def deviation(case: Case, roster: Roster) -> int:
    """The worst |load − share| in hundredths, counted duty by duty."""
    held: Counter[tuple[str, str]] = Counter()
    for pair in roster:
        held[pair.doctor, case.problem.shift_by_id[pair.shift].category] += 100
    counted = {c.id for c in case.problem.facts.categories if c.measure == "number" and c.weight}
    found = [
        abs(held[key] - share.target)
        for key, share in case.problem.shares.items()
        if key[1] in counted
    ]
    return max(found, default=0)


@cache
def everything(name: str) -> list[tuple[int, int]]:
    """(worst deviation, what wishes cost) of every lawful roster with the fewest carences; soft rules left aside."""
    found = next(one for one in TRIED if one.name == name)
    lawful = [(value[0], one) for one in judged(found) if (value := one.value()) is not None]
    fewest = min(carences for carences, _ in lawful)
    return [
        (deviation(found, one.roster), one.wishes) for carences, one in lawful if carences == fewest
    ]


def drawn(case: Case) -> Curve:
    found = curve(case.problem, case.rules, ONE)
    assert found is not None
    return found


@pytest.mark.parametrize("case", TRIED, ids=name_of)
def test_each_point_is_the_best_under_its_cap(case: Case) -> None:
    """Enumeration finds no roster with cheaper wishes whose worst deviation is within the cap."""
    for point in drawn(case).points:
        cap = 10**6 if point.cap is None else point.cap
        least = min(wishes for worst, wishes in everything(case.name) if worst <= cap)
        assert point.wishes == Proved(least, least)
        assert point.worst <= cap


@pytest.mark.parametrize("case", TRIED, ids=name_of)
def test_the_ends_are_the_two_best_of_each_kind(case: Case) -> None:
    """First the cheapest wishes of all; last the smallest worst deviation that any roster has, and that is proved."""
    found, rosters = drawn(case), everything(case.name)
    assert found.points[0].cap is None
    assert found.points[0].wishes.value == min(wishes for _, wishes in rosters)
    assert found.points[-1].worst == min(worst for worst, _ in rosters)
    assert found.is_whole


@pytest.mark.parametrize("case", TRIED, ids=name_of)
def test_the_curve_never_comes_back(case: Case) -> None:
    """Tighter caps never make wishes cheaper; what is said of a roster is what its audit says."""
    found = drawn(case).points
    values = [point.wishes.value for point in found]
    assert values == sorted(values)
    for point in found:
        assert tiers(case.problem, case.rules, point.roster)[Tier.WISHES] == point.wishes.value
        assert deviation(case, point.roster) == point.worst


def test_wishes_are_given_up_for_fairness() -> None:
    """She wants three evenings of four and he refuses the fourth: with no cap she has all, at the tightest two of each."""
    points = drawn(UNFAIR).points
    ends = [(p.worst, p.wishes.value, p.granted) for p in (points[0], points[-1])]
    assert ends == [(200, 0, 4), (0, 10, 2)]


def test_what_is_not_proved_still_never_comes_back() -> None:
    """A tight point better than a loose one lends it its roster; a loose bound holds for the tight one."""
    tight, loose = Roster(frozenset()), Roster(frozenset([Pair("a", "x")]))
    found = monotone(
        [Point(None, Proved(9, 4), 1, 300, loose), Point(100, Proved(7, 2), 2, 90, tight)]
    )
    assert [(p.cap, p.wishes, p.granted, p.roster) for p in found] == [
        (None, Proved(7, 4), 2, tight),
        (100, Proved(7, 4), 2, tight),
    ]


def test_a_stop_keeps_what_was_found() -> None:
    """Asked before it begins: at most the first point, and nothing is claimed of the end."""
    stop = Stop()
    stop.ask()
    found = curve(UNFAIR.problem, UNFAIR.rules, Search(Settings(seconds=5, workers=1), stop=stop))
    assert found is None or (len(found.points) == 1 and not found.is_whole)


@pytest.mark.parametrize("cap", [0, 49, 50, 51, 149, 150, 151, 250])
def test_a_cap_allows_the_loads_within_it(cap: int) -> None:
    """A share of a duty and a half: none at 0,49, one and two at 0,5, all four at 1,5 but the last."""
    kept = Kept("a", "soiree", tuple(Pair("a", str(n)) for n in range(4)), 150)
    limit = kept.within(cap)
    said = [load for load in range(5) if (limit.low or 0) <= load <= (limit.high or 0)]
    assert said == [load for load in range(5) if abs(100 * load - 150) <= cap]


def test_caps_are_said_in_duties() -> None:
    """Hundredths as people say them."""
    assert [in_duties(cap) for cap in (None, 150, 25, 100)] == ["sans limite", "1,5", "0,25", "1"]
