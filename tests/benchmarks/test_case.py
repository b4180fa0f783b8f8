"""What every engine is measured by: one clock, one gap."""

from __future__ import annotations

import time

import pytest

from benchmarks.case import gap_of
from benchmarks.clock import BEGAN, elapsed
from benchmarks.process import spend
from rostering.solve.settings import Settings


@pytest.mark.parametrize(
    ("cost", "bound", "doctors", "gap"),
    [(1000, 900, 10, 0.1), (200, 100, 10, 0.5), (100, 50, 10, 0.25), (100, 110, 10, 0.0), (100, None, 10, None)],
)  # fmt: skip
def test_a_gap_is_of_the_cost_or_of_one_evening_a_doctor(
    cost: float, bound: float | None, doctors: int, gap: float | None
) -> None:
    """A cost over 20 a doctor, at it, under it; a bound beyond the cost; none."""
    assert gap_of(cost, bound, doctors) == gap


def test_a_clock_counts_from_the_start_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Interpreter and imports included: what is told by who started it."""
    monkeypatch.setenv(BEGAN, str(time.time() - 5))
    assert 5 <= elapsed() < 60
    spent = spend(
        ["python3", "-c", f"import os, time; print(time.time() - float(os.environ[{BEGAN!r}]))"]
    )
    assert 0 < float(spent.out) <= spent.wall


def test_a_reproducible_run_has_one_worker_whatever_is_asked() -> None:
    """So that cores change neither the road nor what is written."""
    assert Settings(workers=8, reproducible=True) == Settings(workers=1, reproducible=True)
    assert Settings(workers=8).workers == 8
