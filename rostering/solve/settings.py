"""Which CP-SAT parameters for which size, with the measurement behind each, and the user's own wishes."""

from __future__ import annotations

from dataclasses import dataclass

from rostering.problem.limit import Tier
from rostering.solve import measured
from rostering.solve.control import Params

CARENCE_PRICE = 5_000
"""Price of one carence point in a blended solve; the order is then proved, not assumed (stages.py)."""

BLENDED = {Tier.CARENCE: CARENCE_PRICE, Tier.SOFT: 1, Tier.FAIRNESS: 1, Tier.WISHES: 1}
"""What one solve minimises: rules, fairness and wishes weighed by their prices, far under carences."""

WITH_COMFORT = {tier: 1_000 * factor for tier, factor in BLENDED.items()} | {Tier.COMFORT: 1}
"""Comfort far under all the rest: neighbourhoods that keep the rest only break ties."""

NO_LIMIT = 1e6
"""Seconds of clock where deterministic seconds decide."""

SOIREE = 20
"""Cost of one soirée off one's share, the unit of every price (fairness.md §3.3)."""


@dataclass(frozen=True)
class Settings:
    """What the user asks of a solve.

    `seconds` for all of it; `workers` cores; `reproducible`: one worker whatever is asked, deterministic limits, same
    roster each time; `certify`: true lexicographic stages.
    """

    seconds: float = 60.0
    workers: int = 2
    seed: int = 0
    reproducible: bool = False
    certify: bool = False

    def __post_init__(self) -> None:
        if self.reproducible:
            object.__setattr__(self, "workers", 1)


def params_for(size: int, settings: Settings, seconds: float) -> Params:
    """The parameters for a whole model of `size` pair variables.

    A reproducible run has all of the asked time in deterministic seconds, so that no clock decides.
    Otherwise one worker at LP level 2 without probing proves sectors 2 to 6 times faster than two
    default workers (fairness.md §5.3, §6).
    """
    workers = max(1, settings.workers)
    if settings.reproducible:
        return Params(seconds=NO_LIMIT, seed=settings.seed, deterministic=settings.seconds)
    if size <= measured.SECTOR or workers == 1:
        return Params(seconds=seconds, seed=settings.seed)
    return Params(
        workers=workers,
        seconds=seconds,
        seed=settings.seed,
        linearization=None,
        extra_subsolvers=("max_lp",),
    )
