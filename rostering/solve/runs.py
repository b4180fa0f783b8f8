"""Runs of days on and off, written as limits: windows for maxima, patterns for minima."""

from __future__ import annotations

from collections.abc import Iterator

from rostering.problem.limit import Limit, Runs


def run_limits(runs: Runs) -> Iterator[Limit]:
    """Limits whose excesses add up to the excess of the runs."""
    raise NotImplementedError
