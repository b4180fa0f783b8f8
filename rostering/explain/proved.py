"""A best value known between two proofs, and the difference of two such values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Proved:
    """The best possible lies between `bound` and `value`; `value` is what the roster at hand reaches."""

    value: int
    bound: int

    @property
    def is_closed(self) -> bool:
        """True when nothing better than `value` exists."""
        return self.bound >= self.value


@dataclass(frozen=True)
class Interval:
    """A difference of best values, known to lie between `low` and `high`, both included."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        """True when it is one number."""
        return self.low == self.high

    @property
    def is_decided(self) -> bool:
        """True when all of it has one sign: more, fewer, or exactly zero."""
        return self.is_exact or self.low > 0 or self.high < 0


def minus(after: Proved, before: Proved) -> Interval:
    """The best after less the best before."""
    return Interval(after.bound - before.value, after.value - before.bound)
