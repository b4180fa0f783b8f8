"""How long each part may search, so that all of them together end in the time asked.

Parts wait for a core; the one whose turn comes may use, of the core-seconds left, what its size is of all that still waits.
What a part does not use goes to those after it.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from rostering.solve import measured


class Allowance:
    """The time of some parts on some cores, from now on."""

    def __init__(self, sizes: Sequence[int], seconds: float, cores: int) -> None:
        self.sizes, self.cores = sizes, cores
        self.until = time.perf_counter() + seconds
        self.waiting = set(range(len(sizes)))
        self.running: dict[int, float] = {}

    @property
    def left(self) -> float:
        """Seconds until all must have ended."""
        return max(0.0, self.until - time.perf_counter())

    def start(self, index: int) -> float:
        """The part's turn has come: its seconds."""
        now = time.perf_counter()
        promised = sum(max(0.0, end - now) for end in self.running.values())
        share = self.sizes[index] / max(1, sum(self.sizes[one] for one in self.waiting))
        granted = min(self.left, max(measured.MOMENT, share * (self.cores * self.left - promised)))
        self.waiting.discard(index)
        self.running[index] = now + granted
        return max(measured.MOMENT, granted)

    def end(self, index: int) -> None:
        """The part has ended, maybe early."""
        self.running.pop(index, None)
