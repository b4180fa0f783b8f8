"""The curve's axes."""

from __future__ import annotations

import pytest

from rostering.export.picture.exchange import TICKS, ticks


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (56, [0, 20, 40]),
        (7.79, [0, 2, 4, 6]),
        (1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.3, [0, 0.1, 0.2, 0.3]),
        (125, [0, 25, 50, 75, 100, 125]),
    ],
)
def test_an_axis_bears_round_figures(top: float, expected: list[float]) -> None:
    """From zero, at most five steps, none beyond the end."""
    assert ticks(top) == pytest.approx(expected)
    assert len(expected) <= TICKS + 1
