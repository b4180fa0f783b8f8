"""What a doctor alone could have held, which the long run takes off: at, under and over it."""

from __future__ import annotations

import pytest

from benchmarks.reachable import outside, reach
from rostering.domain.roster import Pair
from rostering.rules.max_in_window import MaxInWindow
from tests.build import doctor, line, window
from tests.solve.cases import case

AWAY = [{"doctor": "b", "level": "impossible", "start": "2027-02-01", "end": "2027-02-02"}]


@pytest.mark.parametrize(
    ("owed", "expected"), [(1.9, 0.1), (2, 0), (3, 0), (4, 0), (4.25, -0.25)]
)  # fmt: skip
def test_a_share_outside_what_could_be_held(owed: float, expected: float) -> None:
    """From two to four duties: under, at each end, between, over."""
    assert outside(owed, 2, 4) == pytest.approx(expected)


def test_leaves_maxima_and_duties_of_nobody_else_bound_what_can_be_held() -> None:
    """Four evenings, two at most a week: who is away two days may hold two, the colleague must hold those two and no more."""
    tried = case(
        "one away", (MaxInWindow(span="week", most=2),), [line()],
        [doctor("a"), doctor("b")], end="2027-02-04", availability=AWAY,
    )  # fmt: skip
    evenings = [shift.id for shift in tried.problem.shifts]
    roster = [Pair(who, shift) for who, shift in zip("aabb", evenings, strict=True)]
    found = reach(tried.problem, tried.rules, roster)
    assert found["a", "soiree"] == (2, 2)
    assert found["b", "soiree"] == (2, 2)
    assert reach(tried.problem, tried.rules, roster[:3])["b", "soiree"] == (1, 2)


def test_two_who_must_both_be_there_can_give_each_other_nothing() -> None:
    """Two evenings a day, one a doctor: a leave of two days cannot be made up for, whoever is fair."""
    early = window("tot", "18:00", "20:00", category="soiree")
    late = window("soir", "20:00", "24:00", category="soiree")
    tried = case(
        "both each day", (MaxInWindow(span="day", most=1),), [line("mmg", early, late)],
        [doctor("a"), doctor("b")], end="2027-02-04", availability=AWAY,
    )  # fmt: skip
    shifts = [shift.id for shift in tried.problem.shifts]
    roster = [Pair("a", shift) for shift in shifts if shift.endswith("tot")]
    roster += [Pair("b", shift) for shift in shifts[4:] if shift.endswith("soir")]
    found = reach(tried.problem, tried.rules, roster)
    assert (found["a", "soiree"], found["b", "soiree"]) == ((4, 4), (2, 2))
