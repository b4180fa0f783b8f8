"""What a doctor alone could have held, which the long run takes off: at, under and over it."""

from __future__ import annotations

import pytest

from benchmarks.reachable import outside, reach
from rostering.rules.max_in_window import MaxInWindow
from tests.build import doctor, line
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
    found = reach(tried.problem, tried.rules, {"a", "b"})
    assert found["a", "soiree"] == (2, 2)
    assert found["b", "soiree"] == (0, 2)
    assert reach(tried.problem, tried.rules, {"b"}).keys() == {
        ("b", key[1]) for key in found if key[0] == "b"
    }
