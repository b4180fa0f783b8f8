"""Prices in a list: the first costs so much, the second no less."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field


def _never_falling(prices: tuple[int, ...]) -> tuple[int, ...]:
    if any(later < earlier for earlier, later in pairwise(prices)):
        raise ValueError("des prix qui ne baissent jamais sont attendus : 1, 2, 4…")
    return prices


Rising = Annotated[
    tuple[Annotated[int, Field(ge=0, le=1_000_000_000)], ...],
    Field(min_length=1),
    AfterValidator(_never_falling),
]
"""Prices of the first, the second, the third…; what comes after the last costs as much as it."""
